/// Puts nodes into the tree that a frame shows.
///
/// Its recursion follows references from node to node, which has no end in the document, and is limited therefore.
/// - Source: JSON-LD 1.1 Framing §4.1, "Framing Algorithm".
struct Framing {
  private let map: NodeMap
  private let merged: NodeGraph
  private let options: JSONLDFramingOptions
  private let limits: ParserLimits
  /// The number of the node at the top that is being framed; each is a result of its own.
  private var resultNumber = 0
  /// Whether defaults have been put in, and among them null.
  private(set) var hasDefaults = false
  private(set) var hasNull = false
  private var depth = 0
  private var nodeCount = 0
  /// Which nodes of a graph refer to a node by a property.
  private var references: [ExactText: [Reference: [String]]] = [:]

  /// A graph with its name; `@merged` is all of them in one.
  private struct NamedGraph {
    let name: String
    let nodes: NodeGraph
  }

  private struct Reference: Hashable {
    let property: ExactText
    let object: ExactText
  }

  init(_ map: NodeMap, _ options: JSONLDFramingOptions, _ limits: ParserLimits) {
    self.map = map
    self.options = options
    self.limits = limits
    merged = map.merged()
  }

  /// Returns the nodes that a frame asks for; from the default graph only, or from all graphs in one.
  mutating func frame(_ pattern: FramePattern, mergesGraphs: Bool) throws(SyntaxError) -> [JSON] {
    let graph =
      mergesGraphs
      ? NamedGraph(name: "@merged", nodes: merged) : NamedGraph(name: "@default", nodes: map.standard)
    var result: [JSON] = []
    for node in graph.nodes.sorted where pattern.matches(node, in: graph.nodes, pattern) {
      resultNumber += 1
      if let output = try output(node, pattern, graph) { result.append(output) }
    }
    return result
  }

  /// Step 4 for several nodes that are not values of a property.
  private mutating func frame(
    all nodes: NodeGraph, _ pattern: FramePattern, _ graph: NamedGraph
  ) throws(SyntaxError) -> [JSON] {
    var result: [JSON] = []
    for node in nodes.sorted where pattern.matches(node, in: graph.nodes, pattern) {
      // Another match has it already.
      if node.framedIn == resultNumber { continue }
      if let output = try output(node, pattern, graph) { result.append(output) }
    }
    return result
  }

  /// Step 4 for a node that is referred to: in full, as a reference, or not at all if it does not match.
  private mutating func frame(
    reference id: String, _ pattern: FramePattern, _ graph: NamedGraph
  ) throws(SyntaxError) -> JSON? {
    guard let node = graph.nodes.nodes[ExactText(id)], pattern.matches(node, in: graph.nodes, pattern) else {
      return nil
    }
    let isReference =
      pattern.embed == .never || node.isBeingFramed
      || (pattern.embed == .once && node.framedIn == resultNumber)
    if isReference { return .object(JSON.Object([("@id", .string(id))])) }
    return try output(node, pattern, graph)
  }

  /// Steps 4.1 to 4.7: a node in full.
  private mutating func output(
    _ node: FlatNode, _ pattern: FramePattern, _ graph: NamedGraph
  ) throws(SyntaxError) -> JSON? {
    try count()
    let isInner = node.isBeingFramed
    node.framedIn = resultNumber
    node.isBeingFramed = true
    depth += 1
    defer {
      depth -= 1
      node.isBeingFramed = isInner
    }
    var output = JSON.Object([("@id", .string(node.id))])
    try addGraph(of: node, pattern, graph, to: &output)
    if let included = pattern.included {
      let nodes = try frame(all: graph.nodes, included, graph)
      if !nodes.isEmpty { output.add("@included", nodes) }
    }
    for (name, values) in node.sortedEntries {
      if name.startsWithAt {
        output[name] = values
      } else if !pattern.explicit || pattern[name] != nil {
        try add(values.asArray, of: name, pattern, graph, to: &output)
      }
    }
    addDefaults(pattern, to: &output)
    try addReverse(of: node, pattern, graph, to: &output)
    return .object(output)
  }

  private mutating func count() throws(SyntaxError) {
    nodeCount += 1
    guard nodeCount <= limits.framedNodeCountMax else {
      throw SyntaxError(.limit, at: nil, "framing writes more than \(limits.framedNodeCountMax) nodes")
    }
    guard depth < limits.nestingDepthMax else {
      throw SyntaxError(.limit, at: nil, "framing nests nodes more than \(limits.nestingDepthMax) deep")
    }
  }

