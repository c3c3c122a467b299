/// The procedure as tables in Markdown, made from the rules, so that no document says otherwise.
public enum ProcedureTable {
  /// Every rule with who takes it and what it needs, and for each role in which states it takes which steps.
  ///
  /// Ends with a line feed.
  public static func markdown() -> String {
    ([rules, ""] + Role.allCases.flatMap { [section($0), ""] } + [guards]).joined(separator: "\n")
      + "\n"
  }

  /// The rules in the order of their numbers.
  private static var rules: String {
    let rows = ProcedureRule.all.enumerated().sorted {
      ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
    }.map { _, rule in
      [
        "T\(rule.number)", "`\(rule.transition.rawValue)`",
        "`\(rule.from.rawValue)` → `\(rule.to.rawValue)`",
        ChangeRequestMachine.names(rule.who), rule.guards.map(\.rawValue).joined(separator: ", "),
      ]
    }
    return table(["", "step", "from → to", "who", "needs"], rows)
  }

  /// The states in which a role takes steps, with where each leads.
  private static func section(_ role: Role) -> String {
    let mine = ProcedureRule.all.filter { rule in rule.who.contains { isTaken(by: role, $0) } }
    let heading = "**\(role.rawValue)**"
    guard !mine.isEmpty else { return heading + ": takes no step." }
    let steps = ChangeTransition.allCases.filter { step in
      mine.contains { $0.transition == step }
    }
    let states = ChangeRequestState.allCases.filter { state in mine.contains { $0.from == state } }
    let rows = states.map { state in
      ["`\(state.rawValue)`"]
        + steps.map { step in
          mine.first { $0.transition == step && $0.from == state }.map {
            "T\($0.number) → \($0.to.rawValue)"
          } ?? "·"
        }
    }
    return heading + "\n\n" + table([""] + steps.map { "`\($0.rawValue)`" }, rows)
  }

  /// Whether somebody who may take a step is somebody with a role; the author is a proposer, an appellant may be either.
  private static func isTaken(by role: Role, _ who: ProcedureRule.Who) -> Bool {
    switch who {
    case .author: role == .proposer
    case .role(let other), .roleIfAuthorGone(let other): role == other
    case .participatingMember: role == .voter
    case .appellant: role == .proposer || role == .voter
    }
  }

  /// What each condition says when it is not met.
  private static var guards: String {
    table(
      ["condition", "if it is not met"],
      ProcedureGuard.allCases.map { [$0.rawValue, $0.complaint] })
  }

  private static func table(_ headings: [String], _ rows: [[String]]) -> String {
    let all = [headings, headings.map { _ in "---" }] + rows
    return all.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
