extension BallotResult {
  /// The result with every sum, as lines that a secretary puts into the report of voting.
  ///
  /// - Parameter ballot: whose question and dates stand above; nil if only the sums are wanted.
  public func text(of ballot: Ballot? = nil) -> String {
    var lines = ballot?.heading ?? []
    lines += ["Counted by \(profile.name)"]
    lines += answers("P-members", participating)
    if profile.electors == .all { lines += answers("O-members", observing) }
    if supersededCount > 0 { lines += ["Votes replaced by later ones: \(supersededCount)"] }
    for reason in Exclusion.Reason.allCases { lines += exclusionLine(reason) }
    lines += requirements.map { "\($0.text): \($0.isMet ? "met" : "not met")" }
    lines += declarationLines
    lines += negatives.map { "Negative vote of \($0.memberBody): \(Self.inOneLine($0.reasons))" }
    lines += ["Result: \(outcome.rawValue)"]
    return lines.map { $0 + "\n" }.joined()
  }

  private func answers(_ who: String, _ tally: Tally) -> [String] {
    let negative = tally.no + tally.noWithoutReasons
    let all = tally.answered + tally.silent.count
    var line =
      "\(who): \(all) = \(tally.yes) in favour + \(negative) against + \(tally.abstain) abstaining "
      + "+ \(tally.silent.count) without an answer"
    if !tally.silent.isEmpty { line += " (\(Self.list(tally.silent)))" }
    return [line]
  }

  private func exclusionLine(_ reason: Exclusion.Reason) -> [String] {
    let votes = exclusions.filter { $0.reason == reason }
    guard !votes.isEmpty else { return [] }
    return ["Not counted, \(reason.rawValue): \(votes.count) (\(Self.list(votes.map(\.vote.memberBody))))"]
  }

  private var declarationLines: [String] {
    guard profile.consensus != .none else { return [] }
    guard let declaration else { return ["Consensus: the chair has not declared it"] }
    let finding =
      "Consensus: \(declaration.finding.rawValue), declared by \(declaration.by) at \(declaration.at.iso8601)"
    return [finding]
      + declaration.objections.map { "Sustained objection of \($0.memberBody): \(Self.inOneLine($0.text))" }
  }

  private static func list(_ bodies: [MemberBody]) -> String { bodies.map(\.code).joined(separator: ", ") }

  static func inOneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "no reasons given" : words
  }
}

extension Ballot {
  /// What stands above every report of voting.
  var heading: [String] {
    ["Ballot \(id): \(question)", "Open from \(opens.iso8601) to \(closes.iso8601)"]
  }
}
