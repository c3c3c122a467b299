// Terms and statements: what the reader asks the sink for.

extension RDFXMLReader {
  /// The handles of IRIs that the grammar itself brings in, each asked for when first needed.
  struct Constants {
    var type: Handle?
    var first: Handle?
    var rest: Handle?
    var `nil`: Handle?
    var XMLLiteral: Handle?
    var Statement: Handle?
    var subject: Handle?
    var predicate: Handle?
    var object: Handle?
  }

  func handle(_ constant: WritableKeyPath<Constants, Handle?>, _ iri: IRI) -> Handle {
    if let handle = constants[keyPath: constant] { return handle }
    let handle = self.iri(Array(iri.string.utf8))
    constants[keyPath: constant] = handle
    return handle
  }

  /// Hands out a statement, and the four about it if it has a name.
  ///
  /// - Source: RDF 1.1 XML Syntax §7.3, "Reification Rules".
  func state(
    _ subject: Handle?, _ predicate: Handle?, _ object: Handle, named name: Handle? = nil,
    at place: TextPosition
  ) {
    // Every frame that can have properties has a subject, and every property frame a predicate.
    guard let subject, let predicate else { return }
    sink.statement(subject, predicate, object, graph: nil, at: place)
    guard let name else { return }
    let Statement = handle(\.Statement, .RDF.Statement)
    sink.statement(name, handle(\.subject, .RDF.subject), subject, graph: nil, at: place)
    sink.statement(name, handle(\.predicate, .RDF.predicate), predicate, graph: nil, at: place)
    sink.statement(name, handle(\.object, .RDF.object), object, graph: nil, at: place)
    sink.statement(name, handle(\.type, .RDF.type), Statement, graph: nil, at: place)
  }

  func literal(_ text: Span<UInt8>, _ datatype: Datatype, _ scope: Scope) -> Handle {
    switch datatype {
    case .other(let datatype): return sink.literal(text, datatype: datatype)
    case .none where !languages[scope.language].isEmpty:
      return literal(text, language: languages[scope.language])
    case .none, .string: return sink.literal(text)
    }
  }

  // The sink's functions with arrays: the span of a stored property may not outlive the access to it.

  func iri(_ utf8: [UInt8]) -> Handle { sink.iri(utf8.span) }
  private func literal(_ text: Span<UInt8>, language: [UInt8]) -> Handle {
    sink.literal(text, language: language.span)
  }
  private func blankNode(labelled label: [UInt8]) -> Handle { sink.blankNode(label.span) }

  // MARK: Blank nodes

  /// A blank node that the document does not name.
  ///
  /// Its label is a number. An `rdf:nodeID` is an NCName and starts with none, so the two never clash.
  func newBlankNode() -> Handle {
    let label = Array(String(blankNodeCount).utf8)
    blankNodeCount += 1
    return blankNode(labelled: label)
  }

  /// The blank node of an `rdf:nodeID`.
  func blankNode(_ nodeID: UnsafeBufferPointer<UInt8>, in document: XMLPushParser) throws(SyntaxError)
    -> Handle
  {
    try expectNCName(nodeID, "rdf:nodeID", in: document)
    guard nodeID.last == UInt8(ascii: ".") else { return sink.blankNode(nodeID.span) }
    // No label of N-Triples ends with a full stop; a digit before and after makes one that no other has.
    scratch = Array("0".utf8) + Array(nodeID) + Array("0".utf8)
    return blankNode(labelled: scratch)
  }

  func expectNCName(
    _ text: UnsafeBufferPointer<UInt8>, _ attribute: String, in document: XMLPushParser
  ) throws(SyntaxError) {
    guard XMLCharacters.isNCName(XMLText.string(text)) else {
      let place = document.position(of: text.baseAddress)
      throw SyntaxError(
        .grammar, at: place,
        "\(attribute) is \"\(XMLText.excerpt(text))\"; expected an XML name without colon, such as \"c123\"")
    }
  }

  // MARK: IRIs

