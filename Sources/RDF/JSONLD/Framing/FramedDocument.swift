extension JSONLDRun {
  /// `frame()`, from the expanded document on.
  ///
  /// - Source: JSON-LD 1.1 Framing §5.1, `frame()`, steps 9 to 21.
  func frame(_ expanded: JSON, frame: JSON) throws(SyntaxError) -> JSON {
    let options = contexts.options
    let expandedFrame = try expand(frame, isFrame: true)
    let pattern = try FramePattern(expandedFrame, options.framing, options.processingMode)
    var framing = Framing(try nodeMap(of: expanded), options.framing, limits)
    let framed = try framing.frame(pattern, mergesGraphs: try !asksForGraph(frame))
    var cleaning = FrameCleaning(
      prunesIdentifiers: options.processingMode == .version11, hasDefaults: framing.hasDefaults)
    let result = cleaning.clean(framed)
    let omitsGraph = options.framing.omitsGraph ?? (options.processingMode == .version11)
    let compacted = try compact(
      .array(result), context: frame["@context"] ?? .object(JSON.Object()), alwaysHasGraph: !omitsGraph)
    return framing.hasNull ? FrameCleaning.withoutNullMarks(compacted) : compacted
  }

  /// Whether the frame has a key at its top that stands for `@graph`, and so is about the default graph alone.
  private func asksForGraph(_ frame: JSON) throws(SyntaxError) -> Bool {
    guard let object = frame.object else { return false }
    var active = try JSONLD.initialContext(contexts, base: base)
    if let local = object["@context"] {
      active = try contexts.process(active, local, ContextProcessor.Situation(base: base))
    }
    for (name, _) in object.members where name != "@context" {
      if try contexts.expandTerm(name, active) == "@graph" { return true }
    }
    return false
  }
}

/// Removes what framing has left as marks: defaults in `@preserve`, and blank nodes that are named for nothing.
struct FrameCleaning {
  let prunesIdentifiers: Bool
  let hasDefaults: Bool
  /// How often each blank node occurs.
  private var counts: [ExactText: Int] = [:]

  init(prunesIdentifiers: Bool, hasDefaults: Bool) {
    self.prunesIdentifiers = prunesIdentifiers
    self.hasDefaults = hasDefaults
  }

  mutating func clean(_ nodes: [JSON]) -> [JSON] {
    if prunesIdentifiers { for node in nodes { count(node) } }
    guard hasDefaults || counts.values.contains(1) else { return nodes }
    return cleaned(nodes) ?? nodes
  }

  private mutating func count(_ value: JSON) {
    switch value {
    case .string(let text): if text.isBlankNodeIdentifier { counts[ExactText(text), default: 0] += 1 }
    case .array(let elements): for element in elements { count(element) }
    case .object(let object):
      if let content = object["@value"] {
        // The text of a literal is no name.
        if content.array != nil || object["@type"] != nil { count(object["@type"] ?? .null) }
        return
      }
      for (_, value) in object.members { count(value) }
    case .null, .bool, .number: break
    }
  }

  /// The value without marks; nil if it has none, so that most of a document need not be made anew.
  private func cleaned(_ value: JSON) -> JSON? {
    switch value {
    case .array(let elements): return cleaned(elements).map(JSON.array)
    case .object(let object):
      if hasDefaults, let preserved = object["@preserve"] { return preserved.asArray.first ?? "@null" }
      return object.contains("@value") ? nil : cleaned(object).map(JSON.object)
    case .null, .bool, .number, .string: return nil
    }
  }

  private func isNamedForNothing(_ id: JSON) -> Bool {
    guard let id = id.string, id.isBlankNodeIdentifier else { return false }
    return counts[ExactText(id)] == 1
  }

  private func cleaned(_ elements: [JSON]) -> [JSON]? {
    var result: [JSON]?
    for (position, element) in elements.enumerated() {
      guard let element = cleaned(element) else { continue }
      if result == nil { result = elements }
      result?[position] = element
    }
    return result
  }

  private func cleaned(_ object: JSON.Object) -> JSON.Object? {
    var result: JSON.Object?
    for (name, value) in object.members {
      let isUseless = name == "@id" && isNamedForNothing(value)
      let cleaned = isUseless ? nil : cleaned(value)
      guard isUseless || cleaned != nil else { continue }
      if result == nil { result = object }
      result?[name] = cleaned
    }
    return result
  }

  /// The value with null for each `@null`; in arrays it is left out.
  static func withoutNullMarks(_ value: JSON) -> JSON {
    switch value {
    case .string("@null"): .null
    case .array(let elements): .array(elements.map(withoutNullMarks).filter { !$0.isNull })
    case .object(let object):
      .object(
        JSON.Object(
          object.members.map { ($0.name, $0.name == "@context" ? $0.value : withoutNullMarks($0.value)) }))
    case .null, .bool, .number, .string: value
    }
  }
}
