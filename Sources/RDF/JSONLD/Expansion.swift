/// Expands a document: what its contexts abbreviate is written out, and every value has one shape.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §5.1, "Expansion Algorithm". Its recursion follows the
///   nesting of the document, which the JSON reader has limited.
struct Expansion {
  let contexts: ContextProcessor
  /// The base against which references to context documents are resolved.
  let base: IRI?
  let isOrdered: Bool

  init(_ contexts: ContextProcessor, base: IRI?) {
    self.contexts = contexts
    self.base = base
    isOrdered = contexts.options.ordered
  }

  /// Returns the expanded form of a value, null if nothing is left of it.
  ///
  /// - Parameters:
  ///   - property: The term that the value belongs to, or the keyword, or nil at the top.
  ///   - isFromMap: Whether the value stands in an index, id or type map.
  func expand(
    _ element: JSON, of property: String?, _ active: ActiveContext, isFromMap: Bool = false
  ) throws(SyntaxError) -> JSON {
    switch element {
    case .null: return .null
    case .array(let elements): return try expandArray(elements, of: property, active, isFromMap)
    case .object(let object): return try expandObject(object, of: property, active, isFromMap)
    case .string, .number, .bool:
      // Step 4.
      guard let property, property != "@graph" else { return .null }
      let definition = active[property]
      let scoped = try contexts.processScoped(active, definition) ?? active
      return try expandValue(element, of: property, scoped)
    }
  }

