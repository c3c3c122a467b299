/// Compacts the entries of one object, keywords and properties, once its contexts are known.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §6.1, "Compaction Algorithm", step 12.
struct EntryCompaction {
  let compaction: Compaction
  let active: ActiveContext
  /// The context before those of the object's types, in which the types themselves are written.
  let typeScope: ActiveContext
  let property: String?

  private var contexts: ContextProcessor { compaction.contexts }

  func compact(_ element: JSON.Object) throws(SyntaxError) -> JSON.Object {
    var result = JSON.Object()
    for (name, value) in compaction.isOrdered ? element.members.sortedByName() : element.members {
      if name.startsWithAt, Keyword.isKeyword(name) {
        if try compactKeyword(name, value, into: &result) { continue }
      }
      try compactProperty(name, value.asArray, into: &result)
    }
    return result
  }

  private func alias(_ keyword: String) throws(SyntaxError) -> String {
    try contexts.compactIRI(keyword, active, isVocabulary: true)
  }

  // MARK: Keywords

  /// Steps 12.1 to 12.6; false if the keyword is treated as a property is.
  private func compactKeyword(
    _ name: String, _ value: JSON, into result: inout JSON.Object
  ) throws(SyntaxError) -> Bool {
    switch name {
    case "@id":
      let name = try alias("@id")
      result[name] = value
      if let iri = value.string { result[name] = .string(try contexts.compactIRI(iri, active)) }
    case "@type": try compactType(value, into: &result)
    case "@reverse": try compactReverse(value, into: &result)
    case "@preserve":
      let compacted = try compaction.compact(value, of: property, active)
      if value != .array([]) { result["@preserve"] = compacted }
    case "@index":
      if property.flatMap({ active[$0]?.container.contains(.index) }) != true {
        result[try alias(name)] = value
      }
    case "@direction", "@language", "@value": result[try alias(name)] = value
    default: return false
    }
    return true
  }

  /// Step 12.2.
  private func compactType(_ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    var types: [JSON] = []
    for type in value.asArray {
      guard let iri = type.string else { continue }
      types.append(.string(try contexts.compactIRI(iri, typeScope, isVocabulary: true)))
    }
    let name = try alias("@type")
    let isSet = active[name]?.container.contains(.set) == true
    let isArray =
      !compaction.compactsArrays || (isSet && contexts.options.processingMode == .version11)
    result[name] = types.count == 1 && !isArray ? types[0] : .array(types)
  }

  /// Step 12.3: a term for the reverse property stands beside the others.
  private func compactReverse(_ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    guard let compacted = try compaction.compact(value, of: "@reverse", active).object else { return }
    var rest = JSON.Object()
    for (name, value) in compacted.members {
      if let definition = active[name], definition.isReverse {
        result.addCompact(
          name, value, asArray: definition.container.contains(.set) || !compaction.compactsArrays)
      } else {
        rest.append(name, value)
      }
    }
    if !rest.isEmpty { result[try alias("@reverse")] = .object(rest) }
  }

  // MARK: Properties

  /// Steps 12.7 and 12.8.
  private func compactProperty(
    _ name: String, _ values: [JSON], into result: inout JSON.Object
  ) throws(SyntaxError) {
    let isReverse = property == "@reverse"
    if values.isEmpty {
      let key = try contexts.compactIRI(
        name, active, value: .array([]), isVocabulary: true, isReverse: isReverse)
      try withNest(of: key, &result) { $0.addCompact(key, .array([]), asArray: true) }
    }
    for value in values {
      let key = try contexts.compactIRI(
        name, active, value: value, isVocabulary: true, isReverse: isReverse)
      try compact(value, under: key, into: &result)
    }
  }

  /// Steps 12.7.2 and 12.8.2: the entry may belong into an object that only groups.
  private func withNest(
    of key: String, _ result: inout JSON.Object,
    _ change: (inout JSON.Object) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    guard let nest = active[key]?.nest else { return try change(&result) }
    let expanded = try contexts.expandTerm(nest, active)
    guard expanded == "@nest" else {
      throw SyntaxError(
        .JSONLD.invalidNestValue, at: nil,
        "the term \"\(key)\" is nested in \"\(nest)\", which stands for something else; expected an alias of @nest"
      )
    }
    try result.update(nest) { (value) throws(SyntaxError) in try value.updateObject(change) }
  }

  /// Steps 12.8.4 to 12.8.10.
  private func compact(
    _ value: JSON, under key: String, into result: inout JSON.Object
  ) throws(SyntaxError) {
    let container = active[key]?.container ?? []
    let isArray =
      container.contains(.set) || key == "@graph" || key == "@list" || !compaction.compactsArrays
    let isGraph = value.isGraphObject
    let inner = value["@list"] ?? (isGraph ? value["@graph"] : nil) ?? value
    let compacted = try compaction.compact(inner, of: key, active)
    try withNest(of: key, &result) { (result) throws(SyntaxError) in
      if let list = value["@list"] {
        try addList(compacted, value, list, under: key, container, isArray, into: &result)
      } else if isGraph {
        try addGraph(compacted, value, under: key, container, isArray, into: &result)
      } else if !container.isDisjoint(with: [.language, .index, .id, .type]), !container.contains(.graph) {
        try addToMap(compacted, value, under: key, container, isArray, into: &result)
      } else {
        result.addCompact(key, compacted, asArray: isArray)
      }
    }
  }

