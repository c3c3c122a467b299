import RDF

func ex(_ name: String) -> IRI { IRI(uncheckedValid: "http://example.org/\(name)") }

func blank(_ label: String) -> BlankNode { BlankNode(label) }

extension Triple {
  init(_ subject: IRI, _ predicate: IRI, _ object: Term) { self.init(.iri(subject), predicate, object) }
  init(_ subject: IRI, _ predicate: IRI, _ object: IRI) { self.init(.iri(subject), predicate, .iri(object)) }
  init(_ subject: IRI, _ predicate: IRI, _ object: BlankNode) {
    self.init(.iri(subject), predicate, .blankNode(object))
  }
  init(_ subject: BlankNode, _ predicate: IRI, _ object: Term) {
    self.init(.blankNode(subject), predicate, object)
  }
  init(_ subject: BlankNode, _ predicate: IRI, _ object: IRI) {
    self.init(.blankNode(subject), predicate, .iri(object))
  }
  init(_ subject: BlankNode, _ predicate: IRI, _ object: BlankNode) {
    self.init(.blankNode(subject), predicate, .blankNode(object))
  }
}

extension Term {
  static func text(_ text: String) -> Term { .literal(.string(text)) }
}

/// The same statements with other labels for the blank nodes, in another order.
func scrambled(_ triples: [Triple], using random: inout SeededRandom) -> [Triple] {
  var labels: [BlankNode: BlankNode] = [:]
  let nodes = Set(triples.flatMap { [$0.subject.term.blankNode, $0.object.blankNode].compactMap { $0 } })
  for (node, number) in zip(nodes.sorted(), nodes.indices.map { _ in 0 }.indices.shuffled(using: &random)) {
    labels[node] = BlankNode("x\(number)")
  }
  return triples.map { triple in
    var triple = triple
    if let node = triple.subject.term.blankNode, let other = labels[node] {
      triple.subject = .blankNode(other)
    }
    if let node = triple.object.blankNode, let other = labels[node] { triple.object = .blankNode(other) }
    return triple
  }.shuffled(using: &random)
}
