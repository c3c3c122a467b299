// The productions of RDF 1.1 XML Syntax §7.2 that start with a tag.

extension RDFXMLReader {
  // 7.2.9 RDF: start-element(URI == rdf:RDF, attributes == set()) nodeElementList end-element()
  mutating func startRDF(_ element: Element, in document: XMLEventContext) throws(SyntaxError) {
    // Schema locations say nothing about RDF, and catalogues in use have them.
    let schema = "http://www.w3.org/2001/XMLSchema-instance"
    let others = properties.filter {
      $0.name.map { !names.iri(at: $0).starts(with: schema.utf8) } ?? true
    }
    guard others.isEmpty,
      element.ID == nil, element.about == nil, element.nodeID == nil, element.propertySyntax == nil
    else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "rdf:RDF has attributes; expected xml:base, xml:lang and namespaces only")
    }
    frames.append(Frame(production: .RDF, scope: element.scope, slotMark: element.slotMark))
  }

  // 7.2.11 nodeElement: start-element(URI == nodeElementURIs,
  //   attributes == set((idAttr | nodeIdAttr | aboutAttr)?, propertyAttr*)) propertyEltList end-element()
  mutating func startNodeElement(_ element: Element, in document: XMLEventContext) throws(SyntaxError)
    -> Slot?
  {
    switch element.term {
    case .ordinary, .type, .Description: break
    case .RDF, .ID, .about, .parseType, .resource, .nodeID, .datatype, .li, .withdrawn:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) may not be a node; expected rdf:Description or a class")
    }
    if let value = element.propertySyntax {
      throw SyntaxError(
        .grammar, at: document.position(of: value.baseAddress),
        "the node element \(element.spelling) has an attribute for property elements; expected rdf:about, rdf:ID or rdf:nodeID"
      )
    }
    let subject = try recoverableNodeName(element, in: document)
    if element.term != .Description {
      let place = usesPositions ? document.tagStart : .start
      state(subject, slot(.type), slot(ofName: element.name), at: place)
    }
    try stateProperties(of: subject, element, in: document)
    var frame = Frame(production: .propertyEltList, scope: element.scope, slotMark: element.slotMark)
    frame.subject = subject
    frames.append(frame)
    return subject
  }

  /// The node that an element is about; nil if its IRI is at fault and that was recovered from.
  private mutating func recoverableNodeName(
    _ element: Element, in document: XMLEventContext
  ) throws(SyntaxError) -> Slot? {
    do throws(SyntaxError) {
      return try nodeName(element, in: document)
    } catch {
      // Without a name the properties of the node are lost, but not those of the nodes inside it.
      guard error.code == .iri, keep(error) else { throw error }
      return nil
    }
  }

  /// The node that an element is about.
  private mutating func nodeName(_ element: Element, in document: XMLEventContext) throws(SyntaxError) -> Slot
  {
    guard element.nameCount <= 1 else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) is named more than once; expected one of rdf:about, rdf:ID and rdf:nodeID")
    }
    if let ID = element.ID { return try resolve(ID: ID, element.scope, in: document) }
    if let about = element.about { return try resolve(about, element.scope, in: document) }
    if let nodeID = element.nodeID { return try blankNode(nodeID, in: document) }
    return newBlankNode()
  }

  // 7.2.25 propertyAttr: attribute(URI == propertyAttributeURIs, string-value == anyString)
  private mutating func stateProperties(of subject: Slot?, _ element: Element, in document: XMLEventContext)
    throws(SyntaxError)
  {
    guard !properties.isEmpty else { return }
    for (name, value) in properties {
      let isType = name.map { names.entries[$0].term == .type } ?? true
      let object =
        isType ? try resolve(value, element.scope, in: document) : literal(value, .none, element.scope)
      let place = usesPositions ? document.position(of: value.baseAddress) : .start
      state(subject, slot(ofName: name), object, at: place)
    }
  }

  // 7.2.14 propertyElt: resourcePropertyElt | literalPropertyElt | parseTypeLiteralPropertyElt |
  //   parseTypeResourcePropertyElt | parseTypeCollectionPropertyElt | parseTypeOtherPropertyElt | emptyPropertyElt
  mutating func startPropertyElement(_ element: Element, in document: XMLEventContext) throws(SyntaxError) {
    let predicate = try property(element, in: document)
    if let about = element.about {
      throw SyntaxError(
        .grammar, at: document.position(of: about.baseAddress),
        "the property element \(element.spelling) has rdf:about; expected rdf:resource, or a node element around it"
      )
    }
    var frame = Frame(
      production: .resourceOrLiteralPropertyElt, scope: element.scope, slotMark: element.slotMark)
    frame.predicate = predicate
    if let id = element.ID { frame.statementName = try resolve(ID: id, element.scope, in: document) }
    if usesPositions { frame.contentStart = document.contentStart }
    if let parseType = element.parseType {
      try startParseType(parseType, element, &frame, in: document)
    } else if element.resource != nil || element.nodeID != nil || !properties.isEmpty {
      try startEmptyPropertyElement(element, &frame, in: document)
    } else if let datatype = element.datatype {
      frame.datatype = try self.datatype(datatype, element.scope, in: document)
    }
    beginText()
    frames.append(frame)
  }

  /// The property that an element stands for; `rdf:li` is the next of `rdf:_1`, `rdf:_2` and so on.
  ///
  /// - Source: RDF 1.1 XML Syntax §7.4, "List Expansion Rules".
  private mutating func property(_ element: Element, in document: XMLEventContext) throws(SyntaxError) -> Slot
  {
    switch element.term {
    case .ordinary, .type: return slot(ofName: element.name)
    case .li:
      frames[frames.count - 1].memberCount += 1
      let member = IRI.RDF.namespace + "_\(frames[frames.count - 1].memberCount)"
      return iri(member.utf8)
    case .RDF, .ID, .about, .parseType, .resource, .nodeID, .datatype, .Description, .withdrawn:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) may not be a property; expected a property element")
    }
  }

  private mutating func datatype(_ value: Value, _ scope: Scope, in document: XMLEventContext)
    throws(SyntaxError)
    -> Datatype
  {
    if XMLText.isEqual(value, "http://www.w3.org/2001/XMLSchema#string") { return .string }
    guard
      !XMLText.isEqual(
        value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    else {
      throw SyntaxError(
        .grammar, at: document.position(of: value.baseAddress),
        "rdf:langString is given as datatype; expected xml:lang, which implies it")
    }
    return .other(try resolve(value, scope, in: document))
  }

  // 7.2.17 parseTypeLiteralPropertyElt: attributes == set(idAttr?, parseLiteral)
  // 7.2.18 parseTypeResourcePropertyElt: attributes == set(idAttr?, parseResource)
  // 7.2.19 parseTypeCollectionPropertyElt: attributes == set(idAttr?, parseCollection)
  // 7.2.20 parseTypeOtherPropertyElt: attributes == set(idAttr?, parseOther), read as parseType="Literal"
  private mutating func startParseType(
    _ parseType: Value, _ element: Element, _ frame: inout Frame, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard properties.isEmpty, element.resource == nil, element.nodeID == nil, element.datatype == nil
    else {
      throw SyntaxError(
        .grammar, at: document.position(of: parseType.baseAddress),
        "\(element.spelling) has rdf:parseType and other attributes; expected rdf:ID at most")
    }
    if XMLText.isEqual(parseType, "Resource") {
      let node = newBlankNode()
      state(frames.last?.subject, frame.predicate, node, named: frame.statementName, at: frame.contentStart)
      frame.production = .propertyEltList
      frame.subject = node
    } else if XMLText.isEqual(parseType, "Collection") {
      frame.production = .parseTypeCollectionPropertyElt
      frame.listSlots = (newSlot(), newSlot())
    } else {
      frame.production = .parseTypeLiteralPropertyElt
      beginXMLLiteral()
    }
  }

  // 7.2.21 emptyPropertyElt: start-element(URI == propertyElementURIs,
  //   attributes == set(idAttr?, (resourceAttr | nodeIdAttr | datatypeAttr)?, propertyAttr*)) end-element()
  private mutating func startEmptyPropertyElement(
    _ element: Element, _ frame: inout Frame, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard element.valueCount <= 1 else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) has more than one of rdf:resource, rdf:nodeID and rdf:datatype; expected one")
    }
    guard element.datatype == nil else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) has rdf:datatype and properties, but a literal has none; expected one of the two"
      )
    }
    let object: Slot
    if let resource = element.resource {
      object = try resolve(resource, element.scope, in: document)
    } else if let nodeID = element.nodeID {
      object = try blankNode(nodeID, in: document)
    } else {
      object = newBlankNode()
    }
    frame.production = .emptyPropertyElt
    let value = (element.resource ?? element.nodeID)?.baseAddress
    let place = usesPositions ? document.position(of: value) : .start
    state(frames.last?.subject, frame.predicate, object, named: frame.statementName, at: place)
    try stateProperties(of: object, element, in: document)
  }

  // MARK: Collections

  // 7.2.19 parseTypeCollectionPropertyElt: … nodeElementList …
  mutating func startListItem(_ element: Element, in document: XMLEventContext) throws(SyntaxError) {
    let index = frames.count - 1
    let place = usesPositions ? document.tagStart : .start
    // Two slots are enough for a list of any length: the last cell and the one before it.
    let slots = frames[index].listSlots
    let cell = newBlankNode(in: frames[index].listCell == slots.0 ? slots.1 : slots.0)
    if let last = frames[index].listCell {
      state(last, slot(.rest), cell, at: place)
    } else {
      let frame = frames[index]
      state(frames[index - 1].subject, frame.predicate, cell, named: frame.statementName, at: place)
    }
    frames[index].listCell = cell
    let item = try startNodeElement(element, in: document)
    state(cell, slot(.first), item, at: place)
  }

  mutating func endList() {
    let frame = frames[frames.count - 1]
    let end = slot(.nil)
    if let last = frame.listCell {
      state(last, slot(.rest), end, at: frame.contentStart)
    } else {
      stateEnded(end)
    }
  }
}
