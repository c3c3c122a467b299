import Foundation
import GRDB
import RDF

/// What somebody without an account would have changed.
public struct Suggestion: Hashable, Sendable {
  /// What became of a suggestion.
  public enum Decision: String, CaseIterable, Hashable, Sendable {
    /// It is a draft of a change request now.
    case accepted
    /// It is not followed.
    case dismissed
  }

  /// The number within its vocabulary, from 1.
  public let number: Int64
  /// When it was made.
  public let at: Timestamp
  /// The entry that it is about.
  public let entry: String?
  /// What is suggested.
  public let text: String
  /// How its author can be reached, if they said so.
  public let contact: String?
  /// What became of it; nil as long as nobody has decided.
  public let decision: Decision?
  /// Why.
  public let reason: String?
  /// The change request that was made of it.
  public let changeRequest: Int64?
}

extension Suggestion {
  /// The most bytes of a suggestion: 8 KiB, some three pages.
  public static let textByteCountMax = 8 << 10
  /// The most suggestions from one source in an hour: as many as a person makes by hand.
  ///
  /// A source is an account, a user of this machine, or a network.
  public static let countMaxOfSource = 5
  /// The most suggestions for a vocabulary in an hour: as many as a person can look through.
  public static let countMaxOfVocabulary = 60
  /// An hour, in milliseconds.
  static let hour: Int64 = 3_600_000
}

