import GRDB

extension SchemaStep {
  /// Comments are about a change request, a release in preparation or an entry, and not about requests alone.
  ///
  /// The table of comments is made anew, because SQLite cannot take a NOT NULL back. Its rows go out and come in within
  /// one transaction, so that what refers to them is looked at when that ends.
  static let commentSubjects = SchemaStep(
    sql: """
      PRAGMA defer_foreign_keys = ON;

      CREATE TABLE release_candidate (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        version TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        at INTEGER NOT NULL,
        closes_at INTEGER,
        outcome TEXT CHECK (outcome IN ('published', 'discarded')),
        UNIQUE (vocabulary, version, ordinal)
      ) STRICT;

      INSERT INTO release_candidate (vocabulary, version, ordinal, revision, at)
      SELECT vocabulary, version, 1, revision, at FROM release_draft ORDER BY vocabulary, version;

      CREATE TABLE comment_before AS SELECT * FROM comment;
      DROP TABLE comment;

      CREATE TABLE comment (
        id INTEGER PRIMARY KEY,
        change_request INTEGER REFERENCES change_request (id),
        candidate INTEGER REFERENCES release_candidate (id),
        entry INTEGER REFERENCES entry (id),
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        type TEXT NOT NULL CHECK (type IN ('ge', 'te', 'ed')),
        clause TEXT,
        text TEXT NOT NULL,
        proposed_change TEXT,
        stage INTEGER REFERENCES stage (id),
        parent INTEGER REFERENCES comment (id),
        member_body TEXT,
        number TEXT,
        line TEXT,
        paragraph TEXT,
        CHECK ((change_request IS NULL) + (candidate IS NULL) + (entry IS NULL) = 2)
      ) STRICT;

      INSERT INTO comment (id, change_request, author, at, type, clause, text, proposed_change, stage, parent,
        member_body, number, line, paragraph)
      SELECT id, change_request, author, at, type, clause, text, proposed_change, stage, parent, member_body, number,
        line, paragraph FROM comment_before ORDER BY id;
      DROP TABLE comment_before;

      CREATE INDEX comment_by_request ON comment (change_request);
      CREATE INDEX comment_by_candidate ON comment (candidate) WHERE candidate IS NOT NULL;
      CREATE INDEX comment_by_entry ON comment (entry) WHERE entry IS NOT NULL;
      """)
}
