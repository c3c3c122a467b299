import RDF

/// Claims that the canonical form of a dataset depends neither on labels nor on order, and is its own.
func checkCanonicalization(of bytes: [UInt8]) {
  let reading = Reading(of: bytes, as: .nQuads)
  let quads = reading.quads.map(\.quad)
  // With blank nodes as graph names the Recommendation's algorithm has two forms for some datasets.
  guard reading.error == nil, quads.count <= 60,
    !quads.contains(where: { $0.graphName?.term.blankNode != nil })
  else { return }
  var limits = RDFC10.Limits()
  limits.workMax = 2_000
  guard let canonical = try? RDFC10.canonicalize(quads, limits: limits) else { return }

  var random = InputRandom(bytes)
  let salt = Int.random(in: 0..<1_000_000, using: &random)
  let relabelled = quads.map { $0.relabelled { label in "x\((label.hashed &+ salt) & 0xFFFF)\(label)" } }
  let other = try? RDFC10.canonicalize(relabelled.shuffled(using: &random), limits: limits)
  claim(other?.nQuads == canonical.nQuads, "other labels and another order change the canonical form")

  let copy = Reading(of: canonical.nQuads, as: .nQuads)
  // Written out, an IRI or literal may be longer than the limits of the reading.
  guard copy.error?.code != .limit else { return }
  claim(copy.error == nil, "the canonical form does not read: \(copy.error as Any)")
  claim(copy.quads.map(\.quad) == canonical.quads, "the canonical form has other quads than it says")
  claim(isIsomorphic(quads, canonical.quads), "the canonical form is not isomorphic")
  claim(
    (try? RDFC10.canonicalize(canonical.quads, limits: limits))?.nQuads == canonical.nQuads,
    "the canonical form has another canonical form")
}

extension String {
  /// A number that follows from the text, the same in every process.
  fileprivate var hashed: Int { utf8.reduce(5_381) { ($0 &* 33) ^ Int($1) } }
}

extension Quad {
  fileprivate func relabelled(_ label: (String) -> String) -> Quad {
    func node(_ subject: Subject) -> Subject {
      if case .blankNode(let node) = subject { .blankNode(BlankNode(label(node.label))) } else { subject }
    }
    let object = triple.object.subject.map { node($0).term } ?? triple.object
    return Quad(Triple(node(triple.subject), triple.predicate, object), graphName: graphName.map(node))
  }
}
