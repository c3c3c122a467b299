/// What has to be so before a step is taken; every condition of the procedure by a name.
public enum ProcedureGuard: String, CaseIterable, Hashable, Sendable {
  /// A reason is given.
  case reason
  /// At least one entry is to be changed.
  case items
  /// The change is justified.
  case justification
  /// The proposal breaks no rule of the core profile that blocks it.
  case coreRules = "core rules"
  /// The proposal breaks no rule of any profile that blocks it.
  case allRules = "all rules"
  /// The proposer may propose changes to this vocabulary.
  case eligible
  /// Everything that the manager needs is there.
  case complete
  /// The content has changed since it was returned.
  case changed
  /// It starts from the latest release.
  case rebased
  /// Member bodies are recorded whose answers count.
  case electorate
  /// The evaluation has reached its closing date, or all have answered.
  case evaluationOver = "evaluation over"
  /// The evaluation was concluded in favour of the normal procedure.
  case normalProcedure = "normal procedure"
  /// The evaluation was concluded in favour of the extended procedure.
  case extendedProcedure = "extended procedure"
  /// The evaluation was concluded with a wish for changes.
  case changesWanted = "changes wanted"
  /// The evaluation was concluded against the request.
  case notSupported = "not supported"
  /// No other request that is being voted on touches the same entries.
  case unlocked
  /// The ballot has reached its closing date.
  case ballotClosed = "ballot closed"
  /// All entries have passed.
  case passed
  /// No entry has passed.
  case failed
  /// Some entries have passed and some have not.
  case divided
  /// Nobody voted against, and nothing technical was changed.
  case approvalMayBeSkipped = "approval may be skipped"
  /// Every general and technical comment has an observation.
  case commentsAnswered = "comments answered"
  /// No ballot about it has closed.
  case undecided
  /// The appeal period has not run out.
  case appealPeriod = "appeal period"
  /// Merging has met a conflict.
  case mergeConflict = "merge conflict"
  /// Merging meets no conflict.
  case mergeable
  /// The status of every entry is set.
  case statuses
  /// A release that has it is published.
  case release
  /// Every entry is only clarified.
  case clarifications
  /// Nothing but fields that count as editorial is changed.
  case editorialFields = "editorial fields"
  /// No notice has been given.
  case noNotice = "no notice"
  /// The notice has run out.
  case noticeOver = "notice over"
  /// Nobody has objected.
  case noObjection = "no objection"

  /// What kind of refusal it is if it is not met.
  public enum Kind: Hashable, Sendable {
    /// Somebody can supply what is missing.
    case incomplete
    /// The proposal breaks rules.
    case validationFailed
    /// It is not the time, or not the outcome, for this step.
    case invalidState
    /// The content contradicts other changes.
    case conflict
  }

  /// What kind of refusal it is if it is not met.
  public var kind: Kind {
    switch self {
    case .reason, .items, .justification, .eligible, .complete, .changed, .electorate,
      .commentsAnswered, .statuses:
      .incomplete
    case .coreRules, .allRules: .validationFailed
    case .rebased, .unlocked, .mergeable: .conflict
    case .evaluationOver, .normalProcedure, .extendedProcedure, .changesWanted, .notSupported,
      .ballotClosed, .passed,
      .failed, .divided, .approvalMayBeSkipped, .undecided, .appealPeriod, .mergeConflict, .release,
      .clarifications,
      .editorialFields, .noNotice, .noticeOver, .noObjection:
      .invalidState
    }
  }

  /// What is wrong if it is not met, and what would mend it, as a sentence without its full stop.
  public var complaint: String {
    switch self {
    case .reason: "a reason is required, for those concerned and the record"
    case .items: "it proposes no change yet; edit an entry or add one first"
    case .justification: "it has no justification; say why the change is wanted"
    case .coreRules:
      "the proposal breaks rules of the core profile that block it; mend what they find"
    case .allRules: "the proposal breaks rules that block it; mend what they find"
    case .eligible:
      "its proposer may not propose changes to this vocabulary; return it with that reason"
    case .complete: "something that the register asks for is missing; return it and say what"
    case .changed: "nothing has changed since it was returned; edit it first"
    case .rebased: "it starts from an older release; bring it up to the latest one first"
    case .electorate: "no member bodies are recorded whose answers count; record them first"
    case .evaluationOver: "the evaluation has not closed, and not all have answered"
    case .normalProcedure: "the evaluation was not concluded in favour of the normal procedure"
    case .extendedProcedure: "the evaluation was not concluded in favour of the extended procedure"
    case .changesWanted: "the evaluation was not concluded with a wish for changes"
    case .notSupported: "the evaluation was not concluded against the request"
    case .unlocked:
      "another request that is being voted on touches the same entries; wait until it is decided"
    case .ballotClosed: "the ballot has not closed"
    case .passed: "not all entries have passed; split off or reject those that have not"
    case .failed:
      "the ballot is not counted or some entries have passed; count it, or split off those that have not"
    case .divided: "all entries have the same result; there is nothing to split"
    case .approvalMayBeSkipped:
      "somebody voted against or something technical was changed; open the approval ballot instead"
    case .commentsAnswered: "general or technical comments have no observation; answer them first"
    case .undecided: "a ballot about it has closed; its result stands"
    case .appealPeriod: "the appeal period has run out"
    case .mergeConflict: "merging has met no conflict; what was approved is returned for one only"
    case .mergeable: "merging meets a conflict; return it to be brought up to date"
    case .statuses: "the status of an entry is not set"
    case .release: "no release that has it is published"
    case .clarifications:
      "an entry is changed otherwise than by a clarification; open an evaluation instead"
    case .editorialFields:
      "fields are changed that do not count as editorial; open an evaluation instead"
    case .noNotice: "a notice has been given already"
    case .noticeOver: "no notice has been given that has run out"
    case .noObjection: "somebody has objected; open an evaluation instead"
    }
  }
}
