/// The plain parts of JSON-LD, which are said as they stand, without being expanded first.
///
/// Expansion makes a value of one shape for each of the many that JSON-LD allows, and takes most of the time of
/// reading. Plain is what nearly all nodes consist of: identifiers, types, texts, literals and references, in sets
/// and language maps. All else, and every fault, is left to the expansion, whose result is the same and whose
/// messages are the only ones.
extension ToRDF {
  /// A node, or something in it, has to be expanded.
  private struct NotPlain: Error {}

  /// The context that holds for a node and all within it; in a plain node no other begins.
  private struct Scope {
    let contexts: ContextProcessor
    let active: ActiveContext
  }

  /// How many nodes were tried, and how many of them were not plain.
  struct PlainCount {
    var tried = 0
    var failed = 0
    /// How many bytes the keys of the node at hand took that were met for the first time; the context remembers them,
    /// so that they are not counted again.
    var keyByteCount = 0
    /// Whether trying pays: not in a document of which most nodes have to be expanded after all.
    var isWorthwhile: Bool { tried < 64 || failed < tried / 2 }
  }

  /// Takes down what a node at the top of a document, or in its default graph, says; returns false, and takes
  /// nothing down, if it has to be expanded for that.
  mutating func addPlain(_ node: JSON, _ active: ActiveContext, _ contexts: ContextProcessor) -> Bool {
    guard case .object(let object) = node, plainCount.isWorthwhile, active.isPlain,
      !contexts.options.ordered
    else { return false }
    plainCount.tried += 1
    plainCount.keyByteCount = 0
    let mark = tape.mark
    let expandedByteCount = contexts.expandedByteCount
    do throws(NotPlain) {
      let scope = Scope(contexts: contexts, active: active)
      // A value or a reference at the top says nothing, and is too rare to be looked at here.
      guard case .node(let subject) = try value(of: object, scope) else { throw NotPlain() }
      try describe(object, subject, scope)
      while let (inner, subject) = plainPending.popLast() { try describe(inner, subject, scope) }
      return true
    } catch {
      plainCount.failed += 1
      plainPending.removeAll()
      tape.takeBack(to: mark)
      contexts.expandedByteCount = expandedByteCount + plainCount.keyByteCount
      return false
    }
  }

  // MARK: Nodes

  private mutating func describe(
    _ node: JSON.Object, _ subject: Slot?, _ scope: Scope
  ) throws(NotPlain) {
    var hasID = false
    for (name, value) in node.members {
      let (role, key) = try meaning(of: name, scope)
      switch role {
      case .id:
        guard !hasID else { throw NotPlain() }
        hasID = true
      case .type: try sayTypes(value, subject, scope)
      case .property:
        guard let key else { throw NotPlain() }
        try say(value, of: key, subject, try predicate(key), scope)
      case .ignored: break
      case .value, .language, .other: throw NotPlain()
      }
    }
  }

  private mutating func sayTypes(_ types: JSON, _ subject: Slot?, _ scope: Scope) throws(NotPlain) {
    switch types {
    case .string(let name):
      let type = try self.type(name, scope)
      guard let subject else { return }
      tape.statement(subject, try known(IRI.RDF.type.string), type.slot, graph: nil)
    case .array(let elements):
      for element in elements {
        guard element.string != nil else { throw NotPlain() }
        try sayTypes(element, subject, scope)
      }
    default: throw NotPlain()
    }
  }

  /// Says the value or the values of a property.
  private mutating func say(
    _ value: JSON, of key: ExpandedKey, _ subject: Slot?, _ predicate: Slot?, _ scope: Scope,
    isElement: Bool = false
  ) throws(NotPlain) {
    switch value {
    case .null: break
    case .array(let elements):
      // Within an array, an object is a value even if the property has maps of languages.
      for element in elements { try say(element, of: key, subject, predicate, scope, isElement: true) }
    case .object(let object) where key.hasLanguageMap && !isElement:
      try sayLanguages(object, subject, predicate, scope)
    case .object(let object):
      let slot: Slot?
      switch try self.value(of: object, scope) {
      case .literal(let literal): slot = literal
      case .reference(let reference): slot = reference
      case .node(let node):
        plainPending.append((object, node))
        slot = node
      }
      say(subject, predicate, slot)
    case .string(let text): say(subject, predicate, try stringValue(text, of: key, scope))
    case .bool, .number: say(subject, predicate, try native(value, key.datatype))
    }
  }

