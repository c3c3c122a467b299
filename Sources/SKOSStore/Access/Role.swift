/// What a person may be in a vocabulary; one person may hold several roles.
///
/// The names are those of spec/workflow.md: ISO 19135's roles as a committee says them.
public enum Role: String, CaseIterable, Hashable, Sendable {
  /// Reads a private vocabulary.
  case reader
  /// Comments on change requests and releases.
  case commenter
  /// Drafts change requests, submits and withdraws them.
  case proposer
  /// Edits the content of any change request that is a draft or has been returned.
  case editor
  /// Decides in the review procedure: approves, returns or rejects; ISO 19135's control body.
  case reviewer
  /// Runs the process and merges what has been approved; ISO 19135's register manager.
  case manager
  /// Declares consensus and concludes an evaluation.
  case chair
  /// Casts the vote of one member body.
  case voter
  /// Grants roles, sets policies and decides appeals; ISO 19135's register owner.
  case owner
  /// Publishes releases and cannot alter content; ISO 19135's registry manager.
  case publisher
}
