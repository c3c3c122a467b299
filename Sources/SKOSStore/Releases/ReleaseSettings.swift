import GRDB
import RDF

/// What a vocabulary says about itself for the metadata of its releases, beside what its content states.
///
/// A release keeps those that it was published with. What is not set is taken from the statements of the concept
/// scheme, if the vocabulary has exactly one.
public struct ReleaseSettings: Hashable, Sendable {
  /// A setting, named as in the protocol.
  public enum Name: String, CaseIterable, Sendable {
    /// The IRI of the vocabulary whatever its version; the concept scheme's if not set.
    case iri
    /// What version IRIs start with; the vocabulary's IRI and `/release/` if not set.
    case versionBase
    /// The IRI of the licence.
    case licence
    /// The IRI or name of who publishes.
    case publisher
    /// The IRI or name of who made it.
    case creator
    /// What it is about, in the default language.
    case description
    /// Its title, in the default language; not set by itself.
    case title
    /// The language of title and description; not set by itself.
    case language
    /// What the IRIs of its entries start with; not set by itself.
    case namespace

    /// Whether it can be set; the others are those of the vocabulary, kept with a release.
    public var isSettable: Bool { ![.title, .language, .namespace].contains(self) }
    /// Whether its value is an IRI.
    var isIRI: Bool { [.iri, .versionBase, .licence].contains(self) }
  }

  private var values: [Name: String] = [:]

  /// A value, if it is set.
  public subscript(name: Name) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// No settings.
  public init() {}

  init(text: String) throws(StoreError) {
    guard let object = (try? JSON(parsing: Array(text.utf8)))?.object else {
      throw StoreError(.damaged, "settings of releases cannot be read; store.check tells which")
    }
    for name in Name.allCases { values[name] = object[name.rawValue]?.string }
  }

  var text: String {
    let members = Name.allCases.compactMap { name in values[name].map { (name.rawValue, JSON.string($0)) } }
    return String(validating: JSON.object(JSON.Object(members)).serialized(), as: UTF8.self) ?? "{}"
  }

  /// The settings in force, with what the vocabulary itself is called; what a release keeps.
  static func current(_ db: Database, _ vocabulary: Vocabulary) throws -> ReleaseSettings {
    var settings = try own(db, vocabulary)
    settings[.title] = vocabulary.title
    settings[.language] = vocabulary.defaultLanguage
    settings[.namespace] = vocabulary.namespace
    return settings
  }

  fileprivate static func own(_ db: Database, _ vocabulary: Vocabulary) throws -> ReleaseSettings {
    let sql = "SELECT settings FROM release_settings WHERE vocabulary = ?"
    let text = try String.fetchOne(db, sql: sql, arguments: [vocabulary.id])
    return try text.map { try ReleaseSettings(text: $0) } ?? ReleaseSettings()
  }
}

extension Store {
  /// What a vocabulary's releases to come will say.
  public func releaseSettings(grant: Grant) throws(StoreError) -> ReleaseSettings {
    grant.require(.read)
    return try read { db in try ReleaseSettings.own(db, grant.inVocabulary) }
  }

  /// Sets what the vocabulary's releases to come will say; releases that exist keep what they say.
  ///
  /// - Parameter changes: the new values; an empty text takes a setting back.
  /// - Throws: `invalidArgument` for a value that is not what the setting takes.
  public func setReleaseSettings(
    _ changes: [ReleaseSettings.Name: String], grant: Grant
  ) throws(StoreError) -> ReleaseSettings {
    grant.require(.administer)
    for (name, value) in changes {
      guard name.isSettable else {
        throw StoreError(.invalidArgument, "\(name.rawValue) is the vocabulary's own and not set here")
      }
      guard value.isEmpty || !name.isIRI || (try? IRI(value)) != nil else {
        throw StoreError(.invalidArgument, "\(name.rawValue) is an absolute IRI, and \"\(value)\" is none")
      }
    }
    let vocabulary = grant.inVocabulary
    return try write { transaction in
      var settings = try ReleaseSettings.own(transaction.db, vocabulary)
      for (name, value) in changes { settings[name] = value.isEmpty ? nil : value }
      try transaction.db.execute(
        sql: "INSERT OR REPLACE INTO release_settings (vocabulary, settings) VALUES (?, ?)",
        arguments: [vocabulary.id, settings.text])
      let note = AuditLog.Note(
        actor: grant.actorName, action: "release.configure", vocabulary: vocabulary.name,
        detail: settings.text)
      try AuditLog.append(note, in: transaction)
      return settings
    }
  }
}
