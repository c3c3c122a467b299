/// RDF Dataset Canonicalization 1.0: the same labels for the blank nodes of isomorphic graphs.
///
/// Two datasets are isomorphic exactly if their canonical N-Quads are the same bytes, so a hash of these
/// bytes identifies a dataset whatever its blank nodes are called.
///
/// - Source: RDF Dataset Canonicalization, W3C Recommendation of 21 May 2024.
public enum RDFC10 {
  /// The hash function that orders the blank nodes; it decides about their labels.
  public enum HashAlgorithm: String, CaseIterable, Sendable {
    /// The function that the Recommendation prescribes unless told otherwise.
    case sha256 = "SHA256"
    /// The other function that every implementation has to offer.
    case sha384 = "SHA384"
  }

  /// What a canonicalisation may cost before it is given up.
  public struct Limits: Hashable, Sendable {
    /// The most steps that telling blank nodes apart may take, where their own statements do not suffice.
    ///
    /// A step is one neighbouring blank node looked at, at a cost of one or two microseconds. 1 Mi: one or two
    /// seconds. The hardest dataset of the W3C suite that can be done needs 8,000, while datasets made to
    /// do harm need more than there is time for (Recommendation §7.1, "Dataset Poisoning"). Steps are
    /// counted instead of seconds so that the outcome depends on the dataset alone.
    public var workMax = 1 << 20
    /// Creates the default limits.
    public init() {}
  }

  /// A dataset in canonical form.
  public struct Canonical: Hashable, Sendable {
    /// Canonical N-Quads: one line for each quad, sorted by code points.
    public let nQuads: [UInt8]
    /// The quads with canonical blank nodes, in the order of the lines.
    public let quads: [Quad]
    /// The label that each blank node had, and the one that it has now; without `_:`.
    public let issuedIdentifiers: [String: String]
  }

  /// Brings a dataset into canonical form; repeated quads count once.
  ///
  /// O(n log n) where every blank node can be told from the others by its own statements, which holds for
  /// nearly all real data; without blank nodes the lines are merely sorted.
  /// - Throws: `CanonicalizationError` if the work limit is exceeded.
  /// - Source: §4.4.3, "Canonicalization Algorithm".
  public static func canonicalize(
    _ quads: some Sequence<Quad>, algorithm: HashAlgorithm = .sha256, limits: Limits = Limits()
  ) throws(CanonicalizationError) -> Canonical {
    let dataset = BlankNodeIndex(quads)
    guard !dataset.labels.isEmpty else {
      let lines = SortedLines(dataset.quads)
      return Canonical(nQuads: lines.bytes, quads: lines.quads, issuedIdentifiers: [:])
    }
    var state = CanonicalizationState(dataset, algorithm: algorithm, limits: limits)
    try state.issueCanonicalIdentifiers()
    let lines = SortedLines(dataset.quads.map(state.relabelled))
    return Canonical(nQuads: lines.bytes, quads: lines.quads, issuedIdentifiers: state.issuedIdentifiers)
  }
}

/// Why a dataset has no canonical form within the limits.
public struct CanonicalizationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was exceeded and what can be done, as a sentence without its full stop.
  public let description: String
}
