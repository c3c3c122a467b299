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
  /// entries that point at them. Whole labels and beginnings cost what begins like them, others a pass over the
  /// vocabulary's folded texts.
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

/// One search: texts are gathered from the text index by their rank, and the entries that they stand for are made
/// sure of in their bodies and in the rows of `link`, which say what holds at the revision.
private struct TextSearch {
  /// Where a match stands among all: by how it matches, then by the number of its entry.
  private struct Rank: Comparable {
    let key: UInt64
    let entry: Int64

    static let last = Rank(key: .max, entry: .max)

    static func < (left: Rank, right: Rank) -> Bool { (left.key, left.entry) < (right.key, right.entry) }
  }

  private struct Candidate {
    let entry: Int64
    let role: TextRole
    /// The best rank that it can have: the text may not hold at the revision, and the role of a SKOS-XL label is only
    /// known by the entries that point at it.
    let rank: Rank

    init(_ key: UInt64, _ entry: Int64, _ role: TextRole) {
      self.entry = entry
      self.role = role
      rank = Rank(key: key, entry: role == .literalForm ? .min : entry)
    }
  }

  private struct Match {
    let rank: Rank
    let hit: SearchHit
  }

  private let snapshot: Snapshot
  private let query: SearchQuery
  private let mode: SearchQuery.Mode
  private let pattern: TextPattern
  private let folded: String
  private let languages: LanguageRanks
  private let roles: TextRoles
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
    roles = TextRoles(
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
    let next = matches.count > shown.count ? shown.last.map { self.cursor($0.rank.key, $0.rank.entry) } : nil
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
      shown.endIndex < sorted.count ? self.cursor(shown.first?.0.rank.key ?? 0, Int64(shown.endIndex)) : nil
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
    let start = cursor.map { Rank(key: $0.key, entry: $0.entry) }
    if mode == .any || mode == .exact || mode == .prefix {
      // Whole texts and beginnings, which stand together, rank before everything else.
      let isAll = mode != .any
      let end =
        isAll ? Rank.last : Rank(key: UInt64(TextPattern.Tier.word.rawValue) << 56, entry: .min)
      let found = try matches(among: beginnings, from: start, to: end, count: count)
      if isAll || found.count == count { return found }
    }
    return try matches(among: everything, from: start, to: .last, count: count)
  }

  /// The best matches among some of the texts, looked for with more and more room until there are enough.
  private func matches(
    among read: (_ take: TextReader.Take) throws -> Void, from start: Rank?, to end: Rank, count: Int
  ) throws -> [Match] {
    var capacity = max(256, 4 * count)
    while true {
      let (candidates, horizon) = try candidates(among: read, from: start, capacity: capacity)
      let found = try matches(candidates, from: start, to: min(horizon, end), count: count)
      if found.count == count || horizon >= end { return found }
      capacity = capacity.multipliedReportingOverflow(by: 8).partialValue
    }
  }

  private func beginnings(_ take: TextReader.Take) throws {
    try TextReader(db, snapshot.vocabulary).beginnings(folded, isWhole: mode == .exact, take)
  }

  private func everything(_ take: TextReader.Take) throws {
    try TextReader(db, snapshot.vocabulary).everything(containing: pattern.anchor, take)
  }

  /// The best of the texts that match, and the rank below which none is missing.
  private func candidates(
    among read: (_ take: TextReader.Take) throws -> Void, from start: Rank?, capacity: Int
  ) throws -> (candidates: [Candidate], horizon: Rank) {
    var candidates: [Candidate] = []
    var horizon = Rank.last
    try read { text, tail in
      let role = tail.role
      guard roles.contains(role), let language = languages.rank(tail.language),
        let grade = pattern.grade(text, role)
      else { return }
      let key = key(grade, language: language, byteCount: text.count, role)
      guard key <= horizon.key else { return }
      let candidate = Candidate(key, tail.entry, role)
      guard candidate.rank < horizon else { return }
      // If the text holds, its entry ranks no worse and stood on an earlier page; if not, another text leads to it.
      if let start, candidate.rank <= start, role != .literalForm { return }
      candidates.append(candidate)
      if candidates.count >= 4 * capacity {
        candidates.sort { $0.rank < $1.rank }
        horizon = candidates[capacity].rank
        candidates.removeLast(candidates.count - capacity)
      }
    }
    return (candidates, horizon)
  }

  // MARK: From texts to entries

  /// The first `count` entries that candidates stand for, by their best texts, in order.
  ///
  /// Candidates are taken by their ranks, which are the best that their entries can have: once enough entries come
  /// before the next candidate, no other can.
  private func matches(
    _ candidates: [Candidate], from start: Rank?, to horizon: Rank, count: Int
  ) throws -> [Match] {
    var seen: Set<Int64> = []
    var found: [Match] = []
    for candidate in candidates.sorted(by: { $0.rank < $1.rank }) where candidate.rank < horizon {
      if found.count >= count, found[count - 1].rank < candidate.rank { break }
      for entry in try owners(of: candidate) where seen.insert(entry).inserted {
        guard let match = try bestMatch(of: entry), match.rank < horizon else { continue }
        if let start, match.rank <= start { continue }
        let behind = found.lastIndex { $0.rank < match.rank }
        found.insert(match, at: behind.map { $0 + 1 } ?? 0)
      }
    }
    return Array(found.prefix(count))
  }

