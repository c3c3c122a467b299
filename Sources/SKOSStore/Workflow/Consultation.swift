import Foundation
import GRDB

extension Store {
  /// Answers an evaluation for the member body that the caller acts for as a voter; the last answer counts.
  ///
  /// - Throws: `forbidden` (recorded) if the caller acts for no member body of the electorate; `invalidState` if no
  ///   evaluation is open; `invalidArgument` for an objection without a reason.
  public func answerEvaluation(
    _ number: Int64, position: Evaluation.Position, procedure: Evaluation.Procedure?, text: String,
    grant: Grant
  ) throws(StoreError) -> Stage {
    try consult(number, "change.answer", .evaluation, by: [.voter], grant) { stage, transaction, stages in
      guard let body = try voter(grant, transaction.db), stage.electorate.membership(of: body) != nil else {
        throw StoreError(
          .forbidden,
          "only a voter of a member body answers that was a member when the evaluation was opened")
      }
      guard position != .object || text.hasText else {
        throw StoreError(.invalidArgument, "whoever objects says why")
      }
      let answer = Stage.Answer(
        answer: Evaluation.Answer(body, position, by: procedure), text: text, by: grant.actorName,
        at: transaction.now)
      try stages.add(answer, to: stage, account: grant.account.accountID)
      return Consulted(
        detail: "\(body): \(position.rawValue)"
          + (procedure.map { ", \($0.rawValue) procedure" } ?? ""), digest: { try $0.answers().last })
    }
  }

  /// Objects to the notice of a clarification, which keeps it from being approved without a ballot.
  ///
  /// - Throws: `forbidden` (recorded) without the permission to comment; `invalidState` if no notice stands;
  ///   `invalidArgument` without a reason.
  public func object(to number: Int64, text: String, grant: Grant) throws(StoreError) -> Stage {
    try consult(number, "change.object", .notice, by: Permission.comment.roles, grant) {
      stage, transaction, stages in
      guard text.hasText else { throw StoreError(.invalidArgument, "whoever objects says why") }
      let organisation = try Self.organisation(
        of: grant.account.accountID, as: .commenter, in: grant.inVocabulary, transaction.db)
      let objection = Stage.Objection(
        organisation: organisation?.code, text: text, by: grant.actorName, at: transaction.now)
      try stages.add(objection, to: stage, account: grant.account.accountID)
      return Consulted(detail: text, digest: { try $0.objections().last })
    }
  }

  /// Concludes an evaluation, as a manager or chair who did not make the request; the last conclusion counts.
  ///
  /// The step that it allows is taken after it.
  /// - Throws: `forbidden` (recorded); `invalidState` as long as the evaluation is open and not all have answered.
  public func conclude(
    _ number: Int64, _ conclusion: ChangeRequestFacts.Conclusion, text: String, grant: Grant
  ) throws(StoreError) -> Stage {
    try consult(
      number, "change.conclude", .evaluation, isOpen: false, by: [.manager, .chair], isConclusion: true, grant
    ) { stage, transaction, stages in
      guard transaction.now >= stage.closes || stage.evaluation.silent.isEmpty else {
        throw StoreError(
          .invalidState,
          "the evaluation is open until \(stage.closes.iso8601), and not all P-members have answered")
      }
      let value = Stage.Conclusion(
        conclusion: conclusion, text: text, by: grant.actorName, at: transaction.now)
      try stages.conclude(stage, with: value)
      return Consulted(
        detail: conclusion.rawValue + (text.hasText ? ": \(text)" : ""),
        digest: { try $0.conclusions().last ?? nil })
    }
  }

