import Foundation
import GRDB
import RDF

/// The seal of a release that a later program has written anew, because it writes the files otherwise.
///
/// The first seal stays, and stays the release. A reissue says the same: the same content, description, revision and
/// time, by their hashes; only the spelling of its files differs, and who looks for the first bytes finds in the audit
/// log which they were.
struct ReleaseReissue {
  private static let query =
    "SELECT manifest, signature FROM release_reissue WHERE vocabulary = ? AND version = ?"

  /// The reissue by a program; nil if there is none.
  static func fetch(_ db: Database, _ vocabulary: Int64, _ version: String, program: String) throws
    -> ReleaseSeal?
  {
    try Row.fetchOne(db, sql: query + " AND program = ?", arguments: [vocabulary, version, program])
      .map { try ReleaseSeal($0, of: version) }
  }

  /// All reissues of a release.
  static func fetchAll(_ db: Database, _ vocabulary: Int64, _ version: String) throws -> [ReleaseSeal] {
    try Row.fetchAll(db, sql: query + " ORDER BY program", arguments: [vocabulary, version])
      .map { try ReleaseSeal($0, of: version) }
  }

  /// Keeps a reissue with its audit record.
  static func insert(
    _ seal: ReleaseSeal, after first: ReleaseSeal, of vocabulary: Vocabulary, by actor: String,
    in transaction: WriteTransaction
  ) throws {
    let manifest = seal.manifest
    try transaction.db.execute(
      sql: """
        INSERT INTO release_reissue (vocabulary, version, program, manifest, signature) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        vocabulary.id, manifest.version, manifest.program, Data(manifest.bytes), Data(seal.signature),
      ])
    try AuditLog.append(
      AuditLog.Note(
        actor: actor, action: "release.reissue", vocabulary: vocabulary.name, target: manifest.version,
        detail: detail(of: seal, after: first)),
      in: transaction)
  }

  /// What the audit record says: the hash of the manifest, and that of the one that was sealed first.
  static func detail(of seal: ReleaseSeal, after first: ReleaseSeal) -> String {
    "\(Data.sha256(seal.manifest.bytes).hexadecimal) in place of \(Data.sha256(first.manifest.bytes).hexadecimal)"
  }
}

extension ReleaseManifest {
  /// Whether two manifests are about the same content of the same release, whatever their files are spelled like.
  ///
  /// `metadata.ttl` states the sizes of the files, so its hash may differ.
  func saysTheSame(as other: ReleaseManifest) -> Bool {
    vocabulary == other.vocabulary && vocabularyIRI == other.vocabularyIRI && version == other.version
      && versionIRI == other.versionIRI && previousVersion == other.previousVersion && issued == other.issued
      && revision == other.revision && triples == other.triples && canonicalHash == other.canonicalHash
      && contentRoot == other.contentRoot && descriptionHash == other.descriptionHash
  }
}
