@testable import SKOSStore

/// Votes for tests, made from numbers: P-members `AA`, `AB`, …, O-members `OA`, `OB`, ….
struct BallotBox {
  var votes: [Vote] = []
  var seats: [Electorate.Seat] = []

  static let start = Timestamp(milliseconds: 1_790_000_000_000)

  /// - Parameters:
  ///   - participating: how many P-members vote yes, vote no with reasons, abstain, vote no without, do not vote.
  init(
    _ participating: (yes: Int, no: Int, abstain: Int), bare: Int = 0, silent: Int = 0,
    observing: (yes: Int, no: Int, abstain: Int) = (0, 0, 0), experts: Int = 0
  ) {
    add("P", .participating, participating, bare, silent, experts)
    add("O", .observing, observing, 0, 0, 0)
  }

  private mutating func add(
    _ prefix: String, _ membership: Electorate.Membership, _ counts: (yes: Int, no: Int, abstain: Int),
    _ bare: Int,
    _ silent: Int, _ experts: Int
  ) {
    var choices: [(Vote.Choice?, String)] = []
    choices += Array(repeating: (.yes, ""), count: counts.yes)
    choices += Array(repeating: (.no, "the definition is circular"), count: counts.no)
    choices += Array(repeating: (.abstain, ""), count: counts.abstain)
    choices += Array(repeating: (.no, " \n"), count: bare)
    choices += Array(repeating: (nil, ""), count: silent)
    for (index, (choice, reasons)) in choices.enumerated() {
      let code =
        prefix + String(UnicodeScalar(UInt8(65 + index / 26))) + String(UnicodeScalar(UInt8(65 + index % 26)))
      guard let body = try? MemberBody(code) else { continue }
      seats.append(.init(body, in: "TC 37", membership))
      guard let choice else { continue }
      votes.append(
        Vote(
          ballot: "b", memberBody: body, choice: choice, by: "delegate of " + code, at: Self.start,
          reasons: reasons,
          experts: choice == .yes && index < experts ? ["an expert"] : []))
    }
  }

  var electorate: Electorate { Electorate(seats, takenAt: Self.start) }

  func result(_ profile: CountingProfile, _ declaration: ConsensusDeclaration? = nil) -> BallotResult {
    profile.count(votes, of: electorate, declaration: declaration)
  }
}
