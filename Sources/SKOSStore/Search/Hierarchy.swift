import GRDB
public import RDF
import SKOS

extension Snapshot {
  /// The concepts directly below a concept: those that name it as broader, and those it names as narrower.
  ///
  /// ISO 25964's kinds of broader and narrower count as these. In order of notation, then of IRI; costs the
  /// answer.
  public func narrower(of iri: IRI) throws -> [IRI] {
    try inOrder(neighbours(of: iri, incoming: Hierarchy.broader, outgoing: Hierarchy.narrower))
  }

  /// The concepts directly above a concept.
  public func broader(of iri: IRI) throws -> [IRI] {
    try inOrder(neighbours(of: iri, incoming: Hierarchy.narrower, outgoing: Hierarchy.broader))
  }

  /// How many concepts are directly below a concept.
  public func narrowerCount(of iri: IRI) throws -> Int {
    try neighbours(of: iri, incoming: Hierarchy.broader, outgoing: Hierarchy.narrower).count
  }

  /// The concepts at the top: those that a scheme or they themselves declare so; where nobody does, those
  /// without anything broader.
  public func topConcepts() throws -> [IRI] {
    let declared = try declaredTops()
    if !declared.isEmpty { return try inOrder(declared) }
    let roots = try String.fetchAll(
      db,
      sql: """
        SELECT entry.iri FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ?1 AND kind = 'Concept' AND from_revision <= ?2 AND ?2 < to_revision
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.entry = entry.id AND link.from_revision <= ?2
            AND ?2 < link.to_revision AND predicate IN (\(Hierarchy.broader)))
          AND NOT EXISTS (SELECT 1 FROM link WHERE link.vocabulary = ?1 AND link.target = entry.iri
            AND link.from_revision <= ?2 AND ?2 < link.to_revision
            AND predicate IN (\(Hierarchy.narrower)))
        """, arguments: [vocabulary.id, revision])
    return try inOrder(roots)
  }

  /// The shortest ways from the top down to a concept, each ending with the concept itself.
  ///
  /// The top is a concept without anything broader, or one declared at the top. With several parents there may
  /// be several ways, at most `limit` of which are given, in the order of their notations and IRIs; in a cycle
  /// without a top there is none. Costs the concepts above and the answer.
  public func pathsToTop(of iri: IRI, limit: Int) throws -> [[IRI]] {
    let tops = try Set(declaredTops())
    // Level by level upwards, so that the first tops that are met are the nearest ones.
    var below: [IRI: [IRI]] = [:]
    var levels: [IRI: Int] = [iri: 0]
    var front = [iri]
    var found: [IRI] = []
    while found.isEmpty, !front.isEmpty {
      var next: [IRI] = []
      for concept in front {
        let above = try broader(of: concept)
        if above.isEmpty || tops.contains(concept.string) { found.append(concept) }
        for parent in above {
          if levels[parent] == nil {
            levels[parent] = (levels[concept] ?? 0) + 1
            next.append(parent)
          }
          if levels[parent] == (levels[concept] ?? 0) + 1 { below[parent, default: []].append(concept) }
        }
      }
      front = next
    }
    var paths: [[IRI]] = []
    var stack = try inOrder(found.map(\.string)).reversed().map { [$0] }
    while paths.count < limit, let path = stack.popLast(), let last = path.last {
      if last == iri {
        paths.append(path)
      } else {
        stack += try inOrder((below[last] ?? []).map(\.string)).reversed().map { path + [$0] }
      }
    }
    return paths
  }

