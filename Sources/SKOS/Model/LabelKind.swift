public import RDF

/// The three roles in which a resource has labels.
public enum LabelKind: Int, CaseIterable, Comparable, Sendable {
  case prefLabel
  case altLabel
  case hiddenLabel

  /// The plain property, such as `skos:prefLabel`.
  public var property: IRI {
    switch self {
    case .prefLabel: .SKOS.prefLabel
    case .altLabel: .SKOS.altLabel
    case .hiddenLabel: .SKOS.hiddenLabel
    }
  }

  /// The property whose value is an xl Label, such as `skosxl:prefLabel`.
  public var xlProperty: IRI {
    switch self {
    case .prefLabel: .SKOSXL.prefLabel
    case .altLabel: .SKOSXL.altLabel
    case .hiddenLabel: .SKOSXL.hiddenLabel
    }
  }

  /// What people call it: "preferred label".
  public var name: String {
    switch self {
    case .prefLabel: "preferred label"
    case .altLabel: "alternative label"
    case .hiddenLabel: "hidden label"
    }
  }

  /// Orders from the most to the least significant role.
  public static func < (left: LabelKind, right: LabelKind) -> Bool { left.rawValue < right.rawValue }
}
