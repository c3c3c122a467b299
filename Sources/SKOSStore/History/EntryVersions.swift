import Foundation
import GRDB
import RDF
import SKOS

/// All versions that the entries of a vocabulary ever had.
enum EntryVersions {
  /// Hands them out in the order of the entries, with the entry's number.
  static func forEach(
    _ db: Database, vocabulary: Int64, _ body: (_ id: Int64, _ entry: Entry) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.id, entry.iri, body FROM entry_version JOIN entry ON entry.id = entry
        WHERE entry.vocabulary = ? ORDER BY entry.id, from_revision
        """, arguments: [vocabulary])
    while let row = try rows.next() {
      try body(row[0], Entry(iri: IRI(uncheckedValid: row[1]), stored: row[2]))
    }
  }
}
