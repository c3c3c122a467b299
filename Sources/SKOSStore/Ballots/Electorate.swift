/// Who may vote in a ballot, as it was when the ballot was opened.
///
/// A snapshot: who joins or leaves a committee later changes no ballot. A member body has one vote, also if it sits
/// in several of the committees that do the work jointly; it is a P-member if it is one in any of them.
public struct Electorate: Hashable, Sendable {
  /// How a member body takes part in a committee.
  public enum Membership: String, CaseIterable, Hashable, Sendable {
    /// Participates, and has to vote.
    case participating = "P"
    /// Observes, comments, and votes only where all member bodies do.
    case observing = "O"
  }

  /// A member body's place in a committee.
  public struct Seat: Hashable, Sendable {
    /// Whose place it is.
    public let memberBody: MemberBody
    /// The committee, such as `ISO/TC 46`.
    public let committee: String
    /// How it takes part.
    public let membership: Membership

    /// Creates a seat.
    public init(_ memberBody: MemberBody, in committee: String, _ membership: Membership) {
      self.memberBody = memberBody
      self.committee = committee
      self.membership = membership
    }
  }

  /// The seats as they were recorded.
  public let seats: [Seat]
  /// When they were.
  public let takenAt: Timestamp
  /// Each member body with the membership that counts.
  private let members: [MemberBody: Membership]

  /// Takes a snapshot; O(n).
  public init(_ seats: [Seat], takenAt: Timestamp) {
    self.seats = seats
    self.takenAt = takenAt
    members = Dictionary(
      seats.map { ($0.memberBody, $0.membership) },
      uniquingKeysWith: { $0 == .participating ? $0 : $1 })
  }

  /// How a member body takes part; nil if it does not.
  public func membership(of memberBody: MemberBody) -> Membership? { members[memberBody] }

  /// The member bodies that take part in one way, in order.
  public func members(_ membership: Membership) -> [MemberBody] {
    members.filter { $0.value == membership }.keys.sorted()
  }
}
