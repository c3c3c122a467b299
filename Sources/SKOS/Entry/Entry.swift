public import RDF

/// All statements about one IRI, with the blank nodes that hang from it: the unit of versioning.
///
/// Concepts, schemes, collections, SKOS-XL labels and agents are entries alike. This is the concise bounded
/// description of the IRI, ISO 10241-1's terminological entry and ISO 19135's register item.
public struct Entry: Hashable, Sendable {
  /// What the entry is about.
  ///
  /// Blank nodes that hang from no IRI or from several form entries of their own, under a name that
  /// `EntryPartition` mints from their content.
  public let iri: IRI
  /// The statements, as canonical N-Triples: sorted lines, blank nodes labelled by RDFC-1.0.
  public let body: [UInt8]

  /// Wraps a body that is canonical already, because the store wrote it or `EntryPartition` made it.
  public init(iri: IRI, canonicalBody body: [UInt8]) {
    self.iri = iri
    self.body = body
  }
}
