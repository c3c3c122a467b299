public import RDF

extension Entry {
  /// Whether an IRI is a name minted for blank nodes that no single IRI owns; it never leaves the store.
  public static func isMinted(_ iri: IRI) -> Bool { iri.string.hasPrefix(MintedIRI.prefix) }
}