  /// Step 12.8.7.
  private func addList(
    _ compacted: JSON, _ value: JSON, _ list: JSON, under key: String, _ container: ContainerMapping,
    _ isArray: Bool, into result: inout JSON.Object
  ) throws(SyntaxError) {
    let elements = JSON.array(compacted.asArray)
    if container.contains(.list) {
      result[key] = elements
      return
    }
    var object = JSON.Object([(try alias("@list"), elements)])
    if let index = value["@index"] { object[try alias("@index")] = index }
    result.addCompact(key, .object(object), asArray: isArray)
  }

  /// Step 12.8.8.
  private func addGraph(
    _ compacted: JSON, _ graph: JSON, under key: String, _ container: ContainerMapping, _ isArray: Bool,
    into result: inout JSON.Object
  ) throws(SyntaxError) {
    let id = graph["@id"]?.string
    if container.isSuperset(of: [.graph, .id]) {
      let mapKey = try id.map { (id) throws(SyntaxError) in try contexts.compactIRI(id, active) }
      try addToMap(of: key, mapKey, compacted, isArray, into: &result)
    } else if container.isSuperset(of: [.graph, .index]), id == nil {
      try addToMap(of: key, graph["@index"]?.string, compacted, isArray, into: &result)
    } else if container.contains(.graph), id == nil {
      var value = compacted
      if let nodes = compacted.array, nodes.count > 1 {
        value = .object(JSON.Object([(try alias("@included"), compacted)]))
      }
      result.addCompact(key, value, asArray: isArray)
    } else {
      var object = JSON.Object([(try alias("@graph"), compacted)])
      if let id { object[try alias("@id")] = .string(try contexts.compactIRI(id, active)) }
      if let index = graph["@index"] { object[try alias("@index")] = index }
      result.addCompact(key, .object(object), asArray: isArray)
    }
  }

  /// Step 12.8.9: the value stands in a map, under what the container takes as its key.
  private func addToMap(
    _ compacted: JSON, _ value: JSON, under key: String, _ container: ContainerMapping, _ isArray: Bool,
    into result: inout JSON.Object
  ) throws(SyntaxError) {
    var compacted = compacted
    var mapKey: String?
    let index = active[key]?.index ?? "@index"
    if container.contains(.language) {
      if let content = value["@value"] { compacted = content }
      mapKey = value["@language"]?.string
    } else if container.contains(.index), index == "@index" {
      mapKey = value["@index"]?.string
    } else if container.contains(.index) {
      // The values of the property stand under the term, if the term suits them.
      var name = index
      if compacted[name] == nil, let iri = try contexts.expandTerm(index, active) {
        name = try contexts.compactIRI(iri, active, isVocabulary: true)
      }
      mapKey = compacted.takeFirst(of: name)
    } else if container.contains(.id) {
      let name = try alias("@id")
      mapKey = compacted[name]?.string
      compacted.remove(name)
    } else if container.contains(.type) {
      mapKey = compacted.takeFirst(of: try alias("@type"))
      // What is left of a mere reference is written as one.
      if let object = compacted.object, object.count == 1, let name = object.names.first,
        try contexts.expandTerm(name, active) == "@id", let id = value["@id"]
      {
        compacted = try compaction.compact(.object(JSON.Object([("@id", id)])), of: key, active)
      }
    }
    try addToMap(of: key, mapKey, compacted, isArray, into: &result)
  }

  /// Adds a value to the map that stands under a key; without a key of its own it stands under `@none`.
  private func addToMap(
    of key: String, _ mapKey: String?, _ value: JSON, _ isArray: Bool, into result: inout JSON.Object
  ) throws(SyntaxError) {
    let name = if let mapKey { mapKey } else { try alias("@none") }
    result.update(key) { map in map.updateObject { $0.addCompact(name, value, asArray: isArray) } }
  }
}

extension JSON.Object {
  /// Adds one or several values to a member; it becomes an array where there are several, or if it has to.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API, "add value".
  mutating func addCompact(_ name: String, _ value: JSON, asArray isArray: Bool) {
    let isNew = !contains(name)
    update(name) { present in
      if isArray && present.array == nil { present = isNew ? .array([]) : .array([present]) }
      if let values = value.array {
        if values.count == 1, isNew, !isArray {
          present = values[0]
        } else if !values.isEmpty || isArray {
          present.append(contentsOf: values)
        } else if isNew {
          present = .array([])
        }
      } else if isNew && !isArray {
        present = value
      } else {
        present.append(value)
      }
    }
  }
}

extension JSON {
  /// Removes a member, if it is an object that has it.
  fileprivate mutating func remove(_ name: String) {
    guard object?.contains(name) == true else { return }
    updateObject { $0[name] = nil }
  }

  /// Takes the first value of a member out, if that is a string; the others stay.
  fileprivate mutating func takeFirst(of name: String) -> String? {
    guard let values = self[name]?.asArray, let first = values.first?.string else { return nil }
    let rest = values.dropFirst()
    updateObject { object in
      object[name] = rest.isEmpty ? nil : rest.count == 1 ? rest.first : .array(Array(rest))
    }
    return first
  }
}
