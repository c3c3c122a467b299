import GRDB

extension SchemaStep {
  /// One sorted index of texts in the place of a row for each label, its two indexes, and unsorted blocks.
  static let sortedTexts = SchemaStep(
    sql: """
      DROP TABLE label;
      DROP TABLE search_block;

      CREATE TABLE search_text (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        area INTEGER NOT NULL CHECK (area IN (0, 1)),
        first BLOB NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (vocabulary, area, first)
      ) STRICT;
      """,
    fill: { db in
      for vocabulary in try Int64.fetchAll(db, sql: "SELECT id FROM vocabulary") {
        try TextIndex.rebuild(db, vocabulary: vocabulary)
      }
    })
}
