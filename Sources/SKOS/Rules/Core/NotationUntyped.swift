internal import RDF

extension Rule {
  /// S15: where notations of a scheme have a datatype, all have.
  static let notationUntyped = Rule(
    id: "notation-untyped",
    title: "Where the notations of a scheme have a datatype, all of them have",
    severity: .info, profile: .core,
    sources: ["SKOS Reference §6.5.1 (the datatype of a notation tells the system it belongs to)"],
    reason: """
      The datatype tells which system a notation belongs to. One without it is not found by programs that ask for the \
      notations of the system.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:notation "1.1"^^ex:Code .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "1.2"^^ex:Code .
      ex:cow a skos:Concept ; skos:prefLabel "cow"@en ; skos:inScheme ex:animals ; skos:notation "1.3" .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:notation "1.1" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "1.2" .
      """,
    fix: .proposed,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      var plain: [SKOSView.Edge] = []
      var typed: [SKOSView.Edge] = []
      for edge in context.view.notations where context.own.contains(edge.from) {
        if dictionary.isPlainLiteral(edge.to) { plain.append(edge) } else { typed.append(edge) }
      }
      guard !plain.isEmpty, !typed.isEmpty else { return [] }
      // By scheme, how many notations have no datatype, and which datatypes the others have.
      var plainCounts: [TermID: Int] = [:]
      var datatypes: [TermID: [IRI: Int]] = [:]
      for edge in plain {
        for scheme in context.schemes(of: edge.from) { plainCounts[scheme, default: 0] += 1 }
      }
      for edge in typed {
        guard let datatype = dictionary[edge.to].literal?.datatype else { continue }
        for scheme in context.schemes(of: edge.from) {
          datatypes[scheme, default: [:]][datatype, default: 0] += 1
        }
      }
      return plain.compactMap { edge in
        let scheme = context.schemes(of: edge.from).first { scheme in
          datatypes[scheme, default: [:]].values.reduce(0, +) > plainCounts[scheme, default: 0]
        }
        let text = context.text(edge.to)
        guard let scheme, let all = datatypes[scheme],
          // The same notation with a datatype stands beside it.
          !context.index.notations[edge.from].contains(where: {
            $0.to != edge.to && !dictionary.isPlainLiteral($0.to) && context.text($0.to) == text
          })
        else { return nil }
        let only = all.count == 1 ? all.keys.first : nil
        let triple = context.triple(edge.evidence)
        let names = context.names
        return Rule.Violation(
          focus: edge.from,
          message:
            "the notation \(names.text(edge.to)) of \(names.name(edge.from)) has no datatype, while most notations in \(names.name(scheme)) have one"
            + (only.map { ", \($0.abbreviated)" } ?? ""),
          related: [edge.to], statements: [context.statement(edge.evidence)],
          removed: only == nil ? [] : [triple],
          added: only.map { [Triple(triple.subject, triple.predicate, .literal(.typed(text, datatype: $0)))] }
            ?? [])
      }
    })
}
