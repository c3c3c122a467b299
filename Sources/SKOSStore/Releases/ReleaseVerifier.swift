import Crypto
import Foundation
import RDF
import SKOS

/// What verifying the files of a release has shown.
public struct ReleaseVerdict: Sendable {
  /// The vocabulary and the version, as the manifest states them.
  public let name: String
  /// The key that signed it.
  public let key: VerifyingKey
  /// Whether that key is one that the caller knows.
  public let isKnownKey: Bool
  /// How many files were verified.
  public let fileCount: Int
  /// How many triples the vocabulary has.
  public let tripleCount: Int
  /// RDFC-1.0, SHA-256, of the vocabulary.
  public let canonicalHash: String
  /// What is proved, each as a sentence.
  public let proved: [String]
  /// What is not, each as a sentence.
  public let unproved: [String]
}

/// Verifies a release by its files alone, without the store that made it.
///
/// Names the first thing that is wrong, in an order in which nothing is believed before it was checked: names and
/// archive, manifest, key, signature, sizes and hashes, then content. Memory: one graph at a time.
public struct ReleaseVerifier {
  private let files: ReleaseFiles
  private let limits: ReleaseLimits

  /// Prepares to verify files.
  public init(_ files: ReleaseFiles, limits: ReleaseLimits = ReleaseLimits()) {
    self.files = files
    self.limits = limits
  }

  /// Verifies everything.
  ///
  /// - Parameter known: the keys that the caller has from somewhere else; none for a key that only the release
  ///   itself vouches for.
  /// - Throws: `ReleaseFault`, the first thing that is wrong.
  public func verify(known: [VerifyingKey] = []) throws -> ReleaseVerdict {
    let manifest = try ReleaseManifest(
      bytes: files.contents(of: ReleaseManifest.fileName, byteCountMax: limits.manifestByteCountMax))
    try verifySignature(of: manifest, known)
    try verifyPlaces(manifest)
    for file in manifest.files { try verify(file) }
    try verifyContent(manifest)
    try verifyMetadata(manifest)
    return verdict(manifest, isKnown: !known.isEmpty)
  }

  // MARK: Bytes

  private func verifySignature(of manifest: ReleaseManifest, _ known: [VerifyingKey]) throws {
    let pem = try files.contents(of: ReleaseManifest.keyName, byteCountMax: 4096)
    guard pem == Array(manifest.key.pem.utf8) else {
      throw ReleaseFault(ReleaseManifest.keyName, "it is not the key that the manifest names")
    }
    guard known.isEmpty || known.contains(manifest.key) else {
      throw ReleaseFault(
        ReleaseManifest.keyName,
        "the release is signed by the key \(manifest.key.fingerprint), which is not the one that was expected"
      )
    }
    let signature = try files.contents(of: ReleaseManifest.signatureName, byteCountMax: 4096)
    guard manifest.key.verifies(signature, of: manifest.bytes) else {
      throw ReleaseFault(
        ReleaseManifest.signatureName, "it is not a signature of the manifest by the key in key.pem")
    }
  }

  private func verifyPlaces(_ manifest: ReleaseManifest) throws {
    let wanted =
      manifest.files.map(\.path) + [
        ReleaseManifest.fileName, ReleaseManifest.signatureName, ReleaseManifest.keyName,
      ]
    if let missing = wanted.first(where: { files.byteCount(of: $0) == nil }) {
      throw ReleaseFault(missing, "the file is missing")
    }
    if let surplus = Set(files.names).subtracting(wanted).sorted().first {
      throw ReleaseFault(surplus, "the manifest does not list the file")
    }
    if let folder = files.folder, folder != manifest.folder {
      throw ReleaseFault(nil, "the archive's folder is \(folder), and the manifest is of \(manifest.folder)")
    }
    if let time = files.time, time != manifest.issued.milliseconds / 1000 {
      throw ReleaseFault(nil, "the archive's files do not have the time of the release")
    }
    for name in Self.required where !wanted.contains(name) {
      throw ReleaseFault(name, "the manifest does not list the file, and every release has it")
    }
  }

  private static let required =
    RDFSyntax.allCases.map { "vocabulary." + $0.fileExtension } + ["metadata.ttl", "metadata.jsonld"]

  private func verify(_ file: ReleaseManifest.File) throws {
    let byteCount = files.byteCount(of: file.path) ?? 0
    guard byteCount == file.byteSize else {
      throw ReleaseFault(
        file.path, "it has \(byteCount) bytes, and the manifest states \(file.byteSize)")
    }
    var hash = SHA256()
    try files.read(file.path) { hash.update(data: $0) }
    guard hash.finalize().hexadecimal == file.sha256 else {
      throw ReleaseFault(file.path, "it does not have the SHA-256 that the manifest states")
    }
  }

