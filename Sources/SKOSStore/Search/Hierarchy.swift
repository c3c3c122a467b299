import GRDB
public import RDF

extension Snapshot {
  /// The concepts directly below a concept: those that name it as broader, and those it names as narrower.
  ///
  /// In order of notation, then of IRI; costs the answer.
  public func narrower(of iri: IRI) throws -> [IRI] {
    try neighbours(of: iri, incoming: .SKOS.broader, outgoing: .SKOS.narrower)
  }

  /// The concepts directly above a concept.
  public func broader(of iri: IRI) throws -> [IRI] {
    try neighbours(of: iri, incoming: .SKOS.narrower, outgoing: .SKOS.broader)
  }

  /// The concepts at the top: those that a scheme or they themselves declare so; where nobody does, those
  /// without anything broader.
  public func topConcepts() throws -> [IRI] {
    let declared = try String.fetchAll(
      db,
      sql: """
        SELECT entry.iri FROM link JOIN entry ON entry.id = link.entry
        WHERE link.vocabulary = ?1 AND from_revision <= ?2 AND ?2 < to_revision AND is_direct
          AND predicate = (SELECT id FROM predicate WHERE iri = ?3)
        UNION
        SELECT target FROM link
        WHERE link.vocabulary = ?1 AND from_revision <= ?2 AND ?2 < to_revision AND is_direct
          AND predicate = (SELECT id FROM predicate WHERE iri = ?4)
        """,
      arguments: [
        vocabulary.id, revision, IRI.SKOS.topConceptOf.string, IRI.SKOS.hasTopConcept.string,
      ])
    if !declared.isEmpty { return try inOrder(declared) }
    let roots = try String.fetchAll(
      db,
      sql: """
        SELECT entry.iri FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ?1 AND kind = 'Concept' AND from_revision <= ?2 AND ?2 < to_revision
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.entry = entry.id AND link.from_revision <= ?2
            AND ?2 < link.to_revision AND predicate = (SELECT id FROM predicate WHERE iri = ?3))
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.vocabulary = ?1 AND link.target = entry.iri
            AND link.from_revision <= ?2 AND ?2 < link.to_revision
            AND predicate = (SELECT id FROM predicate WHERE iri = ?4))
        """,
      arguments: [vocabulary.id, revision, IRI.SKOS.broader.string, IRI.SKOS.narrower.string])
    return try inOrder(roots)
  }

  private func neighbours(of iri: IRI, incoming: IRI, outgoing: IRI) throws -> [IRI] {
    let found = try String.fetchAll(
      db,
      sql: """
        SELECT entry.iri FROM link JOIN entry ON entry.id = link.entry
        WHERE link.vocabulary = ?1 AND target = ?2 AND from_revision <= ?3 AND ?3 < to_revision AND is_direct
          AND predicate = (SELECT id FROM predicate WHERE iri = ?4)
        UNION
        SELECT target FROM link
        WHERE entry = (SELECT id FROM entry WHERE vocabulary = ?1 AND iri = ?2)
          AND from_revision <= ?3 AND ?3 < to_revision AND is_direct
          AND predicate = (SELECT id FROM predicate WHERE iri = ?5)
        """,
      arguments: [vocabulary.id, iri.string, revision, incoming.string, outgoing.string])
    return try inOrder(found)
  }

  /// Sorts entries as a printed vocabulary has them: by notation with numbers as numbers, then by IRI.
  private func inOrder(_ iris: [String]) throws -> [IRI] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT min(text) FROM label WHERE entry = (SELECT id FROM entry WHERE vocabulary = ? AND iri = ?)
          AND role = 3 AND from_revision <= ? AND ? < to_revision
        """)
    let keyed = try iris.map { iri in
      let notation = try String.fetchOne(statement, arguments: [vocabulary.id, iri, revision, revision])
      return (iri, NotationOrder(notation ?? ""))
    }
    return keyed.sorted { left, right in
      left.1 != right.1 ? left.1 < right.1 : left.0.utf8.lexicographicallyPrecedes(right.0.utf8)
    }.map { IRI(uncheckedValid: $0.0) }
  }
}

/// The order of notations in print: runs of digits compare as numbers, so that 3.1.2 comes before 3.1.10.
struct NotationOrder: Comparable {
  private enum Part: Comparable {
    /// Digits without leading zeros, longer runs being larger numbers; then the run as written.
    case number(length: Int, digits: String)
    case text(String)
  }

  private let parts: [Part]
  private let notation: String

  init(_ notation: String) {
    self.notation = notation
    var parts: [Part] = []
    var rest = notation[...]
    while let first = rest.first {
      let isNumber = first.isASCII && first.isNumber
      let run = rest.prefix { ($0.isASCII && $0.isNumber) == isNumber }
      rest = rest[run.endIndex...]
      let digits = String(run.drop { $0 == "0" })
      parts.append(isNumber ? .number(length: digits.utf8.count, digits: digits) : .text(String(run)))
    }
    self.parts = parts
  }

  static func < (left: NotationOrder, right: NotationOrder) -> Bool {
    if left.parts != right.parts { return left.parts.lexicographicallyPrecedes(right.parts) }
    return left.notation < right.notation
  }
}
