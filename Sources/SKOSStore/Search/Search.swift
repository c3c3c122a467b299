import Foundation
import GRDB
import RDF
import SKOS

extension Snapshot {
  /// Finds entries by labels, notations and notes, whatever their case, diacritics and width.
  ///
  /// The order is: the whole preferred label; another whole label or notation; a beginning; the beginning of
  /// words; a part; a part of a note; with typing errors. Within each the reader's languages come first, then
  /// shorter texts. Each entry is found once, by its best text. SKOS-XL labels with IRIs are found under the
  /// entries that point at them. Short answers to whole labels and beginnings cost the answer, others a pass
  /// over the vocabulary's folded texts.
  /// - Throws: `invalidArgument` for a query beyond its limits, a cursor of another query, or more entries to
  ///   be sorted than `sortedCountMax`.
  public func search(_ query: SearchQuery) throws -> SearchPage {
    try query.checkLimits()
    let cursor = try query.cursor.map { text throws(StoreError) in try SearchCursor(text) }
    if let cursor, cursor.fingerprint != query.fingerprint || cursor.revision != revision {
      throw StoreError(
        .invalidArgument, "the cursor belongs to another search or revision; begin without one")
    }
    let page = try TextSearch(self, query, mode: query.mode).page(after: cursor)
    guard page.hits.isEmpty, query.mode == .any, cursor == nil || cursor?.isBehindTypos == true else {
      return page
    }
    return try TextSearch(self, query, mode: .typo).page(after: cursor)
  }
}

extension SearchCursor {
  /// Whether it stands among entries that were found with typing errors.
  var isBehindTypos: Bool { key >> 56 == UInt64(TextPattern.Tier.typo.rawValue) }
}

/// One search: texts are gathered by their rank, and the entries that they stand for are made sure of in the
/// rows of `label` and `link`, which say what holds at the revision.
private struct TextSearch {
  /// Beginnings with more texts than this are looked for in the blocks, which is faster then.
  private static let indexedCountMax = 2000

  private struct Candidate {
    /// A lower bound of the rank: for SKOS-XL labels the role is only known by the entries that point at them.
    let key: UInt64
    let label: Int64
  }

  private struct Match {
    let key: UInt64
    let entry: Int64
    let hit: SearchHit
  }

  private let snapshot: Snapshot
  private let query: SearchQuery
  private let mode: SearchQuery.Mode
  private let pattern: TextPattern
  private let folded: String
  private let languages: LanguageRanks
  private let roles: Set<TextRole>
  private let labelPredicates: [Int64: TextRole]
  private let isForLabelEntries: Bool

  private var db: Database { snapshot.db }

  init(_ snapshot: Snapshot, _ query: SearchQuery, mode: SearchQuery.Mode) throws {
    self.snapshot = snapshot
    self.query = query
    self.mode = mode
    folded = LabelFolding.fold(query.text)
    pattern = TextPattern(folded, mode: mode)
    languages = try LanguageRanks(snapshot.db, ranges: query.languageRanges, preferred: query.preferred)
    roles = Set(
      TextRole.allCases.filter {
        query.properties.isEmpty || $0 == .literalForm || query.properties.contains($0.name)
      })
    var predicates: [Int64: TextRole] = [:]
    for (iri, role) in TextRole.ofLinkedLabels {
      let id = try Int64.fetchOne(
        snapshot.db.cachedStatement(sql: "SELECT id FROM predicate WHERE iri = ?"), arguments: [iri])
      if let id { predicates[id] = role }
    }
    labelPredicates = predicates
    isForLabelEntries = query.kinds.contains(EntryIndex.Kind.label.rawValue)
  }

  func page(after cursor: SearchCursor?) throws -> SearchPage {
    guard !pattern.isEmpty, mode != .typo || pattern.allowsTypos || query.mode == .typo else {
      return SearchPage(hits: [], cursor: nil)
    }
    if query.sort == .label { return try sortedPage(after: cursor) }
    let matches = try matches(after: cursor, count: query.limit + 1)
    let shown = matches.prefix(query.limit)
    let next = matches.count > shown.count ? shown.last.map { self.cursor($0.key, $0.entry) } : nil
    return SearchPage(hits: shown.map(\.hit), cursor: next)
  }