  static func base(_ iri: IRI?) -> Base {
    guard let iri else { return Base(iri: nil, stem: []) }
    return Base(iri: iri, stem: Array(iri.string.utf8.prefix { $0 != UInt8(ascii: "#") }))
  }

  /// Resolves an IRI reference against the base in scope.
  func resolve(
    _ reference: UnsafeBufferPointer<UInt8>, _ scope: Scope, in document: XMLPushParser
  ) throws(SyntaxError) -> Handle {
    if IRIGrammar.schemeEnd(reference) != nil {
      if let fault = IRIGrammar.firstFault(inAbsolute: reference) {
        throw malformed(reference, fault.reason, at: fault.offset, in: document)
      }
      try checkIRILength(reference.count, reference, in: document)
      return sink.iri(reference.span)
    }
    try resolveIntoScratch(reference, scope, in: document)
    return iri(scratch)
  }

  /// Puts the IRI for `rdf:ID="id"` together; each may be used once in a document.
  ///
  /// - Source: RDF 1.1 XML Syntax §6.2.1, "constraint-id".
  func resolve(ID id: UnsafeBufferPointer<UInt8>, _ scope: Scope, in document: XMLPushParser)
    throws(SyntaxError) -> Handle
  {
    try expectNCName(id, "rdf:ID", in: document)
    let reference = [UInt8(ascii: "#")] + Array(id)
    var fault: SyntaxError?
    reference.withUnsafeBufferPointer { reference in
      do throws(SyntaxError) {
        try resolveIntoScratch(reference, scope, in: document, place: id.baseAddress)
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    guard usedIDs.insert(scratch).inserted else {
      throw SyntaxError(
        .grammar, at: document.position(of: id.baseAddress),
        "the rdf:ID \"\(XMLText.excerpt(id))\" is given twice with the same base; expected rdf:about, or another name"
      )
    }
    return iri(scratch)
  }

  /// Resolves a relative reference, or any other, into `scratch`.
  func resolveIntoScratch(
    _ reference: UnsafeBufferPointer<UInt8>, _ scope: Scope, in document: XMLPushParser,
    place: UnsafePointer<UInt8>? = nil
  ) throws(SyntaxError) {
    if let fault = IRIGrammar.firstFault(inReference: reference) {
      throw malformed(
        reference, fault.reason, at: place == nil ? fault.offset : 0, in: document, place: place)
    }
    let base = bases[scope.base]
    guard let iri = base.iri else {
      throw SyntaxError(
        .iri, at: document.position(of: place ?? reference.baseAddress),
        "\"\(XMLText.excerpt(reference))\" is relative, but there is no base; expected an absolute IRI or xml:base"
      )
    }
    scratch.removeAll(keepingCapacity: true)
    if reference.isEmpty || reference.first == UInt8(ascii: "#") {
      scratch.append(contentsOf: base.stem)
      scratch.append(contentsOf: reference)
    } else {
      do throws(IRI.Malformed) {
        scratch.append(contentsOf: try iri.resolving(XMLText.string(reference)).string.utf8)
      } catch {
        throw malformed(reference, error.reason, at: 0, in: document)
      }
    }
    try checkIRILength(scratch.count, reference, in: document)
    // What a long base makes of short references is memory that the document did not pay for.
    try document.countProduced(scratch.count)
  }

  func checkIRILength(
    _ count: Int, _ reference: UnsafeBufferPointer<UInt8>, in document: XMLPushParser
  ) throws(SyntaxError) {
    guard count > limits.iriByteCountMax else { return }
    throw SyntaxError(
      .limit, at: document.position(of: reference.baseAddress),
      "an IRI is longer than \(limits.iriByteCountMax) bytes")
  }

  private func malformed(
    _ reference: UnsafeBufferPointer<UInt8>, _ reason: String, at offset: Int, in document: XMLPushParser,
    place: UnsafePointer<UInt8>? = nil
  ) -> SyntaxError {
    let position = document.position(of: place ?? reference.baseAddress.map { $0 + offset })
    return SyntaxError(
      .iri, at: position, "\"\(XMLText.excerpt(reference))\" is not an IRI reference: \(reason)")
  }
}
