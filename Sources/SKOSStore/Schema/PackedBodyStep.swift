import Foundation
import GRDB

extension SchemaStep {
  /// Bodies may be packed; the text that they count from is kept with them, so that the database explains itself.
  ///
  /// What an older version wrote stays as it is, and is read as before.
  static let packedBodies = SchemaStep(
    sql: """
      CREATE TABLE body_dictionary (
        number INTEGER PRIMARY KEY,
        text BLOB NOT NULL
      ) STRICT;
      """,
    fill: { db in
      try db.execute(
        sql: "INSERT INTO body_dictionary (number, text) VALUES (?, ?)",
        arguments: [Int(BodyDictionary.number), Data(BodyDictionary.bytes)])
    })
}
