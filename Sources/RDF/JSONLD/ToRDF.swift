/// Takes the statements of expanded JSON-LD down on a tape.
///
/// The specification first merges the document into a map of nodes. Statements are a set, so that this is
/// left out: every node object is said as it is met. Nested nodes wait on a list of their own, so that
/// nesting costs heap, not stack.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §8.1 to §8.3, "Deserialize JSON-LD to RDF".
struct ToRDF {
  var tape = StatementTape()
  typealias Slot = StatementTape.Slot
  let limits: ParserLimits
  private let direction: JSONLDOptions.Direction?
  /// The number of each blank node identifier of the document.
  private var blankNodes: [ExactText: Int] = [:]
  private var blankNodeCount = 0
  /// The numbers of predicates, types and datatypes, nil for what is no IRI.
  private var slots: [ExactText: Slot?] = [:]
  /// The index that each node has been given.
  private var indexes: [ExactText: JSON] = [:]
  private var pending: [Pending] = []
  /// The same of nodes that are read without being expanded; all stand in the default graph.
  var plainPending: [(JSON.Object, Slot?)] = []
  var plainCount = PlainCount()
  /// The language tags that have been checked.
  var languages = LanguageTagTable()

  /// Which graph statements go to.
  private enum Graph {
    case standard
    case named(Slot)
    /// Its name is no IRI, so that it cannot be said in RDF.
    case unspeakable
  }

  /// What has been named in a statement, but not yet described.
  private enum Pending {
    case node(JSON.Object, Slot?, Graph)
    case list([JSON], head: Slot, Graph)
  }

  init(limits: ParserLimits, direction: JSONLDOptions.Direction?) {
    self.limits = limits
    self.direction = direction
  }

  /// Takes down what an expanded value at the top of a document says.
  mutating func add(_ element: JSON) throws(SyntaxError) {
    for node in element.asValues {
      guard let object = node.object else { continue }
      pending.append(.node(object, try subject(of: object), .standard))
    }
    while let next = pending.popLast() {
      switch next {
      case .node(let object, let subject, let graph): try describe(object, subject, graph)
      case .list(let values, let head, let graph): try describe(values, from: head, graph)
      }
    }
  }

  // MARK: Nodes

  private mutating func describe(
    _ node: JSON.Object, _ subject: Slot?, _ graph: Graph
  ) throws(SyntaxError) {
    for (name, value) in node.members {
      if name.startsWithAt {
        try describe(name, value, of: node, subject, graph)
        continue
      }
      let predicate = name.isBlankNodeIdentifier ? nil : try slot(of: name)
      guard case .array(let objects) = value else { continue }
      for object in objects {
        guard let slot = try self.object(object, graph) else { continue }
        say(subject, predicate, slot, graph)
      }
    }
  }

  /// What a keyword says about a node.
  private mutating func describe(
    _ keyword: String, _ value: JSON, of node: JSON.Object, _ subject: Slot?, _ graph: Graph
  ) throws(SyntaxError) {
    switch keyword {
    case "@type": try sayTypes(value.asValues, subject, graph)
    case "@graph": try describeGraph(value.asValues, node, subject)
    case "@included":
      for included in value.asValues {
        if let object = included.object { pending.append(.node(object, try self.subject(of: object), graph)) }
      }
    case "@reverse":
      for (name, values) in value.object?.members ?? [] {
        try sayReverse(name, values.asValues, subject, graph)
      }
    case "@index": try checkIndex(value, of: node)
    default: break
    }
  }

  private mutating func say(
    _ subject: Slot?, _ predicate: Slot?, _ object: Slot?, _ graph: Graph
  ) {
    // What has no absolute IRI where one is needed is not said (§8.1, step 1.3).
    guard let subject, let predicate, let object else { return }
    switch graph {
    case .standard: tape.statement(subject, predicate, object, graph: nil)
    case .named(let name): tape.statement(subject, predicate, object, graph: name)
    case .unspeakable: break
    }
  }

  private mutating func sayTypes(
    _ types: [JSON], _ subject: Slot?, _ graph: Graph
  ) throws(SyntaxError) {
    guard let predicate = try slot(of: IRI.RDF.type.string) else { return }
    for type in types {
      guard let name = type.string else { continue }
      say(subject, predicate, try name.isBlankNodeIdentifier ? blankNode(name) : slot(of: name), graph)
    }
  }

  private mutating func sayReverse(
    _ name: String, _ values: [JSON], _ object: Slot?, _ graph: Graph
  ) throws(SyntaxError) {
    let predicate = name.isBlankNodeIdentifier ? nil : try slot(of: name)
    for value in values {
      guard let node = value.object else { continue }
      let subject = try self.subject(of: node)
      say(subject, predicate, object, graph)
      pending.append(.node(node, subject, graph))
    }
  }

