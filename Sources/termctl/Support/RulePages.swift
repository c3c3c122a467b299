import SKOS

/// What the command line shows of the rules themselves.
enum RulePages {
  /// Prints a table of all rules.
  static func printList() {
    Print.table(
      Rule.all.map { [$0.id, $0.severity.rawValue, $0.profile.rawValue, $0.fix?.rawValue ?? "", $0.title] })
  }

  /// Explains a rule.
  static func print(_ id: String) throws {
    guard let rule = Rule.named(id) else { throw Failure(.usage, unknown(id)) }
    Terminal.line(
      Terminal.styled(rule.id, .bold) + "  \(rule.severity.rawValue), profile \(rule.profile.rawValue)")
    Terminal.line(rule.title + ".")
    Terminal.line()
    Terminal.line(rule.reason)
    Terminal.line()
    Terminal.line("This breaks it:\n\n\(rule.firingExample)\n\nThis does not:\n\n\(rule.cleanExample)\n")
    switch rule.fix {
    case .safe: Terminal.line("termctl check --fix mends it.")
    case .proposed: Terminal.line("termctl check --fix --proposed-fixes mends it; look at the result.")
    case nil: break
    }
    Terminal.line("Sources: " + rule.sources.joined(separator: "; "))
  }

  /// What is said of a rule that there is not.
  static func unknown(_ id: String) -> String {
    let near = Rule.all.map(\.id).min { $0.distance(to: id) < $1.distance(to: id) }
    let hint = near.flatMap { $0.distance(to: id) <= 3 ? "; is it \($0)?" : nil }
    return "there is no rule \(id)\(hint ?? "; termctl check --list-rules lists them")"
  }
}
