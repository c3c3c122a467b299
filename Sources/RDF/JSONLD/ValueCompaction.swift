extension ContextProcessor {
  /// Returns the shortest form of a value object or a reference to a node, as the term of its key allows.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §6.3, "Value Compaction".
  func compactValue(
    _ value: JSON.Object, of property: String?, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON {
    let definition = property.flatMap { active[$0] }
    // The index may only go where the container says it again.
    let losesIndex = value.contains("@index") && definition?.container.contains(.index) != true
    if let id = value["@id"]?.string, value.count == (value.contains("@index") ? 2 : 1) {
      if !losesIndex, definition?.type == "@id" { return .string(try compactIRI(id, active)) }
      if !losesIndex, definition?.type == "@vocab" {
        return .string(try compactIRI(id, active, isVocabulary: true))
      }
      return .object(try compactKeys(of: value, active))
    }
    guard let content = value["@value"] else { return .object(value) }
    if !losesIndex, definition?.type != "@none" {
      let type = value["@type"]
      if let type, let expected = definition?.type, type == .string(expected) { return content }
      if type == nil {
        if content.string == nil { return content }
        let language = (definition?.language ?? .unset).resolved(active.language)?.lowercased()
        let direction = (definition?.direction ?? .unset).resolved(active.direction)
        if value["@language"]?.string?.lowercased() == language, value["@direction"]?.string == direction {
          return content
        }
      }
    }
    return .object(try compactKeys(of: value, active))
  }

  /// Steps 7.1 and 10.
  private func compactKeys(
    of value: JSON.Object, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON.Object {
    var result = JSON.Object()
    for (name, entry) in value.members {
      var entry = entry
      if let text = entry.string {
        if name == "@type" { entry = .string(try compactIRI(text, active, isVocabulary: true)) }
        if name == "@id" { entry = .string(try compactIRI(text, active)) }
      }
      result[try compactIRI(name, active, isVocabulary: true)] = entry
    }
    return result
  }
}