  /// The members of a collection, in their order if it is an ordered one, otherwise by notation and IRI.
  public func members(of collection: IRI) throws -> [IRI] {
    let triples = try entry(collection)?.triples ?? []
    let own = Subject.iri(collection)
    var objects: [Subject: [IRI: Term]] = [:]
    for triple in triples where triple.predicate == .RDF.first || triple.predicate == .RDF.rest {
      objects[triple.subject, default: [:]][triple.predicate] = triple.object
    }
    var listed: [IRI] = []
    var seen: Set<Subject> = []
    var node = triples.first { $0.subject == own && $0.predicate == .SKOS.memberList }?.object.blankNode
    while let cell = node, seen.insert(.blankNode(cell)).inserted {
      let parts = objects[.blankNode(cell)]
      if let member = parts?[.RDF.first]?.iri { listed.append(member) }
      node = parts?[.RDF.rest]?.blankNode
    }
    let named = triples.filter { $0.subject == own && $0.predicate == .SKOS.member }.compactMap(\.object.iri)
    let others = Set(named).subtracting(listed)
    return listed + (try inOrder(others.map(\.string)))
  }

  private func declaredTops() throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT entry.iri FROM link JOIN entry ON entry.id = link.entry
          WHERE link.vocabulary = ?1 AND from_revision <= ?2 AND ?2 < to_revision AND is_direct
            AND predicate = (SELECT id FROM predicate WHERE iri = ?3)
          UNION
          SELECT target FROM link
          WHERE link.vocabulary = ?1 AND from_revision <= ?2 AND ?2 < to_revision AND is_direct
            AND predicate = (SELECT id FROM predicate WHERE iri = ?4)
          """),
      arguments: [
        vocabulary.id, revision, IRI.SKOS.topConceptOf.string, IRI.SKOS.hasTopConcept.string,
      ])
  }

  private func neighbours(of iri: IRI, incoming: String, outgoing: String) throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT entry.iri FROM link JOIN entry ON entry.id = link.entry
          WHERE link.vocabulary = ?1 AND target = ?2 AND from_revision <= ?3 AND ?3 < to_revision AND is_direct
            AND predicate IN (\(incoming))
          UNION
          SELECT target FROM link
          WHERE entry = (SELECT id FROM entry WHERE vocabulary = ?1 AND iri = ?2)
            AND from_revision <= ?3 AND ?3 < to_revision AND is_direct AND predicate IN (\(outgoing))
          """), arguments: [vocabulary.id, iri.string, revision])
  }

  /// Sorts entries as a printed vocabulary has them: by notation with numbers as numbers, then by IRI.
  private func inOrder(_ iris: [String]) throws -> [IRI] {
    var keyed: [(String, NotationOrder)] = []
    keyed.reserveCapacity(iris.count)
    for iri in iris {
      try LongWork.step(keyed.count)
      let notation = try entry(IRI(uncheckedValid: iri))?.notation
      keyed.append((iri, NotationOrder(notation ?? "")))
    }
    return keyed.sorted { left, right in
      left.1 != right.1 ? left.1 < right.1 : left.0.utf8.lexicographicallyPrecedes(right.0.utf8)
    }.map { IRI(uncheckedValid: $0.0) }
  }
}

/// The properties that make the hierarchy, as SQL that gives their numbers.
private enum Hierarchy {
  static let broader = numbers(of: "broader")
  static let narrower = numbers(of: "narrower")

  /// SKOS's property and ISO 25964's generic, partitive and instantial ones, which are kinds of it.
  private static func numbers(of name: String) -> String {
    let kinds = ["Generic", "Partitive", "Instantial"]
    let iris =
      [IRI.SKOS.namespace + name] + kinds.map { "http://purl.org/iso25964/skos-thes#" + name + $0 }
    return "SELECT id FROM predicate WHERE iri IN (\(iris.map { "'\($0)'" }.joined(separator: ", ")))"
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

extension Entry {
  /// The first of its notations by its bytes.
  fileprivate var notation: String? {
    get throws {
      var notations: [String] = []
      try forEachStatement { statement in
        guard statement.isOwn, TextRole.ofProperty[statement.predicate] == .notation else { return }
        if let notation = statement.literal { notations.append(notation.lexicalForm) }
      }
      return notations.min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }
}
