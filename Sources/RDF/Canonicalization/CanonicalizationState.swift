/// The state of one canonicalisation.
///
/// - Source: §4.3, "Canonicalization state".
struct CanonicalizationState {
  let dataset: BlankNodeIndex
  let algorithm: RDFC10.HashAlgorithm
  let limits: RDFC10.Limits
  var canonicalIssuer = IdentifierIssuer(prefix: "c14n")
  /// The first degree hash of each blank node.
  var firstDegreeHashes: [[UInt8]] = []
  private var work = 0

  init(_ dataset: BlankNodeIndex, algorithm: RDFC10.HashAlgorithm, limits: RDFC10.Limits) {
    self.dataset = dataset
    self.algorithm = algorithm
    self.limits = limits
  }

  /// Gives every blank node its canonical identifier.
  ///
  /// - Source: §4.4.3, steps 3 to 5.
  mutating func issueCanonicalIdentifiers() throws(CanonicalizationError) {
    var nodesByHash: [[UInt8]: [Int]] = [:]
    for node in dataset.labels.indices {
      let hash = hashFirstDegreeQuads(node)
      firstDegreeHashes.append(hash)
      nodesByHash[hash, default: []].append(node)
    }
    let groups = nodesByHash.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    for nodes in groups where nodes.count == 1 {
      for node in nodes { canonicalIssuer.issue(node) }
    }
    for nodes in groups where nodes.count > 1 {
      var paths: [(hash: [UInt8], issued: [Int])] = []
      for node in nodes where !canonicalIssuer.hasIssued(node) {
        var issuer = IdentifierIssuer(prefix: "b")
        issuer.issue(node)
        let hash = try hashNDegreeQuads(node, &issuer)
        paths.append((hash, issuer.issued))
      }
      for path in paths.sorted(by: { $0.hash.lexicographicallyPrecedes($1.hash) }) {
        for node in path.issued { canonicalIssuer.issue(node) }
      }
    }
  }

  /// Counts a step of telling blank nodes apart.
  mutating func countWork(_ steps: Int = 1) throws(CanonicalizationError) {
    work += steps
    guard work <= limits.workMax else {
      throw CanonicalizationError(
        description:
          "the dataset's \(dataset.labels.count) blank nodes are too much alike to be told apart within "
          + "\(limits.workMax) steps; give some of them IRIs, or raise the work limit if the source is trusted"
      )
    }
  }

  /// The quad with canonical blank nodes.
  func relabelled(_ quad: Quad) -> Quad {
    func relabelled(_ node: BlankNode) -> BlankNode {
      dataset.numbers[node].flatMap(canonicalIssuer.identifier).map { BlankNode($0) } ?? node
    }
    var quad = quad
    if case .blankNode(let node) = quad.triple.subject { quad.triple.subject = .blankNode(relabelled(node)) }
    if case .blankNode(let node) = quad.triple.object { quad.triple.object = .blankNode(relabelled(node)) }
    if case .blankNode(let node) = quad.graphName { quad.graphName = .blankNode(relabelled(node)) }
    return quad
  }

  /// The canonical label of each label.
  var issuedIdentifiers: [String: String] {
    var identifiers: [String: String] = [:]
    for (node, label) in dataset.labels.enumerated() {
      identifiers[label] = canonicalIssuer.identifier(of: node)
    }
    return identifiers
  }
}
