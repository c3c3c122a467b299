import Foundation
import GRDB
public import RDF
public import SKOS

/// A vocabulary as it was at one revision: the one way in which content is read.
///
/// Exists only within the closure of `Store.snapshot`; everything it answers is of the same moment.
public struct Snapshot {
  let db: Database
  /// The vocabulary.
  public let vocabulary: Vocabulary
  /// The revision that is read; 0 is the empty vocabulary before the first.
  public let revision: Int64
  /// What is known of entries already; nil within a transaction that writes.
  var knownGlances: KnownGlances?

  /// The entry about an IRI, or nil if there was none at this revision.
  public func entry(_ iri: IRI) throws -> Entry? {
    let body = try EntryRead.body(db, vocabulary: vocabulary.id, iri: iri.string, revision: revision)
    return body.map { Entry(iri: iri, canonicalBody: $0) }
  }

  /// Hands out all entries in order of their IRIs.
  public func forEachEntry(_ body: (Entry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, body FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? AND from_revision <= ? AND ? < to_revision ORDER BY entry.iri
        """, arguments: [vocabulary.id, revision, revision])
    var count = 0
    while let row = try rows.next() {
      try LongWork.step(count)
      count += 1
      try body(Entry(iri: IRI(uncheckedValid: row[0]), stored: row[1]))
    }
  }

  /// All entries.
  public func entries() throws -> [Entry] {
    var entries: [Entry] = []
    try forEachEntry { entries.append($0) }
    return entries
  }

  /// What the vocabulary says about an entry, relations that are stated from the other end included.
  public func describe(_ iri: IRI) throws -> ConceptDescription? {
    try entry(iri).map { entry in try describe(entry) }
  }

  /// What the vocabulary says about an entry that has been read already.
  public func describe(_ entry: Entry) throws -> ConceptDescription {
    let iri = entry.iri
    let incoming = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT entry.iri, predicate.iri FROM link JOIN entry ON entry.id = link.entry
          JOIN predicate ON predicate.id = link.predicate
          WHERE link.vocabulary = ? AND target = ? AND from_revision <= ? AND ? < to_revision AND is_direct
            AND link.predicate IN (SELECT id FROM predicate WHERE iri IN (\(Self.invertible)))
          """), arguments: [vocabulary.id, iri.string, revision, revision])
    let inverses = incoming.map { row in
      Triple(.iri(IRI(uncheckedValid: row[0])), IRI(uncheckedValid: row[1]), .iri(iri))
    }
    return ConceptDescription(of: .iri(iri), in: try entry.triples, inverses: inverses)
  }

  /// What an entry is called and by which notation, and whether it is out of use; SKOS-XL labels included.
  ///
  /// Notes and relations may be missing. A fraction of what `describe` costs.
  public func glance(at iri: IRI) throws -> ConceptDescription? {
    guard let knownGlances else { return try firstGlance(at: iri) }
    return try knownGlances.glance(at: iri, vocabulary: vocabulary.id, revision: revision) {
      try firstGlance(at: iri)
    }
  }

  private func firstGlance(at iri: IRI) throws -> ConceptDescription? {
    guard let entry = try entry(iri) else { return nil }
    return ConceptDescription(
      of: .iri(iri), in: try entry.outline() ?? withLinkedForms(entry.triples))
  }

  /// Statements with the forms of SKOS-XL labels that are entries of their own.
  private func withLinkedForms(_ triples: [Triple]) throws -> [Triple] {
    var triples = triples
    for triple in triples where TextRole.ofLinkedLabels[triple.predicate.string] != nil {
      guard let label = triple.object.iri else { continue }
      triples += try entry(label)?.triples.filter { $0.predicate == .SKOSXL.literalForm } ?? []
    }
    return triples
  }

  /// The properties that say something about their object too, as an SQL list.
  private static let invertible = RelationKind.allCases.filter { $0.inverse != nil }
    .compactMap(\.property).map { "'\($0.string)'" }.joined(separator: ", ")

  /// The text to show for an IRI, whether or not the vocabulary has an entry for it.
  public func label(of iri: IRI, for languages: [LanguageTag]) throws -> LabelChoice {
    let own = try glance(at: iri) ?? ConceptDescription(of: .iri(iri), in: [Triple]())
    return label(of: own, for: languages)
  }

  /// The text to show for an entry that has been described.
  public func label(of description: ConceptDescription, for languages: [LanguageTag]) -> LabelChoice {
    description.bestLabel(for: languages, defaultLanguage: try? LanguageTag(vocabulary.defaultLanguage))
  }

  /// The whole content as a graph.
  public func graph() throws -> Graph { try Graph(entries: entries()) }

  /// How many entries there are of each kind, such as `Concept`.
  public func entryCounts() throws -> [String: Int] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT kind, count(*) FROM entry_version
        WHERE vocabulary = ? AND from_revision <= ? AND ? < to_revision GROUP BY kind
        """, arguments: [vocabulary.id, revision, revision])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  /// The IRIs of the concept schemes, in order.
  public func conceptSchemes() throws -> [IRI] {
    try String.fetchAll(
      db,
      sql: """
        SELECT entry.iri FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? AND kind = 'ConceptScheme' AND from_revision <= ? AND ? < to_revision
        ORDER BY entry.iri
        """, arguments: [vocabulary.id, revision, revision]
    ).map(IRI.init(uncheckedValid:))
  }

  /// The IRIs of the entries that `text` may mean: an IRI, a notation, or an exact preferred label.
  ///
  /// What a person types for "this entry". IRIs come before notations before labels; entries that match in
  /// a stronger way hide those that match in a weaker one.
  public func resolve(_ text: String) throws -> [IRI] {
    let sql = "SELECT iri FROM entry WHERE vocabulary = ? AND iri IN (?, ?)"
    let full = (vocabulary.namespace ?? "") + text
    let statement = try db.cachedStatement(sql: sql)
    for iri in try String.fetchAll(statement, arguments: [vocabulary.id, text, full]).sorted() {
      let known = IRI(uncheckedValid: iri)
      if try entry(known) != nil { return [known] }
    }
    for role in [TextRole.notation, .preferred] {
      let found = try entries(called: LabelFolding.fold(text), as: role)
      if !found.isEmpty { return found }
    }
    var linked = SearchQuery(text, limit: 100)
    linked.mode = .exact
    linked.properties = [TextRole.preferred.name]
    guard text.utf8.count <= SearchQuery.textByteCountMax else { return [] }
    return try search(linked).hits.map(\.iri)
  }
}

extension Store {
  /// Runs a block on a vocabulary as it was at a moment.
  ///
  /// - Throws: `notFound` for a moment that the vocabulary does not have; what `body` throws.
  public func snapshot<Value>(
    at moment: Moment = .head, grant: Grant, _ body: (Snapshot) throws -> Value
  ) throws -> Value {
    grant.require(.read)
    let knownGlances = OneTransaction.current(of: self) == nil ? knownGlances : nil
    return try passing { db in
      let vocabulary = grant.inVocabulary
      let revision = try moment.revision(in: vocabulary, db)
      return try body(
        Snapshot(db: db, vocabulary: vocabulary, revision: revision, knownGlances: knownGlances))
    }
  }
}
