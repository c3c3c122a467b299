internal import RDF

extension Rule {
  /// What people look for has a name.
  static let prefLabelMissing = Rule(
    id: "pref-label-missing",
    title: "A concept, a scheme or a collection has a preferred label",
    severity: .error, profile: .label,
    sources: [
      "qSKOS (missing labels); VocBench integrity checks (resources without prefLabel); SKOS Primer §2.2"
    ],
    reason: """
      Without a label people see an identifier, in search results as on a page. A scheme may have a title instead. \
      Retired entries, arrays of a thesaurus and collections without IRI may do without.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:altLabel "puss"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:altLabel "puss"@en .
      ex:animals a skos:ConceptScheme ; dct:title "Animals"@en .
      """,
    evaluate: { context in
      let named = Set(context.view.labelNodes.filter { $0.kind == .prefLabel }.map(\.resource))
      return Naming.resources(context).compactMap { id in
        guard Naming.names(of: id, context).isEmpty, !named.contains(id) else { return nil }
        return Rule.Violation(
          focus: id,
          message: "the \(Naming.kind(of: id, context)) \(context.names.name(id)) has no preferred label")
      }
    })
}