  private mutating func say(_ subject: Slot?, _ predicate: Slot?, _ object: Slot?) {
    guard let subject, let predicate, let object else { return }
    tape.statement(subject, predicate, object, graph: nil)
  }

  private mutating func sayLanguages(
    _ map: JSON.Object, _ subject: Slot?, _ predicate: Slot?, _ scope: Scope
  ) throws(NotPlain) {
    for (language, texts) in map.members {
      // An alias of @none is too rare to be looked for in the keys of every map, but by its definition.
      guard language.utf8.first != UInt8(ascii: "@"), scope.active[language] == nil else { throw NotPlain() }
      switch texts {
      case .string(let text): say(subject, predicate, try tagged(text, language))
      case .array(let elements):
        for element in elements {
          guard case .string(let text) = element else { throw NotPlain() }
          say(subject, predicate, try tagged(text, language))
        }
      default: throw NotPlain()
      }
    }
  }

  // MARK: Values

  /// What an object is that stands as a value; nil for what cannot be said in RDF.
  private enum PlainValue {
    case literal(Slot?)
    /// An identifier and nothing else.
    case reference(Slot?)
    /// More than that: it has to be described.
    case node(Slot?)
  }

  private mutating func value(of object: JSON.Object, _ scope: Scope) throws(NotPlain) -> PlainValue {
    var id: JSON?
    var type: JSON?
    var content: JSON?
    var language: JSON?
    search: for (name, value) in object.members {
      switch try meaning(of: name, scope).role {
      case .id: id = value
      case .type: type = value
      case .value: content = value
      case .language: language = value
      // What makes a literal beside a property is found when the node is described.
      case .property, .ignored: if id != nil { break search }
      case .other: throw NotPlain()
      }
    }
    if let content {
      let entryCount = 1 + (type == nil ? 0 : 1) + (language == nil ? 0 : 1)
      guard object.count == entryCount else { throw NotPlain() }
      return .literal(try literal(content, type, language, scope))
    }
    guard language == nil else { throw NotPlain() }
    guard let id else { return .node(newBlankNode()) }
    guard case .string(let name) = id else { throw NotPlain() }
    let slot = try reference(name, scope, isVocabulary: false)
    return object.count == 1 ? .reference(slot) : .node(slot)
  }

  private mutating func literal(
    _ content: JSON, _ type: JSON?, _ language: JSON?, _ scope: Scope
  ) throws(NotPlain) -> Slot? {
    switch (type, language) {
    case (nil, nil):
      if case .string(let text) = content { return try plain(text) }
      return try native(content, nil)
    case (nil, .string(let tag)?):
      guard case .string(let text) = content else { throw NotPlain() }
      return try tagged(text, tag)
    case (.string(let name)?, nil):
      let type = try self.type(name, scope)
      if case .string(let text) = content { return try typed(text, type.slot) }
      return try native(content, type.key.expanded)
    default: throw NotPlain()
    }
  }

  /// A string under a property, whose definition may say that it is a reference, or a text of some type.
  private mutating func stringValue(
    _ text: String, of key: ExpandedKey, _ scope: Scope
  ) throws(NotPlain) -> Slot? {
    switch key.textShape {
    case .reference(let isVocabulary): return try reference(text, scope, isVocabulary: isVocabulary)
    case .typed(let datatype):
      let slot = try checked { (output) throws(SyntaxError) in try output.slot(of: datatype) }
      guard let slot else { return nil }
      return try typed(text, slot)
    case .text(let language):
      guard let language = language.resolved(scope.active.language) else { return try plain(text) }
      return try tagged(text, language)
    }
  }

