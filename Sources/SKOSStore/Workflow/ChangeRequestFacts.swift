public import RDF

/// What decisions about a change request rest on in the full procedure.
///
/// A value: whoever keeps the request fills it in. What does not apply to a state stays as it is by default.
public struct ChangeRequestFacts: Hashable, Sendable {
  /// What an evaluation was concluded with.
  public enum Conclusion: String, CaseIterable, Hashable, Sendable {
    /// One ballot decides.
    case normal
    /// Two ballots decide, as for a standard.
    case extended
    /// The proposer is asked for changes.
    case changes
    /// It is not supported.
    case notSupported = "not supported"
  }

  /// Where the request stands.
  public var state: ChangeRequestState
  /// Since when.
  public var enteredAt: Timestamp
  /// The number of the account that proposed it.
  public var authorID: Int64
  /// Whether the body that proposed it is gone, so that a manager may withdraw it.
  public var isAuthorGone = false

  /// The kind of change of each entry.
  public var itemKinds: [ChangeKind] = []
  /// The properties that are changed in any entry.
  public var changedProperties: Set<IRI> = []
  /// Why the change is wanted.
  public var justification = ""
  /// Whether it breaks a rule of the core profile that blocks it.
  public var hasCoreErrors = false
  /// Whether it breaks a rule of any profile that blocks it.
  public var hasErrors = false
  /// Whether its content has changed since it was returned.
  public var hasChangedSinceReturn = false
  /// Whether it starts from the latest release.
  public var isRebased = false

  /// Whether its proposer may propose changes.
  public var isProposerEligible = false
  /// Whether the manager has found it complete.
  public var isComplete = false

  /// Whether member bodies are recorded whose answers count.
  public var hasElectorate = false
  /// When the stage or the notice closes; nil if none is open.
  public var closes: Timestamp?
  /// Whether all member bodies have answered.
  public var haveAllAnswered = false
  /// What the evaluation was concluded with.
  public var conclusion: Conclusion?
  /// How many entries have passed in a ballot that has closed.
  public var passedItemCount = 0
  /// How many have not.
  public var failedItemCount = 0
  /// Whether anybody voted against.
  public var hasNegativeVotes = false
  /// Whether something technical was changed after the ballot.
  public var hasTechnicalChange = false
  /// How many general and technical comments have no observation.
  public var unansweredCommentCount = 0
  /// The number of another request that is being voted on and touches the same entries.
  public var lockedBy: Int64?

  /// How many have objected to the notice.
  public var objectionCount = 0
  /// The number of the account that appealed.
  public var appellantID: Int64?
  /// When it was rejected, which stays when an appeal is withdrawn.
  public var rejectedAt: Timestamp?
  /// Whether merging meets a conflict.
  public var hasMergeConflict = false
  /// Whether the status of every entry is set.
  public var hasStatuses = false
  /// Whether a release that has it is published.
  public var isReleased = false

  /// Creates the facts about a request of which nothing more is known.
  public init(state: ChangeRequestState, enteredAt: Timestamp, authorID: Int64) {
    self.state = state
    self.enteredAt = enteredAt
    self.authorID = authorID
  }
}

/// Somebody who wants to take a step.
public struct ChangeRequestActor: Hashable, Sendable {
  /// The number of the account.
  public let id: Int64
  /// The roles that it has in the vocabulary.
  public let roles: Set<Role>
  /// How the member body takes part that it acts for; nil if it acts for none.
  public let membership: Electorate.Membership?

  /// Creates an actor.
  public init(id: Int64, roles: Set<Role>, membership: Electorate.Membership? = nil) {
    self.id = id
    self.roles = roles
    self.membership = membership
  }
}
