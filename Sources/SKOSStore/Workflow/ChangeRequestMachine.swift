/// The one place that decides who may take which step with a change request, and where it leads.
///
/// A value without I/O: the facts and the actor go in, the next state or a refusal comes out. Every door
/// (socket, HTTP, command line) goes through it. This version has the review procedure: a reviewer decides,
/// a manager merges. The other procedures of spec/workflow.md add transitions here and nowhere else.
/// - Source: spec/workflow.md.
public struct ChangeRequestMachine: Sendable {
  /// What the decision rests on.
  public struct Facts: Hashable, Sendable {
    /// Where the request stands.
    public var state: ChangeRequestState
    /// The number of the account that proposed it.
    public var authorID: Int64
    /// How many entries it proposes to change.
    public var itemCount: Int
    /// Why the change is wanted.
    public var justification: String
    /// Whether the proposed content breaks a rule that blocks it, which it did not break before.
    public var hasBlockingFindings: Bool

    /// Creates the facts.
    public init(
      state: ChangeRequestState, authorID: Int64, itemCount: Int, justification: String,
      hasBlockingFindings: Bool
    ) {
      self.state = state
      self.authorID = authorID
      self.itemCount = itemCount
      self.justification = justification
      self.hasBlockingFindings = hasBlockingFindings
    }
  }

  /// A step that may be taken.
  public struct Step: Hashable, Sendable {
    /// The state before.
    public let from: ChangeRequestState
    /// The state after.
    public let to: ChangeRequestState
    /// The role in which the actor takes it, for the record.
    public let role: Role
  }

  /// Why a step may not be taken.
  public struct Refusal: Error, Hashable, Sendable {
    /// What kind of refusal it is.
    public enum Kind: Hashable, Sendable {
      /// The actor may not.
      case forbidden
      /// Nobody may, in this state.
      case invalidState
      /// Something is missing that the actor can supply.
      case incomplete
      /// The proposal breaks rules that block it.
      case validationFailed
    }

    /// The kind.
    public let kind: Kind
    /// What is wrong and what would mend it, as a sentence without its full stop.
    public let message: String
  }

  private let facts: Facts

  /// Creates a machine for a request.
  public init(_ facts: Facts) { self.facts = facts }

  /// Decides about a step.
  ///
  /// Who may is asked before whether it is time, so that a stranger learns nothing about the state.
  /// - Parameter roles: the roles that the actor holds in the vocabulary.
  public func step(
    _ transition: ChangeTransition, by actorID: Int64, roles: Set<Role>, reason: String
  ) throws(Refusal) -> Step {
    let role = try role(for: transition, actorID, roles)
    guard let target = Self.target(of: transition, from: facts.state) else {
      throw Refusal(
        kind: .invalidState,
        message:
          "a change request that is \(facts.state.rawValue) cannot be \(Self.participle(transition)); \(next)"
      )
    }
    try checkContent(transition, reason)
    return Step(from: facts.state, to: target, role: role)
  }

  /// The steps that an actor may take now, content aside.
  public func available(to actorID: Int64, roles: Set<Role>) -> [ChangeTransition] {
    ChangeTransition.allCases.filter { transition in
      transition != .publish && Self.target(of: transition, from: facts.state) != nil
        && (try? role(for: transition, actorID, roles)) != nil
    }
  }

  /// Whether an actor may edit the content.
  ///
  /// - Throws: `Refusal` if it is someone else's, or no longer open to editing.
  public func checkEditing(by actorID: Int64, roles: Set<Role>) throws(Refusal) {
    let isAuthor = actorID == facts.authorID && roles.contains(.proposer)
    guard isAuthor || roles.contains(.editor) else {
      throw Refusal(
        kind: .forbidden, message: "only its proposer, or somebody with the role editor, edits it")
    }
    guard facts.state.isEditable else {
      throw Refusal(
        kind: .invalidState,
        message:
          "a change request that is \(facts.state.rawValue) is not edited; a reviewer can return it first")
    }
  }

  // MARK: Who

  private func role(
    for transition: ChangeTransition, _ actorID: Int64, _ roles: Set<Role>
  ) throws(Refusal) -> Role {
    let isAuthor = actorID == facts.authorID
    switch transition {
    case .submit:
      if isAuthor, roles.contains(.proposer) { return .proposer }
      if facts.state == .returned, roles.contains(.editor) { return .editor }
      throw Refusal(kind: .forbidden, message: "only its proposer submits a change request")
    case .withdraw:
      if isAuthor, roles.contains(.proposer) { return .proposer }
      throw Refusal(kind: .forbidden, message: "only its proposer withdraws a change request")
    case .approve, .reject, .return:
      guard roles.contains(.reviewer) else {
        throw Refusal(kind: .forbidden, message: "this needs the role reviewer")
      }
      guard !isAuthor else {
        throw Refusal(kind: .forbidden, message: "nobody decides about a change request of their own")
      }
      return .reviewer
    case .merge:
      guard roles.contains(.manager) else {
        throw Refusal(kind: .forbidden, message: "this needs the role manager")
      }
      return .manager
    case .publish:
      guard roles.contains(.publisher) else {
        throw Refusal(kind: .forbidden, message: "this needs the role publisher")
      }
      return .publisher
    }
  }

  // MARK: When

  private static func target(
    of transition: ChangeTransition, from state: ChangeRequestState
  ) -> ChangeRequestState? {
    switch (transition, state) {
    case (.submit, .draft), (.submit, .returned): .submitted
    case (.return, .submitted): .returned
    // A merge that meets a conflict is mended by its proposer, so what was approved can still be returned.
    case (.return, .approved): .returned
    case (.approve, .submitted): .approved
    case (.reject, .submitted): .rejected
    case (.withdraw, .draft), (.withdraw, .submitted), (.withdraw, .returned): .withdrawn
    case (.merge, .approved): .implemented
    case (.publish, .implemented): .published
    default: nil
    }
  }

  private var next: String {
    switch facts.state {
    case .draft, .returned: "its proposer submits it next"
    case .submitted: "a reviewer approves, returns or rejects it next"
    case .approved: "a manager merges it next"
    case .implemented: "the next release publishes it"
    default: "it is closed"
    }
  }

  private static func participle(_ transition: ChangeTransition) -> String {
    switch transition {
    case .submit: "submitted"
    case .return: "returned"
    case .approve: "approved"
    case .reject: "rejected"
    case .withdraw: "withdrawn"
    case .merge: "merged"
    case .publish: "published"
    }
  }

  // MARK: What

  private func checkContent(_ transition: ChangeTransition, _ reason: String) throws(Refusal) {
    let hasReason = reason.hasText
    switch transition {
    case .submit:
      guard facts.itemCount > 0 else {
        throw Refusal(kind: .incomplete, message: "it proposes no change yet; edit an entry or add one first")
      }
      guard facts.justification.hasText else {
        throw Refusal(kind: .incomplete, message: "it has no justification; say why the change is wanted")
      }
      guard !facts.hasBlockingFindings else { throw blocked }
    case .merge:
      guard !facts.hasBlockingFindings else { throw blocked }
    case .return, .reject, .withdraw:
      guard hasReason else {
        throw Refusal(kind: .incomplete, message: "a reason is required, for the proposer and the record")
      }
    case .approve, .publish: break
    }
  }

  private var blocked: Refusal {
    Refusal(
      kind: .validationFailed,
      message: "the proposal breaks rules that block it; change.check lists them with what to do")
  }
}
