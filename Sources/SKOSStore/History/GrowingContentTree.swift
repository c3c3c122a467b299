import Crypto
import Foundation
import RDF

/// The hashes of the buckets of a new vocabulary, computed while its entries come in the order of their IRIs.
///
/// Reading a million entries back, bucket by bucket, would take as long as writing them: they are all over the file.
struct GrowingContentTree {
  private var buckets = [SHA256?](repeating: nil, count: ContentTree.bucketCount)
  private var last: IRI?

  /// Adds an entry; false if it does not come behind those before, and then the hashes are not to be used.
  mutating func append(_ iri: IRI, _ contentHash: Data, bucket: Int) -> Bool {
    if let last, iri <= last { return false }
    last = iri
    var record = buckets[bucket] == nil ? ContentTree.bucketRecord : ChainedRecord()
    record.append(iri.string)
    record.append(bytes: contentHash)
    var hash = buckets[bucket] ?? SHA256()
    // Nobody else may hold it, or it would be copied.
    buckets[bucket] = nil
    hash.update(data: record.bytes)
    buckets[bucket] = hash
    return true
  }

  /// The hash of a bucket; nil if it has no entries.
  func hash(ofBucket bucket: Int) -> Data? { buckets[bucket].map { Data($0.finalize()) } }
}
