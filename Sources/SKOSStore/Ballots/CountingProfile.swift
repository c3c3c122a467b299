/// How votes are counted, and what is required of them.
///
/// A profile is policy and comes as a value: every number in it can be set for a vocabulary. The profiles here are
/// those of spec/ballots.md.
/// - Source: ISO/IEC Directives, Part 1.
public struct CountingProfile: Hashable, Sendable {
  /// Whose votes count.
  public enum Electors: String, CaseIterable, Hashable, Sendable {
    /// Those of P-members alone.
    case participating
    /// Those of all member bodies; the majority is still one of P-members.
    case all
  }

  /// How many of the votes cast by P-members have to be in favour.
  public struct Majority: Hashable, Sendable {
    /// The share.
    public let share: Share
    /// Whether it has to be exceeded, as in a simple majority, rather than reached.
    public let isExceeded: Bool

    /// Creates a majority.
    public init(_ share: Share, isExceeded: Bool = false) {
      self.share = share
      self.isExceeded = isExceeded
    }

    /// How many of some votes are needed.
    public func needed(of votes: Int) -> Int {
      isExceeded ? share.exceeded(of: votes) : share.roundedUp(of: votes)
    }
  }

  /// How many P-members in favour have to name an expert who takes part in the work.
  public struct ExpertRule: Hashable, Sendable {
    /// How many, in a committee with fewer P-members than `manyFrom`.
    public let fewer: Int
    /// How many in a larger one.
    public let more: Int
    /// From how many P-members a committee is a larger one.
    public let manyFrom: Int

    /// Creates a rule.
    public init(fewer: Int, more: Int, manyFrom: Int) {
      self.fewer = fewer
      self.more = more
      self.manyFrom = manyFrom
    }

    /// How many a committee with so many P-members needs.
    public func needed(participating: Int) -> Int { participating < manyFrom ? fewer : more }
  }

  /// What a declaration of the chair has to do with the result.
  public enum Consensus: String, CaseIterable, Hashable, Sendable {
    /// Nothing: the count decides.
    case none
    /// The chair declares consensus; where the chair is in doubt, the count decides.
    case beforeCount
    /// Only the chair's declaration decides; votes are listed.
    case alone
  }

  /// The name by which policies and records refer to it.
  public var name: String
  /// Whose votes count.
  public var electors: Electors
  /// The majority among P-members; nil if none is asked for.
  public var majority: Majority?
  /// The most negative votes among all that count; nil if there is no such limit.
  public var negativesMax: Share?
  /// Whether a negative vote without reasons is left out of every sum.
  public var excludesNegativesWithoutReasons: Bool
  /// The share of the P-members that has to have voted, abstentions included; nil if there is no quorum.
  public var quorum: Share?
  /// How many experts have to be named; nil if none.
  public var experts: ExpertRule?
  /// What the chair's declaration has to do with it.
  public var consensus: Consensus

  /// Creates a profile.
  public init(
    name: String, electors: Electors, majority: Majority?, negativesMax: Share? = nil,
    excludesNegativesWithoutReasons: Bool = false, quorum: Share? = nil, experts: ExpertRule? = nil,
    consensus: Consensus = .none
  ) {
    self.name = name
    self.electors = electors
    self.majority = majority
    self.negativesMax = negativesMax
    self.excludesNegativesWithoutReasons = excludesNegativesWithoutReasons
    self.quorum = quorum
    self.experts = experts
    self.consensus = consensus
  }

  /// Two thirds of the P-members' votes in favour, and no more than a quarter of all votes negative: enquiry and
  /// approval ballots.
  public static let iso263 = CountingProfile(
    name: "iso-2.6.3", electors: .all, majority: Majority(.twoThirds), negativesMax: .quarter,
    excludesNegativesWithoutReasons: true)

  /// Two thirds of the P-members voting: technical specifications.
  public static let twoThirds = CountingProfile(
    name: "two-thirds-P", electors: .participating, majority: Majority(.twoThirds))

  /// More P-members in favour than against: technical reports.
  public static let simpleMajority = CountingProfile(
    name: "simple-majority", electors: .participating, majority: Majority(.half, isExceeded: true))

  /// The chair declares consensus, and sustained objections are listed.
  public static let consensus = CountingProfile(
    name: "consensus", electors: .all, majority: nil, consensus: .alone)

  /// Consensus, and in doubt two thirds of the P-members voting: committee drafts.
  public static let consensusOrTwoThirds = CountingProfile(
    name: "consensus-or-two-thirds-P", electors: .participating, majority: Majority(.twoThirds),
    consensus: .beforeCount)

  /// Two thirds of the P-members voting, and four or five of those in favour name experts: new proposals.
  public static let newProposal = CountingProfile(
    name: "new-proposal", electors: .participating, majority: Majority(.twoThirds),
    experts: ExpertRule(fewer: 4, more: 5, manyFrom: 17))

  /// All profiles that have a name here.
  public static let all: [CountingProfile] = [
    .iso263, .twoThirds, .simpleMajority, .consensus, .consensusOrTwoThirds, .newProposal,
  ]

  /// The profile of a name; nil if there is none.
  public static func named(_ name: String) -> CountingProfile? { all.first { $0.name == name } }
}
