import GRDB

/// The time in which a release in preparation is open to comments, and what keeps it from being published.
///
/// A value without I/O: the clock and what is unanswered are passed in.
public struct CommentWindow: Hashable, Sendable {
  /// The version that the release will have.
  public let version: String
  /// When the window closes; nil if the release is prepared without one.
  public let closes: Timestamp?

  /// Creates a window.
  public init(version: String, closes: Timestamp?) {
    self.version = version
    self.closes = closes
  }

  init(_ row: Row) {
    self.init(
      version: row["version"],
      closes: (row["closes_at"] as Int64?).map { Timestamp(milliseconds: $0) })
  }

  /// Whether comments are taken at a moment.
  public func isOpen(at now: Timestamp) -> Bool { closes.map { now < $0 } ?? false }

  /// Refuses a comment outside the window.
  func requireOpen(at now: Timestamp) throws(StoreError) {
    guard let closes else {
      throw StoreError(
        .invalidState,
        "release \(version) was prepared without a comment window; discard it and prepare it with a closing date"
      )
    }
    guard now < closes else {
      throw StoreError(.invalidState, "the comment window of release \(version) closed at \(closes.iso8601)")
    }
  }

  /// Refuses a publication while comments are taken or wait for an observation.
  ///
  /// - Parameter unanswered: the general and technical comments without an observation, by their numbers.
  func requirePublishable(at now: Timestamp, unanswered: [Int64]) throws(StoreError) {
    if let closes, now < closes {
      throw StoreError(
        .invalidState,
        "release \(version) is open to comments until \(closes.iso8601); publish it then, or discard it")
    }
    guard unanswered.isEmpty else {
      let shown = unanswered.prefix(Self.shownCountMax).map(String.init).joined(separator: ", ")
      let rest =
        unanswered.count > Self.shownCountMax ? " and \(unanswered.count - Self.shownCountMax) more" : ""
      throw StoreError(
        .invalidState,
        "general or technical comments on release \(version) have no observation: \(shown)\(rest); an editor or manager answers them by comment.observe"
      )
    }
  }

  /// How many comments a refusal names.
  static let shownCountMax = 20

  /// Who has to do what before the release is published, and until when; nothing without a window.
  func duties(at now: Timestamp, unansweredCount: Int) -> [ChangeRequestDuty] {
    guard let closes else { return [] }
    var duties: [ChangeRequestDuty] = []
    if now < closes {
      duties.append(
        ChangeRequestDuty(
          [.role(.commenter), .role(.voter)], "comments on the release candidate", due: closes,
          isOptional: true))
    }
    if unansweredCount > 0 {
      duties.append(
        ChangeRequestDuty(
          [.role(.editor), .role(.manager)],
          "answers the \(unansweredCount) general and technical comments that have no observation"))
    } else if now >= closes {
      duties.append(ChangeRequestDuty([.role(.publisher)], "publishes the release, or discards it"))
    }
    return duties
  }
}