  /// Moves the closing date of an open evaluation or ballot to a later moment, as a manager.
  ///
  /// - Throws: `forbidden` (recorded); `invalidState` if it has closed; `invalidArgument` for a moment that is not later.
  public func extendStage(_ number: Int64, to later: Timestamp, grant: Grant) throws(StoreError) -> Stage {
    try consult(number, "change.extend", nil, by: [.manager], grant) { stage, transaction, stages in
      guard later > stage.closes else {
        throw StoreError(
          .invalidArgument, "a stage is extended to a moment after \(stage.closes.iso8601) only")
      }
      try stages.extend(stage, to: later)
      return Consulted(
        detail: "from \(stage.closes.iso8601) to \(later.iso8601)",
        digest: { _ in
          try StageDigest(
            transaction.db, grant.inVocabulary, stage: stage.id, of: .request(number)
          ).closing()
        })
    }
  }

  /// The member body that the caller votes for.
  func voter(_ grant: Grant, _ db: Database) throws -> MemberBody? {
    guard grant.account.has(anyOf: [.voter], in: grant.inVocabulary.id) else { return nil }
    return try Self.organisation(of: grant.account.accountID, as: .voter, in: grant.inVocabulary, db)
  }

  /// What was added to a stage, for the record.
  private struct Consulted {
    let detail: String
    /// The digest of it, once it is stored.
    let digest: (WordsDigest) throws -> Data?
  }

  /// The frame of all of these: who may is asked, the stage found, something added to it and recorded.
  ///
  /// - Returns: the stage, read anew.
  private func consult(
    _ number: Int64, _ action: String, _ kind: Stage.Kind?, isOpen: Bool = true, by roles: Set<Role>,
    isConclusion: Bool = false, _ grant: Grant,
    _ body: (Stage, WriteTransaction, StageTable) throws -> Consulted
  ) throws(StoreError) -> Stage {
    grant.require(.read)
    let request = try changeRequest(number, grant: grant)
    return try recordingDenial(action, "change request \(number)", grant) { () throws(StoreError) in
      try requireRole(roles, grant)
      guard !isConclusion || request.authorID != grant.account.accountID else {
        throw StoreError(.forbidden, "nobody decides about a change request of their own")
      }
      return try write { transaction in
        let stages = StageTable(db: transaction.db, vocabulary: grant.inVocabulary)
        let request = try ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
          .fetch(number: number)
        guard let stage = try stages.current(of: request), kind == nil || stage.kind == kind else {
          throw StoreError(
            .invalidState,
            "change request \(number) is \(request.state.rawValue), and "
              + (kind.map { $0 == .notice ? "no notice of it stands" : "no \($0.rawValue) of it is open" }
                ?? "nothing about it is open"))
        }
        guard !isOpen || transaction.now < stage.closes else {
          throw StoreError(.invalidState, "the \(stage.kind.rawValue) closed at \(stage.closes.iso8601)")
        }
        let consulted = try body(stage, transaction, stages)
        var note = note(action, number, grant, detail: consulted.detail)
        note.content = try consulted.digest(WordsDigest(transaction.db, grant.inVocabulary, request))
        try AuditLog.append(note, in: transaction)
        guard let after = try stages.current(of: request) else {
          throw StoreError(.storageFailed, "the stage cannot be read back")
        }
        return after
      }
    }
  }

  /// Refuses whoever has none of the roles; asked before anything is told about the state.
  func requireRole(_ roles: Set<Role>, _ grant: Grant) throws(StoreError) {
    guard grant.principal?.has(anyOf: roles, in: grant.inVocabulary.id) == true else {
      let names = roles.map(\.rawValue).sorted().joined(separator: " or ")
      throw StoreError(.forbidden, "this needs the role \(names) in \(grant.inVocabulary.name)")
    }
  }

  /// Records a refusal of a right, if the body ends in one.
  func recordingDenial<Value>(
    _ action: String, _ target: String, _ grant: Grant, _ body: () throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    do throws(StoreError) {
      return try body()
    } catch {
      if error.code == .forbidden {
        try recordDenial(
          by: grant.actorName, of: action, vocabulary: grant.inVocabulary.name, target: target, error.message)
      }
      throw error
    }
  }
}
