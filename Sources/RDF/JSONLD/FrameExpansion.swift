extension EntryExpansion {
  /// Expands a keyword where a frame may have a pattern instead of a value, always to an array; false if the
  /// keyword is expanded as in any document.
  ///
  /// An empty object is a wildcard: it stays as it is.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §5.1, "Expansion Algorithm", what it says of
  ///   *frameExpansion*.
  func expandFrameKeyword(
    _ name: String, _ value: JSON, into result: inout JSON.Object
  ) throws(SyntaxError) -> Bool {
    switch name {
    case "@id":
      result[name] = .array(
        try patterns(name, value, .JSONLD.invalidIDValue) { (id) throws(SyntaxError) in
          .optional(try expansion.contexts.expandIRI(id, active, isDocumentRelative: true))
        })
    case "@type": result[name] = .array(try value.asArray.map(expandTypePattern))
    case "@value":
      for element in value.asArray where !hasJSONType && !(element.isScalar || element.isWildcard) {
        guard element.isNull else { throw invalidPattern(name, element, .JSONLD.invalidValueObjectValue) }
      }
      result[name] = .array(value.asArray)
    case "@language":
      result[name] = .array(
        try patterns(name, value, .JSONLD.invalidLanguageTaggedString) { .string($0) })
    case "@direction":
      result[name] = .array(try patterns(name, value, .JSONLD.invalidBaseDirection) { .string($0) })
    case "@default":
      guard let property else { return true }
      // A default is no pattern but a value.
      let values = Expansion(expansion.contexts, base: expansion.base)
      result[name] = .array(try values.expand(value, of: property, active).asValues)
    case "@embed", "@explicit", "@omitDefault", "@requireAll": result[name] = value
    default: return false
    }
    return true
  }

  private func patterns(
    _ name: String, _ value: JSON, _ code: SyntaxError.Code,
    _ expand: (String) throws(SyntaxError) -> JSON
  ) throws(SyntaxError) -> [JSON] {
    var result: [JSON] = []
    for element in value.asArray {
      if element.isWildcard {
        result.append(element)
      } else if let text = element.string {
        result.append(try expand(text))
      } else {
        throw invalidPattern(name, element, code)
      }
    }
    return result
  }

  private func expandTypePattern(_ type: JSON) throws(SyntaxError) -> JSON {
    if type.isWildcard { return type }
    if let object = type.object, object.count == 1, let value = object["@default"] {
      var types: [JSON] = []
      for type in value.asArray { types.append(try expandTypePattern(type)) }
      return .object(JSON.Object([("@default", .array(types))]))
    }
    guard let text = type.string else { throw invalidPattern("@type", type, .JSONLD.invalidTypeValue) }
    return .optional(
      try expansion.contexts.expandIRI(text, typeScope, isVocabulary: true, isDocumentRelative: true))
  }

  private func invalidPattern(_ name: String, _ value: JSON, _ code: SyntaxError.Code) -> SyntaxError {
    SyntaxError(
      code, at: nil,
      "found \(name) \(value.excerpt) in a frame; expected {} for anything, or what \(name) may be in a document"
    )
  }
}

extension JSON {
  /// Whether it is an empty object, which in a frame stands for anything.
  var isWildcard: Bool { object?.isEmpty == true }
}
