import GRDB

/// A vocabulary of the store and its settings.
public struct Vocabulary: Hashable, Sendable {
  /// Who may read a vocabulary: everybody who can connect, or those with a role in it.
  public enum Visibility: String, CaseIterable, Sendable {
    case `public`
    case `private`
  }

  /// The vocabulary's number in the store.
  public let id: Int64
  /// Its unique name, as in commands and addresses: `countries`.
  public let name: String
  /// Its title for people.
  public let title: String
  /// What the IRIs of new entries start with.
  public let namespace: String?
  /// The language to fall back to, after those that the reader wants.
  public let defaultLanguage: String
  /// Who may read it.
  public let visibility: Visibility
  /// How IRIs of new entries are made.
  public let identifierPattern: IdentifierPattern
  /// The newest revision; 0 before the first import.
  public let headRevision: Int64
  /// When it was created.
  public let createdAt: Timestamp

  init(_ row: Row) {
    id = row["id"]
    name = row["name"]
    title = row["title"]
    namespace = row["namespace"]
    defaultLanguage = row["default_language"]
    visibility = Visibility(rawValue: row["visibility"]) ?? .private
    identifierPattern = IdentifierPattern(rawValue: row["identifier_pattern"]) ?? .sequential
    headRevision = row["head_revision"]
    createdAt = Timestamp(milliseconds: row["created_at"])
  }

  static func fetch(_ db: Database, name: String) throws -> Vocabulary? {
    try Row.fetchOne(db, sql: "SELECT * FROM vocabulary WHERE name = ?", arguments: [name]).map(
      Vocabulary.init)
  }
}

extension Store {
  /// Creates an empty vocabulary; its creator becomes its owner.
  ///
  /// - Throws: `alreadyExists`, or `invalidArgument` for a malformed name.
  public func createVocabulary(
    name: String, title: String, namespace: String?, defaultLanguage: String,
    visibility: Vocabulary.Visibility, identifierPattern: IdentifierPattern, grant: Grant
  ) throws(StoreError) -> Vocabulary {
    grant.require(.createVocabulary)
    try Self.validate(name: name, what: "vocabulary")
    return try write { transaction in
      let db = transaction.db
      guard try Vocabulary.fetch(db, name: name) == nil else {
        throw StoreError(.alreadyExists, "there is a vocabulary named \"\(name)\" already")
      }
      try db.execute(
        sql: """
          INSERT INTO vocabulary (name, title, namespace, default_language, visibility, identifier_pattern,
            head_revision, created_at) VALUES (?, ?, ?, ?, ?, ?, 0, ?)
          """,
        arguments: [
          name, title, namespace, defaultLanguage, visibility.rawValue, identifierPattern.rawValue,
          transaction.now.milliseconds,
        ])
      try AuditLog.append(
        AuditLog.Note(actor: grant.actorName, action: "vocabulary.create", vocabulary: name, detail: title),
        in: transaction)
      guard let vocabulary = try Vocabulary.fetch(db, name: name) else {
        throw StoreError(.storageFailed, "the new vocabulary cannot be read back")
      }
      // Somebody has to be able to fill it and to hand out the other roles.
      try db.execute(
        sql: "INSERT INTO membership (account, vocabulary, role, granted_at) VALUES (?, ?, ?, ?)",
        arguments: [
          grant.account.accountID, vocabulary.id, Role.owner.rawValue, transaction.now.milliseconds,
        ])
      return vocabulary
    }
  }

  /// The vocabularies that somebody may know of, by name.
  public func vocabularies(for principal: Principal?) throws(StoreError) -> [Vocabulary] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM vocabulary ORDER BY name").map(Vocabulary.init).filter {
        $0.visibility == .public || principal?.isAdministrator == true || principal?.roles[$0.id] != nil
      }
    }
  }

  /// The name of a vocabulary by its number.
  public func vocabularyName(_ id: Int64) throws(StoreError) -> String? {
    try read { db in try String.fetchOne(db, sql: "SELECT name FROM vocabulary WHERE id = ?", arguments: [id])
    }
  }
}
