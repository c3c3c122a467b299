/// By which procedure a vocabulary's change requests are decided.
///
/// - Source: spec/workflow.md for the review procedure, spec/committee.md for that of a committee.
public enum Procedure: String, CaseIterable, Hashable, Sendable {
  /// A reviewer decides, a manager merges: for small groups.
  case review
  /// Member bodies are asked and vote: T1 to T20.
  case committee

  /// All rules of the procedure.
  public var rules: [ProcedureRule] {
    switch self {
    case .review: ProcedureRule.review
    case .committee: ProcedureRule.all
    }
  }

  /// The rule for a step in a state; nil if nobody takes it there.
  public func rule(for transition: ChangeTransition, in state: ChangeRequestState) -> ProcedureRule? {
    rules(for: transition).first { $0.from == state }
  }

  /// The rules for a step, in all states.
  public func rules(for transition: ChangeTransition) -> [ProcedureRule] {
    switch self {
    case .review: Self.ofReview[transition] ?? []
    case .committee: Self.ofCommittee[transition] ?? []
    }
  }

  private static let ofReview = Dictionary(grouping: ProcedureRule.review, by: \.transition)
  private static let ofCommittee = Dictionary(grouping: ProcedureRule.all, by: \.transition)
}
