extension CanonicalizationState {
  /// The hash of how a blank node stands to another one in a quad: its place there, the predicate, and what
  /// is known of it so far.
  ///
  /// - Source: §4.7, "Hash Related Blank Node".
  func hashRelatedBlankNode(
    _ related: Int, in quad: Quad, at position: UInt8, _ issuer: IdentifierIssuer
  ) -> [UInt8] {
    var input = [position]
    if position != UInt8(ascii: "g") { Term.iri(quad.triple.predicate).appendNTriples(to: &input) }
    if canonicalIssuer.hasIssued(related) {
      canonicalIssuer.append(related, to: &input)
    } else if issuer.hasIssued(related) {
      issuer.append(related, to: &input)
    } else {
      input.append(contentsOf: firstDegreeHashes[related])
    }
    return algorithm.hash(input)
  }
}
