import GRDB

extension SchemaStep {
  /// Releases in preparation, what their metadata says, their seals, and withdrawals.
  ///
  /// Releases of version 1 get the metadata that can be told of them: the vocabulary's own settings, and as
  /// previous release the one with the next lower revision.
  static let releases = SchemaStep(
    sql: """
      CREATE TABLE release_settings (
        vocabulary INTEGER PRIMARY KEY REFERENCES vocabulary (id),
        settings TEXT NOT NULL
      ) STRICT;

      CREATE TABLE release_draft (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        version TEXT NOT NULL,
        revision INTEGER NOT NULL,
        notes TEXT NOT NULL,
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE release_metadata (
        vocabulary INTEGER NOT NULL,
        version TEXT NOT NULL,
        previous TEXT,
        settings TEXT NOT NULL,
        PRIMARY KEY (vocabulary, version),
        FOREIGN KEY (vocabulary, version) REFERENCES "release" (vocabulary, version),
        FOREIGN KEY (vocabulary, previous) REFERENCES "release" (vocabulary, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE release_seal (
        vocabulary INTEGER NOT NULL,
        version TEXT NOT NULL,
        manifest BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (vocabulary, version),
        FOREIGN KEY (vocabulary, version) REFERENCES "release" (vocabulary, version)
      ) STRICT;

      CREATE TABLE release_withdrawal (
        vocabulary INTEGER NOT NULL,
        version TEXT NOT NULL,
        reason TEXT NOT NULL,
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, version),
        FOREIGN KEY (vocabulary, version) REFERENCES "release" (vocabulary, version)
      ) STRICT, WITHOUT ROWID;
      """,
    fill: { db in
      try db.execute(
        sql: """
          INSERT INTO release_metadata (vocabulary, version, previous, settings)
          SELECT own.vocabulary, own.version,
            (SELECT earlier.version FROM "release" AS earlier
              WHERE earlier.vocabulary = own.vocabulary AND earlier.version <> own.version
                AND (earlier.revision, earlier.at) < (own.revision, own.at)
              ORDER BY earlier.revision DESC, earlier.at DESC LIMIT 1),
            json_object('title', vocabulary.title, 'language', vocabulary.default_language,
              'namespace', vocabulary.namespace)
          FROM "release" AS own JOIN vocabulary ON vocabulary.id = own.vocabulary
          """)
    })
}
