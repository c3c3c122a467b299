import GRDB
import RDF
import SKOS

/// The entries around a change that can take part in a finding that the change brings.
///
/// The integrity conditions of SKOS speak of one resource (its classes and labels), of a pair of concepts (related,
/// mapped), of a path through the hierarchy or of a chain of exact matches. So what is checked is: the entries that
/// change, those they point at, those that relate to them, the SKOS-XL labels of these, one statement of each
/// property that says what something is by pointing at it; where relations change, also whatever is above or below,
/// and what is matched exactly. The rest of the vocabulary is not read: the cost is that of the change.
struct ChangeNeighbourhood {
  /// The entries as they are at the head, those that change included.
  private(set) var entries: [IRI: Entry] = [:]

  private let head: Snapshot
  private let semantics: PropertySemantics
  private let predicates: [(id: Int64, iri: IRI, meaning: PropertySemantics.Meaning)]

  /// Whether changes touch what properties and classes mean, so that they concern every entry.
  static func isUnbounded(_ changes: [(iri: IRI, entry: Entry?)], in head: Snapshot) throws -> Bool {
    func meanings(_ entry: Entry?) throws -> Set<Triple> {
      Set(try entry?.triples ?? []).filter { [.RDFS.subPropertyOf, .RDFS.subClassOf].contains($0.predicate) }
    }
    return try changes.contains { try meanings(head.entry($0.iri)) != meanings($0.entry) }
  }

  /// Finds the neighbourhood of some changes.
  init(of changes: [(iri: IRI, entry: Entry?)], in head: Snapshot) throws {
    self.head = head
    let known = try Row.fetchAll(head.db, sql: "SELECT id, iri FROM predicate").map { row in
      (id: row[0] as Int64, iri: IRI(uncheckedValid: row[1]))
    }
    let declarations = try Self.declarations(of: known.map(\.iri), changes, head)
    let semantics = PropertySemantics(declarations: try Graph(entries: declarations))
    self.semantics = semantics
    predicates = known.map { ($0.id, $0.iri, semantics.meaning(of: $0.iri)) }.filter { !$0.2.isEmpty }
    for entry in declarations where try head.entry(entry.iri) != nil { entries[entry.iri] = entry }
    try include(changes)
  }

  /// The entries of the properties in use, as far as the vocabulary says something about them, before and after.
  private static func declarations(
    of properties: [IRI], _ changes: [(iri: IRI, entry: Entry?)], _ head: Snapshot
  ) throws -> [Entry] {
    var found: [IRI: Entry] = [:]
    var pending = properties + changes.map(\.iri)
    for entry in changes.compactMap(\.entry) { pending += try entry.triples.map(\.predicate) }
    while let property = pending.popLast() {
      guard found[property] == nil, let entry = try head.entry(property) else { continue }
      let above = try entry.triples.filter { $0.predicate == .RDFS.subPropertyOf }.compactMap(\.object.iri)
      guard !above.isEmpty else { continue }
      found[property] = entry
      pending += above
    }
    return Array(found.values)
  }

  private mutating func include(_ changes: [(iri: IRI, entry: Entry?)]) throws {
    var mentioned: Set<IRI> = []
    var ends: Set<IRI> = []
    for (iri, new) in changes {
      let old = try include(iri)
      let (before, after) = (Set(try old?.triples ?? []), Set(try new?.triples ?? []))
      mentioned.formUnion(before.union(after).compactMap(\.object.iri))
      for triple in before.symmetricDifference(after) {
        let meaning = semantics.meaning(of: triple.predicate)
        guard !meaning.isDisjoint(with: [.up, .down, .relation]) else { continue }
        ends.formUnion([iri, triple.object.iri].compactMap { $0 })
      }
      // What points at a label that changes has other labels that it must agree with.
      for other in try related(to: iri) { mentioned.formUnion(try labelNodes(of: other)) }
    }
    for iri in mentioned {
      try include(iri)
      try includeTypings(of: iri)
    }
    for (iri, _) in changes { try includeTypings(of: iri) }
    try walk(from: ends, along: .up, against: .down)
    try walk(from: ends, along: .down, against: .up)
    try walk(from: ends, along: .exact, against: .exact)
    try includeClasses()
  }

  /// Includes what the vocabulary says of the classes in use, and of the classes above them.
  private mutating func includeClasses() throws {
    var pending = Array(entries.values)
    var seen: Set<String> = []
    while let entry = pending.popLast() {
      var classes: [String] = []
      try entry.forEachStatement { statement in
        guard statement.isOwn, let target = statement.objectIRI, Self.leadsToClasses(statement.property)
        else { return }
        classes.append(target)
      }
      for name in classes where seen.insert(name).inserted {
        if let found = try include(IRI(uncheckedValid: name)) { pending.append(found) }
      }
    }
  }

  private static func leadsToClasses(_ property: String) -> Bool {
    property == IRI.RDF.type.string || property == IRI.RDFS.subClassOf.string
  }

  /// Includes an entry, if there is one.
  @discardableResult private mutating func include(_ iri: IRI) throws -> Entry? {
    if let entry = entries[iri] { return entry }
    let entry = try head.entry(iri)
    entries[iri] = entry
    return entry
  }

  /// Includes the entries that relate to an entry, map it or bear it as their label; returns them.
  private mutating func related(to iri: IRI) throws -> [Entry] {
    var found: [Entry] = []
    for predicate in predicates where !predicate.meaning.isDisjoint(with: [.relation, .label]) {
      for other in try sources(of: predicate.id, to: iri) {
        if let entry = try include(other), predicate.meaning.contains(.label) { found.append(entry) }
      }
    }
    return found
  }

  /// Includes one entry for each property that says what a resource is by pointing at it.
  private mutating func includeTypings(of iri: IRI) throws {
    for predicate in predicates where predicate.meaning.contains(.typesObject) {
      for other in try sources(of: predicate.id, to: iri, limit: 1) { try include(other) }
    }
  }

  private func labelNodes(of entry: Entry) throws -> [IRI] {
    try entry.triples.filter { semantics.meaning(of: $0.predicate).contains(.label) }.compactMap(\.object.iri)
  }

  /// Includes everything that is reached from some concepts by one kind of step, cycles or not.
  private mutating func walk(
    from ends: Set<IRI>, along direction: PropertySemantics.Meaning,
    against inverse: PropertySemantics.Meaning
  ) throws {
    var seen = ends
    var pending = Array(ends)
    while let iri = pending.popLast() {
      var next: [IRI] = []
      if let entry = try include(iri) {
        try entry.forEachStatement { statement in
          guard let target = statement.objectIRI,
            semantics.meaning(of: IRI(uncheckedValid: statement.property)).contains(direction)
          else { return }
          next.append(IRI(uncheckedValid: target))
        }
      }
      for predicate in predicates where predicate.meaning.contains(inverse) {
        next += try sources(of: predicate.id, to: iri)
      }
      for other in next where seen.insert(other).inserted { pending.append(other) }
    }
  }

  /// The entries that point at an IRI by a property.
  private func sources(of predicate: Int64, to iri: IRI, limit: Int = .max) throws -> [IRI] {
    try String.fetchAll(
      head.db.cachedStatement(
        sql: """
          SELECT entry.iri FROM link JOIN entry ON entry.id = link.entry
          WHERE link.vocabulary = ? AND target = ? AND predicate = ? AND from_revision <= ? AND ? < to_revision
          LIMIT ?
          """),
      arguments: [head.vocabulary.id, iri.string, predicate, head.revision, head.revision, limit]
    ).map(IRI.init(uncheckedValid:))
  }
}
