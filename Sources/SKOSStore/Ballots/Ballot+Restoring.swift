extension Ballot {
  /// Opens a ballot again with what was recorded of it.
  ///
  /// Every vote has to name the receipt of the one that it took the place of, so that a vote which was altered, left
  /// out or put elsewhere is found, unless it is the last of its member body; for that the voter has the receipt. O(n).
  /// - Throws: `BallotRefusal` of the kind `damaged` if votes do not fit, and as the other initialiser.
  public init(
    id: String, question: String, type: BallotType, profile: CountingProfile? = nil, electorate: Electorate,
    opens: Timestamp, closes: Timestamp, votes: [Vote], delegations: [Delegation]
  ) throws(BallotRefusal) {
    try self.init(
      id: id, question: question, type: type, profile: profile, electorate: electorate, opens: opens,
      closes: closes)
    var last: [MemberBody: VoteReceipt] = [:]
    for (index, vote) in votes.enumerated() {
      guard vote.ballot == id else {
        throw BallotRefusal(.damaged, "vote \(index + 1) belongs to the ballot \(vote.ballot), not to \(id)")
      }
      guard type.choices.contains(vote.choice) else {
        throw BallotRefusal(
          .damaged, "vote \(index + 1), of \(vote.memberBody), does not answer the question of the ballot")
      }
      guard vote.supersedes == last[vote.memberBody] else {
        throw BallotRefusal(
          .damaged,
          "vote \(index + 1), of \(vote.memberBody), does not follow the one before it; votes were altered or lost"
        )
      }
      last[vote.memberBody] = vote.receipt
    }
    restore(votes: votes, delegations: delegations)
  }

  /// The vote that a receipt was given for; nil if it is not among those recorded.
  public func vote(for receipt: VoteReceipt) -> Vote? { votes.first { $0.receipt == receipt } }
}
