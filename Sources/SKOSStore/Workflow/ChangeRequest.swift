import Foundation
public import RDF
public import SKOS

/// A proposal to change entries of a vocabulary, with its reason and what became of it.
public struct ChangeRequest: Sendable {
  /// The number within its vocabulary, from 1.
  public let number: Int64
  /// What it is about, in a line.
  public let title: String
  /// Why the change is wanted.
  public let justification: String
  /// Where it stands.
  public let state: ChangeRequestState
  /// The name of the account that proposed it.
  public let author: String
  /// When it was created.
  public let createdAt: Timestamp
  /// The revision that it was made against.
  public let baseRevision: Int64
  /// The release that was the newest then.
  public let baseRelease: String?
  /// The revision that merged it.
  public let revision: Int64?
  /// The procedure by which it is decided, which is that of the vocabulary when it was made.
  public let procedure: Procedure
  /// The number of the request that it was split off from.
  public let splitFrom: Int64?
  /// What it proposes, by IRI.
  public let items: [ChangeItem]
  /// Its steps so far, the oldest first.
  public let transitions: [TransitionRecord]

  let id: Int64
  let authorID: Int64
  /// How many times its content was edited.
  let editCount: Int64

  /// The edition of what it proposes and says of itself, from 1; every edit makes the next one.
  public var edition: Int64 { editCount + 1 }

  /// Whether the stage that was opened last was opened when it came into its state, or since.
  ///
  /// By the order of its steps and not by their times: a clock may stand still, or be set back.
  var hasOpenedStage: Bool {
    guard let opened = transitions.lastIndex(where: \.opensStage) else { return false }
    return opened >= transitions.lastIndex { $0.from != $0.to } ?? 0
  }

  /// When it came into its state.
  var enteredAt: Timestamp { transitions.last { $0.from != $0.to }?.at ?? createdAt }
}

/// What a change request proposes for one entry.
public struct ChangeItem: Sendable {
  /// The entry; a placeholder if it is new and its IRI is made on merging.
  public let iri: IRI
  /// What kind of change it is.
  public let kind: ChangeKind
  /// The entry that the proposal started from; nil for a new one.
  public let base: Entry?
  /// The entry as proposed.
  public let proposed: Entry
  /// The number of the row; 0 for one that is not stored.
  var id: Int64 = 0

  /// Whether the IRI is still to be made.
  public var isPlaceholder: Bool { iri.string.hasPrefix(IdentifierMint.placeholderPrefix) }
}

/// A document of the committee that a step refers to.
public struct CommitteeDocument: Hashable, Sendable {
  /// Its number in the committee, such as `N 1234`.
  public let number: String
  /// Where it is, possibly empty.
  public let url: String

  /// The most documents of a step.
  public static let countMax = 32

  /// Creates a reference.
  public init(_ number: String, at url: String = "") {
    self.number = number
    self.url = url
  }
}

/// A step that somebody took with a change request; never changed.
///
/// The audit record of the step vouches for all of it by `digest`.
public struct TransitionRecord: Hashable, Sendable {
  /// The step.
  public let transition: ChangeTransition
  /// The state before.
  public let from: ChangeRequestState
  /// The state after.
  public let to: ChangeRequestState
  /// Who took it.
  public let actor: String
  /// In which role.
  public let role: Role
  /// When.
  public let at: Timestamp
  /// The reason given, possibly empty.
  public let reason: String
  /// The audit record of the step.
  public let auditSequence: Int64
  /// The number of the rule, 1 to 20; nil for steps from before version 7 of the store.
  public let rule: Int?
  /// The organisation that the actor acted for.
  public let organisation: String?
  /// The documents that the step refers to.
  public let documents: [CommitteeDocument]
  /// The release that the proposal started from then.
  public let baseRelease: String?
  /// The canonical SHA-256 of the proposed content, in hexadecimal digits; see `ChangeRequest.contentDigest`.
  public let contentDigest: String?
  /// How many findings each rule had, by the rule's name; empty where nothing was checked.
  public let findings: [String: Int]
  /// How many times the content had been edited.
  let editCount: Int64?

  /// Whether the step opened a stage.
  var opensStage: Bool { Stage.Kind(openedBy: transition, to: to) != nil }

  /// The SHA-256 of what the step says beside the actor and the reason, which its audit record has itself.
  ///
  /// Each field is written as a netstring.
  func digest(of request: String) -> Data {
    var record = ChainedRecord("step")
    record.append(request)
    record.append(rule.map { Int64($0) })
    for text in [transition.rawValue, from.rawValue, to.rawValue, role.rawValue] { record.append(text) }
    record.append(organisation)
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
    return record.hash
  }
}

extension ChangeRequest {
  /// The SHA-256 of the canonical N-Quads (RDFC-1.0) of the proposed entries together, in hexadecimal digits.
  public func contentDigest() throws -> String {
    let graph = try Graph(entries: items.map(\.proposed))
    return Data(try RDFC10.digest(of: Dataset(graph))).hexadecimal
  }
}
