import GRDB
public import RDF

/// An entry that a search found, by the label that matched.
public struct SearchHit: Hashable, Sendable {
  /// The entry.
  public let iri: IRI
  /// What matched: `prefLabel`, `altLabel`, `hiddenLabel` or `notation`.
  public let property: String
  /// The matched text.
  public let text: String
  /// Its language tag, empty if it has none.
  public let language: String
}

extension Snapshot {

  /// Finds entries by label or notation, whatever their case, diacritics and width.
  ///
  /// Whole labels come first, then labels that start with the text, then those that have it inside; within
  /// each, labels in the reader's languages, then preferred labels before alternative before hidden, shorter
  /// before longer, then by code points. Each entry is found once, by its best label. Prefixes cost the
  /// answer, infixes the vocabulary's labels.
  /// - Parameters:
  ///   - within: only labels in these languages (or more specific ones) and labels without language;
  ///     all if empty.
  ///   - preferred: the reader's languages.
  ///   - limit: at most this many entries.
  public func search(
    _ text: String, in within: [LanguageTag] = [], preferring preferred: [LanguageTag] = [], limit: Int
  ) throws -> [SearchHit] {
    let folded = LabelFolding.fold(text)
    guard !folded.isEmpty, limit > 0 else { return [] }
    let order = preferred.map { "language = '\($0)' OR language LIKE '\($0)-%'" }.joined(separator: " OR ")
    let languageRank = order.isEmpty ? "" : "NOT (\(order)), "
    var hits: [SearchHit] = []
    var seen: Set<String> = []
    // U+10FFFF sorts after whatever may follow the prefix.
    for condition in ["folded >= ?3 AND folded < ?3 || char(0x10FFFF)", "instr(folded, ?3) > 1"] {
      guard hits.count < limit else { break }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT entry.iri, role, text, language FROM label JOIN entry ON entry.id = label.entry
          WHERE label.vocabulary = ?1 AND from_revision <= ?2 AND ?2 < to_revision AND \(condition)
          ORDER BY folded <> ?3, \(languageRank)role = 2, role, length(folded), folded, entry.iri
          """, arguments: [vocabulary.id, revision, folded])
      while hits.count < limit, let row = try rows.next() {
        let iri: String = row[0]
        let language: String = row[3]
        guard within.isEmpty || language.isEmpty || within.contains(where: { Self.matches(language, $0) }),
          seen.insert(iri).inserted
        else { continue }
        let role = EntryIndex.LabelRole(rawValue: row[1]) ?? .hidden
        hits.append(
          SearchHit(iri: IRI(uncheckedValid: iri), property: role.name, text: row[2], language: language))
      }
    }
    return hits
  }

  private static func matches(_ language: String, _ range: LanguageTag) -> Bool {
    language == range.string || language.hasPrefix(range.string + "-")
  }
}
