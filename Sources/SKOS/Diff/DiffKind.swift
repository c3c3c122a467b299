/// What people say of a change; the sections of a report, in their order.
public enum DiffKind: String, CaseIterable, Sendable {
  /// A concept that was not there before.
  case added
  /// A concept that is no longer to be used, and nothing took its place.
  case retired
  /// A concept whose place another took.
  case superseded
  /// A concept that took the place of several.
  case merged
  /// A concept whose place several took.
  case split
  /// A concept that is to be used again.
  case reinstated
  /// A concept with other broader concepts, or that became or ceased to be a top concept.
  case moved
  /// Preferred, alternative and hidden labels, and titles.
  case labels
  /// Definitions.
  case definitions
  /// The other six kinds of note.
  case notes
  /// Notations.
  case notations
  /// Mappings to other vocabularies.
  case mappings
  /// Associations between concepts.
  case related
  /// Collections, and what is a member of them.
  case collections
  /// Concept schemes, and what is said about them.
  case schemes
  /// Whatever else was said or is no longer said.
  case other
  /// A concept that is gone without a word.
  case removed

  /// What a section is headed.
  public var title: String {
    switch self {
    case .added: "Added"
    case .retired: "Retired"
    case .superseded: "Superseded"
    case .merged: "Merged"
    case .split: "Split"
    case .reinstated: "Reinstated"
    case .moved: "Moved"
    case .labels: "Labels changed"
    case .definitions: "Definitions changed"
    case .notes: "Notes changed"
    case .notations: "Notations changed"
    case .mappings: "Mappings changed"
    case .related: "Related concepts changed"
    case .collections: "Collections"
    case .schemes: "Concept schemes"
    case .other: "Other changes"
    case .removed: "Removed outright"
    }
  }

  /// The section that a change of an entry belongs to, where it is not told as a relation or a succession.
  init(_ aspect: Aspect) {
    self =
      switch aspect {
      case .label, .title, .literalForm: .labels
      case .note(.definition, _): .definitions
      case .note: .notes
      case .notation: .notations
      case .relation(.exactMatch), .relation(.closeMatch), .relation(.broadMatch), .relation(.narrowMatch),
        .relation(.relatedMatch):
        .mappings
      case .relation(.related): .related
      case .relation(.member), .relation(.memberOf), .memberList: .collections
      default: .other
      }
  }
}
