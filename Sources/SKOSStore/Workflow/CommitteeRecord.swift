import Foundation
import RDF

/// What is kept of a step for good: who took it, where it led, on what ground, and which record came before.
///
/// The records of a request are a chain: each has the digest of the one before, so that none is altered, left out or
/// put elsewhere without being found.
public struct CommitteeRecord: Hashable, Sendable {
  /// A document of the committee that a step refers to.
  public struct Document: Hashable, Sendable {
    /// Its number in the committee, such as `N 1234`.
    public let number: String
    /// Where it is, possibly empty.
    public let url: String

    /// Creates a reference.
    public init(_ number: String, at url: String = "") {
      self.number = number
      self.url = url
    }
  }

  /// The request, such as `iso5127/12`.
  public var request: String
  /// The place in the chain, from 1.
  public var ordinal: Int
  /// The number of the rule, 1 to 20.
  public var ruleNumber: Int
  /// The step.
  public var transition: CommitteeTransition
  /// The state before.
  public var from: ChangeRequestState
  /// The state after.
  public var to: ChangeRequestState
  /// The name of the account.
  public var actor: String
  /// The role in which the step was taken.
  public var role: Role
  /// The organisation that the actor acts for; nil if none is known.
  public var organisation: String?
  /// When.
  public var at: Timestamp
  /// The reason, possibly empty.
  public var reason: String
  /// The documents that it refers to.
  public var documents: [Document]
  /// The release that the proposal starts from.
  public var baseRelease: String?
  /// The canonical SHA-256 of the proposed content, in hexadecimal digits.
  public var contentDigest: String?
  /// How many findings each rule has, by the rule's name.
  public var findings: [String: Int]
  /// The digest of the record before; nil for the first.
  public var previous: String?

  /// Creates the record of a step.
  public init(
    request: String, ordinal: Int, step: CommitteeMachine.Step, transition: CommitteeTransition,
    actor: String,
    organisation: String? = nil, at: Timestamp, reason: String, documents: [Document] = [],
    baseRelease: String? = nil, contentDigest: String? = nil, findings: [String: Int] = [:],
    previous: String?
  ) {
    self.request = request
    self.ordinal = ordinal
    ruleNumber = step.rule.number
    self.transition = transition
    from = step.from
    to = step.to
    self.actor = actor
    role = step.role
    self.organisation = organisation
    self.at = at
    self.reason = reason
    self.documents = documents
    self.baseRelease = baseRelease
    self.contentDigest = contentDigest
    self.findings = findings
    self.previous = previous
  }

  /// The SHA-256 of the record, in hexadecimal digits; each field is written as a netstring.
  public var digest: String {
    var record = ChainedRecord("committee-step")
    record.append(request)
    record.append(Int64(ordinal))
    record.append(Int64(ruleNumber))
    for text in [transition.rawValue, from.rawValue, to.rawValue, actor, role.rawValue] {
      record.append(text)
    }
    record.append(organisation)
    record.append(at.milliseconds)
    record.append(reason)
    record.append(Int64(documents.count))
    for document in documents {
      record.append(document.number)
      record.append(document.url)
    }
    record.append(baseRelease)
    record.append(contentDigest)
    record.append(Int64(findings.count))
    for (rule, count) in findings.sorted(by: { $0.key < $1.key }) {
      record.append(rule)
      record.append(Int64(count))
    }
    record.append(previous)
    return record.hash.hexadecimal
  }

  /// Why records are no chain of the procedure.
  public struct Broken: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place of the first record that does not fit, from 1.
    public let ordinal: Int
    /// What is wrong, as a sentence without its full stop.
    public let description: String
  }

  /// Makes sure that records are a whole chain, and that each step is one of the procedure from where the last led.
  ///
  /// - Throws: `Broken` for the first record that does not fit; nothing for no records.
  public static func verify(_ records: [CommitteeRecord]) throws(Broken) {
    var before: CommitteeRecord?
    for (index, record) in records.enumerated() {
      func broken(_ message: String) -> Broken { Broken(ordinal: index + 1, description: message) }
      guard record.ordinal == index + 1, record.previous == before?.digest,
        record.request == records[0].request
      else { throw broken("record \(index + 1) does not follow the one before it") }
      guard let rule = CommitteeRule.rule(for: record.transition, in: record.from),
        rule.to == record.to,
        rule.number == record.ruleNumber
      else { throw broken("record \(index + 1) has a step that the procedure does not have") }
      // A request that was split off begins in preparation.
      guard record.from == before?.to ?? record.from,
        before != nil || record.from == .draft || record.from == .preparation
      else {
        throw broken("record \(index + 1) begins in another state than the one before it ended in")
      }
      before = record
    }
  }
}
