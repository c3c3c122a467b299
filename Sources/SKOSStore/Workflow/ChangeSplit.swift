import GRDB
import RDF
import SKOS

extension Store {
  /// Parts the entries that have failed from a request, as a request of their own that begins in preparation.
  ///
  /// - Returns: the number of the new request.
  /// - Throws: `conflict` if an entry that has passed points at a new entry that has failed.
  func split(
    _ situation: ChangeSituation, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> Int64 {
    let request = situation.request
    let failed = Set(
      try (situation.stage?.ballots ?? []).compactMap { ballot -> Int64? in
        let result = try StageTable.refusing { () throws(BallotRefusal) in
          try ballot.ballot.result(at: situation.now, declaration: ballot.declaration)
        }
        return result.outcome == .notApproved ? ballot.item : nil
      })
    let (leaving, staying) = (
      request.items.filter { failed.contains($0.id) }, request.items.filter { !failed.contains($0.id) }
    )
    let missing = Set(leaving.filter(\.isPlaceholder).map(\.iri))
    let torn = try staying.filter { item in
      try item.proposed.triples.contains { $0.object.iri.map(missing.contains) ?? false }
    }
    guard torn.isEmpty else {
      throw StoreError(
        .conflict,
        "entries that have passed point at new entries that have not; return or reject all of them",
        details: torn.map { "<\($0.iri)>" })
    }
    let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
    let number = try table.insert(
      title: request.title, justification: request.justification, author: request.authorID,
      at: transaction.now, state: .preparation, splitFrom: request)
    try table.move(leaving, to: try table.fetch(number: number).id)
    return number
  }
}
