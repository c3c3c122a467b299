import Foundation
import GRDB
internal import RDF

/// A transaction that a whole request runs in: all that it reads and writes on its thread joins it.
///
/// So a request and the record that it was carried out are committed together or not at all.
final class OneTransaction: @unchecked Sendable {
  @TaskLocal private static var value: OneTransaction?

  // Used only on the thread that runs the request; unchecked because a task's values have to be sendable.
  let db: Database
  private let store: Store
  private(set) var notes: [AuditLog.Note] = []

  init(_ db: Database, _ store: Store) {
    self.db = db
    self.store = store
  }

  /// The transaction that this thread is in, if it is one of this store.
  static func current(of store: Store) -> OneTransaction? {
    guard let value, value.store === store else { return nil }
    return value
  }

  /// Runs a block in the transaction.
  func run<Value>(_ body: () throws -> Value) rethrows -> Value {
    try Self.$value.withValue(self, operation: body)
  }

  /// Runs a part that writes, of which nothing stays if it fails.
  func write<Value>(_ block: (WriteTransaction) throws -> Value) throws -> Value {
    var value: Value?
    try db.inSavepoint {
      value = try block(WriteTransaction(db: db, now: store.environment.now(), store: store))
      return .commit
    }
    guard let value else { preconditionFailure("a savepoint that was released has a value") }
    return value
  }

  /// Keeps a record of a refusal, which is written whatever becomes of the transaction.
  func keep(_ note: AuditLog.Note) { notes.append(note) }
}
