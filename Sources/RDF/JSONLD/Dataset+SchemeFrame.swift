extension Dataset {
  /// Writes the dataset as JSON-LD framed by concept scheme: the same dataset always gives the same bytes.
  ///
  /// Concept schemes come first, each with its concepts under `concepts` and its collections under `collections`, two
  /// terms of the document's context that reverse `skos:inScheme`. What is in several schemes stands in the first of
  /// them and refers to the others; what is in none stands at the top, behind the schemes. Any processor reads from
  /// the document the dataset that was written. O(n log n), and the nodes of a scheme are in memory at once.
  /// - Throws: What `write` throws.
  public func serializeFramedByScheme(
    options: SerializerOptions = SerializerOptions(), to write: ([UInt8]) throws -> Void
  ) throws {
    try JSONLDSerializer.serialize(StatementSource(self), options: options, isFramedByScheme: true, to: write)
  }
}
