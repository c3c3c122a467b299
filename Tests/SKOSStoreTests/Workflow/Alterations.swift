import Foundation
import GRDB
import TestSupport
import Testing

@testable import SKOSStore

/// Altering what a store holds behind its back, and asking whether that is found.
extension CommitteeStore {
  /// What the checks of the workflow and of releases find in the store as a statement leaves it; the statement is taken
  /// back.
  func faults(after statement: String?) throws -> [String] {
    try store.onWriter { db in
      var faults: [String] = []
      try db.inSavepoint {
        if let statement { try db.execute(sql: statement) }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM vocabulary") {
          faults += try WorkflowCheck(db: db, vocabulary: Vocabulary(row)).faults()
          faults += try ReleaseCheck(db: db, vocabulary: Vocabulary(row)).faults()
        }
        return .rollback
      }
      return faults
    }
  }

  /// What `Scripts/verify-store.py` ends with: 0 if all fits, 1 if something does not.
  func verify(_ name: String = "concordat") throws -> Int32 {
    let script = Oracle.repository.appendingPathComponent("Scripts/verify-store.py").path
    return try Oracle.run("/usr/bin/env", ["python3", script, "\(directory)/\(name).sqlite"]).status
  }

  /// Expects the script to find each alteration and nothing without one; the store is closed for it.
  func expectFound(byScript alterations: [String]) throws {
    store.close()
    #expect(try verify() == 0)
    let altered = directory + "/altered.sqlite"
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    for statement in alterations {
      try? FileManager.default.removeItem(atPath: altered)
      try FileManager.default.copyItem(atPath: directory + "/concordat.sqlite", toPath: altered)
      let queue = try DatabaseQueue(path: altered, configuration: configuration)
      try queue.writeWithoutTransaction { db in try db.execute(sql: statement) }
      try queue.close()
      #expect(try verify("altered") == 1, "\(statement)")
    }
  }
}
