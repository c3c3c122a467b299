/// Writes an expanded document with the abbreviations of a context.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §6.1, "Compaction Algorithm". Its recursion follows the
///   nesting of the expanded document, which is checked before.
struct Compaction {
  let contexts: ContextProcessor
  /// The base against which references to context documents are resolved.
  let base: IRI?
  let isOrdered: Bool
  let compactsArrays: Bool

  init(_ contexts: ContextProcessor, base: IRI?) {
    self.contexts = contexts
    self.base = base
    isOrdered = contexts.options.ordered
    compactsArrays = contexts.options.compactsArrays
  }

  /// Returns the compact form of an expanded value.
  ///
  /// - Parameter property: The key that the value belongs to, or nil at the top.
  func compact(
    _ element: JSON, of property: String?, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON {
    switch element {
    case .array(let elements): try compactArray(elements, of: property, active)
    case .object(let object): try compactObject(object, of: property, active)
    case .null, .bool, .number, .string: element
    }
  }

  /// Step 3.
  private func compactArray(
    _ elements: [JSON], of property: String?, _ active: ActiveContext
  ) throws(SyntaxError) -> JSON {
    var result: [JSON] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      let compacted = try compact(element, of: property, active)
      if !compacted.isNull { result.append(compacted) }
    }
    let container = property.flatMap { active[$0]?.container } ?? []
    guard result.count == 1, compactsArrays, property != "@graph", property != "@set",
      container.isDisjoint(with: [.list, .set])
    else { return .array(result) }
    return result[0]
  }

  /// Steps 5 to 13.
  private func compactObject(
    _ element: JSON.Object, of property: String?, _ outer: ActiveContext
  ) throws(SyntaxError) -> JSON {
    var active = outer
    if let previous = outer.previous, !element.contains("@value"),
      !(element.count == 1 && element.contains("@id"))
    {
      active = previous
    }
    if let property, let definition = outer[property] {
      active = try contexts.processScoped(active, definition, overridesProtected: true) ?? active
    }
    if element.contains("@value") || element.contains("@id") {
      let value = try contexts.compactValue(element, of: property, active)
      if value.isScalar || property.flatMap({ active[$0]?.type }) == "@json" { return value }
    }
    if let list = element["@list"], let property, active[property]?.container.contains(.list) == true {
      return try compact(list, of: property, active)
    }
    let typeScope = outer
    let entries = EntryCompaction(
      compaction: self, active: try applyTypes(of: element, active, typeScope), typeScope: typeScope,
      property: property)
    return .object(try entries.compact(element))
  }

  /// Step 11: contexts of the types, in the order of their names.
  private func applyTypes(
    of element: JSON.Object, _ active: ActiveContext, _ typeScope: ActiveContext
  ) throws(SyntaxError) -> ActiveContext {
    guard let types = element["@type"] else { return active }
    var names: [String] = []
    for type in types.asArray {
      guard let iri = type.string else { continue }
      names.append(try contexts.compactIRI(iri, active, isVocabulary: true))
    }
    var active = active
    for name in names.sorted(by: { $0.isExactlyBefore($1) }) {
      active = try contexts.processScoped(active, typeScope[name], isPropagated: false) ?? active
    }
    return active
  }
}
