/// Expands the entries of one object.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §5.1, "Expansion Algorithm", steps 13 and 14.
struct EntryExpansion {
  let expansion: Expansion
  let active: ActiveContext
  /// The context before those of the object's types, in which the types themselves are read.
  let typeScope: ActiveContext
  let property: ExpandedKey?
  /// Whether the object is a value of type `@json`.
  let hasJSONType: Bool

  private var contexts: ContextProcessor { expansion.contexts }

  func expand(_ object: JSON.Object, into result: inout JSON.Object) throws(SyntaxError) {
    var nests: [String] = []
    // The name of the entry that is being expanded, which is at fault if there is one.
    var current = ""
    do throws(SyntaxError) {
      for (name, value) in ordered(object) where name != "@context" {
        current = name
        let key = try contexts.key(name, active)
        switch key.kind {
        case .ignored: break
        case .property: try expandProperty(key, value, into: &result)
        case .keyword where key.expanded == "@nest":
          try checkKeyword("@nest", result)
          nests.append(name)
        case .keyword: try expandKeyword(key.expanded ?? name, value, into: &result)
        }
      }
      for key in nests {
        current = key
        try expandNest(key, object[key] ?? .null, into: &result)
      }
    } catch {
      contexts.faultPath.add(entry: current, ofFaultyName: error.code.concernsName)
      throw error
    }
  }

  /// Step 14: the entries of a nested object count as the object's own.
  private func expandNest(_ key: String, _ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    for (position, nested) in value.asArray.enumerated() {
      do throws(SyntaxError) {
        guard let object = nested.object else { throw invalidNest(nested) }
        for name in object.names where try contexts.expandTerm(name, active) == "@value" {
          throw invalidNest(nested)
        }
        let scoped =
          try contexts.processScoped(active, active[key], overridesProtected: true) ?? active
        let entries = EntryExpansion(
          expansion: expansion, active: scoped, typeScope: scoped === active ? typeScope : scoped,
          property: property, hasJSONType: hasJSONType)
        try entries.expand(object, into: &result)
      } catch {
        contexts.faultPath.add(.element(position))
        throw error
      }
    }
  }

  private func invalidNest(_ value: JSON) -> SyntaxError {
    SyntaxError(
      .JSONLD.invalidNestValue, at: nil, "found \(value.excerpt) in @nest; expected an object without @value")
  }

  // MARK: Keywords

  /// Steps 13.4.1 and 13.4.2.
  private func checkKeyword(_ name: String, _ result: JSON.Object) throws(SyntaxError) {
    guard property?.expanded != "@reverse" else {
      throw SyntaxError(
        .JSONLD.invalidReversePropertyMap, at: nil,
        "found \(name) in the value of @reverse; expected properties only")
    }
    guard name == "@included" || name == "@type" || !result.contains(name) else {
      throw SyntaxError(.JSONLD.collidingKeywords, at: nil, "two keys of one object stand for \(name)")
    }
  }

  /// Steps 13.4.3 to 13.4.17.
  private func expandKeyword(
    _ name: String, _ value: JSON, into result: inout JSON.Object
  ) throws(SyntaxError) {
    try checkKeyword(name, result)
    if expansion.isFrame, try expandFrameKeyword(name, value, into: &result) { return }
    switch name {
    case "@id": result[name] = try expandID(value)
    case "@type": try expandType(value, into: &result)
    case "@graph":
      result[name] = .array(try expansion.expand(value, of: contexts.key("@graph", active), active).asValues)
    case "@included": try expandIncluded(value, into: &result)
    case "@value":
      guard hasJSONType || value.isScalar || value.isNull else {
        throw invalid(.JSONLD.invalidValueObjectValue, name, value, "a string, number, true, false or null")
      }
      result[name] = value
    case "@language":
      guard value.string != nil else {
        throw invalid(.JSONLD.invalidLanguageTaggedString, name, value, "a string")
      }
      result[name] = value
    case "@direction":
      guard value == "ltr" || value == "rtl" else {
        throw invalid(.JSONLD.invalidBaseDirection, name, value, "\"ltr\" or \"rtl\"")
      }
      result[name] = value
    case "@index":
      guard value.string != nil else { throw invalid(.JSONLD.invalidIndexValue, name, value, "a string") }
      result[name] = value
    case "@list":
      // A list that belongs to no property means nothing.
      guard let property, property.expanded != "@graph" else { return }
      result[name] = .array(try expansion.expand(value, of: property, active).asValues)
    case "@set": result[name] = .array(try expansion.expand(value, of: property, active).asValues)
    case "@reverse": try expandReverse(value, into: &result)
    default: break
    }
  }

