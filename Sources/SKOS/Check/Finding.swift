public import RDF

/// A place where a vocabulary breaks a rule.
public struct Finding: Hashable, Sendable {
  /// The id of the rule.
  public var rule: String
  /// How much it matters.
  public var severity: Severity
  /// The resource that should be looked at first.
  public var focus: Subject
  /// What is wrong, as a sentence with labels, without its full stop.
  public var message: String
  /// The other terms that are involved, such as the second concept of a pair.
  public var related: [Term]
  /// The statements that together break the rule, so that a caller can say where in a file they stand.
  public var statements: [Triple]
  /// What would mend it, if the rule knows.
  public var fix: Fix?

  /// Creates a finding.
  public init(
    rule: String, severity: Severity, focus: Subject, message: String, related: [Term] = [],
    statements: [Triple] = [], fix: Fix? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.focus = focus
    self.message = message
    self.related = related
    self.statements = statements
    self.fix = fix
  }
}
