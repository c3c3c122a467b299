/// What a chair declares about the agreement in a committee, with the objections that were not given up.
public struct ConsensusDeclaration: Hashable, Sendable {
  /// What the chair found.
  public enum Finding: String, CaseIterable, Hashable, Sendable {
    /// There is consensus.
    case reached
    /// There is none.
    case notReached = "not reached"
    /// It is in doubt; where the profile has a count for that, the count decides.
    case doubtful
  }

  /// An objection to a substantial part that its member body sustains.
  public struct Objection: Hashable, Sendable {
    /// Whose objection it is.
    public let memberBody: MemberBody
    /// What is objected to.
    public let text: String

    /// Creates an objection.
    public init(_ memberBody: MemberBody, _ text: String) {
      self.memberBody = memberBody
      self.text = text
    }
  }

  /// The finding.
  public let finding: Finding
  /// The chair's name.
  public let by: String
  /// When it was declared.
  public let at: Timestamp
  /// The sustained objections.
  public let objections: [Objection]

  /// Creates a declaration.
  public init(_ finding: Finding, by: String, at: Timestamp, objections: [Objection] = []) {
    self.finding = finding
    self.by = by
    self.at = at
    self.objections = objections
  }
}
