// Terms and statements: what the reader writes to its tape.

extension RDFXMLReader {
  /// The IRIs that the grammar itself brings in.
  enum Constant: Int, CaseIterable {
    case type, first, rest, `nil`, XMLLiteral, Statement, subject, predicate, object

    var iri: IRI {
      switch self {
      case .type: .RDF.type
      case .first: .RDF.first
      case .rest: .RDF.rest
      case .nil: .RDF.nil
      case .XMLLiteral: .RDF.XMLLiteral
      case .Statement: .RDF.Statement
      case .subject: .RDF.subject
      case .predicate: .RDF.predicate
      case .object: .RDF.object
      }
    }
  }

  // MARK: The tape

  /// A slot that is free again when the element ends.
  mutating func newSlot() -> Slot {
    defer { passingSlot += 1 }
    return passingSlot
  }

  /// The slot of an IRI that stays for as long as the document.
  mutating func lasting(_ iri: some Collection<UInt8>) -> Slot {
    let slot = lastingSlot
    lastingSlot -= 1
    tape.append(.iri(slot, tape.add(iri)))
    return slot
  }

  mutating func slot(_ constant: Constant) -> Slot {
    if let slot = constants[constant.rawValue] { return slot }
    let slot = lasting(constant.iri.string.utf8)
    constants[constant.rawValue] = slot
    return slot
  }

  mutating func iri(_ utf8: some Collection<UInt8>) -> Slot {
    let slot = newSlot()
    tape.append(.iri(slot, tape.add(utf8)))
    return slot
  }

  private mutating func blankNode(labelled label: some Collection<UInt8>, in slot: Slot) -> Slot {
    tape.append(.blankNode(slot, tape.add(label)))
    return slot
  }

  private mutating func iri(_ utf8: Value) -> Slot {
    let slot = newSlot()
    tape.append(.iri(slot, tape.add(utf8)))
    return slot
  }

  /// The slot of a literal; nil if its language is not known because of a fault.
  mutating func literal(_ text: Value, _ datatype: Datatype, _ scope: Scope) -> Slot? {
    if case .none = datatype, case .spoilt = scope.language { return nil }
    let slot = newSlot()
    let form = tape.add(text)
    switch datatype {
    case .other(let datatype): tape.append(.typed(slot, form, datatype: datatype))
    case .string: tape.append(.literal(slot, form))
    case .none:
      if case .tag(let language) = scope.language {
        tape.append(.languageTagged(slot, form, language: language))
      } else {
        tape.append(.literal(slot, form))
      }
    }
    return slot
  }

  /// Writes a statement, and the four about it if it has a name.
  ///
  /// - Source: RDF 1.1 XML Syntax §7.3, "Reification Rules".
  mutating func state(
    _ subject: Slot?, _ predicate: Slot?, _ object: Slot?, named name: Slot? = nil, at place: TextPosition
  ) {
    // Frames that can have properties have a subject, and property frames a predicate, but for terms at fault.
    guard let subject, let predicate, let object else { return }
    tape.append(.statement(subject, predicate, object, place))
    guard let name else { return }
    let reification = [
      (slot(.type), slot(.Statement)), (slot(.subject), subject), (slot(.predicate), predicate),
      (slot(.object), object),
    ]
    for (property, value) in reification {
      tape.append(.statement(name, property, value, place))
    }
  }

  // MARK: Blank nodes

  /// A blank node that the document does not name.
  ///
  /// Its label is a number. An `rdf:nodeID` is an NCName and starts with no digit, so the two never clash.
  mutating func newBlankNode(in slot: Slot? = nil) -> Slot {
    defer { blankNodeCount += 1 }
    return blankNode(labelled: String(blankNodeCount).utf8, in: slot ?? newSlot())
  }

  /// The blank node of an `rdf:nodeID`.
  mutating func blankNode(_ nodeID: Value, in document: XMLEventContext) throws(SyntaxError) -> Slot {
    try expectNCName(nodeID, "rdf:nodeID", in: document)
    guard nodeID.last == UInt8(ascii: ".") else { return blankNode(labelled: nodeID, in: newSlot()) }
    // No label of N-Triples ends with a full stop; a digit before and after makes one that no other has.
    return blankNode(labelled: Array("0".utf8) + Array(nodeID) + Array("0".utf8), in: newSlot())
  }

