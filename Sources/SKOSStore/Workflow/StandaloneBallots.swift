import Foundation
import GRDB
import RDF

/// Ballots that belong to no change request: a new proposal, a committee's internal question, a systematic review.
extension Store {
  /// The longest question of a ballot, in bytes.
  static let questionByteCountMax = 4096

  /// Opens a ballot about a question of its own, as a manager.
  ///
  /// Who may vote is who has a seat now.
  /// - Parameters:
  ///   - profile: how it is counted, by the name of a profile; as its type is if nil.
  ///   - closes: when it closes; after the usual number of weeks of its type if nil.
  /// - Throws: `forbidden` (recorded); `invalidArgument` for a question that is missing or too long, for a type that is
  ///   opened otherwise, an unknown profile, a moment that has passed, or if no member body may vote.
  public func openBallot(
    _ type: BallotType, question: String, profile: String? = nil, closes: Timestamp? = nil, grant: Grant
  ) throws(StoreError) -> BallotAnnouncement {
    grant.require(.read)
    return try recordingDenial("ballot.open", "a ballot", grant) { () throws(StoreError) in
      try requireRole([.manager], grant)
      guard question.hasText, question.utf8.count <= Self.questionByteCountMax else {
        throw StoreError(
          .invalidArgument, "a ballot has a question of 1 to \(Self.questionByteCountMax) bytes")
      }
      guard type.isStandalone else {
        throw StoreError(
          .invalidArgument,
          type == .systematicReview
            ? "a systematic review is about a release; review.open opens it"
            : "a \(type.rawValue) ballot is part of a change request; its steps open it")
      }
      return try write { transaction in
        let terms = BallotTerms(
          type: type, question: question, profile: try Self.profile(profile, or: type.profile),
          closes: closes ?? ProcedurePolicy.Period.weeks(type.weeks.first ?? 0).end(from: transaction.now),
          release: nil)
        return try Self.begin(terms, action: "ballot.open", grant, transaction)
      }
    }
  }

  static func profile(_ name: String?, or usual: CountingProfile) throws(StoreError) -> CountingProfile {
    guard let name else { return usual }
    guard let profile = CountingProfile.named(name) else {
      let names = CountingProfile.all.map(\.name).joined(separator: ", ")
      throw StoreError(.invalidArgument, "there is no way of counting \"\(name)\"; expected one of \(names)")
    }
    return profile
  }

  /// Opens a ballot with its record, which vouches for its terms and for who may vote.
  static func begin(
    _ terms: BallotTerms, action: String, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> BallotAnnouncement {
    let (db, vocabulary) = (transaction.db, grant.inVocabulary)
    let electorate = Electorate(try Electorate.seats(db, vocabulary), takenAt: transaction.now)
    let stages = StageTable(db: db, vocabulary: vocabulary)
    let id = try stages.open(terms, at: transaction.now, electorate: electorate)
    let announcement = try Self.ballot(id, grant, transaction.now, db)
    let note = AuditLog.Note(
      actor: grant.actorName, action: action, vocabulary: vocabulary.name, target: "ballot \(id)",
      detail: "\(terms.type.rawValue), \(terms.profile.name), until \(terms.closes.iso8601)",
      content: announcement.ballot.termsDigest(aboutRelease: terms.release))
    try AuditLog.append(note, in: transaction)
    return announcement
  }
}

/// What a ballot that belongs to no change request is opened with.
struct BallotTerms {
  let type: BallotType
  let question: String
  let profile: CountingProfile
  let closes: Timestamp
  /// The release that it is about, in a systematic review.
  let release: String?
}

extension BallotType {
  /// Whether it is opened about a question of its own.
  public var isStandalone: Bool { self != .systematicReview && self != .validation }
}

extension Ballot {
  /// The digest by which the record of its opening vouches for it.
  /// - Source: spec/store.md, "Ballots of their own".
  func termsDigest(aboutRelease release: String?) -> Data {
    var record = ChainedRecord("ballot")
    record.append(id)
    record.append(type.rawValue)
    record.append(release)
    record.append(question)
    record.append(profile.name)
    record.append(opens.milliseconds)
    record.append(closes.milliseconds)
    record.append(Int64(electorate.seats.count))
    for seat in electorate.seats {
      record.append(seat.memberBody.code)
      record.append(seat.committee)
      record.append(seat.membership.rawValue)
    }
    return record.hash
  }
}