  /// The entries that a text is found under.
  private func owners(of candidate: Candidate) throws -> [Int64] {
    guard candidate.role == .literalForm else { return [candidate.entry] }
    let pointing = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT entry, predicate FROM link WHERE vocabulary = ?1
            AND target = (SELECT iri FROM entry WHERE id = ?2)
            AND from_revision <= ?3 AND ?3 < to_revision AND is_direct
          """), arguments: [snapshot.vocabulary.id, candidate.entry, snapshot.revision])
    let owners = pointing.filter { labelPredicates[$0[1]] != nil }.map { $0[0] as Int64 }
    return isForLabelEntries ? owners + [candidate.entry] : owners
  }

  /// The best text of an entry at the revision; nil if none matches or it is not of a kind that is wanted.
  private func bestMatch(of entry: Int64) throws -> Match? {
    guard let held = try IndexedEntry(entry, snapshot), wants(kind: held.index.kind) else { return nil }
    var best: Match?
    func consider(_ role: TextRole, _ language: String, _ text: String) {
      guard role == .literalForm || roles.contains(role), let rank = languages.rank(language) else { return }
      var folded = LabelFolding.fold(text)
      guard let grade = folded.withUTF8({ pattern.grade(UnsafeRawBufferPointer($0), role) }) else { return }
      let key = key(grade, language: rank, byteCount: folded.utf8.count, role)
      guard best.map({ (key, text) < ($0.rank.key, $0.hit.text) }) ?? true else { return }
      let hit = SearchHit(iri: held.iri, property: role.name, text: text, language: language)
      best = Match(rank: Rank(key: key, entry: entry), hit: hit)
    }
    for label in held.index.labels where !label.role.isNote {
      if label.role != .literalForm || isForLabelEntries { consider(label.role, label.language, label.text) }
    }
    for (role, label) in try linkedLabels(of: held.index) { consider(role, label.language, label.text) }
    // Notes rank behind labels, so they are only folded where no label matches.
    if best.map({ $0.rank.key >> 56 > UInt64(TextPattern.Tier.note.rawValue) }) ?? true {
      for label in held.index.labels where label.role.isNote {
        consider(label.role, label.language, label.text)
      }
    }
    return best
  }

  private func wants(kind: EntryIndex.Kind) -> Bool {
    query.kinds.isEmpty ? kind != .label : query.kinds.contains(kind.rawValue)
  }

  /// The forms of the SKOS-XL labels with IRIs that an entry points at.
  private func linkedLabels(of index: EntryIndex) throws -> [(TextRole, EntryIndex.Label)] {
    guard !labelPredicates.isEmpty else { return [] }
    return try index.links.filter(\.isDirect).flatMap { link in
      guard let role = TextRole.ofLinkedLabels[link.predicate],
        let form = try snapshot.entry(IRI(uncheckedValid: link.target))
      else { return [] as [(TextRole, EntryIndex.Label)] }
      return try EntryIndex(form).labels.filter { $0.role == .literalForm }.map { (role, $0) }
    }
  }
}

extension Snapshot {
  /// The IRIs of the entries that have a text in a role, the text as folded; in order.
  func entries(called folded: String, as role: TextRole) throws -> [IRI] {
    var candidates: Set<Int64> = []
    try TextReader(db, vocabulary).beginnings(folded, isWhole: true) { _, tail in
      if tail.role == role { candidates.insert(tail.entry) }
    }
    return try candidates.compactMap { id in
      let held = try IndexedEntry(id, self)
      let isCalledSo = held?.index.labels.contains { $0.role == role && LabelFolding.fold($0.text) == folded }
      return isCalledSo == true ? held?.iri : nil
    }.sorted()
  }
}

/// An entry by its number, as it is at a revision.
private struct IndexedEntry {
  let iri: IRI
  let index: EntryIndex

  /// Nil if there is none at the revision.
  init?(_ id: Int64, _ snapshot: Snapshot) throws {
    let row = try Row.fetchOne(
      snapshot.db.cachedStatement(
        sql: """
          SELECT iri, body FROM entry JOIN entry_version ON entry_version.entry = entry.id
          WHERE entry.id = ?1 AND from_revision <= ?2 AND ?2 < to_revision
          """), arguments: [id, snapshot.revision])
    guard let row else { return nil }
    iri = IRI(uncheckedValid: row[0])
    index = try EntryIndex(Entry(iri: iri, stored: row[1]))
  }
}
