extension SchemaStep {
  /// Numbers for languages, and blocks of texts that searches read.
  ///
  /// What the blocks and the rows of `label` hold is made anew by `sortedTexts`.
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
      """)
}
