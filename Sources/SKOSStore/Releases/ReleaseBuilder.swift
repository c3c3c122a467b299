import Crypto
import Foundation
import RDF
import SKOS

/// Writes the files of a release into a folder, and tells what has been written.
///
/// Each file is hashed while it is written, and held in memory no longer than its serialiser holds it; what stays in
/// memory are the two graphs.
struct ReleaseBuilder {
  /// What a release is made of.
  struct Source {
    let release: Release
    let settings: ReleaseSettings
    let vocabulary: String
    let graph: Graph
    /// The release before it, if there was one.
    let previous: (version: String, graph: Graph)?
  }

  private let source: Source
  private let description: ReleaseDescription
  private let folder: String
  private var files: [ReleaseManifest.File] = []

  init(_ source: Source, into folder: String) throws(StoreError) {
    self.source = source
    self.folder = folder
    description = try ReleaseDescription(
      source.release, settings: source.settings, vocabulary: source.vocabulary, graph: source.graph)
  }

  /// Writes everything but the manifest, its signature and the key, and returns the manifest.
  mutating func build(program: String, storeFormat: Int, key: VerifyingKey) throws -> ReleaseManifest {
    try writeContent()
    let distributions = files
    try writeChanges()
    try writeCheck(program: program)
    let notes = source.release.notes
    try write("notes.md", "text/markdown") { try $0(Array(notes.utf8)) }
    let metadata = description.metadata(files: distributions)
    for syntax in [RDFSyntax.turtle, .jsonLD] {
      try write("metadata." + syntax.fileExtension, syntax.mediaType) { append in
        try metadata.serialize(as: syntax, options: Self.options, to: append)
      }
    }
    let release = source.release
    return ReleaseManifest(
      vocabulary: source.vocabulary, vocabularyIRI: description.vocabularyIRI.string,
      version: release.version, versionIRI: description.versionIRI.string,
      previousVersion: release.previous, issued: release.at, revision: release.revision,
      triples: source.graph.count, canonicalHash: release.canonicalHash, contentRoot: release.contentHash,
      metadataHash: try RDFC10.hash(of: Dataset(metadata)),
      descriptionHash: try RDFC10.hash(of: Dataset(Graph(description.description))),
      storeFormat: storeFormat, program: program, key: key, files: files.sorted { $0.path < $1.path })
  }

  /// Writes the manifest and what proves it.
  func seal(_ manifest: ReleaseManifest, signature: [UInt8]) throws {
    for (name, bytes) in [
      (ReleaseManifest.fileName, manifest.bytes), (ReleaseManifest.signatureName, signature),
      (ReleaseManifest.keyName, Array(manifest.key.pem.utf8)),
    ] {
      let writer = try ReleaseFileWriter(folder + "/" + name)
      try writer.append(bytes)
      try writer.finish()
    }
  }

  private static let options = SerializerOptions(
    prefixes: SerializerOptions.prefixes(IRI.releasePrefixes))

  /// Writes every syntax, and the table.
  ///
  /// The files that can hold named graphs have the description in one.
  private mutating func writeContent() throws {
    let graph = source.graph
    let name = Subject.iri(description.graphName)
    let options = Self.options
    let described = Dataset(description.description.map { Quad($0, graphName: name) })
    for syntax in RDFSyntax.allCases {
      try write("vocabulary." + syntax.fileExtension, syntax.mediaType) { append in
        // Both parts are documents of their own without blank nodes in common, so one after the other is one too.
        try graph.serialize(as: syntax, to: append)
        if syntax == .triG { try append([UInt8(ascii: "\n")]) }
        if syntax == .triG || syntax == .nQuads {
          try described.serialize(as: syntax, options: options, to: append)
        }
      }
    }
    try write("vocabulary.csv", "text/csv") { try ReleaseTable(graph).write(to: $0) }
  }

  private mutating func writeChanges() throws {
    guard let previous = source.previous else { return }
    let report = try ReleaseNotes.report(
      from: previous, to: (source.release.version, source.graph), language: source.settings[.language])
    let prefixes = source.graph.prefixes
    try write("changes.json", "application/json") { append in
      try append(report.json().serialized(.indented) + [UInt8(ascii: "\n")])
    }
    try write("changes.md", "text/markdown") { try $0(Array(report.markdown().utf8)) }
    try write("changes.html", "text/html") { try $0(Array(report.html().utf8)) }
    try write("changes.rdfp", "application/rdf-patch") { append in
      try append(report.statements.rdfPatch(from: previous.graph.prefixes, to: prefixes))
    }
  }

  private mutating func writeCheck(program: String) throws {
    let configuration = CheckConfiguration()
    let languages = source.settings[.language].flatMap { try? LanguageTag($0) }.map { [$0] } ?? []
    let findings = SKOSCheck.run(
      source.graph, configuration: configuration, previous: source.previous?.graph, languages: languages)
    let file = CheckReport.File(
      name: "\(source.vocabulary) \(source.release.version)", tripleCount: source.graph.count,
      items: findings.map { CheckReport.Item($0, at: nil) })
    let report = CheckReport(files: [file], rules: configuration.rules, version: program)
    try write("check.json", "application/json") { append in
      try append(report.json.serialized(.indented) + [UInt8(ascii: "\n")])
    }
    try write("check.html", "text/html") { try $0(Array(report.html.utf8)) }
  }

  private mutating func write(
    _ name: String, _ mediaType: String, _ content: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let writer = try ReleaseFileWriter(folder + "/" + name)
    var (hash, byteSize) = (SHA256(), 0)
    try content { bytes in
      hash.update(data: bytes)
      byteSize += bytes.count
      try writer.append(bytes)
    }
    try writer.finish()
    files.append(
      ReleaseManifest.File(
        path: name, mediaType: mediaType, byteSize: byteSize, sha256: hash.finalize().hexadecimal))
  }
}
