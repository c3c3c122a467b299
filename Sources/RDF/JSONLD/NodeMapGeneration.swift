/// Takes an expanded document apart into its nodes.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §7.2, "Node Map Generation". Where the Recommendation hands
///   the place of a value down, this hands the value back to its place. Its recursion follows the nesting of the
///   document.
struct NodeMapGeneration {
  let map = NodeMap()
  private var labels = BlankNodeLabels()

  /// Takes in what stands at the top of a document, or in a graph.
  mutating func add(_ elements: [JSON], to graph: NodeGraph) throws(SyntaxError) {
    for element in elements { _ = try flattened(element, in: graph) }
  }

  /// Takes an element in and returns what stands for it where it stood: a value, a list, or a reference.
  private mutating func flattened(_ element: JSON, in graph: NodeGraph) throws(SyntaxError) -> JSON? {
    guard let object = element.object else { return nil }
    if object.contains("@value") { return .object(value(object)) }
    if let list = object["@list"] {
      // Step 5; what stands beside the list, its index, is not kept.
      var elements: [JSON] = []
      for element in list.asArray {
        if let flat = try flattened(element, in: graph) { elements.append(flat) }
      }
      return .list(elements)
    }
    return try node(object, in: graph)
  }

  /// Step 3: blank nodes as datatypes get their new names.
  private mutating func value(_ value: JSON.Object) -> JSON.Object {
    guard let type = value["@type"]?.string, type.isBlankNodeIdentifier else { return value }
    var value = value
    value["@type"] = .string(labels.label(for: type))
    return value
  }

  /// Step 6: takes a node in and returns the reference to it.
  private mutating func node(_ object: JSON.Object, in graph: NodeGraph) throws(SyntaxError) -> JSON? {
    let id: String
    if let value = object["@id"] {
      // An identifier that expands to nothing names no node.
      guard let text = value.string else { return nil }
      id = renamed(text)
    } else {
      id = labels.newLabel()
    }
    let node = graph.node(id)
    let reference = JSON.object(JSON.Object([("@id", .string(id))]))
    for type in object["@type"]?.asArray ?? [] {
      guard let name = type.string else { continue }
      node.insert(.string(renamed(name)), under: "@type")
    }
    try addIndex(object["@index"], to: node)
    for (property, values) in object["@reverse"]?.object?.members.sortedByName() ?? [] {
      for value in values.asArray {
        guard let other = try flattened(value, in: graph)?["@id"]?.string else { continue }
        graph.node(other).insert(reference, under: renamed(property))
      }
    }
    if let content = object["@graph"] { try add(content.asArray, to: map.graph(named: id)) }
    if let included = object["@included"] { try add(included.asArray, to: graph) }
    for (name, values) in object.members.sortedByName() where name.utf8.first != UInt8(ascii: "@") {
      let property = renamed(name)
      node.declare(property)
      for value in values.asArray {
        guard let flat = try flattened(value, in: graph) else { continue }
        if flat.isListObject {
          node.add(flat, under: property)
        } else {
          node.insert(flat, under: property)
        }
      }
    }
    return reference
  }

  private mutating func renamed(_ id: String) -> String {
    id.isBlankNodeIdentifier ? labels.label(for: id) : id
  }

  /// Step 6.8.
  private func addIndex(_ index: JSON?, to node: FlatNode) throws(SyntaxError) {
    guard let index else { return }
    guard node["@index"] ?? index == index else {
      throw SyntaxError(
        .JSONLD.conflictingIndexes, at: nil, "the node <\(node.id)> has several values of @index")
    }
    node.set("@index", index)
  }
}

/// Names blank nodes `_:b0`, `_:b1` and so on.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §7.4, "Generate Blank Node Identifier".
struct BlankNodeLabels {
  private var labels: [ExactText: String] = [:]
  private var count = 0

  /// The name of a blank node that the document names.
  mutating func label(for identifier: String) -> String {
    if let known = labels[ExactText(identifier)] { return known }
    let label = newLabel()
    labels[ExactText(identifier)] = label
    return label
  }

  /// The name of a blank node without one.
  mutating func newLabel() -> String {
    defer { count += 1 }
    return "_:b\(count)"
  }
}