extension Store {
  /// Takes a suggestion of somebody who needs no account, if the vocabulary's policy lets them make any.
  ///
  /// Nobody sees it but managers, until one of them makes it a draft.
  /// - Parameter source: where it comes from, such as an address. A hash of it with a key that is nowhere written is
  ///   kept for the limit, as long as it counts.
  /// - Throws: `forbidden` if the vocabulary takes none; `invalidState` over the limits; `invalidArgument` for a text
  ///   that is empty or too long.
  public func suggest(
    _ text: String, about entry: String?, contact: String?, from source: String, grant: Grant
  ) throws(StoreError) -> Int64 {
    grant.require(.read)
    guard text.hasText, text.utf8.count <= Suggestion.textByteCountMax else {
      throw StoreError(
        .invalidArgument, "a suggestion has a text of at most \(Suggestion.textByteCountMax) bytes")
    }
    for field in [entry, contact] {
      guard field?.utf8.count ?? 0 <= 1024 else {
        throw StoreError(.invalidArgument, "the entry and the contact have at most 1024 bytes each")
      }
    }
    let vocabulary = grant.inVocabulary
    let origin = suggestionSources.hash(source, environment)
    return try write { transaction in
      let db = transaction.db
      guard try ProcedurePolicy.current(db, vocabulary).takesSuggestions else {
        throw StoreError(
          .forbidden, "\(vocabulary.name) takes no suggestions; propose a change with an account instead")
      }
      let since = transaction.now.milliseconds - Suggestion.hour
      let recent = try Row.fetchOne(
        db,
        sql: "SELECT count(*), coalesce(sum(source = ?), 0) FROM suggestion WHERE vocabulary = ? AND at > ?",
        arguments: [origin, vocabulary.id, since])
      let (all, own): (Int, Int) = (recent?[0] ?? 0, recent?[1] ?? 0)
      guard all < Suggestion.countMaxOfVocabulary, own < Suggestion.countMaxOfSource else {
        throw StoreError(.invalidState, "there were too many suggestions in the last hour; try again later")
      }
      // Where the earlier ones came from does not count any more.
      try db.execute(
        sql: "UPDATE suggestion SET source = '' WHERE source <> '' AND at <= ?", arguments: [since])
      let last = try Int64.fetchOne(
        db, sql: "SELECT max(number) FROM suggestion WHERE vocabulary = ?", arguments: [vocabulary.id])
      let number = (last ?? 0) + 1
      try db.execute(
        sql: """
          INSERT INTO suggestion (vocabulary, number, at, source, entry, text, contact)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [vocabulary.id, number, transaction.now.milliseconds, origin, entry, text, contact])
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "suggestion.add", vocabulary: vocabulary.name,
          target: "suggestion \(number)"), in: transaction)
      return number
    }
  }

  /// The suggestions, the newest first; for managers.
  ///
  /// - Parameters:
  ///   - isOpen: only those that nobody has decided about, or only the others.
  ///   - number: only those below it.
  public func suggestions(
    isOpen: Bool? = nil, before number: Int64? = nil, limit: Int, grant: Grant
  ) throws(StoreError) -> [Suggestion] {
    grant.require(.read)
    return try recordingDenial("suggestion.list", "suggestions", grant) { () throws(StoreError) in
      try requireRole([.manager], grant)
      return try read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT suggestion.*, change_request.number AS change_number FROM suggestion
            LEFT JOIN change_request ON change_request.id = suggestion.change_request
            WHERE suggestion.vocabulary = ?1 AND (?2 IS NULL OR ?2 = (decision IS NULL))
              AND suggestion.number < ?4
            ORDER BY suggestion.number DESC LIMIT ?3
            """, arguments: [grant.inVocabulary.id, isOpen, limit, number ?? .max]
        ).map { row in
          let decision: Suggestion.Decision? = try (row["decision"] as String?).map(StoredWord.value)
          return Suggestion(
            number: row["number"], at: Timestamp(milliseconds: row["at"]), entry: row["entry"],
            text: row["text"], contact: row["contact"], decision: decision, reason: row["reason"],
            changeRequest: row["change_number"])
        }
      }
    }
  }

  /// Decides about a suggestion as a manager; one that is accepted becomes a draft, whose author the manager is.
  ///
  /// The contact is forgotten with the decision.
  /// - Throws: `forbidden` (recorded), `notFound`, `invalidState` if somebody has decided already.
  public func decide(
    suggestion number: Int64, _ decision: Suggestion.Decision, reason: String, grant: Grant
  ) throws(StoreError) -> Int64? {
    grant.require(.read)
    return try recordingDenial("suggestion.decide", "suggestion \(number)", grant) { () throws(StoreError) in
      try requireRole([.manager], grant)
      return try write { transaction in
        let (db, vocabulary) = (transaction.db, grant.inVocabulary)
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM suggestion WHERE vocabulary = ? AND number = ?",
          arguments: [vocabulary.id, number])
        guard let row else {
          throw StoreError(.notFound, "\(vocabulary.name) has no suggestion \(number)")
        }
        guard row["decision"] as String? == nil else {
          throw StoreError(.invalidState, "suggestion \(number) was decided about already")
        }
        var request: Int64?
        if decision == .accepted {
          let text: String = row["text"]
          let about = (row["entry"] as String?).map { " (\($0))" } ?? ""
          let table = ChangeRequestTable(db: db, vocabulary: vocabulary)
          request = try table.insert(
            title: "Suggestion \(number)\(about)", justification: text, author: grant.account.accountID,
            at: transaction.now)
        }
        try db.execute(
          sql: """
            UPDATE suggestion SET decision = ?1, reason = ?2, decided_by = ?3, decided_at = ?4, contact = NULL,
              change_request = (SELECT id FROM change_request WHERE vocabulary = ?5 AND number = ?6)
            WHERE vocabulary = ?5 AND number = ?7
            """,
          arguments: [
            decision.rawValue, reason, grant.account.accountID, transaction.now.milliseconds, vocabulary.id,
            request, number,
          ])
        let detail = decision.rawValue + (request.map { " as change request \($0)" } ?? "")
        try AuditLog.append(
          AuditLog.Note(
            actor: grant.actorName, action: "suggestion.decide", vocabulary: vocabulary.name,
            target: "suggestion \(number)", detail: detail), in: transaction)
        if let request {
          try AuditLog.append(
            self.note("change.create", request, grant, detail: "Suggestion \(number)"), in: transaction)
        }
        return request
      }
    }
  }
}
