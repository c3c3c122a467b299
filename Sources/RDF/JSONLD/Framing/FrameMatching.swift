extension FramePattern {
  /// Whether a node is one that the frame asks for.
  ///
  /// - Source: JSON-LD 1.1 Framing §4.2, "Frame Matching Algorithm".
  func matches(_ node: FlatNode, in graph: NodeGraph, requiresAll: Bool) -> Bool {
    switch ids {
    case .absent: break
    case .none, .any: if !requiresAll { return true }
    case .oneOf(let names, _):
      let isMatch = names.contains { $0.isExactly(node.id) }
      if !requiresAll || !isMatch { return isMatch }
    }
    var matchesSome = false
    if let isMatch = matchesTypes(node["@type"]?.asArray ?? []) {
      if !requiresAll || !isMatch { return isMatch }
      matchesSome = true
    }
    if case .absent = ids {
      // Without anything to match by, a frame matches all.
      if case .absent = types, properties.isEmpty { return true }
    } else {
      matchesSome = true
    }
    for property in properties {
      switch property.match(node, in: graph, requiresAll: requiresAll) {
      case .never: return false
      case .no: if requiresAll { return false }
      case .yes: matchesSome = true
      case .undecided: break
      }
    }
    return matchesSome
  }

  /// Whether a node has one of the types asked for; nil if none are.
  private func matchesTypes(_ nodeTypes: [JSON]) -> Bool? {
    switch types {
    case .absent: nil
    case .none: nodeTypes.isEmpty
    case .any: !nodeTypes.isEmpty
    case .oneOf(let names, let hasDefault):
      hasDefault || names.contains { name in nodeTypes.contains(.string(name)) }
    }
  }
}

extension FramePattern.Property {
  /// What a property says of whether a node matches.
  enum Match {
    case yes
    case no
    /// The node must not match, whatever else it has.
    case never
    /// The property says nothing, because it has a default.
    case undecided
  }

  fileprivate func match(_ node: FlatNode, in graph: NodeGraph, requiresAll: Bool) -> Match {
    let values = node[name]?.asArray ?? []
    guard let pattern else { return values.isEmpty ? .yes : .never }
    if values.isEmpty, pattern.defaultValue != nil { return .undecided }
    return pattern.matchesSome(of: values, in: graph, requiresAll: requiresAll) ? .yes : .no
  }
}

extension FramePattern {
  fileprivate func matchesSome(of values: [JSON], in graph: NodeGraph, requiresAll: Bool) -> Bool {
    if isList {
      guard let elements = values.first?["@list"]?.asArray else { return false }
      guard let list else { return false }
      if let value = list.value { return elements.contains(where: value.matches) }
      return elements.contains { list.matchesReference($0, in: graph, requiresAll: requiresAll) }
    }
    if let value { return values.contains(where: value.matches) }
    if isReference {
      return values.contains { matchesReference($0, in: graph, requiresAll: requiresAll) }
    }
    return !values.isEmpty
  }

  /// Whether a value refers to a node of the graph that matches.
  private func matchesReference(_ value: JSON, in graph: NodeGraph, requiresAll: Bool) -> Bool {
    guard let id = value["@id"]?.string, let node = graph.nodes[ExactText(id)] else { return false }
    return matches(node, in: graph, requiresAll: requiresAll)
  }
}