  func expectNCName(_ text: Value, _ attribute: String, in document: XMLEventContext) throws(SyntaxError) {
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
  mutating func resolve(_ reference: Value, _ scope: Scope, in document: XMLEventContext) throws(SyntaxError)
    -> Slot
  {
    if IRIGrammar.schemeEnd(reference) != nil {
      if let fault = IRIGrammar.firstFault(inAbsolute: reference) {
        throw malformed(reference, fault.reason, at: fault.offset, in: document)
      }
      try checkIRILength(reference.count, reference.baseAddress, in: document)
      return iri(reference)
    }
    if let fault = IRIGrammar.firstFault(inReference: reference) {
      throw malformed(reference, fault.reason, at: fault.offset, in: document)
    }
    try resolveIntoScratch(reference, scope, place: reference.baseAddress, in: document)
    return iri(scratch)
  }

  /// Puts the IRI for `rdf:ID="id"` together; each may be used once in a document.
  ///
  /// - Source: RDF 1.1 XML Syntax §6.2.1, "constraint-id".
  mutating func resolve(ID id: Value, _ scope: Scope, in document: XMLEventContext) throws(SyntaxError)
    -> Slot
  {
    // An NCName is always a legal fragment, but for characters that no IRI may have.
    try expectNCName(id, "rdf:ID", in: document)
    if let fault = IRIGrammar.firstFault(inReference: id) {
      throw malformed(id, fault.reason, at: fault.offset, in: document)
    }
    let reference = [UInt8(ascii: "#")] + Array(id)
    try resolveIntoScratch(reference, scope, place: id.baseAddress, in: document)
    if !usedIDs.insert(scratch).inserted {
      let fault = SyntaxError(
        .grammar, at: document.position(of: id.baseAddress),
        "the rdf:ID \"\(XMLText.excerpt(id))\" is given twice with the same base; expected rdf:about, or another name"
      )
      // What the second one says is clear all the same.
      guard keep(fault) else { throw fault }
    }
    return iri(scratch)
  }

  /// Resolves a relative reference, whose characters have been checked, into `scratch`.
  mutating func resolveIntoScratch(
    _ reference: some Collection<UInt8>, _ scope: Scope, place: UnsafePointer<UInt8>?,
    in document: XMLEventContext
  ) throws(SyntaxError) {
    guard let base = bases[scope.base].iri else {
      throw SyntaxError(
        .iri, at: document.position(of: place),
        "\"\(XMLText.excerpt(reference))\" is relative, but there is no base; expected an absolute IRI or xml:base"
      )
    }
    scratch.removeAll(keepingCapacity: true)
    if reference.isEmpty || reference.first == UInt8(ascii: "#") {
      scratch.append(contentsOf: bases[scope.base].stem)
      scratch.append(contentsOf: reference)
    } else {
      do throws(IRI.Malformed) {
        scratch.append(contentsOf: try base.resolving(XMLText.string(reference)).string.utf8)
      } catch {
        throw SyntaxError(
          .iri, at: document.position(of: place),
          "\"\(XMLText.excerpt(reference))\" is not an IRI reference: \(error.reason)")
      }
    }
    try checkIRILength(scratch.count, place, in: document)
    // What a long base makes of short references is memory that the document did not pay for.
    try document.countProduced(scratch.count)
  }

  func checkIRILength(
    _ count: Int, _ place: UnsafePointer<UInt8>?, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard count > limits.iriByteCountMax else { return }
    throw SyntaxError(
      .limit, at: document.position(of: place), "an IRI is longer than \(limits.iriByteCountMax) bytes")
  }

  func malformed(_ reference: Value, _ reason: String, at offset: Int, in document: XMLEventContext)
    -> SyntaxError
  {
    let place = document.position(of: reference.baseAddress.map { $0 + offset })
    return SyntaxError(
      .iri, at: place, "\"\(XMLText.excerpt(reference))\" is not an IRI reference: \(reason)")
  }
}
