/// What a ballot is about, with the procedure that the Directives have for it.
///
/// The durations are starting values, not law: they differ between editions and organisations, and a ballot is opened
/// with any closing date.
/// - Source: ISO/IEC Directives, Part 1; spec/ballots.md.
public enum BallotType: String, CaseIterable, Hashable, Sendable {
  /// NP: whether work is taken up.
  case newProposal = "NP"
  /// CD: whether a draft has consensus in the committee.
  case committeeDraft = "CD"
  /// DIS: enquiry among all member bodies of ISO.
  case draftInternationalStandard = "DIS"
  /// CDV: the same in IEC.
  case committeeDraftForVote = "CDV"
  /// FDIS: the last approval in ISO.
  case finalDraft = "FDIS"
  /// FDIS in IEC.
  case finalDraftIEC = "FDIS-IEC"
  /// DTS: a technical specification.
  case draftTechnicalSpecification = "DTS"
  /// DTR: a technical report.
  case draftTechnicalReport = "DTR"
  /// SR: whether a standard is confirmed at its periodic review.
  case systematicReview = "SR"
  /// CIB: a question that a committee puts to its own members.
  case committeeInternal = "CIB"
  /// Validation of a change request in the normal procedure of databases.
  case validation

  /// How it is counted unless a vocabulary's policy says otherwise.
  public var profile: CountingProfile {
    switch self {
    case .newProposal: .newProposal
    case .committeeDraft: .consensusOrTwoThirds
    case .draftInternationalStandard, .committeeDraftForVote, .finalDraft, .finalDraftIEC, .validation:
      .iso263
    case .draftTechnicalSpecification: .twoThirds
    case .draftTechnicalReport, .systematicReview, .committeeInternal: .simpleMajority
    }
  }

  /// How many weeks it may be open, the usual number first.
  public var weeks: [Int] {
    switch self {
    case .newProposal, .draftInternationalStandard, .committeeDraftForVote: [12]
    case .committeeDraft: [8, 12, 16]
    case .finalDraft, .draftTechnicalSpecification, .draftTechnicalReport, .validation: [8]
    case .finalDraftIEC: [6]
    case .committeeInternal: [4]
    case .systematicReview: [20]
    }
  }

  /// The answers that may be given.
  public var choices: [Vote.Choice] {
    self == .systematicReview ? [.confirm, .revise, .withdraw, .abstain] : [.yes, .no, .abstain]
  }

  /// Whether a vote in favour may not come with comments, so that nothing is left to resolve.
  public var refusesReasonsInFavour: Bool { self == .finalDraft || self == .finalDraftIEC }
}