  private func invalid(
    _ code: SyntaxError.Code, _ name: String, _ value: JSON, _ expected: String
  ) -> SyntaxError {
    SyntaxError(code, at: nil, "found \(name) \(value.excerpt); expected \(expected)")
  }

  private func expandID(_ value: JSON) throws(SyntaxError) -> JSON {
    guard let text = value.string else { throw invalid(.JSONLD.invalidIDValue, "@id", value, "a string") }
    return .optional(try contexts.expandIRI(text, active, isDocumentRelative: true))
  }

  private func expandType(_ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    var types: [JSON] = []
    for (position, type) in value.asArray.enumerated() {
      guard let text = type.string else {
        contexts.faultPath.add(.element(position))
        throw invalid(.JSONLD.invalidTypeValue, "@type", value, "a string or an array of strings")
      }
      // Types are remembered as keys are; only a relative one needs the base.
      let key = try contexts.key(text, typeScope)
      var expanded = key.expanded
      if let iri = expanded, key.kind != .keyword, !iri.hasIRIForm {
        expanded = try contexts.expandIRI(text, typeScope, isVocabulary: true, isDocumentRelative: true)
      }
      types.append(.optional(expanded))
    }
    if let present = result["@type"] {
      result["@type"] = .array(present.asArray + types)
    } else {
      result["@type"] = value.array == nil ? types.first : .array(types)
    }
  }

  private func expandIncluded(_ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    let nodes = try expansion.expand(value, of: contexts.key("@included", active), active).asValues
    guard value.object != nil || value.array != nil, nodes.allSatisfy(\.isNodeObject) else {
      throw invalid(.JSONLD.invalidIncludedValue, "@included", value, "node objects")
    }
    result.add("@included", nodes)
  }

  /// Step 13.4.13.
  private func expandReverse(_ value: JSON, into result: inout JSON.Object) throws(SyntaxError) {
    guard value.object != nil else {
      throw invalid(.JSONLD.invalidReverseValue, "@reverse", value, "an object")
    }
    guard let expanded = try expansion.expand(value, of: contexts.key("@reverse", active), active).object
    else { return }
    // What is reversed twice stands as it was.
    for (name, values) in expanded["@reverse"]?.object?.members ?? [] { result.add(name, values.asArray) }
    for (name, values) in expanded.members where name != "@reverse" {
      try addReverse(name, values.asArray, into: &result)
    }
  }

  private func addReverse(
    _ name: String, _ values: [JSON], into result: inout JSON.Object
  ) throws(SyntaxError) {
    for value in values where value.isValueObject || value.isListObject {
      throw SyntaxError(
        .JSONLD.invalidReversePropertyValue, at: nil,
        "the reverse property <\(name)> has the value \(value.excerpt); expected a node")
    }
    var map = result["@reverse"]?.object ?? JSON.Object()
    map.add(name, values)
    result["@reverse"] = .object(map)
  }

  // MARK: Properties

  /// Steps 13.5 to 13.14.
  private func expandProperty(
    _ key: ExpandedKey, _ value: JSON, into result: inout JSON.Object
  ) throws(SyntaxError) {
    guard let name = key.expanded else { return }
    let definition = key.definition(in: active)
    let container = definition?.container ?? []
    var expanded: JSON
    if definition?.type == "@json" {
      expanded = .object(JSON.Object([("@value", value), ("@type", "@json")]))
    } else if container.contains(.language), let map = value.object {
      expanded = .array(try expandLanguageMap(map, definition))
    } else if !container.isDisjoint(with: [.index, .type, .id]), let map = value.object {
      expanded = .array(try expandIndexMap(map, of: key, definition, container))
    } else {
      expanded = try expansion.expand(value, of: key, active)
    }
    if expanded.isNull { return }
    if container.contains(.list) && !expanded.isListObject { expanded = .list(expanded.asArray) }
    if container.contains(.graph) && container.isDisjoint(with: [.id, .index]) {
      expanded = .array(expanded.asArray.map { .object(JSON.Object([("@graph", .array($0.asArray))])) })
    }
    if definition?.isReverse == true {
      try addReverse(name, expanded.asArray, into: &result)
    } else {
      result.add(name, expanded.asArray)
    }
  }

