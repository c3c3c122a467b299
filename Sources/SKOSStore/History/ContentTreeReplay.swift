import Foundation

/// A content tree that is kept in memory while a history is gone through, to compute the root of each revision
/// from the entries alone.
///
/// A revision costs what it changed, as it did when it was made.
struct ContentTreeReplay {
  private var buckets: [Int: [String: Data]] = [:]
  private var touched: Set<Int> = []
  /// The hash of each node that exists, by its digits.
  private(set) var nodes: [String: Data] = [:]

  /// Gives an entry a content hash; nil if it ends.
  mutating func set(_ iri: String, to hash: Data?) {
    let bucket = ContentTree.bucket(of: iri)
    buckets[bucket, default: [:]][iri] = hash
    touched.insert(bucket)
  }

  /// The root over the entries as they are now.
  mutating func root() -> Data {
    var parents: Set<String> = []
    for bucket in touched {
      let node = ContentTree.hexadecimal(bucket)
      let entries = (buckets[bucket] ?? [:]).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      nodes[node] = ContentTree.hash(ofBucket: entries.map { ($0.key, $0.value) })
      parents.insert(String(node.dropLast()))
    }
    touched = []
    for _ in 0..<3 {
      for node in parents {
        let children = "0123456789abcdef".compactMap { digit in
          nodes[node + String(digit)].map { (node: node + String(digit), hash: $0) }
        }
        nodes[node] = ContentTree.hash(ofChildren: children)
      }
      parents = Set(parents.map { String($0.dropLast()) })
    }
    return nodes[""] ?? ContentTree.empty
  }
}
