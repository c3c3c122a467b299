import GRDB
import RDF
import SKOS

extension Store {
  /// Brings a proposal up to the head: what has changed there meanwhile is merged into each of its entries.
  ///
  /// Its proposer does it while it may be edited, an editor or manager also while it is prepared.
  /// - Throws: `conflict` with a line for each thing that both sides changed, if there is any; then nothing is changed.
  ///   `forbidden` and `invalidState` as for an edit.
  public func rebase(_ number: Int64, grant: Grant) throws(StoreError) -> ChangeRequest {
    try draft(number, action: "change.rebase", isRebase: true, grant) { request, transaction, table in
      let head = try Self.head(transaction.db, table.vocabulary)
      var conflicts: [String] = []
      for item in request.items {
        let ours = try head.entry(item.iri)
        switch try EntryMerge.merge(base: item.base, ours: ours, theirs: item.proposed) {
        case .merged(let entry):
          guard let entry, entry != ours else {
            conflicts.append("<\(item.iri)>: the vocabulary already says all that is proposed; drop it")
            continue
          }
          var rebased = ChangeItem(iri: item.iri, kind: item.kind, base: ours, proposed: entry)
          rebased.id = item.id
          try table.put(rebased, into: request)
        case .conflicts(let found):
          conflicts += found.map {
            $0.description(ours: "the vocabulary", theirs: "change request \(request.number)")
          }
        }
      }
      guard conflicts.isEmpty else {
        throw StoreError(
          .conflict,
          "the vocabulary has changed in ways that contradict change request \(request.number); edit the entries that are named, or drop and edit them anew",
          details: conflicts)
      }
      let release = try Self.newestRelease(transaction.db, table.vocabulary)?.version
      try transaction.db.execute(
        sql: """
          UPDATE change_request SET base_revision = ?, base_release = ? WHERE id = ?
          """, arguments: [head.revision, release, request.id])
      return "r\(head.revision)" + (release.map { ", release \($0)" } ?? "")
    }
  }
}
