internal import RDF

/// Writes statements as the body of an entry.
enum CanonicalBody {
  /// How much telling the blank nodes of one entry apart may take, in the steps of RDFC-1.0.
  ///
  /// 64 Ki, a tenth of a second: eight times what the hardest case of the W3C suite needs, and an entry is small.
  private static let workMax = 1 << 16

  /// The lines of canonical N-Triples, sorted by their bytes, each once.
  static func bytes(of triples: [Triple], of iri: IRI?) throws(EntryError) -> [UInt8] {
    guard triples.contains(where: \.hasBlankNode) else { return lines(triples) }
    return try labelled(triples, of: iri).nQuads
  }

  /// The statements with the labels that RDFC-1.0 issues.
  static func labelled(_ triples: [Triple], of iri: IRI?) throws(EntryError) -> RDFC10.Canonical {
    var limits = RDFC10.Limits()
    limits.workMax = workMax
    do throws(CanonicalizationError) {
      return try RDFC10.canonicalize(triples.map { Quad($0) }, limits: limits)
    } catch {
      let owner = iri.map { "of <\($0)>" } ?? "that several resources share"
      throw EntryError(.tooComplex, iri, "the blank nodes \(owner) cannot be told apart: \(error)")
    }
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
