import Foundation
import GRDB
public import RDF
public import SKOS

/// One step in the life of an entry: the revision that made it so, and what it was from then on.
public struct EntryVersion: Sendable {
  /// The revision.
  public let revision: Revision
  /// The entry from this revision on; nil if the revision ended it.
  public let entry: Entry?
}

extension Store {
  /// The versions of an entry, the oldest first, at all revisions.
  ///
  /// - Throws: `notFound` if the vocabulary never had the entry.
  public func history(of iri: IRI, grant: Grant) throws(StoreError) -> [EntryVersion] {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT from_revision, to_revision, body FROM entry JOIN entry_version ON entry_version.entry = entry.id
          WHERE entry.vocabulary = ? AND entry.iri = ? ORDER BY from_revision
          """, arguments: [vocabulary.id, iri.string])
      guard !rows.isEmpty else {
        throw StoreError(.notFound, "\(vocabulary.name) never had an entry <\(iri)>")
      }
      var versions: [EntryVersion] = []
      for (index, row) in rows.enumerated() {
        let from: Int64 = row["from_revision"]
        let to: Int64 = row["to_revision"]
        let entry = try Entry(iri: iri, stored: row["body"])
        versions.append(EntryVersion(revision: try Self.revision(db, vocabulary, from), entry: entry))
        let next: Int64? = index + 1 < rows.count ? rows[index + 1]["from_revision"] : nil
        if to != Schema.openRevision && to != next {
          versions.append(EntryVersion(revision: try Self.revision(db, vocabulary, to), entry: nil))
        }
      }
      return versions
    }
  }

  /// What differs between two moments: for each entry, what it was and what it became.
  ///
  /// Costs what changed, not what there is. In order of the IRIs.
  public func differences(
    from old: Moment, to new: Moment, grant: Grant
  ) throws(StoreError) -> [(iri: IRI, old: Entry?, new: Entry?)] {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    return try read { db in
      try Self.differences(
        from: old.revision(in: vocabulary, db), to: new.revision(in: vocabulary, db), vocabulary, db)
    }
  }

  static func differences(
    from: Int64, to: Int64, _ vocabulary: Vocabulary, _ db: Database
  ) throws -> [(iri: IRI, old: Entry?, new: Entry?)] {
    let (low, high) = (min(from, to), max(from, to))
    // Whatever differs has begun or ended in between.
    let touched = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT entry.id, entry.iri FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry_version.vocabulary = ?1
          AND (from_revision > ?2 AND from_revision <= ?3 OR to_revision > ?2 AND to_revision <= ?3)
        ORDER BY entry.iri
        """, arguments: [vocabulary.id, low, high])
    let before = Snapshot(db: db, vocabulary: vocabulary, revision: from)
    let after = Snapshot(db: db, vocabulary: vocabulary, revision: to)
    return try touched.compactMap { row in
      let iri = IRI(uncheckedValid: row["iri"])
      let pair = (try before.entry(iri), try after.entry(iri))
      return pair.0 == pair.1 ? nil : (iri, pair.0, pair.1)
    }
  }

  static func revision(_ db: Database, _ vocabulary: Vocabulary, _ number: Int64) throws -> Revision {
    let row = try Row.fetchOne(
      db, sql: Revision.query + " WHERE revision.vocabulary = ? AND revision.number = ?",
      arguments: [vocabulary.id, number])
    guard let row else {
      throw StoreError(.damaged, "\(vocabulary.name) has no record of revision \(number)")
    }
    return Revision(row)
  }
}
