import RDF

/// What a text is to its entry; the numbers stand in the store.
enum TextRole: Int, CaseIterable {
  case preferred = 0
  case alternative = 1
  case hidden = 2
  case notation = 3
  /// The form of a SKOS-XL label that is an entry of its own; it is found under the entries that point at it.
  case literalForm = 4
  case definition = 5
  case scopeNote = 6
  case example = 7
  case note = 8
  case historyNote = 9
  case editorialNote = 10
  case changeNote = 11

  /// Whether it is one of SKOS's documentation properties.
  var isNote: Bool { rawValue >= TextRole.definition.rawValue }

  /// The property, as SKOS names it.
  var name: String {
    switch self {
    case .preferred: "prefLabel"
    case .alternative: "altLabel"
    case .hidden: "hiddenLabel"
    case .notation: "notation"
    case .literalForm: "literalForm"
    case .definition: "definition"
    case .scopeNote: "scopeNote"
    case .example: "example"
    case .note: "note"
    case .historyNote: "historyNote"
    case .editorialNote: "editorialNote"
    case .changeNote: "changeNote"
    }
  }

  /// The properties that make a text of the entry.
  static let roles: [IRI: TextRole] = [
    .SKOS.prefLabel: .preferred, .SKOS.altLabel: .alternative, .SKOS.hiddenLabel: .hidden,
    .SKOSXL.prefLabel: .preferred, .SKOSXL.altLabel: .alternative, .SKOSXL.hiddenLabel: .hidden,
    .SKOS.notation: .notation, .SKOSXL.literalForm: .literalForm, .SKOS.definition: .definition,
    .SKOS.scopeNote: .scopeNote, .SKOS.example: .example, .SKOS.note: .note,
    .SKOS.historyNote: .historyNote, .SKOS.editorialNote: .editorialNote, .SKOS.changeNote: .changeNote,
  ]

  /// The same by the bytes of the property.
  static let ofProperty: [ArraySlice<UInt8>: TextRole] = Dictionary(
    uniqueKeysWithValues: roles.map { (Array($0.key.string.utf8)[...], $0.value) })

  /// What a SKOS-XL label is to the entry that points at it.
  static let ofLinkedLabels: [String: TextRole] = [
    IRI.SKOSXL.prefLabel.string: .preferred, IRI.SKOSXL.altLabel.string: .alternative,
    IRI.SKOSXL.hiddenLabel.string: .hidden,
  ]
}

/// A set of roles, asked for each text that a search reads.
struct TextRoles {
  private let bits: UInt32

  init(_ roles: [TextRole]) { bits = roles.reduce(0) { $0 | 1 << UInt32($1.rawValue) } }

  func contains(_ role: TextRole) -> Bool { bits >> UInt32(role.rawValue) & 1 == 1 }
}
