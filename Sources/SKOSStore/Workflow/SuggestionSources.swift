import Foundation
internal import RDF
import Synchronization

/// What stands in the database for where suggestions come from, so that they can be counted by source and nobody can
/// tell the source.
///
/// It is the hash of a key and the source. The key is random, is in memory only, and lasts for a day: whoever has the
/// file cannot try all addresses, and not even the operator can a day later. With a new key, after a day or a restart,
/// the count of a source begins anew; that of the vocabulary goes on.
/// - Source: spec/committee.md, "Translations, suggestions, conformance".
final class SuggestionSources: Sendable {
  /// How long a key is used, in milliseconds: a day.
  static let keyMillisecondsMax: Int64 = 24 * 3_600_000

  private struct Key {
    let bytes: Data
    let since: Timestamp
  }

  private let key = Mutex<Key?>(nil)

  /// What is stored for a source.
  func hash(_ source: String, _ environment: StoreEnvironment) -> String {
    let now = environment.now()
    let bytes = key.withLock { key in
      if let key, now.milliseconds - key.since.milliseconds < Self.keyMillisecondsMax { return key.bytes }
      let new = Key(bytes: Commitment.salt(environment), since: now)
      key = new
      return new.bytes
    }
    return Commitment.hash(source, as: "source", salt: bytes).hexadecimal
  }
}
