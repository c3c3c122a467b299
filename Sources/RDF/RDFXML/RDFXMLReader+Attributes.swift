// Reading a start tag: which of its attributes are syntax, which are properties, what is in scope.

extension RDFXMLReader {
  /// A start tag sorted into what RDF/XML knows; its property attributes are in `properties`.
  struct Element {
    /// The index of the element's name.
    let name: Int
    let term: RDFXMLTerm
    /// How the tag spells its name, for messages.
    var spelling: String { "<" + Self.spelling(tag.name) + ">" }
    let tag: XMLStartTag
    /// How many slots were in use before the element.
    let slotMark: Slot
    var scope: Scope
    var ID: Value?
    var about: Value?
    var nodeID: Value?
    var resource: Value?
    var datatype: Value?
    var parseType: Value?

    /// How many names the element has as a node.
    var nameCount: Int { (ID == nil ? 0 : 1) + (about == nil ? 0 : 1) + (nodeID == nil ? 0 : 1) }
    /// How many values it has as a property.
    var valueCount: Int { (resource == nil ? 0 : 1) + (nodeID == nil ? 0 : 1) + (datatype == nil ? 0 : 1) }
    /// An attribute that only property elements have.
    var propertySyntax: Value? { resource ?? datatype ?? parseType }

    static func spelling(_ name: XMLName) -> String {
      let local = XMLText.excerpt(name.local)
      return name.prefix == nil ? local : XMLText.excerpt(name.prefix) + ":" + local
    }
  }

  /// Sorts a start tag's attributes, and opens its base and language if it has its own.
  ///
  /// - Source: RDF 1.1 XML Syntax §6.1.2 and §6.1.4.
  mutating func readElement(_ tag: XMLStartTag, inside scope: Scope, in document: XMLEventContext)
    throws(SyntaxError)
    -> Element
  {
    let name = try nameIndex(tag.name, in: document)
    var element = Element(
      name: name, term: names.entries[name].term, tag: tag, slotMark: passingSlot, scope: scope)
    if !properties.isEmpty { properties.removeAll(keepingCapacity: true) }
    for index in 0..<tag.attributeCount {
      guard let attribute = tag.attribute(index) else { continue }
      try read(attribute, into: &element, in: document)
    }
    return element
  }

  private mutating func read(
    _ attribute: XMLStartTag.Attribute, into element: inout Element, in document: XMLEventContext
  ) throws(SyntaxError) {
    let name = attribute.name
    if let language = languageName, name.local == language.local, name.prefix == language.prefix {
      return try openLanguage(attribute.value, in: &element.scope, in: document)
    }
    if isReserved(name) {
      try readReserved(attribute, into: &element.scope, in: document)
      return
    }
    guard name.namespace != nil else {
      return try readUnqualified(attribute, into: &element, in: document)
    }
    let index = try nameIndex(name, in: document)
    switch names.entries[index].term {
    case .ordinary, .type: try addProperty(index, attribute, in: document)
    case let term: try set(term, attribute, in: &element, in: document)
    }
  }

  private mutating func addProperty(
    _ index: Int?, _ attribute: XMLStartTag.Attribute, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard attribute.value.count <= limits.literalByteCountMax else {
      throw SyntaxError(
        .limit, at: document.tagStart, "a literal is longer than \(limits.literalByteCountMax) bytes")
    }
    properties.append((index, attribute.value))
  }

  /// Keeps the value of a syntax attribute.
  private mutating func set(
    _ term: RDFXMLTerm, _ attribute: XMLStartTag.Attribute, in element: inout Element,
    in document: XMLEventContext
  ) throws(SyntaxError) {
    let value = attribute.value
    switch term {
    case .ID where element.ID == nil: element.ID = value
    case .about where element.about == nil: element.about = value
    case .nodeID where element.nodeID == nil: element.nodeID = value
    case .resource where element.resource == nil: element.resource = value
    case .datatype where element.datatype == nil: element.datatype = value
    case .parseType where element.parseType == nil: element.parseType = value
    case .ID, .about, .nodeID, .resource, .datatype, .parseType:
      throw misplaced(
        attribute, "is given both with and without prefix; expected one of the two", in: document)
    case .withdrawn:
      throw misplaced(
        attribute,
        "was withdrawn from RDF/XML in 2004; expected none of rdf:aboutEach, rdf:aboutEachPrefix and rdf:bagID",
        in: document)
    case .RDF, .Description, .li, .ordinary, .type:
      throw misplaced(attribute, "may not be an attribute; expected a property", in: document)
    }
  }

  func misplaced(
    _ attribute: XMLStartTag.Attribute, _ message: String, in document: XMLEventContext
  ) -> SyntaxError {
    let spelling = Element.spelling(attribute.name)
    return SyntaxError(
      .grammar, at: document.position(of: attribute.value.baseAddress), "the attribute \(spelling) \(message)"
    )
  }

