// The productions of RDF 1.1 XML Syntax §7.2 that start with a tag.

extension RDFXMLReader {
  // 7.2.9 RDF: start-element(URI == rdf:RDF, attributes == set()) nodeElementList end-element()
  func startRDF(_ element: Element, in document: XMLPushParser) throws(SyntaxError) {
    // Schema locations say nothing about RDF, and catalogues in use have them.
    let schema = "http://www.w3.org/2001/XMLSchema-instance"
    let others = properties.filter { $0.name < 0 || !names.entries[$0.name].iri.starts(with: schema.utf8) }
    guard others.isEmpty,
      firstSyntaxAttribute(of: element, [\.ID, \.about, \.nodeID, \.resource, \.datatype, \.parseType]) == nil
    else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "rdf:RDF has attributes; expected xml:base, xml:lang and namespaces only")
    }
    frames.append(Frame(production: .RDF, scope: element.scope))
  }

  // 7.2.11 nodeElement: start-element(URI == nodeElementURIs,
  //   attributes == set((idAttr | nodeIdAttr | aboutAttr)?, propertyAttr*)) propertyEltList end-element()
  func startNodeElement(_ element: Element, in document: XMLPushParser) throws(SyntaxError) -> Handle {
    switch element.term {
    case .ordinary, .type, .Description: break
    case .RDF, .ID, .about, .parseType, .resource, .nodeID, .datatype, .li, .withdrawn:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) may not be a node; expected rdf:Description or a class")
    }
    if let value = firstSyntaxAttribute(of: element, [\.resource, \.datatype, \.parseType]) {
      throw SyntaxError(
        .grammar, at: document.position(of: value.baseAddress),
        "the node element \(element.spelling) has an attribute for property elements; expected rdf:about, rdf:ID or rdf:nodeID"
      )
    }
    let subject = try nodeName(element, in: document)
    if element.term != .Description {
      let place = Sink.usesPositions ? document.tagStart : .start
      state(subject, handle(\.type, .RDF.type), handle(ofName: element.name), at: place)
    }
    try stateProperties(of: subject, element, in: document)
    frames.append(Frame(production: .propertyEltList, scope: element.scope, subject: subject))
    return subject
  }

  private func firstSyntaxAttribute(of element: Element, _ paths: [KeyPath<Element, Value?>]) -> Value? {
    for path in paths {
      if let value = element[keyPath: path] { return value }
    }
    return nil
  }

  /// The node that an element is about.
  private func nodeName(_ element: Element, in document: XMLPushParser) throws(SyntaxError) -> Handle {
    let given = [element.ID, element.about, element.nodeID].compactMap { $0 }
    guard given.count <= 1 else {
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
  private func stateProperties(of subject: Handle, _ element: Element, in document: XMLPushParser)
    throws(SyntaxError)
  {
    for (name, value) in properties {
      let isType = name < 0 || names.entries[name].term == .type
      let object =
        isType ? try resolve(value, element.scope, in: document) : literal(value.span, .none, element.scope)
      let place = Sink.usesPositions ? document.position(of: value.baseAddress) : .start
      state(subject, handle(ofName: name), object, at: place)
    }
  }

  // 7.2.14 propertyElt: resourcePropertyElt | literalPropertyElt | parseTypeLiteralPropertyElt |
  //   parseTypeResourcePropertyElt | parseTypeCollectionPropertyElt | parseTypeOtherPropertyElt | emptyPropertyElt
  func startPropertyElement(_ element: Element, in document: XMLPushParser) throws(SyntaxError) {
    let predicate = try property(element, in: document)
    if let about = element.about {
      throw SyntaxError(
        .grammar, at: document.position(of: about.baseAddress),
        "the property element \(element.spelling) has rdf:about; expected rdf:resource, or a node element around it"
      )
    }
    var frame = Frame(production: .resourceOrLiteralPropertyElt, scope: element.scope, predicate: predicate)
    frame.statementName = try element.ID.map { id throws(SyntaxError) in
      try resolve(ID: id, element.scope, in: document)
    }
    if Sink.usesPositions { frame.contentStart = document.contentStart }
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
  private func property(_ element: Element, in document: XMLPushParser) throws(SyntaxError) -> Handle {
    switch element.term {
    case .ordinary, .type: return handle(ofName: element.name)
    case .li:
      frames[frames.count - 1].memberCount += 1
      let member = IRI.RDF.namespace + "_\(frames[frames.count - 1].memberCount)"
      return iri(Array(member.utf8))
    case .RDF, .ID, .about, .parseType, .resource, .nodeID, .datatype, .Description, .withdrawn:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) may not be a property; expected a property element")
    }
  }

  private func datatype(_ value: Value, _ scope: Scope, in document: XMLPushParser) throws(SyntaxError)
    -> Datatype
  {
    if value.elementsEqual(IRI.XSD.string.string.utf8) { return .string }
    guard !value.elementsEqual(IRI.RDF.langString.string.utf8) else {
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
  private func startParseType(
    _ parseType: Value, _ element: Element, _ frame: inout Frame, in document: XMLPushParser
  ) throws(SyntaxError) {
    guard properties.isEmpty, firstSyntaxAttribute(of: element, [\.resource, \.nodeID, \.datatype]) == nil
    else {
      throw SyntaxError(
        .grammar, at: document.position(of: parseType.baseAddress),
        "\(element.spelling) has rdf:parseType and other attributes; expected rdf:ID at most")
    }
    if parseType.elementsEqual("Resource".utf8) {
      let node = newBlankNode()
      state(frames.last?.subject, frame.predicate, node, named: frame.statementName, at: frame.contentStart)
      frame.production = .propertyEltList
      frame.subject = node
    } else if parseType.elementsEqual("Collection".utf8) {
      frame.production = .parseTypeCollectionPropertyElt
    } else {
      frame.production = .parseTypeLiteralPropertyElt
      beginXMLLiteral()
    }
  }

  // 7.2.21 emptyPropertyElt: start-element(URI == propertyElementURIs,
  //   attributes == set(idAttr?, (resourceAttr | nodeIdAttr | datatypeAttr)?, propertyAttr*)) end-element()
  private func startEmptyPropertyElement(
    _ element: Element, _ frame: inout Frame, in document: XMLPushParser
  ) throws(SyntaxError) {
    let given = [element.resource, element.nodeID, element.datatype].compactMap { $0 }
    guard given.count <= 1 else {
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
    let object: Handle
    if let resource = element.resource {
      object = try resolve(resource, element.scope, in: document)
    } else if let nodeID = element.nodeID {
      object = try blankNode(nodeID, in: document)
    } else {
      object = newBlankNode()
    }
    frame.production = .emptyPropertyElt
    let value = (element.resource ?? element.nodeID)?.baseAddress
    let place = Sink.usesPositions ? document.position(of: value) : .start
    state(frames.last?.subject, frame.predicate, object, named: frame.statementName, at: place)
    try stateProperties(of: object, element, in: document)
  }

  // MARK: Collections

  // 7.2.19 parseTypeCollectionPropertyElt: … nodeElementList …
  func startListItem(_ element: Element, in document: XMLPushParser) throws(SyntaxError) {
    let index = frames.count - 1
    let place = Sink.usesPositions ? document.tagStart : .start
    let cell = newBlankNode()
    if let last = frames[index].listCell {
      state(last, handle(\.rest, .RDF.rest), cell, at: place)
    } else {
      let frame = frames[index]
      state(frames[index - 1].subject, frame.predicate, cell, named: frame.statementName, at: place)
    }
    frames[index].listCell = cell
    let item = try startNodeElement(element, in: document)
    state(cell, handle(\.first, .RDF.first), item, at: place)
  }

  func endList(_ frame: Frame, of parent: Frame, in document: XMLPushParser) {
    let end = handle(\.nil, .RDF.nil)
    if let last = frame.listCell {
      state(last, handle(\.rest, .RDF.rest), end, at: frame.contentStart)
    } else {
      state(parent.subject, frame.predicate, end, named: frame.statementName, at: frame.contentStart)
    }
  }
}
