internal import RDF

extension Rule {
  /// A concept has one notation of a system.
  static let notationMultiple = Rule(
    id: "notation-multiple",
    title: "A concept has at most one notation of a datatype",
    severity: .info, profile: .kos,
    sources: ["SKOS Reference §6.5.2 leaves it consistent", "qSKOS (narrowed)"],
    reason: """
      Several notations of different systems are told apart by their datatypes. Two of the same system leave open \
      which is to be written on the shelf.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:notation "1.1", "1.2" .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:notation "1.1", "1.2"^^ex:OldCode .
      """,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      var violations: [Rule.Violation] = []
      var last: TermID?
      for use in context.view.notations where use.from != last {
        last = use.from
        let notations = context.index.notations[use.from]
        guard notations.count > 1, context.isOwnConcept(use.from) else { continue }
        let byType = Dictionary(grouping: notations) { edge -> String in
          let literal = dictionary[edge.to].literal
          return literal?.languageTag.map { "@\($0)" } ?? literal?.datatype.string ?? ""
        }
        for type in byType.keys.sorted() {
          let all = byType[type, default: []]
          // Two sub-properties may state the same notation.
          let texts = all.map(\.to).uniqued
          guard texts.count > 1 else { continue }
          violations.append(
            Rule.Violation(
              focus: use.from,
              message:
                "\(context.names.name(use.from)) has \(texts.count) notations of one kind: \(texts.map(context.names.text).joined(separator: ", "))",
              related: texts, statements: all.map { context.statement($0.evidence) }))
        }
      }
      return violations
    })
}
