import GRDB

/// What is to be different about a vocabulary; what is nil stays as it is.
public struct VocabularySettings: Sendable {
  /// Its title for people.
  public var title: String?
  /// What the IRIs of new entries start with.
  public var namespace: String?
  /// The language to fall back to.
  public var defaultLanguage: String?
  /// Who may read it.
  public var visibility: Vocabulary.Visibility?
  /// How IRIs of new entries are made.
  public var identifierPattern: IdentifierPattern?

  /// Changes nothing.
  public init() {}

  /// The columns that differ, each with what stands there and what is to.
  fileprivate func differences(from vocabulary: Vocabulary) -> [(column: String, old: String?, new: String)] {
    let columns: [(String, String?, String?)] = [
      ("title", vocabulary.title, title), ("namespace", vocabulary.namespace, namespace),
      ("default_language", vocabulary.defaultLanguage, defaultLanguage),
      ("visibility", vocabulary.visibility.rawValue, visibility?.rawValue),
      ("identifier_pattern", vocabulary.identifierPattern.rawValue, identifierPattern?.rawValue),
    ]
    return columns.compactMap { column, old, new in
      guard let new, new.utf8.elementsEqual((old ?? "").utf8) == false else { return nil }
      return (column, old, new)
    }
  }
}

extension Store {
  /// Changes what a vocabulary is called, who may read it and how it makes IRIs; its content and its name stay.
  ///
  /// One audit record says what was and what is. What is so already makes no record. Releases keep what they said.
  /// - Throws: `invalidArgument` for a title or namespace without text; `notFound` if the vocabulary has gone.
  public func updateVocabulary(_ settings: VocabularySettings, grant: Grant) throws(StoreError) -> Vocabulary
  {
    grant.require(.administer)
    guard settings.title?.hasText != false else {
      throw StoreError(.invalidArgument, "a vocabulary has a title; give one with letters in it")
    }
    guard settings.namespace?.hasText != false else {
      throw StoreError(.invalidArgument, "a namespace is the beginning of an IRI, and not empty")
    }
    let name = grant.inVocabulary.name
    return try write { transaction in
      let db = transaction.db
      guard let before = try Vocabulary.fetch(db, name: name) else {
        throw StoreError(.notFound, "there is no vocabulary named \"\(name)\" any more")
      }
      let differences = settings.differences(from: before)
      guard !differences.isEmpty else { return before }
      for difference in differences {
        try db.execute(
          sql: "UPDATE vocabulary SET \(difference.column) = ? WHERE id = ?",
          arguments: [difference.new, before.id])
      }
      let detail = differences.map { difference in
        let old = difference.old.map { "\"\($0)\"" } ?? "nothing"
        return "\(difference.column): \(old) became \"\(difference.new)\""
      }
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "vocabulary.update", vocabulary: name,
          detail: detail.joined(separator: "; ")),
        in: transaction)
      guard let after = try Vocabulary.fetch(db, name: name) else {
        throw StoreError(.storageFailed, "the vocabulary cannot be read back")
      }
      return after
    }
  }
}
