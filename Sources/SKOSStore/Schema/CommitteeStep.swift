extension SchemaStep {
  /// What a committee needs: organisations and their seats, policies, stages with answers and votes, observations,
  /// suggestions, the status of entries, pinned translations, and audit records from which personal data can be taken.
  static let committees = SchemaStep(
    sql: """
      CREATE TABLE organisation (
        code TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('member-body', 'committee', 'liaison'))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE committee (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        organisation TEXT NOT NULL REFERENCES organisation (code),
        is_lead INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, organisation)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE seat (
        vocabulary INTEGER NOT NULL,
        committee TEXT NOT NULL,
        member TEXT NOT NULL REFERENCES organisation (code),
        membership TEXT NOT NULL CHECK (membership IN ('P', 'O')),
        since INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, committee, member),
        FOREIGN KEY (vocabulary, committee) REFERENCES committee (vocabulary, organisation)
      ) STRICT, WITHOUT ROWID;

      ALTER TABLE membership ADD COLUMN organisation TEXT REFERENCES organisation (code);
      ALTER TABLE membership ADD COLUMN valid_from INTEGER;
      ALTER TABLE membership ADD COLUMN valid_until INTEGER;

      CREATE TABLE procedure_policy (
        vocabulary INTEGER PRIMARY KEY REFERENCES vocabulary (id),
        policy TEXT NOT NULL
      ) STRICT;

      ALTER TABLE change_request ADD COLUMN procedure TEXT NOT NULL DEFAULT 'review';
      ALTER TABLE change_request ADD COLUMN split_from INTEGER REFERENCES change_request (id);
      ALTER TABLE change_request ADD COLUMN edit_count INTEGER NOT NULL DEFAULT 0;

      ALTER TABLE change_transition ADD COLUMN rule INTEGER;
      ALTER TABLE change_transition ADD COLUMN organisation TEXT;
      ALTER TABLE change_transition ADD COLUMN documents TEXT;
      ALTER TABLE change_transition ADD COLUMN base_release TEXT;
      ALTER TABLE change_transition ADD COLUMN content_digest TEXT;
      ALTER TABLE change_transition ADD COLUMN findings TEXT;
      ALTER TABLE change_transition ADD COLUMN edit_count INTEGER;

      CREATE TABLE stage (
        id INTEGER PRIMARY KEY,
        change_request INTEGER NOT NULL REFERENCES change_request (id),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('notice', 'evaluation', 'validation', 'enquiry', 'approval')),
        opened_at INTEGER NOT NULL,
        closes_at INTEGER NOT NULL,
        electorate TEXT NOT NULL,
        profile TEXT,
        conclusion TEXT,
        UNIQUE (change_request, ordinal)
      ) STRICT;

      CREATE TABLE evaluation_answer (
        stage INTEGER NOT NULL REFERENCES stage (id),
        ordinal INTEGER NOT NULL,
        member_body TEXT NOT NULL,
        position TEXT NOT NULL,
        procedure TEXT,
        text TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (stage, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE objection (
        stage INTEGER NOT NULL REFERENCES stage (id),
        ordinal INTEGER NOT NULL,
        organisation TEXT,
        text TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (stage, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ballot (
        id TEXT PRIMARY KEY,
        stage INTEGER NOT NULL REFERENCES stage (id),
        ordinal INTEGER NOT NULL,
        item INTEGER REFERENCES change_item (id),
        question TEXT NOT NULL,
        declaration TEXT,
        UNIQUE (stage, ordinal)
      ) STRICT;

      CREATE TABLE vote (
        ballot TEXT NOT NULL REFERENCES ballot (id),
        ordinal INTEGER NOT NULL,
        member_body TEXT NOT NULL,
        choice TEXT NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
        cast_by TEXT NOT NULL,
        at INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        experts TEXT NOT NULL,
        supersedes TEXT,
        receipt TEXT NOT NULL UNIQUE,
        is_redacted INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (ballot, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE delegation (
        stage INTEGER NOT NULL REFERENCES stage (id),
        ordinal INTEGER NOT NULL,
        member_body TEXT NOT NULL,
        delegate TEXT,
        delegated_by TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (stage, ordinal)
      ) STRICT, WITHOUT ROWID;

      ALTER TABLE comment ADD COLUMN stage INTEGER REFERENCES stage (id);
      ALTER TABLE comment ADD COLUMN parent INTEGER REFERENCES comment (id);
      ALTER TABLE comment ADD COLUMN member_body TEXT;
      ALTER TABLE comment ADD COLUMN number TEXT;
      ALTER TABLE comment ADD COLUMN line TEXT;
      ALTER TABLE comment ADD COLUMN paragraph TEXT;

      CREATE TABLE observation (
        comment INTEGER NOT NULL REFERENCES comment (id),
        ordinal INTEGER NOT NULL,
        decision TEXT NOT NULL
          CHECK (decision IN ('accepted', 'accepted-with-modification', 'not-accepted', 'noted')),
        text TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (comment, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE entry_status (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        iri TEXT NOT NULL,
        revision INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('valid', 'superseded', 'retired', 'invalid')),
        change_request INTEGER NOT NULL REFERENCES change_request (id),
        PRIMARY KEY (vocabulary, iri, revision)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE translation_pin (
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        iri TEXT NOT NULL,
        property TEXT NOT NULL,
        language TEXT NOT NULL,
        revision INTEGER NOT NULL,
        source_revision INTEGER NOT NULL,
        account INTEGER NOT NULL REFERENCES account (id),
        at INTEGER NOT NULL,
        PRIMARY KEY (vocabulary, iri, property, language, revision)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE suggestion (
        id INTEGER PRIMARY KEY,
        vocabulary INTEGER NOT NULL REFERENCES vocabulary (id),
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        source TEXT NOT NULL,
        entry TEXT,
        text TEXT NOT NULL,
        contact TEXT,
        decision TEXT CHECK (decision IN ('accepted', 'dismissed')),
        reason TEXT,
        decided_by INTEGER REFERENCES account (id),
        decided_at INTEGER,
        change_request INTEGER REFERENCES change_request (id),
        UNIQUE (vocabulary, number)
      ) STRICT;

      ALTER TABLE revision ADD COLUMN author_salt BLOB;
      ALTER TABLE revision ADD COLUMN author_commitment BLOB;

      ALTER TABLE audit ADD COLUMN salt BLOB;
      ALTER TABLE audit ADD COLUMN content BLOB;
      ALTER TABLE audit ADD COLUMN commitments BLOB;
      """)
}
