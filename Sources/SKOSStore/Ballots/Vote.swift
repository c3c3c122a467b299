import Foundation
import RDF

/// What a member body answers in a ballot; never changed, only followed by another.
public struct Vote: Hashable, Sendable {
  /// The answers; every vote is one of them explicitly, and one of those that its ballot asks for.
  public enum Choice: String, CaseIterable, Hashable, Sendable {
    /// In favour.
    case yes
    /// Against.
    case no
    /// Neither.
    case abstain
    /// In a systematic review, to leave the release as it is.
    case confirm
    /// In a systematic review, to have it worked over.
    case revise
    /// In a systematic review, to take it out of use.
    case withdraw
  }

  /// The ballot.
  public let ballot: String
  /// Whose vote it is.
  public let memberBody: MemberBody
  /// The answer.
  public let choice: Choice
  /// The person who cast it.
  public let by: String
  /// When.
  public let at: Timestamp
  /// The reasons, possibly empty.
  public let reasons: String
  /// The experts named, in a ballot that asks for them.
  public let experts: [String]
  /// The vote of the same member body that it takes the place of; nil for its first.
  public let supersedes: VoteReceipt?
  /// The receipt that was given for it, if the name of who cast it was taken out since; nil for all others.
  let recordedReceipt: VoteReceipt?

  /// Creates a vote; `Ballot.cast` is what checks one.
  public init(
    ballot: String, memberBody: MemberBody, choice: Choice, by: String, at: Timestamp, reasons: String = "",
    experts: [String] = [], supersedes: VoteReceipt? = nil
  ) {
    self.init(
      ballot: ballot, memberBody: memberBody, choice: choice, by: by, at: at, reasons: reasons,
      experts: experts,
      supersedes: supersedes, recordedReceipt: nil)
  }

  init(
    ballot: String, memberBody: MemberBody, choice: Choice, by: String, at: Timestamp, reasons: String,
    experts: [String], supersedes: VoteReceipt?, recordedReceipt: VoteReceipt?
  ) {
    self.recordedReceipt = recordedReceipt
    self.ballot = ballot
    self.memberBody = memberBody
    self.choice = choice
    self.by = by
    self.at = at
    self.reasons = reasons
    self.experts = experts
    self.supersedes = supersedes
  }

  /// Whether there is more than white space in the reasons.
  public var hasReasons: Bool { reasons.hasText }

  /// What proves to the voter what was recorded; O(length of the reasons).
  public var receipt: VoteReceipt {
    if let recordedReceipt { return recordedReceipt }
    var record = ChainedRecord("vote")
    record.append(ballot)
    record.append(memberBody.code)
    record.append(choice.rawValue)
    record.append(by)
    record.append(at.milliseconds)
    record.append(reasons)
    record.append(Int64(experts.count))
    for expert in experts { record.append(expert) }
    record.append(supersedes?.hexadecimal)
    return VoteReceipt(bytes: Array(record.hash))
  }
}

/// The SHA-256 of a vote: who, for whom, when, in which ballot, the choice, the reasons and what it supersedes.
///
/// Each field is written as a netstring, `length:bytes,`, an absent one as `-,`, so that no two votes have the same
/// bytes; anybody can compute it from the vote.
/// - Source: spec/ballots.md, "Receipts".
public struct VoteReceipt: Hashable, Sendable, CustomStringConvertible {
  private let bytes: [UInt8]

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads 64 hexadecimal digits; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard text.utf8.count == 64, digits.count == 64 else { return nil }
    bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// The 64 digits.
  public var hexadecimal: String { bytes.hexadecimal }

  /// The 64 digits.
  public var description: String { hexadecimal }
}
