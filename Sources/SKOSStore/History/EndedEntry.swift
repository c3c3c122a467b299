import GRDB
public import RDF
import SKOS

/// Where an entry that is no more was seen last, and what ended it.
public struct EndedEntry: Sendable {
  /// The entry.
  public let iri: IRI
  /// The last revision that has it.
  public let lastRevision: Int64
  /// The revision that ended it.
  public let endedBy: Revision
}

extension Snapshot {
  /// The entry that `text` means, as an IRI or by what follows the namespace, if it ended before this revision.
  ///
  /// Nil for an entry that is there, and for one that never was.
  public func ended(_ text: String) throws -> EndedEntry? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT entry.iri, max(to_revision) FROM entry JOIN entry_version ON entry_version.entry = entry.id
          WHERE entry.vocabulary = ? AND entry.iri IN (?, ?) AND from_revision <= ?
          GROUP BY entry.id ORDER BY entry.iri LIMIT 1
          """), arguments: [vocabulary.id, text, (vocabulary.namespace ?? "") + text, revision])
    guard let row else { return nil }
    let end: Int64 = row[1]
    guard end <= revision else { return nil }
    return EndedEntry(
      iri: IRI(uncheckedValid: row[0]), lastRevision: end - 1,
      endedBy: try Store.revision(db, vocabulary, end))
  }

  /// The same vocabulary as it was at another revision.
  public func at(revision: Int64) -> Snapshot {
    Snapshot(db: db, vocabulary: vocabulary, revision: revision, knownGlances: knownGlances)
  }
}
