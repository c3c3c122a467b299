import Crypto

extension RDFC10 {
  /// Writes the canonical N-Quads of a dataset in pieces of some 64 KiB.
  ///
  /// Only the statements that mention blank nodes are looked at closely, so that without any the cost is that of
  /// writing sorted N-Quads.
  /// - Throws: `CanonicalizationError` if the work limit is exceeded, before anything is written; and whatever
  ///   `write` throws.
  /// - Source: RDFC-1.0 §4.4.3, "Canonicalization Algorithm".
  public static func write(
    _ dataset: Dataset, algorithm: HashAlgorithm = .sha256, limits: Limits = Limits(),
    to write: ([UInt8]) throws -> Void
  ) throws {
    let labels = try issuedIdentifiers(dataset, algorithm: algorithm, limits: limits)
    try LineSerializer.serialize(StatementSource(dataset), labels: labels, to: write)
  }

  /// The hash of the canonical N-Quads of a dataset, in lower-case hexadecimal digits.
  ///
  /// Isomorphic datasets have the same hash. The function that orders the blank nodes is also the one that
  /// hashes the result.
  /// - Throws: `CanonicalizationError` if the work limit is exceeded.
  public static func hash(
    of dataset: Dataset, algorithm: HashAlgorithm = .sha256, limits: Limits = Limits()
  ) throws(CanonicalizationError) -> String {
    try digest(of: dataset, algorithm: algorithm, limits: limits).hexadecimal
  }

  /// The bytes of `hash`.
  ///
  /// - Throws: `CanonicalizationError` if the work limit is exceeded.
  public static func digest(
    of dataset: Dataset, algorithm: HashAlgorithm = .sha256, limits: Limits = Limits()
  ) throws(CanonicalizationError) -> [UInt8] {
    let labels = try issuedIdentifiers(dataset, algorithm: algorithm, limits: limits)
    let source = StatementSource(dataset)
    return switch algorithm {
    case .sha256: digest(source, labels, by: SHA256())
    case .sha384: digest(source, labels, by: SHA384())
    }
  }

  private static func digest(
    _ source: StatementSource, _ labels: [String: String], by function: some HashFunction
  ) -> [UInt8] {
    var function = function
    LineSerializer.serialize(source, labels: labels) { function.update(data: $0) }
    return Array(function.finalize())
  }

  /// The canonical label of each blank node's label.
  private static func issuedIdentifiers(
    _ dataset: Dataset, algorithm: HashAlgorithm, limits: Limits
  ) throws(CanonicalizationError) -> [String: String] {
    let quads = dataset.quadsWithBlankNodes
    guard !quads.isEmpty else { return [:] }
    var state = CanonicalizationState(BlankNodeIndex(quads), algorithm: algorithm, limits: limits)
    try state.issueCanonicalIdentifiers()
    return state.issuedIdentifiers
  }
}

extension Dataset {
  /// The quads that mention a blank node, as subject, object or name.
  fileprivate var quadsWithBlankNodes: [Quad] {
    func mentions(_ statement: Graph.Statement) -> Bool {
      dictionary.isBlankNode(statement.subject) || dictionary.isBlankNode(statement.object)
    }
    var quads = defaultGraph.statements.filter(mentions).map { Quad(defaultGraph.triple($0)) }
    for (index, name) in graphNames.enumerated() {
      let isBlank = name.term.blankNode != nil
      for statement in namedStatements[range(at: index)] where isBlank || mentions(statement) {
        quads.append(Quad(defaultGraph.triple(statement), graphName: name))
      }
    }
    return quads
  }
}
