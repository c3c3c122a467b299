// Terms that are values already, for sinks that take bytes.

extension StatementSink {
  /// Takes a term.
  public mutating func term(_ term: Term) -> Handle {
    switch term {
    case .iri(let iri): self.iri(Array(iri.string.utf8))
    case .blankNode(let node): blankNode(Array(node.label.utf8))
    case .literal(.string(let form)): literal(Array(form.utf8))
    case .literal(.languageTagged(let form, let tag)):
      literal(Array(form.utf8).span, language: Array(tag.string.utf8).span)
    case .literal(.typed(let form, let datatype)):
      literal(Array(form.utf8), datatype: self.iri(Array(datatype.string.utf8)))
    }
  }

  /// Takes a quad.
  public mutating func write(_ quad: Quad) {
    let subject = term(quad.triple.subject.term)
    let predicate = iri(Array(quad.triple.predicate.string.utf8))
    let object = term(quad.triple.object)
    let graph = quad.graphName.map { term($0.term) }
    statement(subject, predicate, object, graph: graph, at: .start)
  }
}