  /// Step 4.5: a node that names a graph has it below itself.
  private mutating func addGraph(
    of node: FlatNode, _ pattern: FramePattern, _ graph: NamedGraph, to output: inout JSON.Object
  ) throws(SyntaxError) {
    guard let nodes = map.named[ExactText(node.id)] else { return }
    guard pattern.graph != nil || graph.name != "@merged" else { return }
    let content = try frame(
      all: nodes, pattern.graph ?? FramePattern(options), NamedGraph(name: node.id, nodes: nodes))
    if !content.isEmpty { output.add("@graph", content) }
  }

  /// Step 4.7.4: the values of a property.
  private mutating func add(
    _ values: [JSON], of property: String, _ pattern: FramePattern, _ graph: NamedGraph,
    to output: inout JSON.Object
  ) throws(SyntaxError) {
    let named = pattern[property]
    let inner =
      named.map { $0.pattern ?? FramePattern(options) } ?? FramePattern(implicitIn: pattern, options)
    var framed: [JSON] = []
    for value in values {
      guard let object = value.object else { continue }
      if let list = object["@list"] {
        let elementPattern =
          named?.pattern?.list ?? FramePattern(implicitIn: pattern, options)
        framed.append(.list(try self.values(list.asArray, elementPattern, graph)))
      } else if let id = object["@id"]?.string {
        if let node = try frame(reference: id, inner, graph) { framed.append(node) }
      } else if inner.value?.matches(value) ?? true {
        framed.append(value)
      }
    }
    if !framed.isEmpty { output.add(property, framed) }
  }

  /// Step 4.7.4.2: the elements of a list.
  private mutating func values(
    _ elements: [JSON], _ pattern: FramePattern, _ graph: NamedGraph
  ) throws(SyntaxError) -> [JSON] {
    var framed: [JSON] = []
    for element in elements {
      guard let id = element["@id"]?.string else {
        framed.append(element)
        continue
      }
      if let node = try frame(reference: id, pattern, graph) { framed.append(node) }
    }
    return framed
  }

  /// Step 4.7.5: what the frame names and the node lacks.
  private mutating func addDefaults(_ pattern: FramePattern, to output: inout JSON.Object) {
    if let value = pattern.typeDefault, !pattern.omitsDefault, !output.contains("@type") {
      output.append("@type", preserved(value))
    }
    for property in pattern.properties where !output.contains(property.name) {
      guard property.pattern?.omitsDefault ?? options.omitsDefault else {
        output.append(property.name, preserved(property.pattern?.defaultValue ?? "@null"))
        continue
      }
    }
  }

  private mutating func preserved(_ value: JSON) -> JSON {
    hasDefaults = true
    if value.asArray.first?["@value"] == "@null" || value.asArray.first == "@null" || value == .array([]) {
      hasNull = true
    }
    return .array([.object(JSON.Object([("@preserve", .array(value.asArray))]))])
  }

  /// Step 4.7.6: the nodes that refer to this one.
  private mutating func addReverse(
    of node: FlatNode, _ pattern: FramePattern, _ graph: NamedGraph, to output: inout JSON.Object
  ) throws(SyntaxError) {
    for (property, inner) in pattern.reverse {
      var nodes: [JSON] = []
      for id in referring(to: node.id, property, graph) {
        if let node = try frame(reference: id, inner, graph) { nodes.append(node) }
      }
      guard !nodes.isEmpty else { continue }
      output.update("@reverse") { map in map.updateObject { $0.add(property, nodes) } }
    }
  }

  private mutating func referring(to id: String, _ property: String, _ graph: NamedGraph) -> [String] {
    let name = ExactText(graph.name)
    if references[name] == nil {
      var index: [Reference: [String]] = [:]
      for node in graph.nodes.sorted {
        for (property, values) in node.entries.members where property.utf8.first != UInt8(ascii: "@") {
          for value in values.asArray {
            guard let object = value["@id"]?.string else { continue }
            index[Reference(property: ExactText(property), object: ExactText(object)), default: []]
              .append(node.id)
          }
        }
      }
      references[name] = index
    }
    return references[name]?[Reference(property: ExactText(property), object: ExactText(id))] ?? []
  }
}

extension FramePattern {
  fileprivate func matches(_ node: FlatNode, in graph: NodeGraph, _ pattern: FramePattern) -> Bool {
    matches(node, in: graph, requiresAll: pattern.requiresAll)
  }
}
