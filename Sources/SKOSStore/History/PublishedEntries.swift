import Foundation
import GRDB
import RDF
import SKOS

/// The entries that a release has promised: whoever cites them must go on finding something there.
struct PublishedEntries {
  let db: Database
  let vocabulary: Vocabulary

  /// Refuses to let entries end that are part of a release, unless the head says that they are out of use.
  ///
  /// Costs two looks into indexes for each entry; only those that say something of their deprecation are read.
  /// - Parameter culprit: what lacks them, as the subject of a sentence, such as `the file`.
  /// - Throws: `importRefused`, naming up to 20 of them.
  func refuseToRemove(_ removed: [IRI], by culprit: String) throws {
    let published = try removed.filter { try !Entry.isMinted($0) && isPublished($0) && !isDeprecated($0) }
    guard published.isEmpty else {
      throw StoreError(
        .importRefused,
        "\(culprit) \(published.count) published \(published.count == 1 ? "entry" : "entries"); retire them instead, import with mode merge, or insist with allowRemovingPublished",
        details: published.prefix(20).map(\.string))
    }
  }

  private func isPublished(_ iri: IRI) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM entry JOIN entry_version ON entry_version.entry = entry.id
          JOIN "release" ON "release".vocabulary = entry.vocabulary
            AND from_revision <= "release".revision AND "release".revision < to_revision
          WHERE entry.vocabulary = ? AND entry.iri = ?)
        """)
    return try Bool.fetchOne(statement, arguments: [vocabulary.id, iri.string]) ?? false
  }

  private func isDeprecated(_ iri: IRI) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT body FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? AND entry.iri = ? AND to_revision = ?
        """)
    let stored = try Data.fetchOne(statement, arguments: [vocabulary.id, iri.string, Schema.openRevision])
    guard let stored else { return false }
    let entry = try Entry(iri: iri, stored: stored)
    // Most bodies never mention it, and need not be taken apart.
    guard Data(entry.body).range(of: Self.mention) != nil else { return false }
    return try entry.triples.contains {
      $0.predicate == .OWL.deprecated && $0.object.literal?.lexicalForm == "true"
    }
  }

  private static let mention = Data(IRI.OWL.deprecated.string.utf8)
}
