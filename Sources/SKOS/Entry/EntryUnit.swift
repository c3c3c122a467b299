internal import RDF

/// The smallest part of an entry that can be added, removed or kept: a statement, or a tangle of blank nodes.
///
/// A blank node has no name outside its entry, so it can only be compared by all that is said with it.
enum EntryUnit: Hashable, Sendable {
  /// A statement without blank nodes.
  case triple(Triple)
  /// Blank nodes that are connected with each other, with all statements that touch them.
  case block(EntryBlock)

  /// The statements of the unit.
  var triples: [Triple] {
    switch self {
    case .triple(let triple): [triple]
    case .block(let block): block.triples
    }
  }
}

/// Connected blank nodes of one entry, known by their canonical form.
struct EntryBlock: Hashable, Sendable {
  /// The statements in canonical N-Triples.
  let form: [UInt8]
  /// Tells blocks of one entry with the same form apart.
  let ordinal: Int
  /// The same statements as values, with canonical labels.
  let triples: [Triple]

  static func == (left: EntryBlock, right: EntryBlock) -> Bool {
    left.ordinal == right.ordinal && left.form == right.form
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(form)
    hasher.combine(ordinal)
  }
}

extension EntryUnit: Comparable {
  /// Orders by the bytes of the statements; blocks come after single statements.
  static func < (left: EntryUnit, right: EntryUnit) -> Bool {
    switch (left, right) {
    case (.triple(let left), .triple(let right)): left < right
    case (.triple, .block): true
    case (.block, .triple): false
    case (.block(let left), .block(let right)):
      left.form == right.form
        ? left.ordinal < right.ordinal : left.form.lexicographicallyPrecedes(right.form)
    }
  }
}

extension Entry {
  /// The units that the entry is made of.
  var units: Set<EntryUnit> {
    get throws(EntryError) {
      var units: Set<EntryUnit> = []
      var entangled: [Triple] = []
      for triple in try triples {
        if triple.hasBlankNode { entangled.append(triple) } else { units.insert(.triple(triple)) }
      }
      var ordinals: [[UInt8]: Int] = [:]
      for component in Self.components(of: entangled) {
        let canonical = try CanonicalBody.labelled(component, of: iri)
        let form = canonical.nQuads
        let ordinal = ordinals[form, default: 0]
        ordinals[form] = ordinal + 1
        units.insert(.block(EntryBlock(form: form, ordinal: ordinal, triples: canonical.quads.map(\.triple))))
      }
      return units
    }
  }

  /// Makes an entry of units, which may come from several versions of it.
  init(iri: IRI, units: some Sequence<EntryUnit>) throws(EntryError) {
    var triples: [Triple] = []
    for (number, unit) in units.enumerated() {
      // Canonical labels mean something within their unit only.
      triples += unit.triples.map { $0.relabelled { BlankNode("u\(number)\($0.label)") } }
    }
    try self.init(iri: iri, triples: triples)
  }

  /// Statements with blank nodes, divided by the connected components of these.
  private static func components(of triples: [Triple]) -> [[Triple]] {
    var nodes = UnionFind<BlankNode>()
    for triple in triples {
      let ends = [triple.subject.term.blankNode, triple.object.blankNode].compactMap { $0 }
      if let first = ends.first, let last = ends.last { nodes.unite(first, last) }
    }
    nodes.flatten()
    let groups = Dictionary(grouping: triples) { triple in
      (triple.subject.term.blankNode ?? triple.object.blankNode).flatMap(nodes.set)
    }
    return Array(groups.values)
  }
}
