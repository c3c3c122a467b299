public import RDF

/// The seven kinds of note (SKOS §7); a definition is one of them.
public enum NoteKind: String, CaseIterable, Sendable {
  case definition
  case scopeNote
  case example
  case note
  case historyNote
  case editorialNote
  case changeNote

  /// The property.
  public var property: IRI {
    switch self {
    case .definition: .SKOS.definition
    case .scopeNote: .SKOS.scopeNote
    case .example: .SKOS.example
    case .note: .SKOS.note
    case .historyNote: .SKOS.historyNote
    case .editorialNote: .SKOS.editorialNote
    case .changeNote: .SKOS.changeNote
    }
  }

  /// What people call it: "scope note".
  public var name: String {
    switch self {
    case .definition: "definition"
    case .scopeNote: "scope note"
    case .example: "example"
    case .note: "note"
    case .historyNote: "history note"
    case .editorialNote: "editorial note"
    case .changeNote: "change note"
    }
  }
}
