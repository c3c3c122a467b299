import RDF
import SKOSStore

extension OpenedStore {
  /// Changes of one entry each, from the draft to the merge, by three accounts, every step durable on the disk.
  func commit(_ count: Int, into result: inout Measurement) throws {
    let iris = try sampleConcepts(count)
    var steps: [String: Times] = [:]
    for (number, iri) in iris.enumerated() {
      var whole = 0.0
      let cpu = ProcessUse.cpuSeconds
      func step<Value>(_ name: String, _ work: () throws -> Value) throws -> Value {
        let start = ContinuousClock.now
        let value = try work()
        let seconds = Times.seconds(since: start)
        steps[name, default: Times()].add(seconds)
        whole += seconds
        return value
      }
      let label = Literal.languageTagged("measured \(number) of \(seed)", try LanguageTag("en"))
      let request = try step("create") {
        try store.createChangeRequest(
          title: "Change \(number)", justification: "Measuring", grant: committee.grant(.propose, .proposer))
      }
      _ = try step("edit") {
        try store.editEntry(
          iri, in: request.number, edits: [.add(.SKOS.altLabel, .literal(label))],
          grant: committee.grant(.read, .proposer))
      }
      for (transition, role) in [
        (ChangeTransition.submit, Role.proposer), (.approve, .reviewer), (.merge, .manager),
      ] {
        _ = try step(transition.rawValue) {
          try store.advance(
            request.number, by: transition, reason: "Measuring", grant: committee.grant(.read, role))
        }
      }
      steps["commit", default: Times()].add(whole)
      steps["commitProcessorTime", default: Times()].add(ProcessUse.cpuSeconds - cpu)
    }
    for (name, times) in steps { result.set(name, times) }
  }
}
