public import RDF

/// What a vocabulary's owner decides about the procedure: durations, and what is allowed within it.
///
/// The numbers are starting values; they differ between committees and between editions of their rules.
public struct ProcedurePolicy: Hashable, Sendable {
  /// How long something lasts.
  public enum Period: Hashable, Sendable {
    /// Days of 24 hours.
    case days(Int)
    /// Seven days each.
    case weeks(Int)
    /// Calendar months: to the same day, or the last one of a shorter month.
    case months(Int)
  }

  /// By which procedure requests are decided that are made from now on.
  public var procedure: Procedure = .committee
  /// How soon the manager takes up a proposal.
  public var acceptance: Period = .weeks(1)
  /// How long an evaluation is open.
  public var evaluation: Period = .weeks(4)
  /// How long the ballot of the normal procedure is open.
  public var validation: Period = .weeks(8)
  /// How long the first ballot of the extended procedure is open.
  public var enquiry: Period = .weeks(12)
  /// How long the second one is open.
  public var approval: Period = .weeks(8)
  /// How long a notice of a clarification stands.
  public var notice: Period = .weeks(2)
  /// How long after a rejection an appeal is possible.
  public var appeal: Period = .months(3)
  /// How soon the owner decides about an appeal.
  public var appealDecision: Period = .months(3)
  /// Whether a request being voted on keeps others that touch the same entries from being voted on.
  public var locksEntries = true
  /// Whether a manager takes up, announces and opens the evaluation of a request of their own.
  ///
  /// Nobody ever concludes about one. A committee with a single manager needs this.
  public var letsManagersOpenTheirOwn = true
  /// The properties that a clarification without a ballot may change.
  public var editorialProperties: Set<IRI> = [
    .SKOS.note, .SKOS.changeNote, .SKOS.editorialNote, .SKOS.historyNote, .SKOS.example,
    .DCTerms.modified,
  ]

  /// Whether merging writes dates and change notes into the entries.
  ///
  /// What a kind of change makes of the status of an entry is written in any case.
  public var writesNotes = true
  /// How the ballot of the normal procedure is counted, by the name of a profile.
  public var validationProfile = CountingProfile.iso263.name
  /// How the ballots of the extended procedure are counted, by the name of a profile.
  public var enquiryProfile = CountingProfile.iso263.name
  /// Whether people without an account may make suggestions.
  public var takesSuggestions = false
  /// How long a release in preparation is open to comments before it is published; 0 for not at all.
  public var commentWindow: Period = .days(0)
  /// How long the ballot of a systematic review is open.
  public var reviewBallot: Period = .weeks(20)
  /// How it is counted, by the name of a profile.
  public var reviewProfile = CountingProfile.simpleMajority.name
  /// How often the vocabulary is to be reviewed as a whole.
  public var periodicReview: Period = .months(60)

  /// Creates the usual policy of a committee.
  public init() {}

  /// The policy of a vocabulary for which nothing else was decided: a reviewer decides, and nothing is added to entries.
  public static let review: Self = {
    var policy = Self()
    policy.procedure = .review
    policy.writesNotes = false
    return policy
  }()

  /// How long a state that has an end lasts; nil for one that has none.
  public func period(of state: ChangeRequestState) -> Period? {
    switch state {
    case .submitted: acceptance
    case .evaluation: evaluation
    case .validation: validation
    case .enquiry: enquiry
    case .approval: approval
    case .rejected: appeal
    case .appealed: appealDecision
    case .draft, .preparation, .returned, .approved, .appealDismissed, .withdrawn, .implemented,
      .published:
      nil
    }
  }
}

extension ProcedurePolicy.Period {
  /// The longest period, in days: a century; whatever is longer counts as that.
  static let dayCountMax = 36_525

  /// Whether it ends when it begins.
  public var isEmpty: Bool {
    switch self {
    case .days(let count), .weeks(let count), .months(let count): count == 0
    }
  }

  /// The moment at which a period ends that begins at another.
  public func end(from start: Timestamp) -> Timestamp {
    switch self {
    case .days(let count): Self.end(start, count)
    case .weeks(let count): Self.end(start, min(max(count, 0), Self.dayCountMax) * 7)
    case .months(let count): Self.end(start, months: min(max(count, 0), 1_200))
    }
  }

  private static func end(_ start: Timestamp, _ days: Int) -> Timestamp {
    let length = Int64(min(max(days, 0), dayCountMax)) * 86_400_000
    let (sum, overflow) = start.milliseconds.addingReportingOverflow(length)
    return Timestamp(milliseconds: overflow ? .max : sum)
  }

  private static func end(_ start: Timestamp, months: Int) -> Timestamp {
    let parts = start.iso8601.split(separator: "T")
    let date = (parts.first ?? "").split(separator: "-").compactMap { Int($0) }
    // Years of more than four digits are beyond what a date is written for.
    guard parts.count == 2, date.count == 3, (1...9_000).contains(date[0]) else {
      return end(start, months * 30)
    }
    let month = date[1] - 1 + months
    let (year, ofYear) = (date[0] + month / 12, month % 12 + 1)
    for day in [date[2]] + [30, 29, 28].filter({ $0 < date[2] }) {
      let text = "\(year)-\(pad(ofYear))-\(pad(day))T\(parts[1])"
      if let moment = Timestamp(iso8601: text) { return moment }
    }
    return end(start, months * 30)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
