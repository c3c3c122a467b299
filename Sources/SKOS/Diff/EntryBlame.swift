public import RDF

/// For each statement of an entry, since which of its versions it has been there without a break.
///
/// Blank nodes have no name from one version to the next, so those that are connected are one part with everything
/// that is said about them: a change anywhere in it makes all of it new. What was taken away and came back counts
/// from its return.
public struct EntryBlame: Sendable {
  /// A statement, or connected blank nodes with all statements that touch them.
  public struct Part: Hashable, Sendable {
    /// The statements, in order.
    public let triples: [Triple]
    /// The place of the version that brought them, counted from 0.
    public let version: Int
  }

  /// The parts of the last version, in order of their statements; none if the last version is "not there".
  public let parts: [Part]

  /// Follows an entry through its versions, the oldest first; nil stands for "not there".
  ///
  /// Costs the sum of the versions' sizes.
  /// - Throws: `EntryError` if a body is damaged or its blank nodes cannot be told apart.
  public init(versions: [Entry?]) throws(EntryError) {
    var since: [EntryUnit: Int] = [:]
    for (number, version) in versions.enumerated() {
      var next: [EntryUnit: Int] = [:]
      for unit in try version?.units ?? [] { next[unit] = since[unit] ?? number }
      since = next
    }
    parts = since.sorted { $0.key < $1.key }.map { Part(triples: $0.key.triples.sorted(), version: $0.value) }
  }
}
