/// The nodes of each graph of a document, each with all that is said of it in one place.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §7.2, "Node Map Generation".
final class NodeMap {
  /// The graph outside all named ones.
  let standard = NodeGraph()
  private(set) var named: [ExactText: NodeGraph] = [:]

  /// The graph of a name; it is created if there is none.
  func graph(named name: String) -> NodeGraph {
    if name == "@default" { return standard }
    if let known = named[ExactText(name)] { return known }
    let graph = NodeGraph()
    named[ExactText(name)] = graph
    return graph
  }

  /// The names of the named graphs, in order.
  var sortedNames: [String] { named.keys.map(\.string).sorted { $0.isExactlyBefore($1) } }

  /// All graphs in one.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §7.3, "Merge Node Maps".
  func merged() -> NodeGraph {
    guard !named.isEmpty else { return standard }
    let result = NodeGraph()
    for name in ["@default"] + sortedNames {
      for node in graph(named: name).sorted {
        let merged = result.node(node.id)
        for (name, values) in node.entries.members where name != "@id" {
          if name == "@type" || !Keyword.isKeyword(name) {
            for value in values.asArray { merged.insert(value, under: name) }
          } else {
            merged.set(name, values)
          }
        }
      }
    }
    return result
  }
}

/// The nodes of one graph.
final class NodeGraph {
  private(set) var nodes: [ExactText: FlatNode] = [:]

  /// The node of an identifier; it is created if there is none.
  func node(_ id: String) -> FlatNode {
    if let known = nodes[ExactText(id)] { return known }
    let node = FlatNode(id)
    nodes[ExactText(id)] = node
    return node
  }

  /// The nodes in the order of their identifiers.
  var sorted: [FlatNode] { nodes.values.sorted { $0.id.isExactlyBefore($1.id) } }
}

/// A node, and all that is said of it in one graph.
final class FlatNode {
  let id: String
  /// `@id` first; then keywords, and properties with arrays of values, references and lists.
  private(set) var entries: JSON.Object
  /// The values of the properties that have many, so that none need be compared with all the others.
  private var known: [ExactText: Set<Value>] = [:]
  private static let hashedFrom = 16
  /// The entries in the order of their names, kept once they are asked for.
  private(set) lazy var sortedEntries = entries.members.sortedByName()
  /// The number of the result that the node stands in already, and whether it stands around what is being framed.
  var framedIn = 0
  var isBeingFramed = false

  init(_ id: String) {
    self.id = id
    entries = JSON.Object([("@id", .string(id))])
  }

  /// Whether nothing is said of it.
  var isBare: Bool { entries.count == 1 }

  subscript(name: String) -> JSON? { entries[name] }

  func set(_ name: String, _ value: JSON) { entries[name] = value }

  /// Makes sure that a property is there, if without values.
  func declare(_ property: String) {
    if !entries.contains(property) { entries.append(property, .array([])) }
  }

  /// Adds a value to a property unless it has it already.
  func insert(_ value: JSON, under property: String) {
    // The values must not be held when one is added, for then all would be copied.
    if isNew(value, under: property) { add(value, under: property) }
  }

  private func isNew(_ value: JSON, under property: String) -> Bool {
    guard let values = entries[property]?.asArray, !values.isEmpty else { return true }
    guard values.count >= Self.hashedFrom else { return !values.contains(value) }
    return known[ExactText(property), default: Set(values.map(Value.init))].insert(Value(json: value))
      .inserted
  }

  /// Adds a value to a property, even if it has it already.
  func add(_ value: JSON, under property: String) {
    entries.update(property) { $0.append(value) }
  }

  /// A value with a hash of what tells values apart, not only of the names of their entries.
  private struct Value: Hashable {
    let json: JSON

    static func == (left: Value, right: Value) -> Bool { left.json == right.json }

    func hash(into hasher: inout Hasher) {
      guard let object = json.object else { return json.hash(into: &hasher) }
      for name in ["@id", "@value", "@type", "@language"] {
        if let value = object[name] { value.hash(into: &hasher) }
      }
    }
  }
}