  /// Five attributes may be written without `rdf:`; others need a namespace.
  private mutating func readUnqualified(
    _ attribute: XMLStartTag.Attribute, into element: inout Element, in document: XMLEventContext
  ) throws(SyntaxError) {
    let term = RDFXMLTerm(localName: XMLText.string(XMLText.bytes(attribute.name.local)))
    switch term {
    case .ID, .about, .resource, .parseType: try set(term, attribute, in: &element, in: document)
    case .type: try addProperty(nil, attribute, in: document)
    default:
      throw misplaced(
        attribute, "has no namespace; expected a prefix, as in rdf:about or skos:notation", in: document)
    }
  }

  // MARK: xml:base and xml:lang

  /// Whether an attribute's name is reserved for XML: with a prefix that starts with "xml", or with none
  /// and a local name that does.
  private func isReserved(_ name: XMLName) -> Bool {
    let text = name.prefix ?? (name.namespace == nil ? name.local : nil)
    guard let text, text[0] | 0x20 == UInt8(ascii: "x"), text[1] | 0x20 == UInt8(ascii: "m") else {
      return false
    }
    return text[2] | 0x20 == UInt8(ascii: "l")
  }

  private mutating func readReserved(
    _ attribute: XMLStartTag.Attribute, into scope: inout Scope, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard XMLText.isEqual(XMLText.bytes(attribute.name.prefix), "xml") else { return }
    let local = XMLText.bytes(attribute.name.local)
    if XMLText.isEqual(local, "lang") {
      languageName = attribute.name
      try openLanguage(attribute.value, in: &scope, in: document)
    } else if XMLText.isEqual(local, "base") {
      try openBase(attribute.value, in: &scope, in: document)
    }
  }

  private mutating func openLanguage(_ value: Value, in scope: inout Scope, in document: XMLEventContext)
    throws(SyntaxError)
  {
    // xml:lang="" takes back the language of the elements around.
    if value.isEmpty {
      scope.language = .none
    } else if let number = languages.number(of: value) {
      scope.language = .tag(number)
    } else {
      let malformed = LanguageTag.Malformed(text: XMLText.excerpt(value))
      let fault = SyntaxError(.languageTag, at: document.position(of: value.baseAddress), "\(malformed)")
      guard keep(fault) else { throw fault }
      scope.language = .spoilt
    }
  }

  private mutating func openBase(_ value: Value, in scope: inout Scope, in document: XMLEventContext)
    throws(SyntaxError)
  {
    if IRIGrammar.schemeEnd(value) != nil {
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: value)
      try checkIRILength(value.count, value.baseAddress, in: document)
    } else {
      if let fault = IRIGrammar.firstFault(inReference: value) {
        throw malformed(value, fault.reason, at: fault.offset, in: document)
      }
      try resolveIntoScratch(value, scope, place: value.baseAddress, in: document)
    }
    do throws(IRI.Malformed) {
      bases.append(Self.base(try IRI(XMLText.string(scratch))))
    } catch {
      let place = document.position(of: value.baseAddress)
      throw SyntaxError(
        .iri, at: place, "xml:base \"\(XMLText.excerpt(value))\" is not an IRI: \(error.reason)")
    }
    scope.base = bases.count - 1
  }

  // MARK: Names

  /// The index of a name, which is checked to be an IRI when first met.
  mutating func nameIndex(_ name: XMLName, in document: XMLEventContext) throws(SyntaxError) -> Int {
    guard let namespace = name.namespace else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "the name \"\(XMLText.excerpt(name.local))\" has no namespace; expected a prefix, or xmlns=\"…\"")
    }
    if let index = names.index(namespace, name.local) { return index }
    let index = names.add(namespace, name.local)
    let iri = names.iri(at: index)
    try document.countProduced(iri.count)
    guard iri.count <= limits.iriByteCountMax else {
      throw SyntaxError(
        .limit, at: document.tagStart, "an IRI is longer than \(limits.iriByteCountMax) bytes")
    }
    if let fault = IRIGrammar.firstFault(inAbsolute: iri) {
      let text = XMLText.excerpt(iri)
      throw SyntaxError(
        .iri, at: document.tagStart,
        "the name \(Element.spelling(name)) stands for \"\(text)\", which is no IRI: \(fault.reason)")
    }
    return index
  }

  /// The slot of the IRI that a name stands for; nil stands for `rdf:type`.
  mutating func slot(ofName index: Int?) -> Slot {
    guard let index else { return slot(.type) }
    if let slot = names.entries[index].slot { return slot }
    let slot = lasting(names.iri(at: index))
    names.setSlot(slot, at: index)
    return slot
  }
}
