internal import RDF

extension Rule {
  /// A split term says which terms to combine.
  static let compoundEquivalenceIncomplete = Rule(
    id: "compound-equivalence-incomplete",
    title: "A compound equivalence has one split non-preferred term and at least two preferred terms",
    severity: .error, profile: .thes,
    sources: [
      "ISO 25964-1, compound equivalence (XML schema v1.4: USEPlus at least twice); ISO-THES ontology (plusUF, plusUse)"
    ],
    reason: """
      "Coal mining: use coal + mining" takes two terms to combine. With one it is an ordinary synonym, and without a \
      split term nothing leads there.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:e a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:coalMining ; iso-thes:plusUse ex:coal .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:e a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:coalMining ; iso-thes:plusUse ex:coal, ex:mining .
      """,
    evaluate: { context in
      var found = CompoundEquivalences(context).all.compactMap { equivalence -> Rule.Violation? in
        guard equivalence.split.count != 1 || equivalence.preferred.count < 2 else { return nil }
        return Rule.Violation(
          focus: equivalence.node,
          message:
            "the compound equivalence \(context.names.name(equivalence.node)) has \(equivalence.split.count) split non-preferred and \(equivalence.preferred.count) preferred terms; it needs one and at least two",
          related: equivalence.split + equivalence.preferred, statements: equivalence.statements)
      }
      // The short form without a node: from the split term to the preferred terms, or back.
      let graph = context.view.graph
      var direct: [TermID: [Graph.Statement]] = [:]
      if let use = context.id(of: .ISOThes.plusUseTerm) {
        for statement in graph.statements(predicate: use) {
          direct[statement.subject, default: []].append(statement)
        }
      }
      if let usedFor = context.id(of: .ISOThes.plusUFTerm) {
        for statement in graph.statements(predicate: usedFor) {
          direct[statement.object, default: []].append(statement)
        }
      }
      for (split, statements) in direct.sorted(by: { $0.key < $1.key }) {
        let preferred = statements.map { $0.subject == split ? $0.object : $0.subject }.uniqued
        guard preferred.count < 2 else { continue }
        found.append(
          Rule.Violation(
            focus: split,
            message:
              "the split non-preferred term \(context.names.name(split)) leads to \(preferred.count) preferred term; it needs at least two",
            related: preferred, statements: statements))
      }
      return found
    })
}