  private mutating func describeGraph(
    _ nodes: [JSON], _ node: JSON.Object, _ name: Slot?
  ) throws(SyntaxError) {
    let graph = name.map(Graph.named) ?? .unspeakable
    for value in nodes {
      guard let object = value.object else { continue }
      pending.append(.node(object, try subject(of: object), graph))
    }
  }

  /// §7.2, step 6.8: a node has one index.
  private mutating func checkIndex(_ index: JSON, of node: JSON.Object) throws(SyntaxError) {
    guard let id = node["@id"]?.string else { return }
    guard indexes[ExactText(id)] ?? index == index else {
      throw SyntaxError(.JSONLD.conflictingIndexes, at: nil, "the node <\(id)> has several values of @index")
    }
    indexes[ExactText(id)] = index
  }

  /// The number of a node, a new blank node if it has no identifier; nil if that is no IRI.
  private mutating func subject(of node: JSON.Object) throws(SyntaxError) -> Slot? {
    guard let id = node["@id"] else { return newBlankNode() }
    guard let name = id.string else { return nil }
    return try name.isBlankNodeIdentifier ? blankNode(name) : iri(name)
  }

  // MARK: Values

  /// §8.2, "Object to RDF Conversion"; nil if the value cannot be said.
  private mutating func object(_ value: JSON, _ graph: Graph) throws(SyntaxError) -> Slot? {
    guard let object = value.object else { return nil }
    if let list = object["@list"] { return try self.list(list.asValues, graph) }
    if let content = object["@value"] { return try literal(content, object, graph) }
    let slot = try subject(of: object)
    // A mere reference has nothing more to say.
    if object.count > 1 || !object.contains("@id") { pending.append(.node(object, slot, graph)) }
    return slot
  }

  /// §8.3, "List to RDF Conversion".
  private mutating func list(_ values: [JSON], _ graph: Graph) throws(SyntaxError) -> Slot? {
    guard !values.isEmpty else { return try slot(of: IRI.RDF.nil.string) }
    let head = newBlankNode()
    pending.append(.list(values, head: head, graph))
    return head
  }

  private mutating func describe(
    _ values: [JSON], from head: Slot, _ graph: Graph
  ) throws(SyntaxError) {
    let first = try slot(of: IRI.RDF.first.string)
    let rest = try slot(of: IRI.RDF.rest.string)
    var cell = head
    for (index, value) in values.enumerated() {
      say(cell, first, try object(value, graph), graph)
      if index == values.count - 1 {
        say(cell, rest, try slot(of: IRI.RDF.nil.string), graph)
      } else {
        let next = newBlankNode()
        say(cell, rest, next, graph)
        cell = next
      }
    }
  }

  // MARK: Terms

  /// The number of an absolute IRI that is likely to come again; nil if it is none.
  mutating func slot(of name: String) throws(SyntaxError) -> Slot? {
    if let known = slots[ExactText(name)] { return known }
    try checkIRI(name)
    let slot = name.isWellFormedIRI ? tape.lastingIRI(name) : nil
    slots.updateValue(slot, forKey: ExactText(name))
    return slot
  }

  mutating func iri(_ name: String) throws(SyntaxError) -> Slot? {
    try checkIRI(name)
    return name.isWellFormedIRI ? tape.iri(name) : nil
  }

  private func checkIRI(_ name: String) throws(SyntaxError) {
    guard name.utf8.count <= limits.iriByteCountMax else {
      throw SyntaxError(.limit, at: nil, "an IRI is longer than \(limits.iriByteCountMax) bytes")
    }
  }

  mutating func blankNode(_ identifier: String) -> Slot {
    let key = ExactText(identifier)
    if let number = blankNodes[key] { return tape.blankNode("b\(number)") }
    blankNodes[key] = blankNodeCount
    return newBlankNode()
  }

  mutating func newBlankNode() -> Slot {
    let label = "b\(blankNodeCount)"
    blankNodeCount += 1
    return tape.blankNode(label)
  }
}

// MARK: - Literals

extension ToRDF {
  /// §8.2, steps 4 to 13.
  private mutating func literal(
    _ content: JSON, _ value: JSON.Object, _ graph: Graph
  ) throws(SyntaxError) -> Slot? {
    let type = value["@type"]?.string
    if type == "@json" { return try typed(try canonicalText(content), IRI.RDF.JSON.string) }
    if var language = value["@language"]?.string, language.withUTF8({ languages.number(of: $0) }) == nil {
      return nil
    }
    switch content {
    case .bool(let flag): return try typed(flag ? "true" : "false", type ?? IRI.XSD.boolean.string)
    case .number(let number): return try self.number(number, type)
    case .string(let text):
      if let type { return try typed(text, type) }
      return try string(text, value, graph)
    default: return nil
    }
  }

