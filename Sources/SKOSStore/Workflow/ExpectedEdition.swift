import GRDB

/// That a draft has been edited since the caller looked at it.
public struct StaleEdition: Error, Hashable, Sendable, CustomStringConvertible {
  /// One edit of a draft.
  public struct Edit: Hashable, Sendable {
    /// Who made it.
    public let by: String
    /// When.
    public let at: Timestamp
    /// The method that made it.
    public let action: String
    /// The entry that it is about; nil for what is about the whole draft.
    public let item: String?
  }

  /// The most edits that are told: 100, more than anybody reads.
  public static let editCountMax = 100

  /// The vocabulary's name.
  public let vocabulary: String
  /// The change request's number.
  public let changeRequest: Int64
  /// The edition that the caller expected.
  public let expected: Int64
  /// The edition that there is.
  public let edition: Int64
  /// The edits since the edition that the caller expected, the newest first; at most `editCountMax`.
  public let edits: [Edit]

  /// The entries that were edited, those edited last first.
  public var items: [String] {
    var seen: Set<String> = []
    return edits.compactMap(\.item).filter { seen.insert($0).inserted }
  }

  /// What is wrong and how to mend it, as a sentence without its full stop.
  public var description: String {
    let (shown, rest) = (items.prefix(3).map { "<\($0)>" }, items.count - 3)
    let entries = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    let last = edits.first.map { edit in
      "; \(edit.by) edited it last, at \(edit.at.iso8601)"
        + (entries.isEmpty ? "" : ", and what has changed is \(entries)")
    }
    return
      "change request \(changeRequest) of \(vocabulary) is at edition \(edition), not \(expected)\(last ?? ""); "
      + "look at it again with change.get, and then send what is still wanted"
  }
}

extension Store {
  /// The methods that work on a draft.
  static let draftActions: Set<String> = [
    "change.create", "change.describe", "change.edit", "change.add", "change.remove", "change.rebase",
  ]

  /// Edits a draft only if it is the edition that the caller has seen.
  ///
  /// The look and the edit are one transaction, so that nobody else's edit comes between them. Who may not edit the draft
  /// is not told who did: `body` runs, and refuses them.
  /// - Parameters:
  ///   - expected: the edition that the caller has seen; nil if that does not matter.
  ///   - number: the change request.
  /// - Throws: `StaleEdition` if there is another, and then `body` has not run; what `body` throws.
  public func expecting<Value>(
    edition expected: Int64?, of number: Int64, grant: Grant, _ body: () throws -> Value
  ) throws -> Value {
    guard let expected else { return try body() }
    return try inOneTransaction { transaction in
      let request = try changeRequest(number, grant: grant)
      guard request.edition != expected, try mayEdit(request, grant) else { return try body() }
      throw StaleEdition(
        vocabulary: grant.inVocabulary.name, changeRequest: number, expected: expected,
        edition: request.edition,
        edits: try Self.edits(of: request, since: expected, in: grant.inVocabulary, transaction.db))
    }
  }

  private func mayEdit(_ request: ChangeRequest, _ grant: Grant) throws -> Bool {
    let situation = try situation(of: request, grant)
    return (try? situation.machine.checkEditing(by: situation.actor, isRebase: true)) != nil
  }

  /// The edits that made what is there of an edition, the newest first; every edit has its audit record.
  private static func edits(
    of request: ChangeRequest, since edition: Int64, in vocabulary: Vocabulary, _ db: Database
  ) throws -> [StaleEdition.Edit] {
    let count = min(max(request.edition - max(edition, 1), 0), Int64(StaleEdition.editCountMax))
    let actions = draftActions.subtracting(["change.create"]).sorted()
    let places = actions.map { _ in "?" }.joined(separator: ", ")
    return try Row.fetchAll(
      db,
      sql: """
        SELECT actor, at, action, detail FROM audit WHERE vocabulary = ? AND target = ? AND action IN (\(places))
        ORDER BY sequence DESC LIMIT ?
        """,
      arguments: [vocabulary.name, "change request \(request.number)"] + StatementArguments(actions) + [count]
    ).map { row in
      let action: String = row["action"]
      let isOfEntry = ["change.edit", "change.add", "change.remove"].contains(action)
      return StaleEdition.Edit(
        by: row["actor"], at: Timestamp(milliseconds: row["at"]), action: action,
        item: isOfEntry ? row["detail"] : nil)
    }
  }
}
