extension SchemaStep {
  /// Accounts, vocabularies, revisions, entries with their labels and links, change requests, comments,
  /// releases, and the audit log.
  static let version1 = SchemaStep(
    sql: """
      CREATE TABLE account (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL,
        organisation TEXT,
        uid INTEGER UNIQUE,
        is_administrator INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        disabled_at INTEGER
      ) STRICT;

      CREATE TABLE token (
        id INTEGER PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES account (id),
        label TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        revoked_at INTEGER
      ) STRICT;

      CREATE TABLE vocabulary (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        namespace TEXT,
        default_language TEXT NOT NULL,
        visibility TEXT NOT NULL CHECK (visibility IN ('public', 'private')),
        identifier_pattern TEXT NOT NULL,
        head_revision INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE membership (
        account INTEGER NOT NULL REFERENCES account (id),
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        role TEXT NOT NULL,
        granted_at INTEGER NOT NULL,
        PRIMARY KEY (account, vocabulary, role)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE revision (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        number INTEGER NOT NULL,
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        message TEXT NOT NULL,
        change_request INTEGER REFERENCES change_request (id),
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        previous_hash BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (vocabulary, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        iri TEXT NOT NULL,
        bucket INTEGER NOT NULL,
        UNIQUE (vocabulary, iri)
      ) STRICT;
      CREATE INDEX entry_by_bucket ON entry (vocabulary, bucket, iri);

      CREATE TABLE entry_version (
        entry INTEGER NOT NULL REFERENCES entry (id),
        from_revision INTEGER NOT NULL,
        to_revision INTEGER NOT NULL,
        vocabulary INTEGER NOT NULL,
        kind TEXT NOT NULL,
        content_hash BLOB NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (entry, from_revision)
      ) STRICT;
      CREATE INDEX entry_version_by_start ON entry_version (vocabulary, from_revision);
      CREATE INDEX entry_version_by_end ON entry_version (vocabulary, to_revision);

      CREATE TABLE label (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (id),
        from_revision INTEGER NOT NULL,
        to_revision INTEGER NOT NULL,
        role INTEGER NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        folded TEXT NOT NULL
      ) STRICT;
      CREATE INDEX label_by_text ON label (vocabulary, folded);
      CREATE INDEX label_by_entry ON label (entry, from_revision);

      CREATE TABLE predicate (
        id INTEGER PRIMARY KEY,
        iri TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE link (
        vocabulary INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (id),
        from_revision INTEGER NOT NULL,
        to_revision INTEGER NOT NULL,
        predicate INTEGER NOT NULL REFERENCES predicate (id),
        target TEXT NOT NULL,
        is_direct INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX link_by_target ON link (vocabulary, target, predicate);
      CREATE INDEX link_by_entry ON link (entry, from_revision);

      CREATE TABLE content_tree (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        node TEXT NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (vocabulary, node)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE change_request (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        justification TEXT NOT NULL,
        state TEXT NOT NULL,
        author INTEGER NOT NULL REFERENCES account (id),
        created_at INTEGER NOT NULL,
        base_revision INTEGER NOT NULL,
        base_release TEXT,
        revision INTEGER,
        UNIQUE (vocabulary, number)
      ) STRICT;

      CREATE TABLE change_item (
        id INTEGER PRIMARY KEY,
        change_request INTEGER NOT NULL REFERENCES change_request (id),
        iri TEXT NOT NULL,
        kind TEXT NOT NULL,
        base_body BLOB,
        proposed_body BLOB,
        UNIQUE (change_request, iri)
      ) STRICT;

      CREATE TABLE change_transition (
        change_request INTEGER NOT NULL REFERENCES change_request (id),
        ordinal INTEGER NOT NULL,
        transition TEXT NOT NULL,
        from_state TEXT NOT NULL,
        to_state TEXT NOT NULL,
        actor INTEGER NOT NULL REFERENCES account (id),
        role TEXT NOT NULL,
        at INTEGER NOT NULL,
        reason TEXT NOT NULL,
        audit_sequence INTEGER NOT NULL,
        PRIMARY KEY (change_request, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE comment (
        id INTEGER PRIMARY KEY,
        change_request INTEGER NOT NULL REFERENCES change_request (id),
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        type TEXT NOT NULL CHECK (type IN ('ge', 'te', 'ed')),
        clause TEXT,
        text TEXT NOT NULL,
        proposed_change TEXT
      ) STRICT;
      CREATE INDEX comment_by_request ON comment (change_request);

      CREATE TABLE "release" (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        version TEXT NOT NULL,
        revision INTEGER NOT NULL,
        notes TEXT NOT NULL,
        author INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        canonical_hash BLOB NOT NULL,
        triples INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        vocabulary TEXT,
        target TEXT,
        revision_before INTEGER,
        revision_after INTEGER,
        detail TEXT NOT NULL,
        previous_hash BLOB NOT NULL,
        hash BLOB NOT NULL
      ) STRICT;
      """)
}
