internal import RDF

/// Writes statements as the body of an entry.
enum CanonicalBody {
  /// The lines of canonical N-Triples, sorted by their bytes, each once.
  static func bytes(of triples: [Triple], of iri: IRI?) throws(EntryError) -> [UInt8] {
    let canonical = triples.contains(where: \.hasBlankNode) ? try labelled(triples, of: iri).triples : triples
    return lines(canonical)
  }

  /// The statements with the labels that RDFC-1.0 issues.
  static func labelled(
    _ triples: [Triple], of iri: IRI?
  ) throws(EntryError) -> (triples: [Triple], labels: [String: String]) {
    guard let labels = TemporaryLabelling.labels(of: triples) else {
      let owner = iri.map { "of <\($0)>" } ?? "that several resources share"
      throw EntryError(
        .tooComplex, iri, "the blank nodes \(owner) are too entangled to be labelled; give some of them IRIs")
    }
    return (triples.map { $0.relabelled { BlankNode(labels[$0.label] ?? $0.label) } }, labels)
  }

  /// The lines of statements without regard to labels, sorted by their bytes, each once.
  static func lines(_ triples: [Triple]) -> [UInt8] {
    var lines: [[UInt8]] = []
    lines.reserveCapacity(triples.count)
    for triple in triples {
      var line: [UInt8] = []
      triple.appendNTriples(to: &line)
      lines.append(line)
    }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count })
    for (index, line) in lines.enumerated() where index == 0 || line != lines[index - 1] {
      bytes.append(contentsOf: line)
    }
    return bytes
  }
}

extension Triple {
  /// Whether the subject or the object is a blank node.
  var hasBlankNode: Bool { subject.iri == nil || object.blankNode != nil }

  /// The statement with its blank nodes replaced.
  func relabelled(_ name: (BlankNode) -> BlankNode) -> Triple {
    var copy = self
    if case .blankNode(let node) = subject { copy.subject = .blankNode(name(node)) }
    if case .blankNode(let node) = object { copy.object = .blankNode(name(node)) }
    return copy
  }
}
