/// A question put to member bodies, with everything that was answered.
///
/// A value without I/O: the clock is passed in, and what a person may do is decided here. Votes are changed by casting
/// another until the ballot closes; all are kept, and the last one of each member body counts.
/// - Source: spec/ballots.md.
public struct Ballot: Hashable, Sendable {
  /// What it is known by, such as `iso5127/12/validation-1`; part of every receipt.
  public let id: String
  /// The question.
  public let question: String
  /// What it is about.
  public let type: BallotType
  /// How it is counted.
  public let profile: CountingProfile
  /// Who may vote.
  public let electorate: Electorate
  /// From when on votes are taken.
  public let opens: Timestamp
  /// From when on they are not taken any more.
  public private(set) var closes: Timestamp
  /// All votes in the order in which they were cast.
  public private(set) var votes: [Vote] = []
  /// Who was named to cast the vote of a member body, in the order in which that was done.
  public private(set) var delegations: [Delegation] = []

  /// The longest reasons of a vote, in bytes: 64 KiB, what a page of comments in the template has at most.
  public static let reasonsByteCountMax = 64 << 10

  /// Opens a ballot.
  ///
  /// - Parameter profile: how it is counted; by default as its type is.
  /// - Throws: `BallotRefusal` if it would close before it opens, or nobody may vote.
  public init(
    id: String, question: String, type: BallotType, profile: CountingProfile? = nil, electorate: Electorate,
    opens: Timestamp, closes: Timestamp
  ) throws(BallotRefusal) {
    guard opens < closes else {
      throw BallotRefusal(.badPeriod, "the ballot would close at \(closes.iso8601), before it has opened")
    }
    guard !electorate.members(.participating).isEmpty else {
      throw BallotRefusal(.noElectorate, "no P-member is in the electorate; a ballot needs one at least")
    }
    self.id = id
    self.question = question
    self.type = type
    self.profile = profile ?? type.profile
    self.electorate = electorate
    self.opens = opens
    self.closes = closes
  }

  /// Takes over what was recorded and has been checked.
  mutating func restore(votes: [Vote], delegations: [Delegation]) {
    self.votes = votes
    self.delegations = delegations
  }

  /// Whether votes are taken at a moment.
  public func isOpen(at now: Timestamp) -> Bool { opens <= now && now < closes }

  /// The member bodies whose votes count.
  public var electors: [MemberBody] {
    let observers = profile.electors == .all ? electorate.members(.observing) : []
    return (electorate.members(.participating) + observers).sorted()
  }

  /// The member bodies that may vote and have not.
  public var silent: [MemberBody] {
    let answered = Set(votes.map(\.memberBody))
    return electors.filter { !answered.contains($0) }
  }

  /// The vote of each member body that counts, by member body.
  public var standing: [Vote] {
    // In the order of casting and not of time: a clock may be set back.
    let last = Dictionary(votes.map { ($0.memberBody, $0) }, uniquingKeysWith: { $1 })
    return last.values.sorted { $0.memberBody < $1.memberBody }
  }

  /// Records a vote.
  ///
  /// - Returns: the receipt for the voter.
  /// - Throws: `BallotRefusal` if the ballot is not open, the member body may not vote, the person may not vote for
  ///   it or has voted for another, or the answer comes with what is not taken.
  @discardableResult
  public mutating func cast(
    _ choice: Vote.Choice, for memberBody: MemberBody, by voter: Voter, at now: Timestamp,
    reasons: String = "",
    experts: [String] = []
  ) throws(BallotRefusal) -> VoteReceipt {
    try checkVoter(voter, memberBody)
    try checkOpen(now)
    try checkAnswer(choice, reasons)
    let vote = Vote(
      ballot: id, memberBody: memberBody, choice: choice, by: voter.name, at: now, reasons: reasons,
      experts: experts, supersedes: votes.last { $0.memberBody == memberBody }?.receipt)
    votes.append(vote)
    return vote.receipt
  }

  /// Names a person who casts the vote of the member body that the voter acts for.
  ///
  /// The latest delegation of a member body holds. Its own voter may still vote: the last vote counts.
  /// - Throws: `BallotRefusal` if the ballot has closed, the voter acts for no member body that may vote, or the
  ///   person has voted for another member body.
  public mutating func delegate(to name: String, by voter: Voter, at now: Timestamp) throws(BallotRefusal) {
    let memberBody = try delegating(voter, now)
    if let other = votes.first(where: { $0.by == name && $0.memberBody != memberBody }) {
      throw BallotRefusal(
        .votesForAnother,
        "\(name) has voted for \(other.memberBody) in this ballot; a person votes for one member body")
    }
    delegations.append(Delegation(memberBody: memberBody, to: name, by: voter.name, at: now))
  }

  /// Takes back what the voter's member body delegated.
  ///
  /// - Throws: `BallotRefusal` as for `delegate`.
  public mutating func revokeDelegation(by voter: Voter, at now: Timestamp) throws(BallotRefusal) {
    let memberBody = try delegating(voter, now)
    delegations.append(Delegation(memberBody: memberBody, to: nil, by: voter.name, at: now))
  }

  /// Moves the closing date to a later moment, as long as the ballot has not closed.
  ///
  /// - Throws: `BallotRefusal` if it has, or the moment is not later.
  public mutating func extend(to later: Timestamp, at now: Timestamp) throws(BallotRefusal) {
    guard now < closes else {
      throw BallotRefusal(.closed, "the ballot closed at \(closes.iso8601) and is not extended after that")
    }
    guard later > closes else {
      throw BallotRefusal(.badPeriod, "a ballot is extended to a moment after \(closes.iso8601) only")
    }
    closes = later
  }

