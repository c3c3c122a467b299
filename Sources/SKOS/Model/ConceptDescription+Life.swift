public import RDF

extension ConceptDescription {
  /// Whether the vocabulary keeps the resource but no longer recommends it, in whatever way it says so.
  public var isRetired: Bool {
    isDeprecated
      || others.contains { $0.subject == subject && EntryStatus.retires($0.predicate, $0.object) }
  }

  /// What took the resource's place, as far as it is named by IRIs; sorted.
  public var successors: [IRI] {
    let stated = others.filter {
      $0.subject == subject && SuccessionProperties.toSuccessor.contains($0.predicate)
    }
    return Set(targets(.isReplacedBy).compactMap(\.iri) + stated.compactMap(\.object.iri)).sorted()
  }
}
