import Synchronization

/// Answers that cannot change, kept as bytes for whoever asks the same again.
///
/// What a vocabulary said at a revision is settled for ever, so an answer about one stays true and is dropped only for
/// want of room. Who may see it is asked before each use. The newer half of what fits is kept whole; of the older half,
/// what is used again counts as new, and the rest goes when the newer half is full.
final class AnswerCache: Sendable {
  private struct Shard {
    var newer: [[UInt8]: [UInt8]] = [:]
    var older: [[UInt8]: [UInt8]] = [:]
    var newerByteCount = 0
  }

  private final class LockedShard: Sendable { let state = Mutex(Shard()) }

  /// Rough costs of a key and a value beside their bytes: two buffers and a place in the table.
  private static let overheadByteCount = 128
  private static let shardCount = 16

  private let shards: [LockedShard]
  private let byteCountMax: Int

  /// Creates a cache that takes up about so many bytes at most; 0 keeps nothing.
  init(byteCountMax: Int) {
    self.byteCountMax = byteCountMax
    shards = (0..<Self.shardCount).map { _ in LockedShard() }
  }

  /// The answer that was kept under a key.
  subscript(key: [UInt8]) -> [UInt8]? {
    guard byteCountMax > 0 else { return nil }
    return shard(of: key).state.withLock { shard in
      if let answer = shard.newer[key] { return answer }
      guard let answer = shard.older.removeValue(forKey: key) else { return nil }
      add(answer, key, &shard)
      return answer
    }
  }

  /// Keeps an answer, unless it is so large that it would drive out too many others.
  func keep(_ answer: [UInt8], under key: [UInt8]) {
    guard answer.count + key.count <= byteCountMax / Self.shardCount / 8 else { return }
    shard(of: key).state.withLock { add(answer, key, &$0) }
  }

  private func add(_ answer: [UInt8], _ key: [UInt8], _ shard: inout Shard) {
    guard shard.newer.updateValue(answer, forKey: key) == nil else { return }
    // The sum cannot overflow: all of it is in memory.
    shard.newerByteCount += answer.count + key.count + Self.overheadByteCount
    guard shard.newerByteCount > byteCountMax / Self.shardCount / 2 else { return }
    shard.older = shard.newer
    shard.newer = [:]
    shard.newerByteCount = 0
  }

  private func shard(of key: [UInt8]) -> LockedShard {
    shards[Int(UInt(bitPattern: key.hashValue) % UInt(Self.shardCount))]
  }
}
