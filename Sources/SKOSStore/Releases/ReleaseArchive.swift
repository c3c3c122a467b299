import Foundation
import GRDB
import RDF
import SKOS

/// The archive of a release, as it was written.
public struct ReleaseArchive: Sendable {
  /// A fitting name for its file.
  public let fileName: String
  /// SHA-256 of the manifest, in hexadecimal; it stands for every byte of the release.
  public let manifestHash: String
  /// The release.
  public let release: Release
}

extension Store {
  /// Writes the archive of a release: every syntax, the table, the changes, the report, metadata, the manifest and
  /// its signature.
  ///
  /// The first time seals the release: the manifest and its signature are kept, and every later archive has the same
  /// bytes. A later program that writes the same content otherwise reissues the release, once, and from then on with the
  /// same bytes too. The files are made in the store's folder for transfers and removed afterwards.
  /// - Parameter program: the version of the program, for the manifest and the check report.
  /// - Throws: `invalidState` with the tombstone for a withdrawn release, `notFound`, `conflict` if this program
  ///   makes other content of the release than was sealed; what `append` throws.
  public func writeReleaseArchive(
    _ version: String, program: String, grant: Grant, to append: ([UInt8]) throws -> Void
  ) throws -> ReleaseArchive {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    let (source, seal) = try passing { db in
      let release = try Self.existing(db, vocabulary, version)
      try release.requireNotWithdrawn()
      return (try Self.source(db, vocabulary, release), try ReleaseSeal.fetch(db, vocabulary.id, version))
    }
    return try inReleaseFolder { folder in
      var builder = try ReleaseBuilder(source, into: folder)
      let key = try seal?.manifest.key ?? signingKeys().current
      let manifest = try builder.build(
        program: seal?.manifest.program ?? program,
        storeFormat: seal?.manifest.storeFormat ?? Int(Schema.version), key: key)
      if let seal, manifest != seal.manifest {
        return try reissue(source, program: program, after: seal, of: vocabulary, grant, to: append)
      }
      let kept = try self.seal(manifest, as: seal, of: vocabulary, grant)
      return try Self.finish(&builder, kept, source, in: folder, to: append)
    }
  }

