import Foundation
import GRDB

/// Checks what is kept of change requests, stages and votes against what the audit chain vouches for.
struct WorkflowCheck {
  let db: Database
  let vocabulary: Vocabulary

  /// What is damaged, each as a sentence; costs what all change requests cost.
  func faults() throws -> [String] {
    var faults: [String] = []
    let table = ChangeRequestTable(db: db, vocabulary: vocabulary)
    let stages = StageTable(db: db, vocabulary: vocabulary)
    let numbers = try Int64.fetchAll(
      db, sql: "SELECT number FROM change_request WHERE vocabulary = ? ORDER BY number",
      arguments: [vocabulary.id])
    for number in numbers {
      func fault(_ text: String) { faults.append("\(vocabulary.name): change request \(number): \(text)") }
      do {
        let request = try table.fetch(number: number)
        for text in try stepFaults(of: request) { fault(text) }
        for stage in try stages.all(of: request) {
          for text in try voteFaults(of: stage) { fault(text) }
        }
      } catch let error as StoreError {
        fault(error.message)
      }
    }
    return faults
  }

  /// Each step has to lead on from the one before, by a rule of the procedure, as its audit record says.
  private func stepFaults(of request: ChangeRequest) throws -> [String] {
    var faults: [String] = []
    var state: ChangeRequestState = request.splitFrom == nil ? .draft : .preparation
    for step in request.transitions {
      let rule = request.procedure.rule(for: step.transition, in: step.from)
      if step.from != state || rule?.to != step.to || (step.rule != nil && step.rule != rule?.number) {
        faults.append("the step \(step.transition.rawValue) does not follow from where it stood")
      }
      state = step.to
      guard step.rule != nil, step.transition != .publish else { continue }
      let recorded = try Data.fetchOne(
        db, sql: "SELECT content FROM audit WHERE sequence = ?", arguments: [step.auditSequence])
      if recorded != step.digest(of: "\(vocabulary.name)/\(request.number)") {
        faults.append("the step \(step.transition.rawValue) is not as its audit record vouches")
      }
    }
    if state != request.state { faults.append("it is not in the state that its steps lead to") }
    return faults
  }

  /// Each vote has to have its audit record; reading the stage has made sure of the receipts.
  private func voteFaults(of stage: Stage) throws -> [String] {
    var faults: [String] = []
    for ballot in stage.ballots {
      let recorded = try Data.fetchAll(
        db,
        sql: """
          SELECT content FROM audit WHERE action = 'ballot.vote' AND content IS NOT NULL AND vocabulary = ?
            AND target = ? ORDER BY sequence
          """, arguments: [vocabulary.name, "ballot \(ballot.ballot.id)"])
      let votes = ballot.ballot.votes.map { Data.sha256(Array($0.receipt.hexadecimal.utf8)) }
      if recorded != votes { faults.append("the votes in \(ballot.ballot.id) are not those on record") }
    }
    return faults
  }
}
