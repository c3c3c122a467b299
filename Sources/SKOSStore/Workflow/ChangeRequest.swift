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
  /// What it proposes, by IRI.
  public let items: [ChangeItem]
  /// Its steps so far, the oldest first.
  public let transitions: [TransitionRecord]

  let id: Int64
  let authorID: Int64
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

  /// Whether the IRI is still to be made.
  public var isPlaceholder: Bool { iri.string.hasPrefix(IdentifierMint.placeholderPrefix) }
}

/// A step that somebody took with a change request.
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
}
