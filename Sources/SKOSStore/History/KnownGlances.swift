import RDF
import SKOS
import Synchronization

/// What entries are called at the revisions that people look at, kept because each is named wherever another points at it.
///
/// An entry is shown with the labels of its neighbours, so the same few are read over and over. A revision that was
/// committed does not change, so what is kept stays true; it is dropped only for want of room, and then all at once:
/// what is in use is back after as many reads as there are neighbours. Snapshots within a transaction that writes must
/// not use it, since theirs is a revision that may not come to be.
final class KnownGlances: Sendable {
  /// 32,768: several vocabularies of the size that committees maintain.
  ///
  /// With seven labels an entry takes about 1.5 KiB, counted by its parts, so 48 MiB together.
  static let countMax = 32_768

  private struct Place: Hashable {
    let vocabulary: Int64
    let revision: Int64
    let iri: IRI
  }

  private let countMax: Int
  private let known = Mutex<[Place: ConceptDescription]>([:])

  init(countMax: Int = KnownGlances.countMax) { self.countMax = countMax }

  /// How many are kept.
  var count: Int { known.withLock { $0.count } }

  /// The glance at an entry of a revision, read by `read` unless it is known.
  ///
  /// That there is no entry is not kept.
  func glance(
    at iri: IRI, vocabulary: Int64, revision: Int64, _ read: () throws -> ConceptDescription?
  ) rethrows -> ConceptDescription? {
    let place = Place(vocabulary: vocabulary, revision: revision, iri: iri)
    if let kept = known.withLock({ $0[place] }) { return kept }
    guard let found = try read() else { return nil }
    known.withLock { known in
      if known.count >= countMax { known.removeAll() }
      known[place] = found
    }
    return found
  }
}
