import Foundation
import GRDB
internal import RDF

extension Store {
  /// How long the answer to a request with a key is kept, in milliseconds: a week.
  public static let idempotencyMillisecondsMax: Int64 = 7 * 24 * 3_600_000

  /// Carries a request out once: what it changes, its key and its answer are committed in one transaction.
  ///
  /// Whoever does not know whether a request was carried out sends it again with the same key, and gets the answer of
  /// the first time without anything being done a second time. Refusals are not kept. Keys belong to the account, and
  /// are forgotten after a week.
  /// - Parameters:
  ///   - request: what is asked for, as bytes that are the same when the same is asked for.
  ///   - body: carries the request out and returns its answer; runs at most once.
  /// - Throws: `conflict` if the key was used for another request; what `body` throws.
  public func once(
    key: String, for principal: Principal, request: [UInt8], _ body: () throws -> [UInt8]
  ) throws -> [UInt8] {
    let hash = Data.sha256(request)
    return try inOneTransaction { transaction in
      if let answer = try Self.answer(transaction.db, key, principal, hash) { return answer }
      let answer = try body()
      try transaction.db.execute(
        sql: "INSERT INTO idempotency (account, key, request_hash, answer, at) VALUES (?, ?, ?, ?, ?)",
        arguments: [principal.accountID, key, hash, Data(answer), transaction.now.milliseconds])
      try transaction.db.execute(
        sql: "DELETE FROM idempotency WHERE at < ?",
        arguments: [transaction.now.milliseconds - Self.idempotencyMillisecondsMax])
      return answer
    }
  }

  /// Runs a block in one transaction, which all that it reads and writes on its thread joins.
  ///
  /// Within such a transaction it is part of that one. Refusals are on record whatever becomes of it.
  func inOneTransaction<Value>(_ body: (WriteTransaction) throws -> Value) throws -> Value {
    if let outer = OneTransaction.current(of: self) {
      return try body(WriteTransaction(db: outer.db, now: environment.now(), store: self))
    }
    var refusals: [AuditLog.Note] = []
    do {
      return try writing { transaction in
        let request = OneTransaction(transaction.db, self)
        defer { refusals = request.notes }
        let value = try request.run { try body(transaction) }
        for note in request.notes { try AuditLog.append(note, in: transaction) }
        return value
      }
    } catch {
      if !refusals.isEmpty {
        try write { transaction in for note in refusals { try AuditLog.append(note, in: transaction) } }
      }
      if let error = error as? DatabaseError {
        return try reporting { () throws(StoreError) in throw Self.described(error) }
      }
      throw error
    }
  }

  private static func answer(
    _ db: Database, _ key: String, _ principal: Principal, _ hash: Data
  ) throws -> [UInt8]? {
    let row = try Row.fetchOne(
      db, sql: "SELECT request_hash, answer FROM idempotency WHERE account = ? AND key = ?",
      arguments: [principal.accountID, key])
    guard let row else { return nil }
    guard (row[0] as Data) == hash else {
      throw StoreError(
        .conflict, "the idempotency key was used for another request; choose a new one for each")
    }
    return [UInt8](row[1] as Data)
  }
}