  private func cursor(_ key: UInt64, _ entry: Int64) -> String {
    SearchCursor(revision: snapshot.revision, key: key, entry: entry, fingerprint: query.fingerprint).string
  }

  /// A page of all matches in the order of their labels; the cursor counts those before it.
  private func sortedPage(after cursor: SearchCursor?) throws -> SearchPage {
    let all = try matches(after: nil, count: SearchQuery.sortedCountMax + 1)
    guard all.count <= SearchQuery.sortedCountMax else {
      throw StoreError(
        .invalidArgument,
        "more than \(SearchQuery.sortedCountMax) entries match, which is too many to sort; look for more of the text, or sort by relevance"
      )
    }
    let language = query.preferred.first?.string ?? snapshot.vocabulary.defaultLanguage
    let collation = Collation(language: language)
    let sorted = try all.map { match in
      (match, try snapshot.label(of: match.hit.iri, for: query.preferred).text)
    }.sorted { left, right in
      collation.precedes((left.1, left.0.hit.iri.string), (right.1, right.0.hit.iri.string))
    }
    let start = cursor.map { Int(clamping: $0.entry) } ?? 0
    let shown = sorted.dropFirst(max(0, start)).prefix(query.limit)
    let next =
      shown.endIndex < sorted.count ? self.cursor(shown.first?.0.key ?? 0, Int64(shown.endIndex)) : nil
    return SearchPage(hits: shown.map(\.0.hit), cursor: next)
  }

  // MARK: Ranks

  /// The rank of a text as a number, smaller ones first.
  private func key(_ grade: TextPattern.Grade, language: UInt8, byteCount: Int, _ role: TextRole) -> UInt64 {
    let place = role == .literalForm ? TextRole.preferred : role
    return UInt64(grade.tier.rawValue) << 56 | UInt64(language) << 48 | UInt64(min(grade.distance, 255)) << 40
      | UInt64(min(byteCount, 0xFFFF_FFFF)) << 8 | UInt64(place.rawValue)
  }

  /// The best matches behind a cursor, at most `count`.
  private func matches(after cursor: SearchCursor?, count: Int) throws -> [Match] {
    if let indexed = try indexedCandidates() {
      // Whole texts and beginnings rank before everything that the index does not know.
      let isAll = mode == .exact || mode == .prefix
      let horizon = isAll ? UInt64.max : UInt64(TextPattern.Tier.word.rawValue) << 56
      let found = try matches(indexed, below: horizon, after: cursor)
      if isAll || found.count >= count { return Array(found.prefix(count)) }
    }
    var capacity = max(256, 4 * count)
    while true {
      let (candidates, horizon) = try scannedCandidates(from: cursor?.key ?? 0, capacity: capacity)
      let found = try matches(candidates, below: horizon, after: cursor)
      if found.count >= count || horizon == .max { return Array(found.prefix(count)) }
      capacity = capacity.multipliedReportingOverflow(by: 8).partialValue
    }
  }

