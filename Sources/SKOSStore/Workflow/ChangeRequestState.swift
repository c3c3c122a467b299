/// Where a change request stands; the states of spec/workflow.md.
public enum ChangeRequestState: String, CaseIterable, Hashable, Sendable {
  case draft
  case submitted
  case preparation
  case returned
  case evaluation
  case validation
  case enquiry
  case approval
  case approved
  case rejected
  case appealed
  case withdrawn
  case implemented
  case published

  /// Whether its content may still be edited.
  public var isEditable: Bool { self == .draft || self == .returned }

  /// Whether nothing more can happen to it, other than its publication.
  public var isClosed: Bool {
    switch self {
    case .rejected, .withdrawn, .implemented, .published: true
    default: false
    }
  }
}

/// A step that somebody takes with a change request.
public enum ChangeTransition: String, CaseIterable, Hashable, Sendable {
  /// Hands the draft, or what was returned, to the reviewers: T1 and T4.
  case submit
  /// Asks the proposer for changes: T3.
  case `return`
  /// Decides for it: T9, in the review procedure.
  case approve
  /// Decides against it: T10, in the review procedure.
  case reject
  /// Takes it back before the decision: T15.
  case withdraw
  /// Brings it into the vocabulary: T18.
  case merge
  /// Ships it in a release: T19.
  case publish
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
