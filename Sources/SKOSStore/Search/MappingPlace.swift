/// Where a mapping stands in the list of an entry's mappings: by direction, property, the other concept, and the
/// vocabulary that states it.
public struct MappingPlace: Hashable, Sendable {
  /// Who states it, the entry that was asked about being the first.
  public let direction: Int
  /// The property by its position in `Snapshot.mappingProperties`.
  public let property: Int
  /// The other concept.
  public let other: String
  /// The vocabulary that states it where that is the other concept's; empty otherwise.
  public let vocabulary: String

  /// Creates a place.
  public init(direction: Int, property: Int, other: String, vocabulary: String) {
    self.direction = direction
    self.property = property
    self.other = other
    self.vocabulary = vocabulary
  }
}

extension MappingPlace: Comparable {
  /// Orders texts by their bytes.
  public static func < (left: MappingPlace, right: MappingPlace) -> Bool {
    if (left.direction, left.property) != (right.direction, right.property) {
      return (left.direction, left.property) < (right.direction, right.property)
    }
    if left.other.utf8.lexicographicallyPrecedes(right.other.utf8) { return true }
    if right.other.utf8.lexicographicallyPrecedes(left.other.utf8) { return false }
    return left.vocabulary.utf8.lexicographicallyPrecedes(right.vocabulary.utf8)
  }
}
