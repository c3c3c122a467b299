internal import RDF

extension Rule {
  /// An entry does not go back in its life.
  static let statusTransitionIllegal = Rule(
    id: "status-transition-illegal",
    title: "An entry does not return from a later status to an earlier one",
    severity: .error, profile: .life,
    sources: ["UK Government Linked Data registry (life cycle of items); ISO 19135 (statuses of items)"],
    reason: """
      Users have acted on the status: they stopped using what was retired, and rely on what was valid. An entry that \
      is needed again gets a new identifier.
      """,
    firingExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; <http://www.w3.org/ns/adms#status> ex:valid .
      """,
    cleanExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; <http://www.w3.org/ns/adms#status> ex:superseded .
      """,
    previousExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; <http://www.w3.org/ns/adms#status> ex:retired .
      """,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      let (graph, former) = (context.view.graph, previous.view.graph)
      var before: [TermID: (stage: EntryStatus.Stage, name: String)] = [:]
      for id in previous.retired {
        if let now = graph.dictionary.id(of: former.dictionary[id]) {
          before[now] = (.outOfUse, "out of use")
        }
      }
      for statement in EntryStatus.statements(in: former) {
        guard let stage = EntryStatus.stage(former.dictionary[statement.object]),
          let now = graph.dictionary.id(of: former.dictionary[statement.subject]),
          before[now].map({ $0.stage <= stage }) ?? true
        else { continue }
        before[now] = (stage, previous.names.text(statement.object))
      }
      guard !before.isEmpty else { return [] }
      var now: [TermID: (stage: EntryStatus.Stage, statement: Graph.Statement)] = [:]
      for statement in EntryStatus.statements(in: graph) {
        guard let stage = EntryStatus.stage(graph.dictionary[statement.object]),
          now[statement.subject].map({ $0.stage < stage }) ?? true
        else { continue }
        now[statement.subject] = (stage, statement)
      }
      return before.keys.sorted().compactMap { id in
        guard let old = before[id], context.own.contains(id), context.isDescribed(id) else { return nil }
        if let new = now[id] {
          guard new.stage < old.stage, !context.retired.contains(id) else { return nil }
          return Rule.Violation(
            focus: id,
            message:
              "\(context.names.name(id)) was \(old.name) in the release before and is \(context.names.text(new.statement.object)) now",
            related: [new.statement.object], statements: [new.statement])
        }
        guard old.stage == .outOfUse, !context.retired.contains(id) else { return nil }
        return Rule.Violation(
          focus: id,
          message: "\(context.names.name(id)) was out of use in the release before, and nothing says so now")
      }
    })
}
