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
  /// it still is. In the order of direction, property and IRI. Costs the answer, for each vocabulary of the store.
  /// - Parameter reader: whoever asks, who is shown nothing of vocabularies that they may not read.
  public func mappings(of iri: IRI, for reader: Principal?, languages: [LanguageTag]) throws -> [Mapping] {
    let readable = try others(for: reader)
    var found: [(Mapping.Direction, IRI, IRI, Snapshot?)] = []
    for (property, target) in try statedMappings(of: iri) {
      let home = try ([self] + readable).first { try $0.entry(target) != nil }
      found.append((.from, property, target, home))
    }
    for snapshot in [self] + readable {
      for (property, source) in try snapshot.mappings(to: iri) {
        found.append((.to, property, source, snapshot))
      }
    }
    return try found.sorted { left, right in Self.key(left) < Self.key(right) }.map {
      direction, property, other, home in
      Mapping(
        direction: direction, property: property, other: other, vocabulary: home?.vocabulary.name,
        label: try home?.label(of: other, for: languages))
    }
  }

  private static func key(_ mapping: (Mapping.Direction, IRI, IRI, Snapshot?)) -> MappingKey {
    MappingKey(
      direction: mapping.0 == .from ? 0 : 1, property: mappingProperties.firstIndex(of: mapping.1) ?? 0,
      other: mapping.2, vocabulary: mapping.3?.vocabulary.name ?? "")
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

  /// The other vocabularies that somebody may read, each as it was with this revision.
  private func others(for reader: Principal?) throws -> [Snapshot] {
    // The time at which this revision was followed by another one; nil while it is the head.
    let end = try Int64.fetchOne(
      db, sql: "SELECT at FROM revision WHERE vocabulary = ? AND number = ?",
      arguments: [vocabulary.id, revision + 1])
    return try Row.fetchAll(
      db, sql: "SELECT * FROM vocabulary WHERE id <> ? ORDER BY name", arguments: [vocabulary.id]
    )
    .map(Vocabulary.init).filter { Store.allows(.read, reader, $0) }.compactMap { other in
      guard let end else { return Snapshot(db: db, vocabulary: other, revision: other.headRevision) }
      let number = try Int64.fetchOne(
        db, sql: "SELECT max(number) FROM revision WHERE vocabulary = ? AND at < ?",
        arguments: [other.id, end])
      return number.map { Snapshot(db: db, vocabulary: other, revision: $0) }
    }
  }
}

/// The order of mappings.
private struct MappingKey: Comparable {
  let direction: Int
  let property: Int
  let other: IRI
  let vocabulary: String

  static func < (left: MappingKey, right: MappingKey) -> Bool {
    (left.direction, left.property, left.other, left.vocabulary)
      < (right.direction, right.property, right.other, right.vocabulary)
  }
}
