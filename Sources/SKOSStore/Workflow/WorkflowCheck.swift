import Foundation
import GRDB

/// Checks what is kept of change requests, stages, votes, and words about these, release candidates and entries against
/// what the audit chain vouches for.
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
    let records = try Self.records(db, vocabulary)
    for number in numbers {
      func fault(_ text: String) { faults.append("\(vocabulary.name): change request \(number): \(text)") }
      do {
        let request = try table.fetch(number: number)
        for text in try stepFaults(of: request) { fault(text) }
        let stages = try stages.all(of: request)
        for stage in stages { for text in voteFaults(of: stage, records) { fault(text) } }
        let words = WordsCheck(
          digests: WordsDigest(db, vocabulary, request), records: records["change request \(number)"] ?? [],
          evaluations: request.transitions.filter { $0.transition == .evaluate }.map(\.auditSequence),
          stages: stages.map { check(of: $0, ownedBy: .request(number), records) },
          openings: request.transitions.filter(\.opensStage).map(\.auditSequence))
        for text in try words.faults() { fault(text) }
      } catch let error as StoreError {
        fault(error.message)
      }
    }
    return try faults + commentFaults(records) + ballotFaults(records)
      + ReviewRecords(db: db, vocabulary: vocabulary).faults()
  }

  /// What of the comments on release candidates and entries is not on record.
  private func commentFaults(_ records: [String: [WordsCheck.Record]]) throws -> [String] {
    let (subjects, lost) = try CommentSubject.all(in: vocabulary, records: records.keys, db)
    return try lost.map { "\(vocabulary.name): \($0) is on record and not there" }
      + subjects.flatMap { subject in
        try WordsCheck(digests: WordsDigest(db, subject), records: records[subject.record] ?? [])
          .commentFaults().map { "\(vocabulary.name): \(subject.record): \($0)" }
      }
  }

  /// What of the ballots that belong to no change request, of their terms and votes, is not on record.
  private func ballotFaults(_ records: [String: [WordsCheck.Record]]) throws -> [String] {
    func isOpening(_ record: WordsCheck.Record) -> Bool {
      ["ballot.open", "review.open"].contains(record.action)
    }
    var faults: [String] = []
    var opened = Set(records.filter { $0.value.contains(where: isOpening) }.keys)
    do {
      for stage in try StageTable(db: db, vocabulary: vocabulary).standalone() {
        faults += voteFaults(of: stage, records)
        if stage.ballots.count != 1 { faults.append("a ballot is missing that is on record") }
        for ballot in stage.ballots.map(\.ballot) {
          opened.remove("ballot \(ballot.id)")
          faults += try check(of: stage, ownedBy: .ballot(ballot.id), records).ballotFaults()
          let opening = (records["ballot \(ballot.id)"] ?? []).filter(isOpening)
          if opening.map(\.content) != [ballot.termsDigest(aboutRelease: stage.release)] {
            faults.append("\(ballot.id) was not opened as it is on record")
          }
        }
      }
    } catch let error as StoreError {
      return ["\(vocabulary.name): \(error.message)"]
    }
    return (faults + opened.sorted().map { "\($0) is on record and not there" }).map {
      "\(vocabulary.name): \($0)"
    }
  }

  private func check(
    of stage: Stage, ownedBy owner: StageDigest.Owner, _ records: [String: [WordsCheck.Record]]
  ) -> StageCheck {
    StageCheck(
      stage: stage, digests: StageDigest(db, vocabulary, stage: stage.id, of: owner),
      ballotRecords: { records["ballot \($0)"] ?? [] })
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
      let recorded = try Row.fetchOne(
        db, sql: "SELECT content, actor, detail FROM audit WHERE sequence = ?",
        arguments: [step.auditSequence])
      // The actor and the reason are not in the digest, because the record has them itself.
      if recorded?["content"] as Data? != step.digest(of: "\(vocabulary.name)/\(request.number)")
        || recorded?["actor"] as String? != step.actor || recorded?["detail"] as String? != step.reason
      {
        faults.append("the step \(step.transition.rawValue) is not as its audit record vouches")
      }
    }
    if state != request.state { faults.append("it is not in the state that its steps lead to") }
    return faults
  }

  /// Each vote has to have its audit record; reading the stage has made sure of the receipts.
  private func voteFaults(of stage: Stage, _ records: [String: [WordsCheck.Record]]) -> [String] {
    var faults: [String] = []
    for ballot in stage.ballots {
      let recorded = (records["ballot \(ballot.ballot.id)"] ?? []).filter { $0.action == "ballot.vote" }
        .compactMap(\.content)
      let votes = ballot.ballot.votes.map { Data.sha256(Array($0.receipt.hexadecimal.utf8)) }
      if recorded != votes { faults.append("the votes in \(ballot.ballot.id) are not those on record") }
    }
    return faults
  }

  /// The records of votes and words by what they are about, the oldest first; one pass over the log.
  private static func records(_ db: Database, _ vocabulary: Vocabulary) throws -> [String: [WordsCheck
    .Record]]
  {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sequence, target, action, detail, content FROM audit
        WHERE vocabulary = ? AND target IS NOT NULL AND action IN ('ballot.open', 'review.open', 'ballot.vote',
          'ballot.delegate', 'ballot.declare', 'comment.add', 'comment.import', 'comment.observe',
          'change.answer', 'change.object', 'change.conclude', 'change.extend')
        ORDER BY sequence
        """, arguments: [vocabulary.name])
    var records: [String: [WordsCheck.Record]] = [:]
    while let row = try rows.next() {
      records[row["target"] as String, default: []].append(
        WordsCheck.Record(
          sequence: row["sequence"], action: row["action"], detail: row["detail"], content: row["content"]))
    }
    return records
  }
}
