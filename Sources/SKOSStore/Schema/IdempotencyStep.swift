extension SchemaStep {
  /// The answers of requests that carried a key, so that a repeated one is not carried out again.
  static let idempotency = SchemaStep(
    sql: """
      CREATE TABLE idempotency (
        account INTEGER NOT NULL REFERENCES account (id),
        key TEXT NOT NULL,
        request_hash BLOB NOT NULL,
        answer BLOB NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (account, key)
      ) STRICT;
      CREATE INDEX idempotency_by_time ON idempotency (at);
      """)
}
