internal import RDF

extension Rule {
  /// Two concepts are related in one way.
  static let hierarchyKindMixed = Rule(
    id: "hierarchy-kind-mixed",
    title: "A pair of concepts has only one of the generic, partitive and instantial relations",
    severity: .warning, profile: .thes,
    sources: ["ISO 25964-1, hierarchical relationships; ISO-THES ontology (definitions of BTG, BTP and BTI)"],
    reason: """
      A kind of thing is not a part of it, nor an example. With two kinds asserted a search that follows one of \
      them finds what it should not.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:wheel a skos:Concept ; skos:prefLabel "wheel"@en ; iso-thes:broaderGeneric ex:car ; iso-thes:broaderPartitive ex:car .
      ex:car a skos:Concept ; skos:prefLabel "car"@en .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:wheel a skos:Concept ; skos:prefLabel "wheel"@en ; skos:broader ex:car ; iso-thes:broaderPartitive ex:car .
      ex:car a skos:Concept ; skos:prefLabel "car"@en ; iso-thes:narrowerPartitive ex:wheel .
      """,
    evaluate: { context in
      struct Pair: Hashable {
        let lower: TermID
        let upper: TermID
      }
      let pairs = Dictionary(grouping: HierarchyKinds.steps(context)) {
        Pair(lower: $0.lower, upper: $0.upper)
      }
      return pairs.sorted { ($0.key.lower, $0.key.upper) < ($1.key.lower, $1.key.upper) }.compactMap {
        pair, steps in
        let kinds = steps.reduce(into: HierarchyKinds()) { $0.formUnion($1.kind) }
        guard kinds.names.count > 1 else { return nil }
        return Rule.Violation(
          focus: pair.lower,
          message:
            "\(context.names.name(pair.upper)) is above \(context.names.name(pair.lower)) in more than one way: \(kinds.names.joined(separator: " and "))",
          related: [pair.upper], statements: steps.map(\.statement))
      }
    })
}
