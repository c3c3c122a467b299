import Foundation
import RDF
import SKOS

/// A change of an entry with everything about it that can be computed without the database.
///
/// Preparing costs more than writing, so a large import does it on all cores, ahead of the connection that writes.
struct PreparedChange: Sendable {
  let iri: IRI
  /// The entry's place in the content tree.
  let bucket: Int
  /// The entry from the next revision on; nil means that it ends.
  let version: Version?

  /// A version of an entry that is to be written.
  struct Version: Sendable {
    let entry: Entry
    /// SHA-256 of its body.
    let hash: Data
    /// The body as it is written.
    let packed: [UInt8]
    let index: EntryIndex
    /// The texts of the index's labels as searches compare them.
    let folded: [String]

    init(_ entry: Entry, hash: Data) throws {
      self.entry = entry
      self.hash = hash
      packed = PackedBody.pack(entry.body, of: entry.iri)
      index = try EntryIndex(entry)
      folded = index.labels.map { LabelFolding.fold($0.text) }
    }
  }

  init(_ change: EntryChange) throws {
    try self.init(
      iri: change.iri, version: change.entry.map { try Version($0, hash: Data.sha256($0.body)) })
  }

  init(iri: IRI, version: Version?) {
    self.iri = iri
    self.version = version
    bucket = ContentTree.bucket(of: iri.string)
  }
}