  // MARK: Content

  /// That all syntaxes hold the same graph, with the hashes that the manifest states.
  private func verifyContent(_ manifest: ReleaseManifest) throws {
    for syntax in RDFSyntax.allCases {
      let name = "vocabulary." + syntax.fileExtension
      let dataset = try dataset(name, syntax)
      let content = dataset.defaultGraph
      guard content.count == manifest.triples else {
        throw ReleaseFault(
          name, "it has \(content.count) triples, and the manifest states \(manifest.triples)")
      }
      guard try hash(of: content, name) == manifest.canonicalHash else {
        throw ReleaseFault(name, "its graph does not have the RDFC-1.0 hash that the manifest states")
      }
      let names = dataset.graphNames
      if syntax == .triG || syntax == .nQuads {
        guard names.count == 1, let described = names.first.flatMap({ dataset.graph(named: $0) }),
          try hash(of: described, name) == manifest.descriptionHash
        else {
          throw ReleaseFault(name, "its named graph is not the description that the manifest states")
        }
      } else if !names.isEmpty {
        throw ReleaseFault(name, "it has a named graph, which only TriG and N-Quads have here")
      }
      if syntax == .nTriples, try contentRoot(content, name) != manifest.contentRoot {
        throw ReleaseFault(name, "its entries do not have the content root that the manifest states")
      }
    }
  }

  private func contentRoot(_ graph: Graph, _ name: String) throws -> String {
    do {
      var tree = ContentTreeReplay()
      let entries = try EntryPartition(graph)
      for (place, iri) in entries.iris.enumerated() {
        tree.set(iri.string, to: Data.sha256(try entries.entry(at: place).body))
      }
      return tree.root().hexadecimal
    } catch {
      throw ReleaseFault(name, "it cannot be taken apart into entries: \(error)")
    }
  }

  private func dataset(_ name: String, _ syntax: RDFSyntax) throws -> Dataset {
    var parser = DocumentParser(syntax, into: DatasetBuilder())
    do {
      try files.read(name) { chunk in
        try chunk.withUnsafeBufferPointer { bytes in try parser.feed(bytes) }
      }
      try parser.finish()
    } catch let error as SyntaxError {
      throw ReleaseFault(name, "it cannot be read: \(error)")
    }
    return parser.sink.dataset()
  }

  private func hash(of graph: Graph, _ name: String) throws -> String {
    do {
      return try RDFC10.hash(of: Dataset(graph))
    } catch {
      throw ReleaseFault(name, "it cannot be canonicalised: \(error)")
    }
  }

  // MARK: Metadata

  /// That the metadata is one graph in both syntaxes and says what the manifest says.
  private func verifyMetadata(_ manifest: ReleaseManifest) throws {
    for syntax in [RDFSyntax.jsonLD, .turtle] {
      let name = "metadata." + syntax.fileExtension
      let graph = try dataset(name, syntax).defaultGraph
      guard try hash(of: graph, name) == manifest.metadataHash else {
        throw ReleaseFault(name, "its graph does not have the RDFC-1.0 hash that the manifest states")
      }
      let claims = try ReleaseClaims(manifest)
      if let missing = claims.triples.first(where: { !graph.contains($0) }) {
        throw ReleaseFault(
          name,
          "it does not say what the manifest says: \(missing.predicate) of \(missing.subject.term.nTriples) is not \(missing.object.nTriples)"
        )
      }
    }
  }

  private func verdict(_ manifest: ReleaseManifest, isKnown: Bool) -> ReleaseVerdict {
    let fingerprint = manifest.key.fingerprint
    let proved = [
      "All \(manifest.files.count) files have the sizes and hashes of the manifest, and there are no others.",
      "All \(RDFSyntax.allCases.count) syntaxes hold the same graph of \(manifest.triples) triples, and the metadata agrees with the manifest.",
      isKnown
        ? "The manifest is signed by the key \(fingerprint), which is the one you named."
        : "The manifest is signed by the key \(fingerprint), which came with the release.",
    ]
    var unproved = [
      "Whether the table, the changes, the report and the notes tell the truth: they are what was signed.",
      "When it was signed: the time is what the signer states.",
    ]
    if !isKnown {
      unproved.insert(
        "Who made it: anybody can make a key. Compare the key with one that you have from its publisher (--key FILE).",
        at: 0)
    }
    return ReleaseVerdict(
      name: "\(manifest.vocabulary) \(manifest.version)", key: manifest.key, isKnownKey: isKnown,
      fileCount: manifest.files.count + 3, tripleCount: manifest.triples,
      canonicalHash: manifest.canonicalHash, proved: proved, unproved: unproved)
  }
}
