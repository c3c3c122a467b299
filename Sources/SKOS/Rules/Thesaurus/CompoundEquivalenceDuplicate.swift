internal import RDF

extension Rule {
  /// A split term is split in one way.
  static let compoundEquivalenceDuplicate = Rule(
    id: "compound-equivalence-duplicate",
    title: "A split non-preferred term has one compound equivalence",
    severity: .error, profile: .thes,
    sources: ["ISO 25964-1, compound equivalence (XML schema v1.4); ISO-THES ontology"],
    reason: """
      With two, indexers combine different terms for the same thing, and searches find half of it.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:e1 a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:coalMining ; iso-thes:plusUse ex:coal, ex:mining .
      ex:e2 a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:coalMining ; iso-thes:plusUse ex:coal, ex:industry .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:e1 a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:coalMining ; iso-thes:plusUse ex:coal, ex:mining .
      ex:e2 a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:oilDrilling ; iso-thes:plusUse ex:oil, ex:mining .
      """,
    evaluate: { context in
      var bySplit: [TermID: [TermID]] = [:]
      for equivalence in CompoundEquivalences(context).all {
        for split in equivalence.split { bySplit[split, default: []].append(equivalence.node) }
      }
      return bySplit.sorted { $0.key < $1.key }.compactMap { split, nodes in
        guard nodes.count > 1 else { return nil }
        return Rule.Violation(
          focus: split,
          message:
            "the split non-preferred term \(context.names.name(split)) has \(nodes.count) compound equivalences: \(context.list(nodes))",
          related: nodes)
      }
    })
}