  private func canonicalText(_ content: JSON) throws(SyntaxError) -> String {
    // The canonical form is made of JSON strings, which are UTF-8, and ASCII.
    String(decoding: try content.canonical(), as: UTF8.self)
  }

  /// Steps 10 and 11: whole numbers below 10²¹ are integers, others doubles.
  mutating func number(_ number: JSON.Number, _ type: String?) throws(SyntaxError) -> Slot? {
    if type != IRI.XSD.double.string, let integer = number.canonicalInteger {
      return try typed(integer, type ?? IRI.XSD.integer.string)
    }
    return try typed(number.canonicalDouble, type ?? IRI.XSD.double.string)
  }

  mutating func typed(_ text: String, _ datatype: String) throws(SyntaxError) -> Slot? {
    guard let datatype = try slot(of: datatype) else { return nil }
    try checkLength(text)
    return tape.literal(text, datatype: datatype)
  }

  private mutating func plain(_ text: String) throws(SyntaxError) -> Slot {
    try checkLength(text)
    return tape.literal(text)
  }

  /// Steps 12 and 13.
  private mutating func string(
    _ text: String, _ value: JSON.Object, _ graph: Graph
  ) throws(SyntaxError) -> Slot? {
    let language = value["@language"]?.string
    if let direction = value["@direction"]?.string {
      switch self.direction {
      case .i18nDatatype:
        let name = (language ?? "").lowercased() + "_" + direction
        return try typed(text, "https://www.w3.org/ns/i18n#" + name)
      case .compoundLiteral: return try compoundLiteral(text, language, direction, graph)
      case nil: break
      }
    }
    guard let language else { return try plain(text) }
    try checkLength(text)
    return tape.literal(text, language: language)
  }

  private mutating func compoundLiteral(
    _ text: String, _ language: String?, _ direction: String, _ graph: Graph
  ) throws(SyntaxError) -> Slot? {
    let node = newBlankNode()
    say(node, try slot(of: IRI.RDF.value.string), try plain(text), graph)
    if let language {
      let name = IRI.RDF.namespace + "language"
      say(node, try slot(of: name), try plain(language.lowercased()), graph)
    }
    say(node, try slot(of: IRI.RDF.namespace + "direction"), try plain(direction), graph)
    return node
  }

  private func checkLength(_ text: String) throws(SyntaxError) {
    guard text.utf8.count <= limits.literalByteCountMax else {
      throw SyntaxError(.limit, at: nil, "a literal is longer than \(limits.literalByteCountMax) bytes")
    }
  }
}

extension JSON.Number {
  /// The digits of a whole number below 10²¹; nil for others.
  ///
  /// Digits that were written are kept even where a double would round them.
  var canonicalInteger: String? {
    let isNegative = lexicalForm.utf8.first == UInt8(ascii: "-")
    let digits = isNegative ? lexicalForm.dropFirst() : lexicalForm[...]
    if digits.utf8.allSatisfy(IRIGrammar.isDigit) {
      guard digits.utf8.count <= 21 else { return nil }
      return digits == "0" ? "0" : lexicalForm
    }
    let value = double
    guard value.magnitude < 1e21, value == value.rounded(.towardZero) else { return nil }
    return Self.ecmaScript(value)
  }

  /// The canonical form of `xsd:double`, with at most 15 digits after the point.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §8.6, "Data Round Tripping".
  var canonicalDouble: String {
    let value = double
    guard value.isFinite else { return value < 0 ? "-INF" : "INF" }
    guard value != 0 else { return value.sign == .minus ? "-0.0E0" : "0.0E0" }
    var (digits, exponent) = Self.decimal(value.magnitude)
    if digits.utf8.count > 16 { (digits, exponent) = Self.rounded(digits, exponent, to: 16) }
    let fraction = digits.count > 1 ? String(digits.dropFirst()) : "0"
    return (value < 0 ? "-" : "") + digits.prefix(1) + "." + fraction + "E" + String(exponent)
  }

  /// Digits rounded half up, without zeros at the end.
  private static func rounded(_ digits: String, _ exponent: Int, to count: Int) -> (String, Int) {
    var kept = digits.utf8.prefix(count).map { Int($0) - 0x30 }
    var exponent = exponent
    if digits.utf8.dropFirst(count).first ?? 0x30 >= UInt8(ascii: "5") {
      var index = kept.count - 1
      while index >= 0, kept[index] == 9 {
        kept[index] = 0
        index -= 1
      }
      if index >= 0 {
        kept[index] += 1
      } else {
        kept = [1]
        exponent += 1
      }
    }
    while kept.count > 1, kept.last == 0 { kept.removeLast() }
    return (kept.map(String.init).joined(), exponent)
  }
}
