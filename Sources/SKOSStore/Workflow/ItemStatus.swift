public import RDF

/// What an entry is in the register, whatever a change request about it is doing.
///
/// - Source: ISO 19135; spec/committee.md.
public enum ItemStatus: String, CaseIterable, Hashable, Sendable {
  /// Proposed, and not decided about.
  case submitted
  /// To be used.
  case valid
  /// Replaced by others.
  case superseded
  /// Kept, and not recommended any more.
  case retired
  /// Found to have been wrong.
  case invalid

  /// Whether the entry is out of use, as `owl:deprecated` says.
  public var isDeprecated: Bool { self == .superseded || self == .retired || self == .invalid }
}

/// What a kind of change makes of an entry when it is merged.
public struct ItemEffect: Hashable, Sendable {
  /// The statuses that an entry may have before; none for one that does not exist.
  public let before: Set<ItemStatus>
  /// The status after.
  public let after: ItemStatus
  /// The properties that are written for the record.
  public let writes: [IRI]
  /// Whether another entry has to be named that takes its place.
  public let needsSuccessor: Bool
}

extension ChangeKind {
  /// What the change makes of an entry.
  ///
  /// - Source: ISO 19135; spec/committee.md, "Effects".
  public var effect: ItemEffect {
    switch self {
    case .addition:
      ItemEffect(before: [], after: .valid, writes: [.DCTerms.created], needsSuccessor: false)
    case .clarification:
      ItemEffect(before: [.valid], after: .valid, writes: [.SKOS.changeNote], needsSuccessor: false)
    case .modification:
      ItemEffect(
        before: [.valid], after: .valid, writes: [.SKOS.changeNote, .SKOS.historyNote],
        needsSuccessor: false)
    case .supersession:
      ItemEffect(
        before: [.valid], after: .superseded, writes: [.DCTerms.isReplacedBy, .OWL.deprecated],
        needsSuccessor: true)
    case .retirement:
      ItemEffect(
        before: [.valid], after: .retired, writes: [.OWL.deprecated, .SKOS.historyNote],
        needsSuccessor: false)
    case .invalidation:
      ItemEffect(
        before: [.valid, .superseded, .retired], after: .invalid,
        writes: [.OWL.deprecated, .SKOS.historyNote],
        needsSuccessor: false)
    case .reinstatement:
      ItemEffect(
        before: [.retired], after: .valid, writes: [.SKOS.historyNote], needsSuccessor: false)
    }
  }
}
