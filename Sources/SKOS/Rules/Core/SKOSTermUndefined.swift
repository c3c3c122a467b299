internal import RDF

extension Rule {
  /// The SKOS namespaces hold only what SKOS defines.
  static let skosTermUndefined = Rule(
    id: "skos-term-undefined",
    title: "A term in a namespace of SKOS is one that SKOS defines",
    severity: .error, profile: .core,
    sources: ["SKOS Reference, Appendices A and B (the terms of the two namespaces)"],
    reason: """
      A misspelt property is not an error to any program: it simply says nothing, and the label or link is not there. \
      Own properties belong into a namespace of one's own.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLable "cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; ex:prefLable "cat"@en ; rdfs:isDefinedBy skos: .
      """,
    fix: .proposed,
    evaluate: { context in
      let graph = context.view.graph
      let unknown = SKOSTerms.unknown(in: graph)
      let usesByTerm = SKOSTerms.uses(of: unknown.map(\.id), in: graph)
      return unknown.compactMap { term in
        let uses = usesByTerm[term.id, default: []]
        guard !uses.isEmpty else { return nil }
        let users = uses.map(\.subject).uniqued
        let name = term.isMisplaced ? context.names.name(term.id) : context.names.property(term.id)
        let why =
          term.isMisplaced ? "does not lie in the namespace of SKOS" : "is not a term that SKOS defines"
        let hint = term.meant.map { "; was \($0.abbreviated) meant?" } ?? ""
        let isOne = users.count == 1
        return Rule.Violation(
          focus: users.count == 1 ? users[0] : term.id,
          message:
            "\(name), used for \(isOne ? context.names.name(users[0]) : "\(users.count) resources"), \(why)\(hint)",
          related: isOne ? [term.id] : users, statements: Array(uses.prefix(100)),
          removed: term.meant == nil ? [] : uses.map(graph.triple),
          added: term.meant.map { SKOSTerms.replacing(term.id, by: $0, in: uses, graph) } ?? [])
      }
    })
}
