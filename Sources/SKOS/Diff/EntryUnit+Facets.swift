internal import RDF

/// One aspect of one resource.
struct Facet: Hashable, Sendable {
  let subject: Subject
  let aspect: Aspect
}

extension EntryUnit {
  /// What the unit says, aspect by aspect; a block may hang from several properties.
  var facets: [(facet: Facet, value: AspectValue)] {
    switch self {
    case .triple(let triple):
      let value: AspectValue? =
        switch triple.object {
        case .literal(let literal): .literal(literal)
        case .iri(let iri): .resource(iri)
        case .blankNode: nil
        }
      guard let value else { return [] }
      return [
        (Facet(subject: triple.subject, aspect: Aspect(triple.predicate, triple.object, text: nil)), value)
      ]
    case .block(let block):
      return block.facets
    }
  }
}

extension EntryBlock {
  fileprivate var facets: [(facet: Facet, value: AspectValue)] {
    let roots = triples.filter { $0.subject.iri != nil }
    guard let any = roots.first ?? triples.first else { return [] }
    // A block that hangs from nothing is shown under its first statement.
    return (roots.isEmpty ? [any] : roots).flatMap { root -> [(facet: Facet, value: AspectValue)] in
      let texts = roots.isEmpty ? [] : self.texts(of: root.object)
      let values = texts.isEmpty ? [nil] : texts.map(Optional.some)
      return values.map { text in
        let aspect = Aspect(root.predicate, root.object, text: text)
        return (Facet(subject: root.subject, aspect: aspect), .node(text: text, triples: triples))
      }
    }
  }

  /// What a node says in words: its rdf:value, or its literal form if it is an xl Label.
  private func texts(of node: Term) -> [Literal] {
    triples.filter { $0.subject.term == node && [.RDF.value, .SKOSXL.literalForm].contains($0.predicate) }
      .compactMap(\.object.literal).sorted()
  }
}
