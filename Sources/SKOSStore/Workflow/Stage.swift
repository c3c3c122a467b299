/// A time in which member bodies, or anybody, are asked: a notice, an evaluation or a ballot, about a change request or
/// about a question of its own.
public struct Stage: Hashable, Sendable {
  /// What is asked.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Whether anybody objects to a clarification.
    case notice
    /// Whether member bodies support it, and by which procedure it is to be decided.
    case evaluation
    /// Whether member bodies approve each entry, in the normal procedure.
    case validation
    /// Whether they approve the draft, in the extended procedure.
    case enquiry
    /// Whether they approve the final draft.
    case approval
    /// What they answer to a question that belongs to no change request.
    case ballot

    /// The stage that a step opens; nil if it opens none.
    init?(openedBy step: ChangeRequestMachine.Step) {
      self.init(openedBy: step.rule.transition, to: step.to)
    }

    /// The stage that a transition opens that led to a state; nil if it opens none.
    init?(openedBy transition: ChangeTransition, to state: ChangeRequestState) {
      switch (transition, state) {
      case (.announce, _): self = .notice
      case (.evaluate, .evaluation): self = .evaluation
      case (.validate, .validation): self = .validation
      case (.enquire, .enquiry): self = .enquiry
      case (.advance, .approval): self = .approval
      default: return nil
      }
    }

    /// The state in which a request is while the stage lasts; nil if it belongs to none.
    var state: ChangeRequestState? {
      switch self {
      case .notice: .preparation
      case .evaluation: .evaluation
      case .validation: .validation
      case .enquiry: .enquiry
      case .approval: .approval
      case .ballot: nil
      }
    }

    /// What kind of ballot it has; nil if nobody votes, or where the ballot itself says it.
    var ballotType: BallotType? {
      switch self {
      case .notice, .evaluation, .ballot: nil
      case .validation: .validation
      case .enquiry: .draftInternationalStandard
      case .approval: .finalDraft
      }
    }
  }

  /// An answer of a member body in an evaluation.
  public struct Answer: Hashable, Sendable {
    /// The answer as it counts.
    public let answer: Evaluation.Answer
    /// What the member body says about it, possibly empty.
    public let text: String
    /// The account that gave it.
    public let by: String
    /// When.
    public let at: Timestamp
  }

  /// An objection to a notice.
  public struct Objection: Hashable, Sendable {
    /// The organisation that the person acts for.
    public let organisation: String?
    /// Why.
    public let text: String
    /// The account that objected.
    public let by: String
    /// When.
    public let at: Timestamp
  }

  /// What the secretary or chair concluded an evaluation with.
  public struct Conclusion: Hashable, Sendable {
    /// The conclusion.
    public let conclusion: ChangeRequestFacts.Conclusion
    /// What was concluded in words, possibly empty.
    public let text: String
    /// Who concluded.
    public let by: String
    /// When.
    public let at: Timestamp
  }

  /// A ballot with the entry that it is about.
  public struct StageBallot: Hashable, Sendable {
    /// The ballot.
    public let ballot: Ballot
    /// The number in the stage, from 1.
    let ordinal: Int
    /// The row of the entry; nil for all of the request.
    let item: Int64?
    /// What the chair declared, where the profile asks for it.
    public let declaration: ConsensusDeclaration?
  }

  /// The place among the stages of the request, from 1.
  public let ordinal: Int
  /// What is asked.
  public let kind: Kind
  /// When it was opened.
  public let opened: Timestamp
  /// When it closes.
  public let closes: Timestamp
  /// Who was a member when it was opened.
  public let electorate: Electorate
  /// The answers of an evaluation, in the order in which they were given.
  public let answers: [Answer]
  /// The objections to a notice.
  public let objections: [Objection]
  /// What an evaluation was concluded with.
  public let conclusion: Conclusion?
  /// The ballots: one for each entry in the normal procedure, one for all in the extended one, and one of its own.
  public let ballots: [StageBallot]
  /// The release that a systematic review is about.
  public let release: String?

  let id: Int64

  /// What the answers of an evaluation come to.
  public var evaluation: Evaluation { Evaluation(answers.map(\.answer), electorate: electorate) }

  /// Whether answers or votes are taken at a moment.
  public func isOpen(at now: Timestamp) -> Bool { opened <= now && now < closes }

  /// The results of its ballots; nil before it has closed: nobody sees how a ballot stands.
  public func results(at now: Timestamp) -> [BallotResult]? {
    guard now >= closes else { return nil }
    return ballots.compactMap { try? $0.ballot.result(at: now, declaration: $0.declaration) }
  }
}