  /// The texts that are or begin with the pattern, from the index; nil if it does not serve.
  private func indexedCandidates() throws -> [Candidate]? {
    guard mode == .any || mode == .exact || mode == .prefix else { return nil }
    // U+10FFFF sorts after whatever may follow the prefix.
    let condition = mode == .exact ? "folded = ?2" : "folded >= ?2 AND folded < ?2 || char(0x10FFFF)"
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT id, role, language, folded FROM label
          WHERE vocabulary = ?1 AND role <= 4 AND \(condition) LIMIT ?3
          """), arguments: [snapshot.vocabulary.id, folded, Self.indexedCountMax + 1])
    var candidates: [Candidate] = []
    var rowCount = 0
    while let row = try rows.next() {
      rowCount += 1
      let role = TextRole(rawValue: row[1]) ?? .hidden
      guard roles.contains(role), let language = languages.rank(row[2] as String) else { continue }
      let folded: String = row[3]
      guard let grade = Self.grade(folded, role, pattern) else { continue }
      candidates.append(
        Candidate(
          key: key(grade, language: language, byteCount: folded.utf8.count, role), label: row[0]))
    }
    return rowCount > Self.indexedCountMax ? nil : candidates
  }

  private static func grade(_ folded: String, _ role: TextRole, _ pattern: TextPattern) -> TextPattern.Grade?
  {
    Array(folded.utf8).withUnsafeBytes { pattern.grade($0, role) }
  }

  // MARK: Reading the blocks

  /// The best of the texts that match, and the rank below which none is missing.
  private func scannedCandidates(
    from least: UInt64, capacity: Int
  ) throws -> (candidates: [Candidate], horizon: UInt64) {
    var candidates: [Candidate] = []
    var horizon = UInt64.max
    let anchor = pattern.anchor
    func take(_ text: UnsafeRawBufferPointer, header: UnsafeRawBufferPointer, label: Int64) {
      guard let role = TextRole(rawValue: Int(header[0]) - 1), roles.contains(role),
        let language = languages.rank(TextBlocks.languageNumber(header[1], header[2], header[3])),
        let grade = pattern.grade(text, role)
      else { return }
      let key = key(grade, language: language, byteCount: text.count, role)
      guard key < horizon, key >= least || role == .literalForm else { return }
      candidates.append(Candidate(key: key, label: label))
      if candidates.count >= 4 * capacity {
        candidates.sort { $0.key < $1.key }
        horizon = candidates[capacity].key
        candidates.removeLast(candidates.count - capacity)
      }
    }
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT first, body FROM search_block WHERE vocabulary = ?"),
      arguments: [snapshot.vocabulary.id])
    while let row = try rows.next() {
      let first: Int64 = row[0]
      try row.withUnsafeData(atIndex: 1) { data in
        data?.withUnsafeBytes { BlockReader.read($0, first: first, anchor: anchor, take) }
      }
    }
    return (candidates, horizon)
  }

  // MARK: From texts to entries

  /// The entries that the candidates stand for, by their best texts, in order.
  private func matches(
    _ candidates: [Candidate], below horizon: UInt64, after cursor: SearchCursor?
  ) throws -> [Match] {
    var seen: Set<Int64> = []
    var matches: [Match] = []
    for candidate in candidates where candidate.key < horizon {
      for entry in try owners(of: candidate.label) where seen.insert(entry).inserted {
        guard let match = try bestMatch(of: entry), match.key < horizon else { continue }
        if let cursor, (match.key, match.entry) <= (cursor.key, cursor.entry) { continue }
        matches.append(match)
      }
    }
    return matches.sorted { ($0.key, $0.entry) < ($1.key, $1.entry) }
  }

  /// The entries that a text is found under, if it holds at the revision.
  private func owners(of label: Int64) throws -> [Int64] {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT entry, role FROM label WHERE id = ?1 AND from_revision <= ?2 AND ?2 < to_revision"),
      arguments: [label, snapshot.revision])
    guard let row else { return [] }
    let entry: Int64 = row[0]
    guard TextRole(rawValue: row[1]) == .literalForm else { return [entry] }
    let pointing = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT entry, predicate FROM link WHERE vocabulary = ?1
            AND target = (SELECT iri FROM entry WHERE id = ?2)
            AND from_revision <= ?3 AND ?3 < to_revision AND is_direct
          """), arguments: [snapshot.vocabulary.id, entry, snapshot.revision])
    let owners = pointing.filter { labelPredicates[$0[1]] != nil }.map { $0[0] as Int64 }
    return isForLabelEntries ? owners + [entry] : owners
  }

  /// The best text of an entry at the revision; nil if none matches or it is not of a kind that is wanted.
  private func bestMatch(of entry: Int64) throws -> Match? {
    let about = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT iri, kind FROM entry JOIN entry_version ON entry_version.entry = entry.id
          WHERE entry.id = ?1 AND from_revision <= ?2 AND ?2 < to_revision
          """), arguments: [entry, snapshot.revision])
    guard let about, wants(kind: about[1]) else { return nil }
    var best: Match?
    func consider(_ role: TextRole, _ language: String, _ text: String, _ folded: String) {
      guard role == .literalForm || roles.contains(role), let rank = languages.rank(language),
        let grade = Self.grade(folded, role, pattern)
      else { return }
      let key = key(grade, language: rank, byteCount: folded.utf8.count, role)
      guard best.map({ (key, text) < ($0.key, $0.hit.text) }) ?? true else { return }
      let hit = SearchHit(
        iri: IRI(uncheckedValid: about[0]), property: role.name, text: text, language: language)
      best = Match(key: key, entry: entry, hit: hit)
    }
    // In the order of roles, so that notes are only folded where no label matches.
    let own = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT role, language, text, folded FROM label
          WHERE entry = ?1 AND from_revision <= ?2 AND ?2 < to_revision ORDER BY role
          """), arguments: [entry, snapshot.revision])
    var notes: [(TextRole, String, String)] = []
    while let row = try own.next() {
      guard let role = TextRole(rawValue: row[0]), role != .literalForm || isForLabelEntries else { continue }
      if role.isNote { notes.append((role, row[1], row[2])) } else { consider(role, row[1], row[2], row[3]) }
    }
    for (role, label) in try linkedLabels(of: entry) { consider(role, label[0], label[1], label[2]) }
    if best.map({ $0.key >> 56 > UInt64(TextPattern.Tier.note.rawValue) }) ?? true {
      for (role, language, text) in notes { consider(role, language, text, LabelFolding.fold(text)) }
    }
    return best
  }

  private func wants(kind: String) -> Bool {
    query.kinds.isEmpty ? kind != EntryIndex.Kind.label.rawValue : query.kinds.contains(kind)
  }

  /// The language, text and folded text of the SKOS-XL labels that an entry points at.
  private func linkedLabels(of entry: Int64) throws -> [(TextRole, Row)] {
    guard !labelPredicates.isEmpty else { return [] }
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT language, text, folded, predicate FROM link
          JOIN entry AS pointed ON pointed.vocabulary = link.vocabulary AND pointed.iri = link.target
          JOIN label ON label.entry = pointed.id AND label.role = 4
          WHERE link.entry = ?1 AND link.from_revision <= ?2 AND ?2 < link.to_revision AND is_direct
            AND label.from_revision <= ?2 AND ?2 < label.to_revision
          """), arguments: [entry, snapshot.revision])
    return rows.compactMap { row in labelPredicates[row[3]].map { ($0, row) } }
  }
}

/// Finds the texts of a block.
private enum BlockReader {
  typealias Take = (_ text: UnsafeRawBufferPointer, _ header: UnsafeRawBufferPointer, _ label: Int64) -> Void

  /// Hands out the texts that contain the anchor; all of them if it is empty.
  static func read(_ block: UnsafeRawBufferPointer, first: Int64, anchor: [UInt8], _ take: Take) {
    var start = 0
    var label = first
    while start < block.count {
      if !anchor.isEmpty {
        guard let found = Bytes.first(anchor, in: block, from: start) else { return }
        // Moves on to the text that the place lies in, counting those before it.
        var place = start
        while place < found {
          if block[place] == 0 {
            label += 1
            start = place + 1
          }
          place += 1
        }
      }
      guard let end = end(of: start, in: block) else { return }
      let text = UnsafeRawBufferPointer(rebasing: block[min(start + TextBlocks.headerByteCount, end)..<end])
      let header = UnsafeRawBufferPointer(rebasing: block[start..<end])
      if header.count >= TextBlocks.headerByteCount { take(text, header, label) }
      start = end + 1
      label += 1
    }
  }

  private static func end(of start: Int, in block: UnsafeRawBufferPointer) -> Int? {
    guard let base = block.baseAddress, let end = memchr(base + start, 0, block.count - start) else {
      return nil
    }
    return UnsafeRawPointer(end) - base
  }
}