  /// Step 5.
  private func expandArray(
    _ elements: [JSON], of property: String?, _ active: ActiveContext, _ isFromMap: Bool
  ) throws(SyntaxError) -> JSON {
    let isList = property.flatMap { active[$0] }?.container.contains(.list) ?? false
    var result: [JSON] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      let expanded = try expand(element, of: property, active, isFromMap: isFromMap)
      switch expanded {
      case .null: break
      case .array(let values) where isList: result.append(.list(values))
      case .array(let values): result.append(contentsOf: values)
      default: result.append(expanded)
      }
    }
    return .array(result)
  }

  /// Steps 6 to 20.
  private func expandObject(
    _ object: JSON.Object, of property: String?, _ outer: ActiveContext, _ isFromMap: Bool
  ) throws(SyntaxError) -> JSON {
    let scopedDefinition = property.flatMap { outer[$0] }
    var active = outer
    if let previous = outer.previous, !isFromMap, try !keepsTypeScope(object, outer) { active = previous }
    if let scoped = try contexts.processScoped(active, scopedDefinition, overridesProtected: true) {
      active = scoped
    }
    if let local = object["@context"] {
      active = try contexts.process(active, local, ContextProcessor.Situation(base: base))
    }
    let typeScope = active
    var inputType: String?
    active = try applyTypes(of: object, active, &inputType)
    let entries = EntryExpansion(
      expansion: self, active: active, typeScope: typeScope, property: property,
      hasJSONType: inputType == "@json")
    var result = JSON.Object()
    try entries.expand(object, into: &result)
    return try finish(result, of: property)
  }

  /// Step 7: a type-scoped context ends with its node, but not with a value or a mere reference in it.
  private func keepsTypeScope(_ object: JSON.Object, _ active: ActiveContext) throws(SyntaxError) -> Bool {
    for name in object.names {
      let expanded = try contexts.expandTerm(name, active)
      if expanded == "@value" || (expanded == "@id" && object.count == 1) { return true }
    }
    return false
  }

  /// Steps 10 to 12: contexts of the types, in the order of their names.
  private func applyTypes(
    of object: JSON.Object, _ typeScope: ActiveContext, _ inputType: inout String?
  ) throws(SyntaxError) -> ActiveContext {
    var names: [String] = []
    for name in object.names where try contexts.expandTerm(name, typeScope) == "@type" { names.append(name) }
    guard !names.isEmpty else { return typeScope }
    var active = typeScope
    names.sort { $0.isExactlyBefore($1) }
    for name in names {
      let types = (object[name]?.asArray ?? []).compactMap(\.string).sorted { $0.isExactlyBefore($1) }
      for type in types {
        active = try contexts.processScoped(active, typeScope[type], isPropagated: false) ?? active
      }
    }
    if let name = names.first, let type = object[name]?.asArray.last?.string {
      inputType = try contexts.expandTerm(type, active)
    }
    return active
  }

  /// Steps 15 to 20.
  private func finish(_ result: JSON.Object, of property: String?) throws(SyntaxError) -> JSON {
    var result = result
    if result.contains("@value") {
      guard try isMeaningfulValue(result) else { return .null }
    } else if let type = result["@type"], type.array == nil {
      result["@type"] = .array([type])
    } else if result.contains("@set") || result.contains("@list") {
      guard result.names.allSatisfy({ $0 == "@set" || $0 == "@list" || $0 == "@index" }),
        result.count <= (result.contains("@index") ? 2 : 1)
      else {
        throw SyntaxError(
          .JSONLD.invalidSetOrListObject, at: nil,
          "found \(JSON.object(result).excerpt) with @set or @list; expected nothing beside it but @index")
      }
      if let set = result["@set"] { return set }
    }
    if result.count == 1 && result.contains("@language") { return .null }
    if property == nil || property == "@graph" {
      let isFreeFloating =
        result.isEmpty || result.contains("@value") || result.contains("@list")
        || (result.count == 1 && result.contains("@id"))
      if isFreeFloating { return .null }
    }
    return .object(result)
  }

  /// Step 15: whether a value object, if it is valid at all, has a value.
  private func isMeaningfulValue(_ result: JSON.Object) throws(SyntaxError) -> Bool {
    func invalid(_ code: SyntaxError.Code, _ expected: String) -> SyntaxError {
      SyntaxError(
        code, at: nil, "found the value object \(JSON.object(result).excerpt); expected \(expected)")
    }
    let allowed: Set<String> = ["@direction", "@index", "@language", "@type", "@value"]
    guard result.names.allSatisfy(allowed.contains) else {
      throw invalid(.JSONLD.invalidValueObject, "only @type, @language, @direction and @index beside @value")
    }
    guard !result.contains("@type") || !(result.contains("@language") || result.contains("@direction")) else {
      throw invalid(.JSONLD.invalidValueObject, "either @type or @language and @direction, not both")
    }
    if result["@type"] == "@json" { return true }
    guard let value = result["@value"], !value.isNull, value != .array([]) else { return false }
    guard value.string != nil || !result.contains("@language") else {
      throw invalid(.JSONLD.invalidLanguageTaggedValue, "a string where there is a language")
    }
    if let type = result["@type"] {
      guard let iri = type.string, iri.isWellFormedIRI else {
        throw invalid(.JSONLD.invalidTypedValue, "one IRI as the type of a value")
      }
    }
    return true
  }

  /// - Source: JSON-LD 1.1 Processing Algorithms and API §5.3, "Value Expansion".
  func expandValue(
    _ value: JSON, of property: String, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON {
    let definition = active[property]
    if let type = definition?.type {
      if let text = value.string, type == "@id" || type == "@vocab" {
        let expanded = try contexts.expandIRI(
          text, active, isVocabulary: type == "@vocab", isDocumentRelative: true)
        return .object(JSON.Object([("@id", .optional(expanded))]))
      }
      var result = JSON.Object([("@value", value)])
      if type != "@id" && type != "@vocab" && type != "@none" {
        result.append("@type", .string(type))
        return .object(result)
      }
      guard value.string != nil else { return .object(result) }
    }
    var result = JSON.Object([("@value", value)])
    guard value.string != nil else { return .object(result) }
    if let language = (definition?.language ?? .unset).resolved(active.language) {
      result.append("@language", .string(language))
    }
    if let direction = (definition?.direction ?? .unset).resolved(active.direction) {
      result.append("@direction", .string(direction))
    }
    return .object(result)
  }
}

extension TermDefinition.LocalSetting {
  /// What holds where the context says `inherited`.
  func resolved(_ inherited: String?) -> String? {
    switch self {
    case .unset: inherited
    case .none: nil
    case .some(let value): value
    }
  }
}

extension JSON {
  /// A list object.
  static func list(_ values: [JSON]) -> JSON { .object(Object([("@list", .array(values))])) }
}
