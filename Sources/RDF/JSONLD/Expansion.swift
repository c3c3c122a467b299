/// Expands a document: what its contexts abbreviate is written out, and every value has one shape.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §5.1, "Expansion Algorithm". Its recursion follows the
///   nesting of the document, which the JSON reader has limited.
struct Expansion {
  let contexts: ContextProcessor
  /// The base against which references to context documents are resolved.
  let base: IRI?
  let isOrdered: Bool
  /// Whether a frame is expanded, which may have patterns where a document has values.
  let isFrame: Bool

  init(_ contexts: ContextProcessor, base: IRI?, isFrame: Bool = false) {
    self.contexts = contexts
    self.base = base
    isOrdered = contexts.options.ordered
    self.isFrame = isFrame
  }

  /// Returns the expanded form of a value, null if nothing is left of it.
  ///
  /// - Parameters:
  ///   - property: The key that the value belongs to, or nil at the top.
  ///   - isFromMap: Whether the value stands in an index, id or type map.
  func expand(
    _ element: JSON, of property: ExpandedKey?, _ active: ActiveContext, isFromMap: Bool = false
  ) throws(SyntaxError) -> JSON {
    switch element {
    case .null: return .null
    case .array(let elements): return try expandArray(elements, of: property, active, isFromMap)
    case .object(let object): return try expandObject(object, of: property, active, isFromMap)
    case .string, .number, .bool:
      // Step 4.
      guard let property, property.expanded != "@graph" else { return .null }
      let scoped = try contexts.processScoped(active, property.definition(in: active)) ?? active
      return try expandValue(element, of: property, scoped)
    }
  }

  /// Step 5.
  private func expandArray(
    _ elements: [JSON], of property: ExpandedKey?, _ active: ActiveContext, _ isFromMap: Bool
  ) throws(SyntaxError) -> JSON {
    let isList = property?.definition(in: active)?.container.contains(.list) ?? false
    var result: [JSON] = []
    result.reserveCapacity(elements.count)
    var position = 0
    do throws(SyntaxError) {
      for element in elements {
        let expanded = try expand(element, of: property, active, isFromMap: isFromMap)
        switch expanded {
        case .null: break
        case .array(let values) where isList: result.append(.list(values))
        case .array(let values): result.append(contentsOf: values)
        default: result.append(expanded)
        }
        position += 1
      }
    } catch {
      contexts.faultPath.add(.element(position))
      throw error
    }
    return .array(result)
  }

  /// Steps 6 to 20.
  private func expandObject(
    _ object: JSON.Object, of property: ExpandedKey?, _ outer: ActiveContext, _ isFromMap: Bool
  ) throws(SyntaxError) -> JSON {
    let scopedDefinition = property?.definition(in: outer)
    var active = outer
    if let previous = outer.previous, !isFromMap, try !keepsTypeScope(object, outer) { active = previous }
    if let scoped = try contexts.processScoped(active, scopedDefinition, overridesProtected: true) {
      active = scoped
    }
    if let local = object["@context"] {
      active = try contexts.processEmbedded(active, local, ContextProcessor.Situation(base: base))
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
    for (name, _) in object.members {
      if try contexts.isKey(name, "@value", active) { return true }
      if object.count == 1, try contexts.isKey(name, "@id", active) { return true }
    }
    return false
  }

  /// Steps 10 to 12: contexts of the types, in the order of their names.
  private func applyTypes(
    of object: JSON.Object, _ typeScope: ActiveContext, _ inputType: inout String?
  ) throws(SyntaxError) -> ActiveContext {
    var names: [String] = []
    for (name, _) in object.members where try contexts.isKey(name, "@type", typeScope) { names.append(name) }
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
  private func finish(_ result: JSON.Object, of property: ExpandedKey?) throws(SyntaxError) -> JSON {
    var hasType = false
    var hasLanguage = false
    var hasList = false
    var hasSet = false
    for (name, _) in result.members where name.startsWithAt {
      switch name {
      case "@value": return try isMeaningfulValue(result) && !isFree(property) ? .object(result) : .null
      case "@type": hasType = true
      case "@language": hasLanguage = true
      case "@list": hasList = true
      case "@set": hasSet = true
      default: break
      }
    }
    var result = result
    if hasType {
      if let type = result["@type"], type.array == nil { result["@type"] = .array([type]) }
    } else if hasSet || hasList {
      guard result.names.allSatisfy({ $0 == "@set" || $0 == "@list" || $0 == "@index" }), hasSet != hasList
      else {
        throw SyntaxError(
          .JSONLD.invalidSetOrListObject, at: nil,
          "found \(JSON.object(result).excerpt) with @set or @list; expected nothing beside it but @index")
      }
      if let set = result["@set"] { return set }
    }
    if hasLanguage && result.count == 1 { return .null }
    guard isFree(property) else { return .object(result) }
    let saysNothing =
      result.isEmpty || hasList || (result.count == 1 && result.contains("@id") && !isFrame)
    return saysNothing ? .null : .object(result)
  }

  /// Whether what stands below the key belongs to no property, so that values and mere references mean nothing.
  private func isFree(_ property: ExpandedKey?) -> Bool {
    property.map { $0.expanded == "@graph" } ?? true
  }

  /// Step 15: whether a value object, if it is valid at all, has a value.
  private func isMeaningfulValue(_ result: JSON.Object) throws(SyntaxError) -> Bool {
    func invalid(_ code: SyntaxError.Code, _ expected: String) -> SyntaxError {
      SyntaxError(
        code, at: nil, "found the value object \(JSON.object(result).excerpt); expected \(expected)")
    }
    guard result.members.allSatisfy({ Self.mayBeInValue($0.name) }) else {
      throw invalid(.JSONLD.invalidValueObject, "only @type, @language, @direction and @index beside @value")
    }
    guard !result.contains("@type") || !(result.contains("@language") || result.contains("@direction")) else {
      throw invalid(.JSONLD.invalidValueObject, "either @type or @language and @direction, not both")
    }
    if result["@type"] == "@json" || isFrame { return true }
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

  private static func mayBeInValue(_ name: String) -> Bool {
    switch name {
    case "@value", "@language", "@type", "@direction", "@index": true
    default: false
    }
  }

  /// - Source: JSON-LD 1.1 Processing Algorithms and API §5.3, "Value Expansion".
  func expandValue(
    _ value: JSON, of property: ExpandedKey, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON {
    let definition = property.definition(in: active)
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
