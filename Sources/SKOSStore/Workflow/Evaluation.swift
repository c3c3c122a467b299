/// What the member bodies answered in an evaluation, and what that comes to.
public struct Evaluation: Hashable, Sendable {
  /// What a member body thinks of a proposal.
  public enum Position: String, CaseIterable, Hashable, Sendable {
    /// It is in favour of the change.
    case support
    /// It is against it.
    case object
    /// It has no opinion.
    case abstain
  }

  /// By which procedure a member body wants it to be decided.
  public enum Procedure: String, CaseIterable, Hashable, Sendable {
    /// By one ballot.
    case normal
    /// By two, as a standard.
    case extended
  }

  /// An answer.
  public struct Answer: Hashable, Sendable {
    /// Whose.
    public let memberBody: MemberBody
    /// The position.
    public let position: Position
    /// The procedure; nil if the member body leaves it to the others.
    public let procedure: Procedure?

    /// Creates an answer.
    public init(_ memberBody: MemberBody, _ position: Position, by procedure: Procedure?) {
      self.memberBody = memberBody
      self.position = position
      self.procedure = procedure
    }
  }

  /// The last answer of each P-member, by member body.
  public let answers: [Answer]
  /// The P-members that have not answered.
  public let silent: [MemberBody]

  /// Takes the last answer of each P-member; others are heard and not counted.
  ///
  /// - Parameter answers: all answers, in the order in which they were given.
  public init(_ answers: [Answer], electorate: Electorate) {
    let last = Dictionary(answers.map { ($0.memberBody, $0) }, uniquingKeysWith: { $1 })
    self.answers = last.values.filter { electorate.membership(of: $0.memberBody) == .participating }
      .sorted { $0.memberBody < $1.memberBody }
    silent = electorate.members(.participating).filter { last[$0] == nil }
  }

  /// How many take a position.
  public func count(_ position: Position) -> Int {
    answers.filter { $0.position == position }.count
  }

  /// How many want a procedure.
  public func count(_ procedure: Procedure) -> Int {
    answers.filter { $0.procedure == procedure }.count
  }

  /// What the majority of those with an opinion wants; nil where there is none, and the secretary or chair concludes.
  ///
  /// More objections than support are no support. Otherwise the procedure with more answers is proposed; without an
  /// answer about it, the normal one. It is a proposal: people conclude.
  public var proposal: ChangeRequestFacts.Conclusion? {
    let (support, object) = (count(.support), count(.object))
    guard support != object else { return nil }
    guard support > object else { return .notSupported }
    let (normal, extended) = (count(.normal), count(.extended))
    guard normal != extended else { return normal == 0 ? .normal : nil }
    return normal > extended ? .normal : .extended
  }

  /// The sums as lines for the record.
  public var text: String {
    let lines = [
      "Position of \(answers.count + silent.count) P-members: \(count(.support)) support + \(count(.object)) object + "
        + "\(count(.abstain)) abstain + \(silent.count) without an answer"
        + (silent.isEmpty ? "" : " (\(silent.map(\.code).joined(separator: ", ")))"),
      "Procedure: \(count(.normal)) normal, \(count(.extended)) extended",
      "Proposal: \(proposal?.rawValue ?? "none, there is no majority")",
    ]
    return lines.map { $0 + "\n" }.joined()
  }
}
