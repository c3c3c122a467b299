import GRDB

extension SchemaStep {
  /// Ballots that belong to no change request, votes in a systematic review, and what reviews of releases decided.
  ///
  /// Tables whose conditions become wider are made anew, as in the step `commentSubjects`.
  static let standaloneBallots = SchemaStep(
    sql: """
      PRAGMA defer_foreign_keys = ON;

      CREATE TABLE stage_before AS SELECT * FROM stage;
      DROP TABLE stage;

      CREATE TABLE stage (
        id INTEGER PRIMARY KEY,
        change_request INTEGER REFERENCES change_request (id),
        vocabulary INTEGER REFERENCES vocabulary (id),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('notice', 'evaluation', 'validation', 'enquiry', 'approval', 'ballot')),
        opened_at INTEGER NOT NULL,
        closes_at INTEGER NOT NULL,
        electorate TEXT NOT NULL,
        profile TEXT,
        conclusion TEXT,
        type TEXT,
        release_version TEXT,
        UNIQUE (change_request, ordinal),
        UNIQUE (vocabulary, ordinal),
        FOREIGN KEY (vocabulary, release_version) REFERENCES "release" (vocabulary, version),
        CHECK ((change_request IS NULL) = (kind = 'ballot')),
        CHECK ((vocabulary IS NOT NULL) = (kind = 'ballot')),
        CHECK ((type IS NOT NULL) = (kind = 'ballot')),
        CHECK (release_version IS NULL OR kind = 'ballot')
      ) STRICT;

      INSERT INTO stage (id, change_request, ordinal, kind, opened_at, closes_at, electorate, profile, conclusion)
      SELECT id, change_request, ordinal, kind, opened_at, closes_at, electorate, profile, conclusion
      FROM stage_before ORDER BY id;
      DROP TABLE stage_before;

      CREATE TABLE vote_before AS SELECT * FROM vote;
      DROP TABLE vote;

      CREATE TABLE vote (
        ballot TEXT NOT NULL REFERENCES ballot (id),
        ordinal INTEGER NOT NULL,
        member_body TEXT NOT NULL,
        choice TEXT NOT NULL CHECK (choice IN ('yes', 'no', 'abstain', 'confirm', 'revise', 'withdraw')),
        cast_by TEXT NOT NULL,
        at INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        experts TEXT NOT NULL,
        supersedes TEXT,
        receipt TEXT NOT NULL UNIQUE,
        is_redacted INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (ballot, ordinal)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO vote (ballot, ordinal, member_body, choice, cast_by, at, reasons, experts, supersedes, receipt,
        is_redacted)
      SELECT ballot, ordinal, member_body, choice, cast_by, at, reasons, experts, supersedes, receipt, is_redacted
      FROM vote_before;
      DROP TABLE vote_before;

      CREATE TABLE release_review (
        vocabulary INTEGER NOT NULL,
        version TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        ballot TEXT REFERENCES ballot (id),
        decision TEXT NOT NULL CHECK (decision IN ('confirm', 'revise', 'withdraw')),
        reason TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        next_due INTEGER,
        PRIMARY KEY (vocabulary, version, ordinal),
        FOREIGN KEY (vocabulary, version) REFERENCES "release" (vocabulary, version)
      ) STRICT, WITHOUT ROWID;
      """)
}
