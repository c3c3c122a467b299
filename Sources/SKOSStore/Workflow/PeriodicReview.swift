/// The periodic review of a release: when it is due, whether it is voted on, and what may be decided.
///
/// A value without I/O: the clock, the policy and what is on record are passed in.
/// - Source: ISO/IEC Directives, Part 1, systematic review; spec/committee.md, "Periodic review".
public struct PeriodicReview: Hashable, Sendable {
  /// A decision as it is on record.
  public struct Record: Hashable, Sendable {
    /// The place among the decisions about the release, from 1.
    public let ordinal: Int
    /// The ballot that it rests on; nil if nobody voted.
    public let ballot: String?
    /// What was decided.
    public let decision: ReviewDecision
    /// Why, possibly empty.
    public let reason: String
    /// The account that recorded it.
    public let by: String
    /// When.
    public let at: Timestamp
    /// When the release is due for review again; nil if it is not.
    public let nextDue: Timestamp?
  }

  /// The last ballot of a review, if nothing was decided after it.
  public struct OpenBallot: Hashable, Sendable {
    /// What it is known by.
    public let id: String
    /// When it closes.
    public let closes: Timestamp
    /// What it came to; nil as long as it is open.
    public let result: ReviewResult?
  }

  /// Where a review stands.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// It is not due yet.
    case later
    /// A ballot would not close in time if it were opened later, or the date has passed.
    case due
    /// Member bodies vote.
    case voting
    /// The ballot has closed, and nothing was decided yet.
    case counted
    /// It was decided that the release is to be revised or withdrawn, so that it is not reviewed again.
    case decided
    /// The release is withdrawn, or another has taken its place.
    case past
  }

  /// The version of the release.
  public let version: String
  /// When the release was published.
  public let published: Timestamp
  /// The version that has taken its place; nil if none has.
  public let successor: String?
  /// Whether it was withdrawn.
  public let isWithdrawn: Bool
  /// What was decided so far, the oldest first.
  public let records: [Record]
  /// The ballot that is under way or waits for a decision.
  public let ballot: OpenBallot?
  /// How long after a release, or a confirmation, a review is due.
  public let interval: ProcedurePolicy.Period
  /// How long a ballot about it is open.
  public let votingPeriod: ProcedurePolicy.Period

  /// When the review is due; nil if there is none to come.
  public var due: Timestamp? {
    guard !isWithdrawn, successor == nil else { return nil }
    guard let last = records.last else { return interval.end(from: published) }
    return last.nextDue
  }

  /// Where it stands at a moment.
  public func state(at now: Timestamp) -> State {
    guard !isWithdrawn, successor == nil else { return .past }
    if let ballot { return ballot.result == nil ? .voting : .counted }
    guard let due else { return .decided }
    return votingPeriod.end(from: now) >= due ? .due : .later
  }

  /// Refuses a ballot about a release that is not to be reviewed now.
  func requireBallot(at now: Timestamp) throws(StoreError) {
    switch state(at: now) {
    case .later, .due: break
    case .voting, .counted:
      throw StoreError(
        .invalidState,
        "\(ballot?.id ?? "a ballot") is about release \(version) already; decide about the review when it has closed"
      )
    case .decided, .past: throw refusal
    }
  }

  /// Refuses a decision that may not be taken now, or that says too little.
  ///
  /// Where the ballot gave a majority to the decision nothing more needs to be said; otherwise a reason.
  func requireDecision(_ decision: ReviewDecision, reason: String, at now: Timestamp) throws(StoreError) {
    switch state(at: now) {
    case .later, .due, .counted: break
    case .voting:
      throw StoreError(
        .invalidState, "the ballot \(ballot?.id ?? "") is open until \(ballot?.closes.iso8601 ?? "")")
    case .decided, .past: throw refusal
    }
    guard ballot?.result?.majority != decision, !reason.hasText else { return }
    let found =
      switch ballot?.result {
      case let result?:
        result.majority.map { "the ballot came to \($0.rawValue)" } ?? "no decision has the majority"
      case nil: "nobody has voted about it"
      }
    throw StoreError(.invalidArgument, "\(found); say why release \(version) is to be decided on otherwise")
  }

  /// When it is due again after a decision.
  func nextDue(after decision: ReviewDecision, at now: Timestamp) -> Timestamp? {
    decision == .confirm ? interval.end(from: now) : nil
  }

  private var refusal: StoreError {
    if isWithdrawn { return StoreError(.invalidState, "release \(version) is withdrawn") }
    if let successor {
      return StoreError(.invalidState, "release \(successor) has taken the place of release \(version)")
    }
    let last = records.last.map { "it was decided on \($0.at.date) to \($0.decision.rawValue) it" } ?? ""
    return StoreError(.invalidState, "release \(version) is not reviewed again; \(last)")
  }

  /// Who has to do what.
  func duties(at now: Timestamp) -> [ChangeRequestDuty] {
    switch state(at: now) {
    // That member bodies vote is a duty of the ballot.
    case .later, .past, .voting: []
    case .due:
      [
        ChangeRequestDuty(
          [.role(.manager)], "opens the systematic review of the release, or decides about it", due: due)
      ]
    case .counted:
      [
        ChangeRequestDuty(
          [.role(.manager), .role(.owner)], "decides about the review of the release", due: due)
      ]
    case .decided:
      records.last?.decision == .withdraw
        ? [ChangeRequestDuty([.role(.publisher)], "withdraws the release, as its review decided")] : []
    }
  }
}