  /// Counts the votes.
  ///
  /// - Throws: `BallotRefusal` before the ballot has closed: nobody sees how it stands; and for a systematic review,
  ///   which `reviewResult` counts.
  public func result(
    at now: Timestamp, declaration: ConsensusDeclaration? = nil
  ) throws(BallotRefusal) -> BallotResult {
    guard type != .systematicReview else {
      throw BallotRefusal(.otherQuestion, "\(id) is a systematic review, whose answers are not yes and no")
    }
    guard now >= closes else {
      throw BallotRefusal(.stillOpen, "the ballot is open until \(closes.iso8601); it is counted after that")
    }
    return profile.count(votes, of: electorate, declaration: declaration)
  }

  // MARK: Who and when

  private func checkVoter(_ voter: Voter, _ memberBody: MemberBody) throws(BallotRefusal) {
    guard voter.memberBody == memberBody || delegate(of: memberBody) == voter.name else {
      throw BallotRefusal(.notEntitled, "\(voter.name) does not vote for \(memberBody)")
    }
    guard let membership = electorate.membership(of: memberBody) else {
      throw BallotRefusal(.notInElectorate, "\(memberBody) was not a member when the ballot was opened")
    }
    guard membership == .participating || profile.electors == .all else {
      throw BallotRefusal(.observer, "\(memberBody) is an O-member, and only P-members vote in this ballot")
    }
    if let other = votes.first(where: { $0.by == voter.name && $0.memberBody != memberBody }) {
      throw BallotRefusal(
        .votesForAnother,
        "\(voter.name) has voted for \(other.memberBody) in this ballot; a person votes for one member body")
    }
  }

  private func checkOpen(_ now: Timestamp) throws(BallotRefusal) {
    guard now >= opens else {
      throw BallotRefusal(.notYetOpen, "the ballot opens at \(opens.iso8601)")
    }
    guard now < closes else {
      throw BallotRefusal(.closed, "the ballot closed at \(closes.iso8601)")
    }
  }

  private func checkAnswer(_ choice: Vote.Choice, _ reasons: String) throws(BallotRefusal) {
    guard type.choices.contains(choice) else {
      let choices = type.choices.map(\.rawValue).joined(separator: ", ")
      throw BallotRefusal(
        .otherQuestion, "\"\(choice.rawValue)\" does not answer this ballot; it takes one of \(choices)")
    }
    guard reasons.utf8.count <= Self.reasonsByteCountMax else {
      throw BallotRefusal(
        .tooLong, "the reasons are longer than \(Self.reasonsByteCountMax) bytes; comment in the template")
    }
    guard !(type.refusesReasonsInFavour && choice == .yes && reasons.hasText) else {
      throw BallotRefusal(
        .reasonsInFavour, "a vote in favour comes without comments in this ballot; leave the reasons empty")
    }
  }

  private func delegate(of memberBody: MemberBody) -> String? {
    delegations.last { $0.memberBody == memberBody }?.to
  }

  private func delegating(_ voter: Voter, _ now: Timestamp) throws(BallotRefusal) -> MemberBody {
    guard let memberBody = voter.memberBody, electors.contains(memberBody) else {
      throw BallotRefusal(.notEntitled, "\(voter.name) acts for no member body that votes in this ballot")
    }
    guard now < closes else {
      throw BallotRefusal(.closed, "the ballot closed at \(closes.iso8601)")
    }
    return memberBody
  }
}

/// A person who votes, with the member body that they act for.
public struct Voter: Hashable, Sendable {
  /// The name of the account.
  public let name: String
  /// The member body; nil for somebody who can only vote where one was delegated to them.
  public let memberBody: MemberBody?

  /// Creates a voter.
  public init(_ name: String, for memberBody: MemberBody?) {
    self.name = name
    self.memberBody = memberBody
  }
}

/// That a member body named a person to cast its vote in one ballot, or took that back.
public struct Delegation: Hashable, Sendable {
  /// Whose vote it is.
  public let memberBody: MemberBody
  /// The person; nil if the delegation before is taken back.
  public let to: String?
  /// Who did it, for the member body.
  public let by: String
  /// When.
  public let at: Timestamp

  /// Creates a delegation; `Ballot.delegate` is what checks one.
  public init(memberBody: MemberBody, to: String?, by: String, at: Timestamp) {
    self.memberBody = memberBody
    self.to = to
    self.by = by
    self.at = at
  }
}

/// Why something is not done in a ballot.
public struct BallotRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of refusal it is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// It would close before it opens, or be extended to an earlier moment.
    case badPeriod
    /// Nobody may vote.
    case noElectorate
    /// Votes are not taken yet.
    case notYetOpen
    /// Votes are not taken any more.
    case closed
    /// It is not counted yet.
    case stillOpen
    /// The member body is not in the electorate.
    case notInElectorate
    /// The member body is an O-member, and only P-members vote.
    case observer
    /// The person does not act for the member body.
    case notEntitled
    /// The person has voted for another member body.
    case votesForAnother
    /// A vote in favour came with reasons where none are taken.
    case reasonsInFavour
    /// The reasons are too long.
    case tooLong
    /// The answer is one to another question than the ballot's.
    case otherQuestion
    /// Votes that were read back do not fit each other.
    case damaged
  }

  /// The kind.
  public let kind: Kind
  /// What is wrong and what would mend it, as a sentence without its full stop.
  public let message: String

  /// Creates a refusal.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
