public import RDF

/// What changed in one aspect of an entry.
public struct Change: Hashable, Sendable {
  /// What the aspect belongs to: the entry's IRI, or a node of an entry of blank nodes.
  public let subject: Subject
  /// What changed.
  public let aspect: Aspect
  /// The values that are gone.
  public let removed: [AspectValue]
  /// The values that are new.
  public let added: [AspectValue]

  /// Whether only values were added.
  public var isAddition: Bool { removed.isEmpty }
  /// Whether only values were removed.
  public var isRemoval: Bool { added.isEmpty }

  /// Whether the texts are the same and only what is said about them changed, such as the source of a note.
  public var isDetail: Bool {
    !removed.isEmpty && !added.isEmpty && removed.map(\.literal) == added.map(\.literal)
      && removed.allSatisfy { $0.literal != nil }
  }
}

extension Change: Comparable {
  /// Orders by aspect, then by subject.
  public static func < (left: Change, right: Change) -> Bool {
    left.aspect == right.aspect ? left.subject < right.subject : left.aspect < right.aspect
  }
}
