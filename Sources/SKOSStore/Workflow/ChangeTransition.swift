/// A step that somebody takes with a change request.
///
/// The first seven are those of the review procedure; a committee has all of them. Where a step leads depends on the
/// state and the procedure; `ProcedureRule` has all of it.
public enum ChangeTransition: String, CaseIterable, Hashable, Sendable {
  /// Hands in the draft, or what was returned: T1, T4.
  case submit
  /// Asks the proposer for changes: T3, T8, T13.
  case `return`
  /// Confirms that it has passed: T9, T12, T14, T20.
  case approve
  /// Confirms that it has failed: T8, T10, T13.
  case reject
  /// Takes it back before the decision: T15.
  case withdraw
  /// Brings it into the vocabulary: T18.
  case merge
  /// Ships it in a release: T19.
  case publish
  /// Takes it up: T2.
  case accept
  /// Asks member bodies for support and procedure: T5.
  case evaluate
  /// Opens the ballot of the normal procedure: T6.
  case validate
  /// Opens the first ballot of the extended procedure: T7.
  case enquire
  /// Opens the second ballot of the extended procedure: T12.
  case advance
  /// Parts the entries that have failed from those that have passed: T11.
  case split
  /// Objects to the rejection: T16.
  case appeal
  /// Decides an appeal for the appellant: T17.
  case uphold
  /// Decides an appeal against the appellant: T17.
  case dismiss
  /// Takes an appeal back: T17.
  case withdrawAppeal = "withdraw-appeal"
  /// Gives notice of a clarification that is to be approved without a ballot: T20.
  case announce

  /// Whether it ends a stage or decides, which a proposer never does about a request of their own.
  public var isConclusion: Bool {
    switch self {
    case .return, .approve, .reject, .validate, .enquire, .advance, .split, .uphold, .dismiss: true
    case .submit, .withdraw, .merge, .publish, .accept, .evaluate, .appeal, .withdrawAppeal,
      .announce:
      false
    }
  }
}