  /// Step 13.7.
  private func expandLanguageMap(
    _ map: JSON.Object, _ definition: TermDefinition?
  ) throws(SyntaxError) -> [JSON] {
    let direction = (definition?.direction ?? .unset).resolved(active.direction)
    var values: [JSON] = []
    for (language, texts) in ordered(map) {
      let isUntagged = try contexts.expandTerm(language, active) == "@none"
      for (position, text) in texts.asArray.enumerated() where !text.isNull {
        guard text.string != nil else {
          contexts.faultPath.add(.element(position))
          contexts.faultPath.add(.member(language))
          throw SyntaxError(
            .JSONLD.invalidLanguageMapValue, at: nil,
            "the language map has \(text.excerpt) for \"\(language)\"; expected a string")
        }
        var value = JSON.Object([("@value", text)])
        if !isUntagged { value.append("@language", .string(language)) }
        if let direction { value.append("@direction", .string(direction)) }
        values.append(.object(value))
      }
    }
    return values
  }

  private func ordered(_ object: JSON.Object) -> JSON.Members {
    expansion.isOrdered ? object.members.sortedByName() : object.members
  }

  /// Step 13.8.
  private func expandIndexMap(
    _ map: JSON.Object, of key: ExpandedKey, _ definition: TermDefinition?, _ container: ContainerMapping
  ) throws(SyntaxError) -> [JSON] {
    var values: [JSON] = []
    for (index, value) in ordered(map) {
      do throws(SyntaxError) {
        try expandIndexEntry(index, value, of: key, definition, container, into: &values)
      } catch {
        contexts.faultPath.add(.member(index))
        throw error
      }
    }
    return values
  }

  /// Steps 13.8.3.1 to 13.8.3.7.
  private func expandIndexEntry(
    _ index: String, _ value: JSON, of key: ExpandedKey, _ definition: TermDefinition?,
    _ container: ContainerMapping, into values: inout [JSON]
  ) throws(SyntaxError) {
    var mapContext = active
    if !container.isDisjoint(with: [.id, .type]) { mapContext = active.previous ?? active }
    if container.contains(.type) {
      mapContext =
        try contexts.processScoped(mapContext, mapContext[index], isPropagated: false) ?? mapContext
    }
    // There may be as many as there are nodes, so that they are not remembered.
    let expandedIndex = try contexts.expandIRI(index, active, isVocabulary: true)
    let items = try expansion.expand(.array(value.asArray), of: key, mapContext, isFromMap: true)
    for item in items.asArray {
      values.append(
        try indexed(
          item, by: index, expandedIndex == "@none" ? nil : expandedIndex ?? index, definition, container))
    }
  }

  /// Step 13.8.3.7: puts the key of a map into an item; `expanded` is nil for `@none`.
  private func indexed(
    _ item: JSON, by index: String, _ expanded: String?, _ definition: TermDefinition?,
    _ container: ContainerMapping
  ) throws(SyntaxError) -> JSON {
    var item = item
    if container.contains(.graph) && !item.isGraphObject {
      item = .object(JSON.Object([("@graph", .array(item.asArray))]))
    }
    guard var object = item.object, let expanded else { return item }
    if container.contains(.index), let indexTerm = definition?.index, indexTerm != "@index" {
      try addIndexProperty(indexTerm, index, to: &object)
    } else if container.contains(.index) {
      if !object.contains("@index") { object.append("@index", .string(index)) }
    } else if container.contains(.id) {
      if !object.contains("@id") {
        let id = try contexts.expandIRI(index, active, isDocumentRelative: true)
        object.append("@id", .optional(id))
      }
    } else if container.contains(.type) {
      object["@type"] = .array([.string(expanded)] + (object["@type"]?.asArray ?? []))
    }
    return .object(object)
  }

  /// Step 13.8.3.7.2: the key is the value of a property.
  private func addIndexProperty(
    _ term: String, _ index: String, to object: inout JSON.Object
  ) throws(SyntaxError) {
    let key = try contexts.key(term, active)
    let value = try expansion.expandValue(.string(index), of: key, active)
    guard let name = key.expanded else { return }
    guard !object.contains("@value") else {
      throw SyntaxError(
        .JSONLD.invalidValueObject, at: nil,
        "a value object stands in a map whose keys are values of <\(name)>; expected node objects")
    }
    object[name] = .array([value] + (object[name]?.asArray ?? []))
  }
}

extension JSON {
  /// The elements of an array, the value alone, or nothing if it is null.
  var asValues: [JSON] { isNull ? [] : asArray }
}
