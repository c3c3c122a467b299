/// Where a change request stands in the full procedure of a committee.
///
/// The names are those of `ChangeRequestState`, and one more: what an appeal could not change is closed for good.
/// - Source: spec/committee.md; ISO 19135, the IEC database procedure and the ISO/IEC Directives, Part 1.
public enum CommitteeState: String, CaseIterable, Hashable, Sendable {
  /// Being written by its proposer.
  case draft
  /// Proposed; waits for the manager.
  case submitted
  /// Taken up by the manager, and prepared for evaluation.
  case preparation
  /// Back with its proposer, with a reason.
  case returned
  /// Member bodies answer whether they support it, and by which procedure.
  case evaluation
  /// Member bodies vote, in the normal procedure.
  case validation
  /// Member bodies vote on the draft, in the extended procedure: CDV, DIS.
  case enquiry
  /// Member bodies vote on the final draft, in the extended procedure: FDIS.
  case approval
  /// Decided for, and waits to be merged.
  case approved
  /// Decided against; an appeal may follow.
  case rejected
  /// The owner decides about an appeal.
  case appealed
  /// Decided against, and the appeal was dismissed.
  case appealDismissed = "appeal-dismissed"
  /// Taken back before the decision.
  case withdrawn
  /// In the working edition.
  case implemented
  /// In a release.
  case published

  /// Whether nothing follows but publication.
  ///
  /// What was rejected counts as closed, although an appeal opens it again.
  public var isClosed: Bool {
    switch self {
    case .rejected, .appealDismissed, .withdrawn, .implemented, .published: true
    default: false
    }
  }

  /// Whether member bodies are asked.
  public var isStage: Bool {
    switch self {
    case .evaluation, .validation, .enquiry, .approval: true
    default: false
    }
  }

  /// The state of the same name in the review procedure's list; nil for the one that it lacks.
  public var changeRequestState: ChangeRequestState? { ChangeRequestState(rawValue: rawValue) }

  /// The state that a stored request has.
  public init(_ state: ChangeRequestState) {
    // Every state of the list has its namesake here, which a test makes sure of.
    self = CommitteeState(rawValue: state.rawValue) ?? .draft
  }

  /// The nearest code of the international harmonised stages; nil where there is none.
  public var stageCode: String? {
    switch self {
    case .draft: "00.00"
    case .submitted: "10.00"
    case .preparation: "20.00"
    case .evaluation: "30.20"
    case .validation, .enquiry: "40.20"
    case .approval: "50.20"
    case .approved, .implemented: "60.00"
    case .published: "60.60"
    case .rejected: "40.98"
    case .withdrawn: "10.98"
    case .returned, .appealed, .appealDismissed: nil
    }
  }
}
