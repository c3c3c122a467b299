internal import RDF

extension Rule {
  /// A term is preferred, non-preferred or split, one of these.
  static let termClassClash = Rule(
    id: "term-class-clash",
    title: "A Label is only one of preferred, simple non-preferred and split non-preferred term",
    severity: .error, profile: .thes,
    sources: ["ISO-THES ontology (the three classes are disjoint); ISO 25964-1, data model"],
    reason: """
      "Use …" cannot lead to a term that itself says "use another". A Label counts by its declared class, by the \
      role in which concepts have it, and by the end of a compound equivalence that it is at.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:coal a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label, iso-thes:SimpleNonPreferredTerm ; skosxl:literalForm "coal"@en .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:coal a skos:Concept ; skosxl:prefLabel ex:l1 ; skosxl:altLabel ex:l2 .
      ex:l1 a skosxl:Label, iso-thes:PreferredTerm ; skosxl:literalForm "coal"@en .
      ex:l2 a skosxl:Label, iso-thes:SimpleNonPreferredTerm ; skosxl:literalForm "pit coal"@en .
      """,
    evaluate: { context in
      let graph = context.view.graph
      var kinds: [TermID: Set<TermKind>] = [:]
      if let type = context.id(of: .RDF.type) {
        for kind in TermKind.allCases {
          guard let id = context.id(of: kind.iri) else { continue }
          for statement in graph.statements(predicate: type, object: id) {
            kinds[statement.subject, default: []].insert(kind)
          }
        }
      }
      for (property, kind) in [(IRI.ISOThes.plusUF, TermKind.split), (.ISOThes.plusUse, .preferred)] {
        guard let id = context.id(of: property) else { continue }
        for statement in graph.statements(predicate: id) { kinds[statement.object, default: []].insert(kind) }
      }
      // Roles alone are the business of SKOS-XL; they count where the thesaurus speaks of terms.
      guard !kinds.isEmpty else { return [] }
      for use in context.view.labelNodes {
        kinds[use.text, default: []].insert(use.kind == .prefLabel ? .preferred : .simple)
      }
      return kinds.sorted { $0.key < $1.key }.compactMap { label, kinds in
        guard kinds.count > 1 else { return nil }
        let names = TermKind.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: " and ")
        return Rule.Violation(
          focus: label, message: "the Label \(context.names.name(label)) is a \(names) term at once")
      }
    })
}

/// What a term of a thesaurus is.
private enum TermKind: String, CaseIterable {
  case preferred
  case simple = "simple non-preferred"
  case split = "split non-preferred"

  var iri: IRI {
    switch self {
    case .preferred: .ISOThes.PreferredTerm
    case .simple: .ISOThes.SimpleNonPreferredTerm
    case .split: .ISOThes.SplitNonPreferredTerm
    }
  }
}
