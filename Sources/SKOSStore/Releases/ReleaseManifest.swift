import RDF

/// What a release consists of: the file `manifest.json`, whose bytes are signed.
///
/// Its bytes are those of the JSON Canonicalization Scheme (RFC 8785) and a line feed; no other spelling is taken.
struct ReleaseManifest: Hashable {
  /// One of the files that the manifest vouches for.
  struct File: Hashable {
    let path: String
    let mediaType: String
    let byteSize: Int
    let sha256: String
  }

  static let fileName = "manifest.json"
  static let signatureName = "manifest.json.sig"
  static let keyName = "key.pem"
  static let format = "concordat-release"
  /// The version of this layout.
  static let formatVersion = 1

  var vocabulary: String
  var vocabularyIRI: String
  var version: String
  var versionIRI: String
  var previousVersion: String?
  var issued: Timestamp
  var revision: Int64
  var triples: Int
  /// RDFC-1.0, SHA-256, of the content.
  var canonicalHash: String
  /// The root of the content tree.
  var contentRoot: String
  /// RDFC-1.0, SHA-256, of `metadata.ttl`.
  var metadataHash: String
  /// RDFC-1.0, SHA-256, of the named graph in TriG and N-Quads.
  var descriptionHash: String
  /// The version of the store's schema and of the program that wrote the files.
  var storeFormat: Int
  var program: String
  var key: VerifyingKey
  /// In the order of their names.
  var files: [File]

  /// The name of the folder in an archive.
  var folder: String { "\(vocabulary)-\(version)" }

  /// The file's bytes.
  var bytes: [UInt8] {
    let json: JSON = [
      "format": .string(Self.format), "formatVersion": .int(Self.formatVersion),
      "vocabulary": .string(vocabulary), "vocabularyIRI": .string(vocabularyIRI),
      "version": .string(version), "versionIRI": .string(versionIRI),
      "previousVersion": .optional(previousVersion), "issued": .string(issued.iso8601),
      "revision": .int(Int(revision)), "triples": .int(triples), "canonicalHash": .string(canonicalHash),
      "contentRoot": .string(contentRoot), "metadataHash": .string(metadataHash),
      "descriptionHash": .string(descriptionHash), "storeFormat": .int(storeFormat),
      "program": .string(program), "key": .string(key.bytes.hexadecimal),
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path), "mediaType": .string(file.mediaType),
            "byteSize": .int(file.byteSize), "sha256": .string(file.sha256),
          ]
        }),
    ]
    // Integers that are counts of bytes and triples have one spelling, so this cannot fail.
    return ((try? json.canonical()) ?? []) + [UInt8(ascii: "\n")]
  }

  /// Reads the file, and takes no other bytes than those that `bytes` writes.
  init(bytes: [UInt8]) throws(ReleaseFault) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw ReleaseFault(Self.fileName, "it is not JSON: \(error)")
    }
    guard json["format"]?.string == Self.format, json["formatVersion"]?.int == Self.formatVersion else {
      throw ReleaseFault(
        Self.fileName, "it is not the manifest of a release in format \(Self.formatVersion)")
    }
    func text(_ name: String) throws(ReleaseFault) -> String {
      guard let text = json[name]?.string else { throw ReleaseFault(Self.fileName, "\(name) is missing") }
      return text
    }
    func number(_ name: String) throws(ReleaseFault) -> Int {
      guard let number = json[name]?.int, number >= 0 else {
        throw ReleaseFault(Self.fileName, "\(name) is not a count")
      }
      return number
    }
    guard let issued = Timestamp(iso8601: try text("issued")) else {
      throw ReleaseFault(Self.fileName, "issued is not a time")
    }
    guard let key = VerifyingKey(hexadecimal: try text("key")) else {
      throw ReleaseFault(Self.fileName, "key is not a public key of Ed25519")
    }
    vocabulary = try text("vocabulary")
    vocabularyIRI = try text("vocabularyIRI")
    version = try text("version")
    versionIRI = try text("versionIRI")
    previousVersion = json["previousVersion"]?.string
    self.issued = issued
    revision = Int64(try number("revision"))
    triples = try number("triples")
    canonicalHash = try text("canonicalHash")
    contentRoot = try text("contentRoot")
    metadataHash = try text("metadataHash")
    descriptionHash = try text("descriptionHash")
    storeFormat = try number("storeFormat")
    program = try text("program")
    self.key = key
    files = []
    for file in json["files"]?.array ?? [] {
      guard let path = file["path"]?.string, ReleaseFiles.isName(path),
        files.last.map({ $0.path < path }) ?? true, let mediaType = file["mediaType"]?.string,
        let byteSize = file["byteSize"]?.int, byteSize >= 0, let sha256 = file["sha256"]?.string
      else { throw ReleaseFault(Self.fileName, "files is not a sorted list of files with plain names") }
      files.append(File(path: path, mediaType: mediaType, byteSize: byteSize, sha256: sha256))
    }
    guard self.bytes == bytes else {
      throw ReleaseFault(Self.fileName, "it is not in canonical form, or says more than a manifest does")
    }
  }

  init(
    vocabulary: String, vocabularyIRI: String, version: String, versionIRI: String, previousVersion: String?,
    issued: Timestamp, revision: Int64, triples: Int, canonicalHash: String, contentRoot: String,
    metadataHash: String, descriptionHash: String, storeFormat: Int, program: String, key: VerifyingKey,
    files: [File]
  ) {
    self.vocabulary = vocabulary
    self.vocabularyIRI = vocabularyIRI
    self.version = version
    self.versionIRI = versionIRI
    self.previousVersion = previousVersion
    self.issued = issued
    self.revision = revision
    self.triples = triples
    self.canonicalHash = canonicalHash
    self.contentRoot = contentRoot
    self.metadataHash = metadataHash
    self.descriptionHash = descriptionHash
    self.storeFormat = storeFormat
    self.program = program
    self.key = key
    self.files = files
  }
}
