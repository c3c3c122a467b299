import Foundation
import RDF
import SKOS
import Synchronization

/// What the rules say of the heads of vocabularies as they are, kept because every proposal is compared with it.
///
/// Many proposals are checked over the same head, and one proposal several times. A head is known by the hash of its
/// revision, which no other content has; so what is kept is never out of date, only of no use any more.
final class KnownFindings: Sendable {
  /// 4: as many vocabularies as are worked on at a time.
  static let vocabularyCountMax = 4

  private struct Known {
    let revisionHash: Data
    let findings: Set<FindingIdentity>
  }

  private struct State {
    var known: [Int64: Known] = [:]
    /// The vocabularies, the one that was asked for last at the end.
    var order: [Int64] = []
  }

  private let state = Mutex(State())

  /// The findings of a head; found by `find` unless they are known.
  ///
  /// Whoever asks while another is still finding finds them too: nobody waits for anybody.
  func findings(
    of vocabulary: Int64, at revisionHash: Data, _ find: () throws -> Set<FindingIdentity>
  ) rethrows -> Set<FindingIdentity> {
    let kept = state.withLock { $0.known[vocabulary] }
    if let kept, kept.revisionHash == revisionHash { return kept.findings }
    let found = try find()
    state.withLock { state in
      state.known[vocabulary] = Known(revisionHash: revisionHash, findings: found)
      state.order.removeAll { $0 == vocabulary }
      state.order.append(vocabulary)
      if state.order.count > Self.vocabularyCountMax { state.known[state.order.removeFirst()] = nil }
    }
    return found
  }
}
