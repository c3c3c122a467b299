/// A row of a list whose order is its own, at a revision.
struct OrdinalRow<Value: Sendable>: Sendable {
  let revision: Int64
  let ordinal: Int
  let value: Value

  /// Where it stands in the list of one state.
  var place: ListPlace { ListPlace(revision: revision, [.number(Int64(ordinal))]) }

  /// The rows of a list that come behind a place, as many as are asked for.
  static func rows(
    _ values: [Value], at revision: Int64, _ page: PagedList<OrdinalRow>.Request
  ) -> [OrdinalRow] {
    let start = page.after?.ordinals.first.map { $0 < 0 ? 0 : min($0, values.count - 1) + 1 } ?? 0
    return values.enumerated().dropFirst(start).prefix(page.limit).map {
      OrdinalRow(revision: revision, ordinal: $0.offset, value: $0.element)
    }
  }
}
