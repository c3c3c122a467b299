/// Writes JSON-LD 1.1: flattened, compacted with the context of SKOS, and sorted.
///
/// Nodes come in the order of `Term`, `@id` and `@type` first in each, then the keys by code points. The
/// context stands in the document. Any processor reads from it the graph that was written.
///
/// A named graph is an object of its own with the graph's `@id` and `@graph`, after the nodes of the default
/// graph and in the order of the names.
///
/// Framed by schemes, concepts and collections stand within their concept schemes, which come first.
enum JSONLDSerializer {
  static func serialize(
    _ source: StatementSource, options: SerializerOptions, isFramedByScheme: Bool = false,
    to write: ([UInt8]) throws -> Void
  ) throws {
    var writer = JSONLDWriter(source, options: options, isFramedByScheme: isFramedByScheme)
    var bytes: [UInt8] = []
    bytes.append(contentsOf: "{\n  \"@context\": ".utf8)
    writer.context.append(to: &bytes, .indented, depth: 1)
    bytes.append(contentsOf: ",\n  \"@graph\": [".utf8)
    var isFirst = true
    func append(_ json: JSON) throws {
      bytes.append(contentsOf: isFirst ? "\n    ".utf8 : ",\n    ".utf8)
      isFirst = false
      json.append(to: &bytes, .indented, depth: 2)
      if bytes.count >= 64 << 10 {
        try write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    for group in source.groups {
      writer.enter(group)
      if let name = group.name {
        try append(writer.namedGraph(name))
      } else {
        for subject in writer.top { try append(writer.topNode(subject)) }
      }
    }
    bytes.append(contentsOf: isFirst ? "]\n}\n".utf8 : "\n  ]\n}\n".utf8)
    try write(bytes)
  }
}

/// Makes the node objects of one graph after the other.
private struct JSONLDWriter {
  /// The graph at hand.
  private var graph = Graph()
  private let dictionary: TermDictionary
  private let terms: [Term]
  /// The place of each term in the order of terms.
  private let ranks: [Int]
  private var lists = JSONLDLists(Graph())
  /// Blank nodes that several graphs share, or that name one: no list can hide them.
  private let shared: Set<TermID>
  private let type: TermID?
  private let listEnd: TermID?
  private var names: JSONLDNames
  /// The keys of the properties in use.
  private var keys: [TermID: JSONLDNames.Key] = [:]
  /// The spellings of the classes and datatypes in use.
  private var types: [IRI: String] = [:]
  /// The subjects of the graph at hand in the order in which they are written.
  private var subjects: [TermID] = []
  /// How they stand within one another, if the graph is framed by schemes.
  private var frame: JSONLDSchemeFrame?
  private let isFramedByScheme: Bool

  init(_ source: StatementSource, options: SerializerOptions, isFramedByScheme: Bool) {
    self.isFramedByScheme = isFramedByScheme
    let dictionary = source.dictionary
    let terms = (0..<dictionary.count).map { dictionary[TermID($0)] }
    self.dictionary = dictionary
    self.terms = terms
    ranks = dictionary.ranks()
    type = dictionary.id(of: .iri(.RDF.type))
    listEnd = dictionary.id(of: .iri(.RDF.nil))
    names = JSONLDNames(
      prefixes: options.prefixes(declared: source.prefixes), schemes: Self.schemes(of: terms),
      terms: isFramedByScheme ? JSONLDSchemeFrame.terms : [])
    shared = Self.sharedNodes(of: source)
    chooseNames(source)
  }

  private static func sharedNodes(of source: StatementSource) -> Set<TermID> {
    guard source.groups.count > 1 else { return [] }
    var shared: Set<TermID> = []
    var homes: [TermID: Int] = [:]
    for (index, group) in source.groups.enumerated() {
      if let name = group.name { shared.insert(name) }
      for statement in group.statements {
        for id in [statement.subject, statement.object] where source.dictionary.isBlankNode(id) {
          if homes[id, default: index] != index { shared.insert(id) }
          homes[id] = index
        }
      }
    }
    return shared
  }

  /// Turns to a graph.
  mutating func enter(_ group: StatementSource.Group) {
    graph = Graph(dictionary: dictionary, statements: Array(group.statements))
    lists = JSONLDLists(graph, without: shared)
    subjects = []
    var last: TermID?
    for statement in group.statements where statement.subject != last {
      last = statement.subject
      if !lists.cells.contains(statement.subject) { subjects.append(statement.subject) }
    }
    subjects.sort { [ranks] in ranks[Int($0.rawValue)] < ranks[Int($1.rawValue)] }
    if isFramedByScheme { frame = JSONLDSchemeFrame(graph, subjects, ranks: ranks) }
  }

  /// What stands at the top of the graph at hand.
  var top: [TermID] { frame?.top ?? subjects }

  /// The object of the graph at hand, which has a name.
  func namedGraph(_ name: TermID) -> JSON {
    .object(JSON.Object([("@id", identifier(name)), ("@graph", .array(top.map(topNode)))]))
  }

  /// What stands before the colon of IRIs without `//` behind it.
  private static func schemes(of terms: [Term]) -> Set<ExactText> {
    var schemes: Set<ExactText> = []
    func look(at iri: IRI) {
      guard let (scheme, rest) = iri.string.splitAtColon, !rest.utf8.starts(with: "//".utf8) else { return }
      schemes.insert(ExactText(scheme))
    }
    // Datatypes are in the dictionary as terms of their own.
    for case .iri(let iri) in terms { look(at: iri) }
    return schemes
  }

  /// Goes through all graphs once, so that the context is known before the first node.
  private mutating func chooseNames(_ source: StatementSource) {
    for statement in source.groups.lazy.map(\.statements).joined() {
      if keys[statement.predicate] == nil, let property = self[statement.predicate].iri {
        keys[statement.predicate] = names.key(property)
      }
      switch self[statement.object] {
      case .iri(let iri): if statement.predicate == type { chooseType(iri) }
      case .literal(.typed(_, let datatype)): chooseType(datatype)
      default: break
      }
    }
  }

  private mutating func chooseType(_ iri: IRI) {
    if types[iri] == nil { types[iri] = names.type(iri) }
  }

  /// The value of `@context`.
  var context: JSON { names.context }

  private subscript(id: TermID) -> Term { terms[Int(id.rawValue)] }

  // MARK: Nodes

  /// The node object of a subject at the top, with what stands within it.
  func topNode(_ subject: TermID) -> JSON {
    .object(node(subject, with: frame?.contents[subject] ?? JSONLDSchemeFrame.Contents()))
  }

  private func node(_ subject: TermID, with contents: JSONLDSchemeFrame.Contents) -> JSON.Object {
    var node = node(subject)
    // Behind all that is said of the scheme itself, which would be hard to find otherwise.
    if !contents.collections.isEmpty {
      node[JSONLDSchemeFrame.collectionsKey] = .array(contents.collections.map { .object(self.node($0)) })
    }
    if !contents.concepts.isEmpty {
      node[JSONLDSchemeFrame.conceptsKey] = .array(contents.concepts.map { .object(self.node($0)) })
    }
    return node
  }

  /// The node object of a subject; the scheme that it stands within is not named again.
  private func node(_ subject: TermID) -> JSON.Object {
    var members: [(String, JSON)] = []
    var statements = graph.statements(subject: subject)
    if let home = frame?.homes[subject] {
      statements.removeAll { $0.object == home && self[$0.predicate].iri == .SKOS.inScheme }
    }
    var start = 0
    while start < statements.count {
      let predicate = statements[start].predicate
      var end = start
      while end < statements.count, statements[end].predicate == predicate { end += 1 }
      let objects = statements[start..<end].map(\.object).sorted { [ranks] in
        ranks[Int($0.rawValue)] < ranks[Int($1.rawValue)]
      }
      if predicate == type {
        addTypes(objects, to: &members)
      } else {
        add(objects, of: predicate, to: &members)
      }
      start = end
    }
    // "@" comes before all letters, and "@id" before "@type".
    members.sort { $0.0.isExactlyBefore($1.0) }
    return JSON.Object([("@id", identifier(subject))] + members)
  }

  private func addTypes(_ objects: [TermID], to members: inout [(String, JSON)]) {
    let types = objects.filter { !graph.dictionary.isLiteral($0) }.map(typeName)
    if !types.isEmpty { members.append(("@type", Self.compacted(types))) }
    let literals = objects.filter(graph.dictionary.isLiteral)
    // Only an ordinary key can have literals.
    if !literals.isEmpty { members.append((plainName(of: type), Self.compacted(literals.map { value($0) }))) }
  }

  private func typeName(_ id: TermID) -> JSON {
    guard let iri = self[id].iri else { return identifier(id) }
    return .string(types[iri] ?? iri.string)
  }

  private func plainName(of predicate: TermID?) -> String {
    predicate.flatMap { keys[$0] }?.plainName ?? IRI.RDF.type.string
  }

  /// Adds the values of a property under the key that has a place for them.
  private func add(_ objects: [TermID], of predicate: TermID, to members: inout [(String, JSON)]) {
    guard let key = keys[predicate] else { return }
    var rest: [TermID] = []
    switch key.shape {
    case .plain: rest = objects
    case .set: members.append((key.name, .array(objects.map { value($0) })))
    case .references: members.append((key.name, .array(objects.map { reference($0) })))
    case .typed(let datatype):
      members.append((key.name, Self.compacted(objects.map { value($0, datatype: datatype) })))
    case .list:
      if objects.count == 1, let elements = list(objects[0]) {
        members.append((key.name, .array(elements.map { reference($0) })))
      } else {
        rest = objects
      }
    case .language, .languageSet:
      let map = languageMap(objects, isSet: key.shape == .languageSet, rest: &rest)
      if !map.isEmpty { members.append((key.name, .object(map))) }
    }
    if !rest.isEmpty { members.append((key.plainName, Self.compacted(rest.map { value($0) }))) }
  }

  private func list(_ id: TermID) -> [TermID]? { id == listEnd ? [] : lists.elements[id] }

  /// The strings by language; what is no string is left over.
  private func languageMap(_ objects: [TermID], isSet: Bool, rest: inout [TermID]) -> JSON.Object {
    var texts: [String: [JSON]] = [:]
    for object in objects {
      switch self[object] {
      case .literal(.languageTagged(let text, let tag)): texts[tag.string, default: []].append(.string(text))
      case .literal(.string(let text)): texts["@none", default: []].append(.string(text))
      default: rest.append(object)
      }
    }
    let sorted = texts.sorted { $0.key.isExactlyBefore($1.key) }
    return JSON.Object(sorted.map { ($0.key, isSet ? .array($0.value) : Self.compacted($0.value)) })
  }

  /// One value stands alone, several in an array.
  private static func compacted(_ values: [JSON]) -> JSON {
    values.count == 1 ? values[0] : .array(values)
  }

  // MARK: Values

  private func identifier(_ id: TermID) -> JSON {
    switch self[id] {
    case .iri(let iri): .string(iri.string)
    case .blankNode(let node): .string("_:" + node.label)
    case .literal: .null
    }
  }

  /// A value under a key whose strings are IRIs.
  private func reference(_ id: TermID) -> JSON {
    if case .literal(.string(let text)) = self[id] { return ["@value": .string(text)] }
    if graph.dictionary.isLiteral(id) || lists.elements[id] != nil { return value(id) }
    return identifier(id)
  }

  /// A value under a key whose strings are literals, of a datatype if there is one.
  private func value(_ id: TermID, datatype coerced: IRI? = nil) -> JSON {
    if let elements = lists.elements[id] {
      return ["@list": .array(elements.map { value($0) })]
    }
    switch self[id] {
    case .iri, .blankNode: return ["@id": identifier(id)]
    case .literal(.string(let text)): return coerced == nil ? .string(text) : ["@value": .string(text)]
    case .literal(.languageTagged(let text, let tag)):
      return ["@language": .string(tag.string), "@value": .string(text)]
    case .literal(.typed(let text, let datatype)):
      if datatype == coerced { return .string(text) }
      return ["@type": .string(types[datatype] ?? datatype.string), "@value": .string(text)]
    }
  }
}