  private mutating func native(_ value: JSON, _ datatype: String?) throws(NotPlain) -> Slot? {
    switch value {
    case .bool(let flag):
      try checked { (output) throws(SyntaxError) in
        try output.typed(flag ? "true" : "false", datatype ?? IRI.XSD.boolean.string)
      }
    case .number(let number):
      try checked { (output) throws(SyntaxError) in try output.number(number, datatype) }
    default: throw NotPlain()
    }
  }

  private mutating func plain(_ text: String) throws(NotPlain) -> Slot {
    try checkPlainLength(text)
    return tape.literal(text)
  }

  private mutating func typed(_ text: String, _ datatype: Slot) throws(NotPlain) -> Slot {
    try checkPlainLength(text)
    return tape.literal(text, datatype: datatype)
  }

  private mutating func tagged(_ text: String, _ language: String) throws(NotPlain) -> Slot? {
    var language = language
    guard language.withUTF8({ languages.number(of: $0) }) != nil else { return nil }
    try checkPlainLength(text)
    return tape.literal(text, language: language)
  }

  private func checkPlainLength(_ text: String) throws(NotPlain) {
    guard text.utf8.count <= limits.literalByteCountMax else { throw NotPlain() }
  }

  // MARK: Names

  /// What a name means in a node; names that begin with "@" mean the same in every context.
  private mutating func meaning(
    of name: String, _ scope: Scope
  ) throws(NotPlain) -> (role: ExpandedKey.Role, key: ExpandedKey?) {
    if name.startsWithAt { return (ExpandedKey.role(ofKeyword: name), nil) }
    let key = try key(name, scope)
    return (key.role, key)
  }

  private mutating func key(_ name: String, _ scope: Scope) throws(NotPlain) -> ExpandedKey {
    let byteCount = scope.contexts.expandedByteCount
    do throws(SyntaxError) {
      let key = try scope.contexts.key(name, scope.active)
      plainCount.keyByteCount += scope.contexts.expandedByteCount - byteCount
      return key
    } catch {
      throw NotPlain()
    }
  }

  /// A type or datatype; not one that brings a context, or that is relative or a blank node.
  private mutating func type(
    _ name: String, _ scope: Scope
  ) throws(NotPlain) -> (key: ExpandedKey, slot: Slot) {
    let key = try key(name, scope)
    guard key.isPlainType, let slot = try predicate(key) else { throw NotPlain() }
    return (key, slot)
  }

  /// The number of what a key stands for, nil if that is no IRI; remembered by the key.
  private mutating func predicate(_ key: ExpandedKey) throws(NotPlain) -> Slot? {
    if let known = key.slot { return known }
    guard let name = key.expanded else { return nil }
    let slot = try checked { (output) throws(SyntaxError) in try output.slot(of: name) }
    key.slot = .some(slot)
    return slot
  }

  private mutating func known(_ name: String) throws(NotPlain) -> Slot {
    let slot = try checked { (output) throws(SyntaxError) in try output.slot(of: name) }
    guard let slot else { throw NotPlain() }
    return slot
  }

  private mutating func reference(
    _ text: String, _ scope: Scope, isVocabulary: Bool
  ) throws(NotPlain) -> Slot? {
    try checked { (output) throws(SyntaxError) in
      let expanded = try scope.contexts.expandIRI(
        text, scope.active, isVocabulary: isVocabulary, isDocumentRelative: true)
      guard let expanded else { return nil }
      return try expanded.isBlankNodeIdentifier ? output.blankNode(expanded) : output.iri(expanded)
    }
  }

  /// The result of a step; its faults are found again, and told, when the node is expanded.
  private mutating func checked<Result>(
    _ step: (inout ToRDF) throws(SyntaxError) -> Result
  ) throws(NotPlain) -> Result {
    do throws(SyntaxError) {
      return try step(&self)
    } catch {
      throw NotPlain()
    }
  }
}
