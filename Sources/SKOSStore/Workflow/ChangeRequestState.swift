/// Where a change request stands, in the review procedure and in the full procedure of a committee.
///
/// - Source: spec/workflow.md and spec/committee.md; ISO 19135, the IEC database procedure and the ISO/IEC Directives,
///   Part 1.
public enum ChangeRequestState: String, CaseIterable, Hashable, Sendable {
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

  /// Whether its content may still be edited by its proposer.
  public var isEditable: Bool { self == .draft || self == .returned }

  /// Whether nothing follows but publication.
  ///
  /// What was rejected counts as closed, although an appeal opens it again in the full procedure.
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

/// What a change does to an entry.
///
/// - Source: ISO 19135; spec/workflow.md, "Item kinds".
public enum ChangeKind: String, CaseIterable, Hashable, Sendable {
  case addition
  case clarification
  case modification
  case supersession
  case retirement
  case invalidation
  case reinstatement
}
