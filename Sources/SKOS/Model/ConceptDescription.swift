public import RDF

/// A concept, scheme, collection or label as people see it: what a vocabulary says about one resource.
///
/// Labels include those of xl Labels, relations include those that are stated from the other end. Everything is
/// sorted, so that the same content is always described alike.
public struct ConceptDescription: Hashable, Sendable {
  /// A label in one of the three roles.
  public struct Label: Hashable, Sendable {
    /// The role.
    public let kind: LabelKind
    /// The text with its language.
    public let literal: Literal
    /// The xl Label it is the literal form of; nil for a plain label.
    public let node: Subject?
  }

  /// A note of one of the seven kinds.
  public struct Note: Hashable, Sendable {
    /// The kind.
    public let kind: NoteKind
    /// The text; that of `rdf:value` if the note is a node; nil if there is none.
    public let literal: Literal?
    /// The node that the note is; nil for a plain note.
    public let node: Subject?
  }

  /// A resource that this one points at, or that points at it.
  public struct Relation: Hashable, Sendable {
    /// The way, seen from the resource described.
    public let kind: RelationKind
    /// The other resource.
    public let target: Subject
  }

  /// What is described.
  public let subject: Subject
  /// What it is.
  public let kind: ResourceKind
  /// The labels, by kind, then language, then text.
  public let labels: [Label]
  /// Names other than labels: dct:title and rdfs:label, and the literal form of an xl Label.
  public let titles: [Literal]
  /// The notations.
  public let notations: [Literal]
  /// The notes, by kind in the order of `NoteKind`.
  public let notes: [Note]
  /// The relations, by kind in the order of `RelationKind`.
  public let relations: [Relation]
  /// Whether owl:deprecated is true.
  public let isDeprecated: Bool
  /// The statements about the resource that none of the above holds.
  public let others: [Triple]

  /// The labels of one kind.
  public func labels(_ kind: LabelKind) -> [Label] { labels.filter { $0.kind == kind } }
  /// The notes of one kind.
  public func notes(_ kind: NoteKind) -> [Note] { notes.filter { $0.kind == kind } }
  /// What is at the other end of one kind of relation.
  public func targets(_ kind: RelationKind) -> [Subject] {
    relations.filter { $0.kind == kind }.map(\.target)
  }
}
