import Foundation
import GRDB
public import RDF
public import SKOS

/// A mapping between an entry and another concept, in the vocabulary that states it.
public struct Mapping: Hashable, Sendable {
  /// Which of the two states it.
  public enum Direction: String, CaseIterable, Sendable {
    /// The entry that was asked about.
    case from
    /// The other one.
    case to
  }

  /// Which of the two states it.
  public let direction: Direction
  /// The property, one of SKOS's mapping properties.
  public let property: IRI
  /// The other concept.
  public let other: IRI
  /// The vocabulary that has the other concept, by its name; nil if none has that the reader may read.
  public let vocabulary: String?
  /// What the other concept is called there.
  public let label: LabelChoice?
  /// Where it stands among the mappings of the entry.
  public let place: MappingPlace
}

extension Snapshot {
  /// The properties that map, in the order in which SKOS lists them.
  public static let mappingProperties: [IRI] = [
    .SKOS.exactMatch, .SKOS.closeMatch, .SKOS.broadMatch, .SKOS.narrowMatch, .SKOS.relatedMatch,
    .SKOS.mappingRelation,
  ]

  /// The mappings of an entry to other concepts, and those of other vocabularies' concepts to it.
  ///
  /// Other vocabularies are read as they were when this snapshot's revision was the newest one, and at their heads if
  /// it still is. In the order of their places. Costs the answer, for each vocabulary of the store.
  /// - Parameters:
  ///   - reader: whoever asks, who is shown nothing of vocabularies that they may not read.
  ///   - place: the place behind which they begin; nil at the beginning.
  ///   - latest: other vocabularies are read no later than then, so that pages are of one state (`latest()`).
  ///   - limit: at most so many; only these cost their labels.
  public func mappings(
    of iri: IRI, for reader: Principal?, languages: [LanguageTag], after place: MappingPlace? = nil,
    asOf latest: Timestamp? = nil, limit: Int = .max
  ) throws -> [Mapping] {
    let readable = try others(for: reader, asOf: latest)
    var found: [Found] = []
    for (property, target) in try statedMappings(of: iri) {
      found.append(Found(direction: .from, property: property, other: target, statedIn: nil))
    }
    for snapshot in [self] + readable {
      for (property, source) in try snapshot.mappings(to: iri) {
        found.append(Found(direction: .to, property: property, other: source, statedIn: snapshot))
      }
    }
    if let place { found.removeAll { $0.place <= place } }
    return try found.sorted { $0.place < $1.place }.prefix(limit).map { mapping in
      let home = try mapping.statedIn ?? ([self] + readable).first { try $0.entry(mapping.other) != nil }
      return Mapping(
        direction: mapping.direction, property: mapping.property, other: mapping.other,
        vocabulary: home?.vocabulary.name, label: try home?.label(of: mapping.other, for: languages),
        place: mapping.place)
    }
  }

  /// When the newest revision was made that any vocabulary of the store has in this snapshot.
  public func latest() throws -> Timestamp {
    let sql = """
      SELECT max(at) FROM vocabulary
      JOIN revision ON revision.vocabulary = vocabulary.id AND revision.number = vocabulary.head_revision
      """
    return Timestamp(milliseconds: try Int64.fetchOne(db, sql: sql) ?? 0)
  }

  /// A mapping without what is said of the other concept.
  private struct Found {
    let direction: Mapping.Direction
    let property: IRI
    let other: IRI
    /// The vocabulary that states it, where that is not the entry that was asked about.
    let statedIn: Snapshot?

    var place: MappingPlace {
      MappingPlace(
        direction: direction == .from ? 0 : 1,
        property: Snapshot.mappingProperties.firstIndex(of: property) ?? 0, other: other.string,
        vocabulary: statedIn?.vocabulary.name ?? "")
    }
  }

  private static let numbers =
    "SELECT id FROM predicate WHERE iri IN (\(mappingProperties.map { "'\($0.string)'" }.joined(separator: ", ")))"

  private func statedMappings(of iri: IRI) throws -> [(property: IRI, target: IRI)] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT predicate.iri, target FROM link JOIN predicate ON predicate.id = link.predicate
          WHERE entry = (SELECT id FROM entry WHERE vocabulary = ?1 AND iri = ?2)
            AND from_revision <= ?3 AND ?3 < to_revision AND is_direct AND link.predicate IN (\(Self.numbers))
          """), arguments: [vocabulary.id, iri.string, revision]
    ).map { (IRI(uncheckedValid: $0[0]), IRI(uncheckedValid: $0[1])) }
  }

  private func mappings(to iri: IRI) throws -> [(property: IRI, source: IRI)] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT predicate.iri, entry.iri FROM link JOIN predicate ON predicate.id = link.predicate
          JOIN entry ON entry.id = link.entry
          WHERE link.vocabulary = ?1 AND target = ?2
            AND from_revision <= ?3 AND ?3 < to_revision AND is_direct AND link.predicate IN (\(Self.numbers))
          """), arguments: [vocabulary.id, iri.string, revision]
    ).map { (IRI(uncheckedValid: $0[0]), IRI(uncheckedValid: $0[1])) }
  }

  /// The other vocabularies that somebody may read, each as it was with this revision, and no later than a moment.
  private func others(for reader: Principal?, asOf latest: Timestamp?) throws -> [Snapshot] {
    // The time at which this revision was followed by another one; nil while it is the head.
    let end = try Int64.fetchOne(
      db, sql: "SELECT at FROM revision WHERE vocabulary = ? AND number = ?",
      arguments: [vocabulary.id, revision + 1])
    return try Row.fetchAll(
      db, sql: "SELECT * FROM vocabulary WHERE id <> ? ORDER BY name", arguments: [vocabulary.id]
    )
    .map(Vocabulary.init).filter { Store.allows(.read, reader, $0) }.compactMap { other in
      if end == nil, latest == nil {
        return Snapshot(db: db, vocabulary: other, revision: other.headRevision)
      }
      let number = try Int64.fetchOne(
        db, sql: "SELECT max(number) FROM revision WHERE vocabulary = ? AND at < ? AND at <= ?",
        arguments: [other.id, end ?? .max, latest?.milliseconds ?? .max])
      return number.map { Snapshot(db: db, vocabulary: other, revision: $0) }
    }
  }
}
