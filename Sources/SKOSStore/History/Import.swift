import Foundation
import GRDB
public import RDF
import SKOS

/// What an import does with entries that the file does not have.
public enum ImportMode: String, CaseIterable, Sendable {
  /// The vocabulary becomes what the file says: entries that it lacks end.
  case replace
  /// The file adds and changes entries; those that it lacks stay.
  case merge
}

/// What an import changed, or would change.
public struct ImportReport: Sendable {
  /// The revision that it made; nil if nothing changed or it was a trial.
  public let revision: Revision?
  /// The IRIs of new entries.
  public let added: [IRI]
  /// The IRIs of entries whose content changed.
  public let changed: [IRI]
  /// The IRIs of entries that ended.
  public let removed: [IRI]
  /// How many entries of the file are as they were.
  public let unchangedCount: Int
  /// How many triples the file has.
  public let tripleCount: Int

  /// Whether the vocabulary already is what the file says.
  public var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }
}

extension Store {
  /// Brings a graph into a vocabulary as one revision, by comparing it with the head entry by entry.
  ///
  /// All or nothing, whatever stops it. Importing what is there already makes no revision. Costs the size of
  /// the graph, not of the vocabulary's history.
  /// - Parameters:
  ///   - source: the document that the graph was read from, for the audit log.
  ///   - isTrial: whether only to report.
  ///   - allowsRemovingPublished: whether entries of an earlier release may end.
  /// - Throws: `importRefused`, naming the published IRIs that would disappear; `invalidArgument` for a graph that uses
  ///   IRIs reserved for the store.
  public func importGraph(
    _ graph: Graph, mode: ImportMode, message: String, source: ImportSource? = nil, isTrial: Bool = false,
    allowsRemovingPublished: Bool = false, grant: Grant
  ) throws(StoreError) -> ImportReport {
    grant.require(.importContent)
    let entries = try Self.entries(of: graph)
    let vocabulary = grant.inVocabulary
    if isTrial {
      return try read { db in
        var plan = try ImportPlan(entries, mode: mode, vocabulary, db)
        if !allowsRemovingPublished { try plan.refuseToRemovePublished(vocabulary, db) }
        try plan.forEachChange { _ in }
        return plan.report(revision: nil, tripleCount: graph.count)
      }
    }
    return try write { transaction in
      let head = try Moment.head.revision(in: vocabulary, transaction.db)
      var plan = try ImportPlan(entries, mode: mode, vocabulary, transaction.db)
      if !allowsRemovingPublished { try plan.refuseToRemovePublished(vocabulary, transaction.db) }
      var writer = try RevisionWriter(vocabulary, changeCount: plan.newCount, in: transaction)
      try plan.forEachChange { try writer.apply($0) }
      let revision = try writer.finish(by: grant.account, message: message)
      if let revision {
        try inferNamespace(of: vocabulary, from: entries, transaction)
        try AuditLog.append(
          AuditLog.Note(
            actor: grant.actorName, action: "vocabulary.import", vocabulary: vocabulary.name,
            revisionBefore: head, revisionAfter: revision.number,
            detail: plan.counts + (source.map { "; from \($0.description)" } ?? "")),
          in: transaction)
      }
      return plan.report(revision: revision, tripleCount: graph.count)
    }
  }

  /// Gives a vocabulary without a namespace that of most of its entries, so that they can be called by what
  /// follows it.
  private func inferNamespace(
    of vocabulary: Vocabulary, from entries: EntryPartition, _ transaction: WriteTransaction
  ) throws {
    guard vocabulary.namespace == nil else { return }
    var counts: [Substring: Int] = [:]
    for iri in entries.iris where !Entry.isMinted(iri) {
      let text = iri.string
      guard let cut = text.lastIndex(where: { $0 == "/" || $0 == "#" }) else { continue }
      counts[text[...cut], default: 0] += 1
    }
    guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
    try transaction.db.execute(
      sql: "UPDATE vocabulary SET namespace = ? WHERE id = ?", arguments: [String(best.key), vocabulary.id])
  }

  private static func entries(of graph: Graph) throws(StoreError) -> EntryPartition {
    do {
      return try EntryPartition(graph)
    } catch {
      throw StoreError(.invalidArgument, "the content cannot be divided into entries: \(error)")
    }
  }
}

/// The difference between the head and a file, found entry by entry.
private struct ImportPlan {
  private(set) var added: [IRI] = []
  private(set) var changed: [IRI] = []
  /// The entries that the file lacks and that will end.
  let removed: [IRI]
  /// How many entries of the file the head does not have.
  let newCount: Int
  private var unchangedCount = 0
  private let entries: EntryPartition
  /// The content hashes of the head's entries.
  private let head: [String: Data]

  init(_ entries: EntryPartition, mode: ImportMode, _ vocabulary: Vocabulary, _ db: Database) throws {
    var head: [String: Data] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, content_hash FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? AND to_revision = ?
        """, arguments: [vocabulary.id, Schema.openRevision])
    while let row = try rows.next() { head[row[0]] = row[1] }
    self.entries = entries
    self.head = head
    newCount = entries.iris.reduce(0) { head[$1.string] == nil ? $0 + 1 : $0 }
    if mode == .replace && newCount + head.count > entries.iris.count {
      let kept = Set(entries.iris.map(\.string))
      removed = head.keys.filter { !kept.contains($0) }.sorted().map(IRI.init(uncheckedValid:))
    } else {
      removed = []
    }
  }

  /// How many entries are prepared at a time: some megabytes, and enough for all cores.
  private static let batchCount = 1024

  /// Hands out what changes, in the order of the IRIs, then what ends.
  ///
  /// While the caller works on a batch of entries the next one is prepared on the other cores; no more than two
  /// batches are in memory.
  mutating func forEachChange(_ handle: (PreparedChange) throws -> Void) throws {
    var next = prepare(from: 0)
    for start in stride(from: 0, to: entries.iris.count, by: Self.batchCount) {
      let batch = try next.value()
      next = prepare(from: start + Self.batchCount)
      try LongWork.step(start, of: entries.iris.count)
      for (place, change) in zip(start..., batch) {
        guard let change else {
          unchangedCount += 1
          continue
        }
        let iri = entries.iris[place]
        if head[iri.string] == nil { added.append(iri) } else { changed.append(iri) }
        try handle(change)
      }
    }
    for iri in removed { try handle(PreparedChange(iri: iri, version: nil)) }
  }

  /// Prepares the batch that begins at a place; nil stands for an entry that is as it was.
  private func prepare(from start: Int) -> Ahead<[PreparedChange?]> {
    let end = min(start + Self.batchCount, entries.iris.count)
    return Ahead { [entries, head] in
      try (start..<max(start, end)).concurrentMap { place in
        Result {
          let entry = try entries.entry(at: place)
          let hash = Data.sha256(entry.body)
          guard head[entry.iri.string] != hash else { return nil as PreparedChange? }
          return PreparedChange(iri: entry.iri, version: try PreparedChange.Version(entry, hash: hash))
        }
      }.map { try $0.get() }
    }
  }

  var counts: String { "\(added.count) added, \(changed.count) changed, \(removed.count) removed" }

  func refuseToRemovePublished(_ vocabulary: Vocabulary, _ db: Database) throws {
    try PublishedEntries(db: db, vocabulary: vocabulary).refuseToRemove(removed, by: "the file lacks")
  }

  func report(revision: Revision?, tripleCount: Int) -> ImportReport {
    ImportReport(
      revision: revision, added: added, changed: changed, removed: removed, unchangedCount: unchangedCount,
      tripleCount: tripleCount)
  }
}
