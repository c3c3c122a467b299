import Foundation
import GRDB
import RDF
import SKOS

extension SchemaStep {
  /// Notes and SKOS-XL labels beside the other labels, all folded by the rules of this version, and the blocks
  /// of texts that searches read.
  static let search = SchemaStep(
    sql: """
      CREATE TABLE search_language (
        id INTEGER PRIMARY KEY,
        tag TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE search_block (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        first INTEGER NOT NULL,
        count INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (vocabulary, first)
      ) STRICT;

      DROP INDEX label_by_text;
      CREATE INDEX label_by_text ON label (vocabulary, folded) WHERE role <= 4;
      """,
    fill: { db in
      try db.execute(sql: "DELETE FROM label")
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT entry_version.vocabulary, entry, from_revision, to_revision, iri, body FROM entry_version
          JOIN entry ON entry.id = entry ORDER BY entry_version.vocabulary, from_revision, entry
          """)
      let insert = try db.makeStatement(
        sql: """
          INSERT INTO label (vocabulary, entry, from_revision, to_revision, role, language, text, folded)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """)
      while let row = try rows.next() {
        let body = [UInt8](row["body"] as Data)
        let entry = Entry(iri: IRI(uncheckedValid: row["iri"]), canonicalBody: body)
        let (vocabulary, id): (Int64, Int64) = (row["vocabulary"], row["entry"])
        let (from, to): (Int64, Int64) = (row["from_revision"], row["to_revision"])
        for label in try EntryIndex(entry).labels {
          try insert.execute(arguments: [
            vocabulary, id, from, to, label.role.rawValue, label.language, label.text,
            label.role.folded(label.text),
          ])
        }
      }
      for vocabulary in try Int64.fetchAll(db, sql: "SELECT id FROM vocabulary") {
        try TextBlocks.extend(db, vocabulary: vocabulary)
      }
    })
}