  /// Runs a block with a folder that is removed afterwards.
  private func inReleaseFolder<Value>(_ body: (_ folder: String) throws -> Value) throws -> Value {
    let folder = spoolDirectory + "/release-" + environment.randomBytes(8).hexadecimal
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  private static func finish(
    _ builder: inout ReleaseBuilder, _ seal: ReleaseSeal, _ source: ReleaseBuilder.Source, in folder: String,
    to append: ([UInt8]) throws -> Void
  ) throws -> ReleaseArchive {
    try builder.seal(seal.manifest, signature: seal.signature)
    try writeArchive(of: seal.manifest, from: folder, to: append)
    return ReleaseArchive(
      fileName: seal.manifest.folder + ".tar", manifestHash: Data.sha256(seal.manifest.bytes).hexadecimal,
      release: source.release)
  }

  /// Writes a release as this program writes it, whose files another one has sealed.
  private func reissue(
    _ source: ReleaseBuilder.Source, program: String, after first: ReleaseSeal, of vocabulary: Vocabulary,
    _ grant: Grant, to append: ([UInt8]) throws -> Void
  ) throws -> ReleaseArchive {
    try inReleaseFolder { folder in
      let known = try passing { db in
        try ReleaseReissue.fetch(db, vocabulary.id, source.release.version, program: program)
      }
      var builder = try ReleaseBuilder(source, into: folder)
      let manifest = try builder.build(
        program: program, storeFormat: known?.manifest.storeFormat ?? Int(Schema.version),
        key: known?.manifest.key ?? signingKeys().current)
      guard manifest.saysTheSame(as: first.manifest) else { throw first.refusal(of: manifest) }
      let kept = try keepReissue(manifest, known, after: first, of: vocabulary, grant)
      return try Self.finish(&builder, kept, source, in: folder, to: append)
    }
  }

  private func keepReissue(
    _ manifest: ReleaseManifest, _ known: ReleaseSeal?, after first: ReleaseSeal, of vocabulary: Vocabulary,
    _ grant: Grant
  ) throws(StoreError) -> ReleaseSeal {
    if let known {
      try known.requireSame(manifest)
      return known
    }
    let made = ReleaseSeal(manifest: manifest, signature: try signingKey().signature(of: manifest.bytes))
    return try write { transaction in
      let other = try ReleaseReissue.fetch(
        transaction.db, vocabulary.id, manifest.version, program: manifest.program)
      if let other {
        try other.requireSame(manifest)
        return other
      }
      guard made.isSigned else {
        throw StoreError(.staleRevision, "the store's key was replaced meanwhile; repeat")
      }
      try ReleaseReissue.insert(made, after: first, of: vocabulary, by: grant.actorName, in: transaction)
      return made
    }
  }

  /// What a release is made from.
  static func source(
    _ db: Database, _ vocabulary: Vocabulary, _ release: Release
  ) throws -> ReleaseBuilder.Source {
    func graph(at revision: Int64) throws -> Graph {
      try Snapshot(db: db, vocabulary: vocabulary, revision: revision).graph()
    }
    let previous = try release.previous.map { version in
      (version, try graph(at: existing(db, vocabulary, version).revision))
    }
    let sql = "SELECT settings FROM release_metadata WHERE vocabulary = ? AND version = ?"
    guard
      let settings = try String.fetchOne(db, sql: sql, arguments: [vocabulary.id, release.version])
    else { throw StoreError(.damaged, "the release \(release.version) has no metadata; restore a backup") }
    return ReleaseBuilder.Source(
      release: release, settings: try ReleaseSettings(text: settings), vocabulary: vocabulary.name,
      graph: try graph(at: release.revision), previous: previous)
  }

  /// The seal of a release: the one it has, or a new one that is kept.
  private func seal(
    _ manifest: ReleaseManifest, as found: ReleaseSeal?, of vocabulary: Vocabulary, _ grant: Grant
  ) throws(StoreError) -> ReleaseSeal {
    if let found {
      try found.requireSame(manifest)
      return found
    }
    let made = ReleaseSeal(
      manifest: manifest, signature: try signingKey().signature(of: manifest.bytes))
    return try write { transaction in
      let db = transaction.db
      // Somebody else may have sealed it in the meantime.
      if let other = try ReleaseSeal.fetch(db, vocabulary.id, manifest.version) {
        try other.requireSame(manifest)
        return other
      }
      guard made.isSigned else {
        throw StoreError(.staleRevision, "the store's key was replaced meanwhile; repeat")
      }
      try db.execute(
        sql: "INSERT INTO release_seal (vocabulary, version, manifest, signature) VALUES (?, ?, ?, ?)",
        arguments: [vocabulary.id, manifest.version, Data(manifest.bytes), Data(made.signature)])
      let note = AuditLog.Note(
        actor: grant.actorName, action: "release.seal", vocabulary: vocabulary.name,
        target: manifest.version, detail: Data.sha256(manifest.bytes).hexadecimal)
      try AuditLog.append(note, in: transaction)
      return made
    }
  }

  private static func writeArchive(
    of manifest: ReleaseManifest, from folder: String, to append: ([UInt8]) throws -> Void
  ) throws {
    let files = try ReleaseFiles(path: folder)
    let time = manifest.issued.milliseconds / 1000
    for name in files.names {
      let byteCount = files.byteCount(of: name) ?? 0
      let header = TarHeader(folder: manifest.folder, name: name, byteCount: byteCount, time: time)
      guard let bytes = header.bytes else {
        throw StoreError(.invalidArgument, "\(name) cannot stand in an archive: it has \(byteCount) bytes")
      }
      try append(bytes)
      try files.read(name, append)
      try append([UInt8](repeating: 0, count: TarHeader.padding(after: byteCount)))
    }
    try append([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
  }
}

/// The manifest of a release and its signature, which are kept from the first archive on.
struct ReleaseSeal {
  let manifest: ReleaseManifest
  let signature: [UInt8]

  /// Whether the signature is that of the manifest's key.
  var isSigned: Bool { manifest.key.verifies(signature, of: manifest.bytes) }

  static func fetch(_ db: Database, _ vocabulary: Int64, _ version: String) throws -> ReleaseSeal? {
    let sql = "SELECT manifest, signature FROM release_seal WHERE vocabulary = ? AND version = ?"
    return try Row.fetchOne(db, sql: sql, arguments: [vocabulary, version])
      .map { try ReleaseSeal($0, of: version) }
  }

  init(manifest: ReleaseManifest, signature: [UInt8]) {
    self.manifest = manifest
    self.signature = signature
  }

  init(_ row: Row, of version: String) throws(StoreError) {
    do throws(ReleaseFault) {
      self.init(
        manifest: try ReleaseManifest(bytes: [UInt8](row["manifest"] as Data)),
        signature: [UInt8](row["signature"] as Data))
    } catch {
      throw StoreError(.damaged, "the seal of release \(version) is damaged: \(error); restore a backup")
    }
  }

  /// Refuses a manifest that is not the sealed one.
  func requireSame(_ other: ReleaseManifest) throws(StoreError) {
    guard other == manifest else { throw refusal(of: other) }
  }

  /// Why a manifest does not stand for this release.
  func refusal(of other: ReleaseManifest) -> StoreError {
    let files = Set(other.files).symmetricDifference(manifest.files).map(\.path)
    return StoreError(
      .conflict,
      "release \(manifest.version) was sealed by program \(manifest.program), and this program would write it otherwise; build it with that program, or use the archive that was built then",
      details: Set(files).sorted())
  }
}
