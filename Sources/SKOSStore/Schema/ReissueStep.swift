extension SchemaStep {
  /// Releases whose files a later program writes otherwise than the one that sealed them.
  static let reissues = SchemaStep(
    sql: """
      CREATE TABLE release_reissue (
        vocabulary INTEGER NOT NULL,
        version TEXT NOT NULL,
        program TEXT NOT NULL,
        manifest BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (vocabulary, version, program),
        FOREIGN KEY (vocabulary, version) REFERENCES release_seal (vocabulary, version)
      ) STRICT;
      """)
}
