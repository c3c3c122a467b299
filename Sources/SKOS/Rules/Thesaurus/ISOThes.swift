internal import RDF

extension IRI {
  /// The extension of SKOS for ISO 25964, <http://purl.org/iso25964/skos-thes#>.
  enum ISOThes {
    private static let namespace = "http://purl.org/iso25964/skos-thes#"

    static let ThesaurusArray = IRI(uncheckedValid: namespace + "ThesaurusArray")
    static let ConceptGroup = IRI(uncheckedValid: namespace + "ConceptGroup")
    static let CompoundEquivalence = IRI(uncheckedValid: namespace + "CompoundEquivalence")
    static let PreferredTerm = IRI(uncheckedValid: namespace + "PreferredTerm")
    static let SimpleNonPreferredTerm = IRI(uncheckedValid: namespace + "SimpleNonPreferredTerm")
    static let SplitNonPreferredTerm = IRI(uncheckedValid: namespace + "SplitNonPreferredTerm")
    static let broaderGeneric = IRI(uncheckedValid: namespace + "broaderGeneric")
    static let narrowerGeneric = IRI(uncheckedValid: namespace + "narrowerGeneric")
    static let broaderPartitive = IRI(uncheckedValid: namespace + "broaderPartitive")
    static let narrowerPartitive = IRI(uncheckedValid: namespace + "narrowerPartitive")
    static let broaderInstantial = IRI(uncheckedValid: namespace + "broaderInstantial")
    static let narrowerInstantial = IRI(uncheckedValid: namespace + "narrowerInstantial")
    static let superOrdinate = IRI(uncheckedValid: namespace + "superOrdinate")
    static let subordinateArray = IRI(uncheckedValid: namespace + "subordinateArray")
    static let microThesaurusOf = IRI(uncheckedValid: namespace + "microThesaurusOf")
    static let plusUse = IRI(uncheckedValid: namespace + "plusUse")
    static let plusUF = IRI(uncheckedValid: namespace + "plusUF")
    static let plusUseTerm = IRI(uncheckedValid: namespace + "plusUseTerm")
    static let plusUFTerm = IRI(uncheckedValid: namespace + "plusUFTerm")
  }
}
