public import RDF
import SKOS

/// Statements of an entry that came together, with the revision that they came from.
public struct BlamedStatements: Sendable {
  /// One statement, or all those of connected blank nodes.
  public let triples: [Triple]
  /// The revision since which they have been there without a break.
  public let revision: Revision
}

extension Store {
  /// For each statement of an entry at a moment: the revision that it came from.
  ///
  /// Costs the history of the entry, not that of the vocabulary.
  /// - Throws: `notFound` if the vocabulary had no such entry at the moment.
  public func blame(
    of iri: IRI, at moment: Moment = .head, grant: Grant
  ) throws(StoreError) -> [BlamedStatements] {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    let last = try read { db in try moment.revision(in: vocabulary, db) }
    let history = try history(of: iri, grant: grant).filter { $0.revision.number <= last }
    guard history.last?.entry != nil else {
      throw StoreError(.notFound, "\(vocabulary.name) has no entry <\(iri)> at revision \(last)")
    }
    let blame = try Self.translating { try EntryBlame(versions: history.map(\.entry)) }
    return blame.parts.map {
      BlamedStatements(triples: $0.triples, revision: history[$0.version].revision)
    }
  }
}
