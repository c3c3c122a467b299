import Foundation
import GRDB
public import RDF
import SKOS

/// A text of an entry that is missing in a language, or was translated from an older text.
public struct TranslationGap: Hashable, Sendable {
  /// What is wrong with a translation.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// There is none.
    case missing
    /// The text that it translates has changed since.
    case outdated
  }

  /// The entry.
  public let iri: IRI
  /// The property: the preferred label or the definition.
  public let property: IRI
  /// The language.
  public let language: String
  /// What is wrong.
  public let state: State
  /// The text that is to be translated.
  public let source: String
  /// The revision in which that became so.
  public let sourceRevision: Int64
  /// The revision whose text the translation is of; nil if there is no translation.
  public let translatedRevision: Int64?
}

/// What a vocabulary lacks in a language.
public struct TranslationCount: Hashable, Sendable {
  /// The language.
  public let language: String
  /// How many texts there are to translate.
  public let sources: Int
  /// How many are missing.
  public let missing: Int
  /// How many are outdated.
  public let outdated: Int
}

extension Store {
  /// The properties that are to be translated.
  private static let translated: [IRI] = [.SKOS.prefLabel, .SKOS.definition]

  /// What is missing or outdated in each language.
  ///
  /// A translation is of the text as it was when the translation was last changed, or confirmed (`confirmTranslation`).
  /// Texts in the vocabulary's default language are the sources. Costs what all versions of all entries cost.
  /// - Parameter languages: the languages that are wanted; all that any preferred label is in, if empty.
  public func translations(
    languages: [String] = [], limit: Int, grant: Grant
  ) throws(StoreError) -> (counts: [TranslationCount], gaps: [TranslationGap]) {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    let source = vocabulary.defaultLanguage.lowercased()
    return try read { db in
      let pins = try Self.pins(db, vocabulary)
      var ages: [TextPlace: TextAge] = [:]
      var found: Set<String> = []
      try Self.forEachVersion(db, vocabulary) { iri, from, isHead, entry in
        try Self.take(entry, of: iri, from, isHead: isHead, &ages, &found)
      }
      let wanted = (languages.isEmpty ? Array(found) : languages.map { $0.lowercased() })
        .filter { $0 != source }.sorted()
      var gaps: [TranslationGap] = []
      var counts: [TranslationCount] = []
      let sources = ages.filter { $0.key.language == source && $0.value.isHead }
        .sorted { ($0.key.iri, $0.key.property.string) < ($1.key.iri, $1.key.property.string) }
      for language in wanted {
        var (missing, outdated) = (0, 0)
        for (place, age) in sources {
          let own = TextPlace(iri: place.iri, property: place.property, language: language)
          let translation = ages[own].flatMap { $0.isHead ? $0 : nil }
          let of = translation.map { max($0.revision, pins[own] ?? 0) }
          let state: TranslationGap.State? = of.map { $0 < age.revision ? .outdated : nil } ?? .missing
          guard let state else { continue }
          if state == .missing { missing += 1 } else { outdated += 1 }
          guard gaps.count < limit else { continue }
          gaps.append(
            TranslationGap(
              iri: IRI(uncheckedValid: place.iri), property: place.property, language: language, state: state,
              source: age.texts.sorted().first ?? "", sourceRevision: age.revision, translatedRevision: of))
        }
        counts.append(
          TranslationCount(
            language: language, sources: sources.count, missing: missing, outdated: outdated))
      }
      return (counts, gaps)
    }
  }

  /// Records that a translation still holds although its source has changed, as an editor or manager.
  ///
  /// - Throws: `forbidden` (recorded); `notFound` if the entry has no such text in the language.
  public func confirmTranslation(
    of iri: IRI, _ property: IRI, language: String, grant: Grant
  ) throws(StoreError) {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    try recordingDenial("translation.confirm", iri.string, grant) { () throws(StoreError) in
      try requireRole([.editor, .manager], grant)
      try write { transaction in
        let head = try Self.head(transaction.db, vocabulary)
        let texts = try (head.entry(iri)?.triples ?? []).filter { triple in
          triple.subject == .iri(iri) && triple.predicate == property
            && triple.object.literal?.languageTag?.description.lowercased() == language.lowercased()
        }
        guard !texts.isEmpty else {
          throw StoreError(.notFound, "<\(iri)> has no \(property.localName) in \(language)")
        }
        try transaction.db.execute(
          sql: """
            INSERT OR REPLACE INTO translation_pin (vocabulary, iri, property, language, revision,
              source_revision, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            vocabulary.id, iri.string, property.string, language.lowercased(), head.revision, head.revision,
            grant.account.accountID, transaction.now.milliseconds,
          ])
        try AuditLog.append(
          AuditLog.Note(
            actor: grant.actorName, action: "translation.confirm", vocabulary: vocabulary.name,
            target: iri.string, detail: "\(property.localName) in \(language)"), in: transaction)
      }
    }
  }

  private static func pins(_ db: Database, _ vocabulary: Vocabulary) throws -> [TextPlace: Int64] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT iri, property, language, max(source_revision) AS revision FROM translation_pin
        WHERE vocabulary = ? GROUP BY iri, property, language
        """, arguments: [vocabulary.id])
    return Dictionary(
      rows.map { row in
        (
          TextPlace(
            iri: row["iri"], property: IRI(uncheckedValid: row["property"]), language: row["language"]),
          row["revision"] as Int64
        )
      }, uniquingKeysWith: max)
  }

  /// Hands out the versions of every entry, each entry's from the oldest on.
  private static func forEachVersion(
    _ db: Database, _ vocabulary: Vocabulary, _ body: (String, Int64, Bool, Entry) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, from_revision, to_revision, body FROM entry
        JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? ORDER BY entry.id, from_revision
        """, arguments: [vocabulary.id])
    while let row = try rows.next() {
      let iri: String = row["iri"]
      try body(
        iri, row["from_revision"], row["to_revision"] as Int64 == Schema.openRevision,
        Entry(iri: IRI(uncheckedValid: iri), stored: row["body"]))
    }
  }

  private static func take(
    _ entry: Entry, of iri: String, _ from: Int64, isHead: Bool, _ ages: inout [TextPlace: TextAge],
    _ found: inout Set<String>
  ) throws {
    var texts: [TextPlace: Set<String>] = [:]
    for triple in try entry.triples where triple.subject.iri?.string == iri {
      guard translated.contains(triple.predicate), let literal = triple.object.literal,
        let language = literal.languageTag?.description.lowercased()
      else { continue }
      if isHead, triple.predicate == .SKOS.prefLabel { found.insert(language) }
      texts[TextPlace(iri: iri, property: triple.predicate, language: language), default: []]
        .insert(literal.lexicalForm)
    }
    for (place, texts) in texts {
      let since = ages[place].flatMap { $0.texts == texts ? $0.revision : nil } ?? from
      ages[place] = TextAge(texts: texts, revision: since, isHead: isHead)
    }
  }
}

/// Where a text stands.
private struct TextPlace: Hashable {
  let iri: String
  let property: IRI
  let language: String
}

/// A text, and since when it is so.
private struct TextAge {
  let texts: Set<String>
  let revision: Int64
  let isHead: Bool
}
