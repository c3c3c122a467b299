extension CanonicalizationState {
  /// The hash of a blank node's own statements, in which it is called `a` and every other one `z`.
  ///
  /// - Source: §4.6, "Hash First Degree Quads".
  func hashFirstDegreeQuads(_ node: Int) -> [UInt8] {
    var lines: [[UInt8]] = []
    for index in dataset.quadsOfNode[node] {
      let nodes = dataset.nodesOfQuad[index]
      func stand(in place: Int?, for term: Term) -> Term {
        place.map { .blankNode(BlankNode($0 == node ? "a" : "z")) } ?? term
      }
      let quad = dataset.quads[index]
      var line: [UInt8] = []
      stand(in: nodes.subject, for: quad.triple.subject.term).appendNTriples(to: &line)
      line.append(UInt8(ascii: " "))
      Term.iri(quad.triple.predicate).appendNTriples(to: &line)
      line.append(UInt8(ascii: " "))
      stand(in: nodes.object, for: quad.triple.object).appendNTriples(to: &line)
      if let graphName = quad.graphName {
        line.append(UInt8(ascii: " "))
        stand(in: nodes.graphName, for: graphName.term).appendNTriples(to: &line)
      }
      line.append(contentsOf: " .\n".utf8)
      lines.append(line)
    }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    return algorithm.hash(Array(lines.joined()))
  }
}
