import GRDB

extension Store {
  /// Withdraws a release: nobody gets it any more, and its version is not used again.
  ///
  /// A tombstone stays in the list. The content stays readable by its revision, because a withdrawal says that a
  /// release must not be used, not that it has never been.
  /// - Throws: `invalidArgument` without a reason, `invalidState` if it is withdrawn already.
  public func withdrawRelease(_ version: String, reason: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.release)
    guard reason.hasText, reason.utf8.count <= 4096 else {
      throw StoreError(.invalidArgument, "say in 1 to 4096 bytes why the release is withdrawn")
    }
    let vocabulary = grant.inVocabulary
    return try write { transaction in
      let release = try Self.existing(transaction.db, vocabulary, version)
      try release.requireNotWithdrawn()
      try transaction.db.execute(
        sql: """
          INSERT INTO release_withdrawal (vocabulary, version, reason, author, at) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          vocabulary.id, version, reason, grant.account.accountID, transaction.now.milliseconds,
        ])
      let note = AuditLog.Note(
        actor: grant.actorName, action: "release.withdraw", vocabulary: vocabulary.name, target: version,
        detail: reason)
      try AuditLog.append(note, in: transaction)
      return try Self.existing(transaction.db, vocabulary, version)
    }
  }
}
