internal import RDF

extension Rule {
  /// S48: an xl Label is no Concept, ConceptScheme or Collection.
  static let xlLabelClassClash = Rule(
    id: "xl-label-class-clash",
    title: "A SKOS-XL Label is not a Concept, a ConceptScheme or a Collection",
    severity: .error, profile: .core,
    sources: ["SKOS Reference, Appendix B.2.2, S48; S50, S54, S60, S61 for what is typed by use"],
    reason: """
      An xl Label is the designation, a concept is what it designates. Often the concept's own IRI was written \
      where the label's was meant.
      """,
    firingExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:love .
      ex:love skosxl:literalForm "love"@en .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:loveLabel .
      ex:loveLabel a skosxl:Label ; skosxl:literalForm "love"@en .
      """,
    evaluate: { context in
      [ResourceClasses.concept, .scheme, .collection].flatMap {
        ClassClash.violations(context, between: .label, and: $0)
      }
    })
}
