/// The grammar of RDF/XML over XML events, as a stack of productions.
///
/// Each open element has a frame that says which production of RDF 1.1 XML Syntax §7.2 it is read by and
/// what has been learnt so far. Nothing recurses. What is found is written to a tape. After an error the
/// reader is spent.
struct RDFXMLReader: XMLEventHandler, ~Copyable {
  typealias Slot = RDFXMLTape.Slot
  typealias Value = UnsafeBufferPointer<UInt8>

  /// What an open element is read as.
  enum Production {
    /// `7.2.8 doc`: before the root element.
    case doc
    /// `7.2.9 RDF`, whose children are `7.2.10 nodeElementList`.
    case RDF
    /// `7.2.11 nodeElement`, or `7.2.18 parseTypeResourcePropertyElt`: children are `7.2.13 propertyEltList`.
    case propertyEltList
    /// `7.2.15 resourcePropertyElt` or `7.2.16 literalPropertyElt`: the first child or the end decides.
    case resourceOrLiteralPropertyElt
    /// `7.2.15 resourcePropertyElt` that has its node.
    case resourcePropertyElt
    /// `7.2.17 parseTypeLiteralPropertyElt` or `7.2.20 parseTypeOtherPropertyElt`.
    case parseTypeLiteralPropertyElt
    /// `7.2.19 parseTypeCollectionPropertyElt`.
    case parseTypeCollectionPropertyElt
    /// `7.2.21 emptyPropertyElt`.
    case emptyPropertyElt
    /// An element at fault, or one inside it: passed over.
    case spoilt
  }

  /// An open element.
  struct Frame {
    var production: Production
    /// The base and the language in scope.
    var scope: Scope
    /// How many slots were in use before the element.
    var slotMark: Slot
    /// The node that the properties inside are about.
    var subject: Slot?
    /// How many `rdf:li` there have been inside.
    var memberCount = 0
    /// The property that the element stands for.
    var predicate: Slot?
    /// The name given by `rdf:ID` to the statement that the element stands for.
    var statementName: Slot?
    var datatype = Datatype.none
    /// The last cell of the list being built, and the two slots that its cells take in turn.
    var listCell: Slot?
    var listSlots: (Slot, Slot) = (0, 0)
    /// Whether text that does not belong there has been met, and recovered from.
    var hasStrayText = false
    /// Where the content starts.
    var contentStart = TextPosition.start
  }

  /// What is inherited from element to element: an index into `bases`, and the language.
  struct Scope {
    var base = 0
    var language = Language.none
  }

  enum Language {
    case none
    /// A number of `languages`.
    case tag(UInt32)
    /// A malformed tag, recovered from: what it applies to cannot be said.
    case spoilt
  }

  enum Datatype {
    case none
    /// `xsd:string`, which a sink takes without a datatype.
    case string
    case other(Slot)
  }

  /// An IRI in scope as base.
  struct Base {
    let iri: IRI?
    /// The IRI without its fragment.
    let stem: [UInt8]
  }

  let limits: ParserLimits
  let usesPositions: Bool
  let recovers: Bool
  /// The faults that were recovered from.
  var faults = FaultList()
  var frames = OwnedArray<Frame>()
  var bases: [Base]
  var languages = LanguageTagTable()
  var names = RDFXMLNames()
  /// How the XML reader names `xml:lang`, once it has been met; its pointers tell it from all other names.
  var languageName: XMLName?
  /// The property attributes of the tag being read; a name of nil is an `rdf:type` written without prefix.
  var properties: [(name: Int?, value: Value)] = []
  /// An IRI or label being put together.
  var scratch: [UInt8] = []

  var tape = RDFXMLTape()
  /// The next slots to be given out.
  var passingSlot: Slot = 0
  var lastingSlot: Slot = -1
  /// The slots of IRIs that the grammar brings in, by `Constant`.
  var constants = [Slot?](repeating: nil, count: Constant.allCases.count)

  /// The IRIs made from `rdf:ID`, each of which may be made once.
  var usedIDs: Set<[UInt8]> = []
  var blankNodeCount = 0
  /// The text of the property element being read.
  private var text = OwnedArray<UInt8>()
  private var xmlLiteral = ExclusiveXMLCanonicalizer()
  private var toldPrefixes: Set<Pair> = []

  /// A prefix and a namespace, by the addresses that stand for them.
  private struct Pair: Hashable {
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>
  }

  init(options: ParserOptions, usesPositions: Bool) {
    limits = options.limits
    recovers = options.recovers
    self.usesPositions = usesPositions
    bases = [Self.base(options.base)]
    frames.append(Frame(production: .doc, scope: Scope(), slotMark: 0))
  }

  // MARK: Events

  /// If the reader recovers, a fault in an element spoils that element; those around it are read on.
  mutating func startElement(_ tag: XMLStartTag, in document: XMLEventContext) throws(SyntaxError) {
    let baseCount = bases.count
    let slotMark = passingSlot
    do throws(SyntaxError) {
      try start(tag, in: document)
    } catch {
      guard keep(error) else { throw error }
      bases.removeLast(bases.count - baseCount)
      passOver(slotMark: slotMark)
    }
  }

  private mutating func start(_ tag: XMLStartTag, in document: XMLEventContext) throws(SyntaxError) {
    guard !frames.isEmpty else { return }
    let parent = frames.count - 1
    let production = frames[parent].production
    if production == .spoilt { return passOver(slotMark: passingSlot) }
    if production == .parseTypeLiteralPropertyElt {
      xmlLiteral.startElement(tag)
      return try checkLiteralLength(xmlLiteral.output.count, in: document)
    }
    if tag.namespaceCount > 0 { tellPrefixes(tag) }
    let element = try readElement(tag, inside: frames[parent].scope, in: document)
    switch production {
    case .doc where element.term == .RDF: try startRDF(element, in: document)
    case .doc, .RDF: _ = try startNodeElement(element, in: document)
    case .propertyEltList: try startPropertyElement(element, in: document)
    case .resourceOrLiteralPropertyElt: try startObject(element, in: document)
    case .parseTypeCollectionPropertyElt: try startListItem(element, in: document)
    case .resourcePropertyElt:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) is a second node in one property element; expected one property element for each"
      )
    case .emptyPropertyElt:
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) stands inside a property element whose attributes give its value; expected no content"
      )
    case .parseTypeLiteralPropertyElt, .spoilt: break
    }
  }

  mutating func endElement(_ name: XMLName, in document: XMLEventContext) throws(SyntaxError) {
    if xmlLiteral.depth > 0 { return xmlLiteral.endElement(name) }
    guard frames.count > 1 else { return }
    // The frame is used in place and goes at the end: copying it would be most of the work here.
    let (frame, parent) = (frames.count - 1, frames.count - 2)
    switch frames[frame].production {
    case .resourceOrLiteralPropertyElt: endLiteral()
    case .parseTypeLiteralPropertyElt: endXMLLiteral()
    case .parseTypeCollectionPropertyElt: endList()
    case .doc, .RDF, .propertyEltList, .resourcePropertyElt, .emptyPropertyElt, .spoilt: break
    }
    passingSlot = frames[frame].slotMark
    if frames[frame].scope.base != frames[parent].scope.base { bases.removeLast() }
    frames.removeLast()
  }

  mutating func characters(_ text: UnsafeBufferPointer<UInt8>, in document: XMLEventContext)
    throws(SyntaxError)
  {
    switch frames.last?.production {
    case .resourceOrLiteralPropertyElt:
      self.text.append(contentsOf: text)
      try checkLiteralLength(self.text.count, in: document)
    case .parseTypeLiteralPropertyElt:
      xmlLiteral.characters(text)
      try checkLiteralLength(xmlLiteral.output.count, in: document)
    case .RDF, .parseTypeCollectionPropertyElt: try expectSpace(text, "a node element", in: document)
    case .propertyEltList: try expectSpace(text, "a property element", in: document)
    case .spoilt: break
    case .doc, .resourcePropertyElt, .emptyPropertyElt, nil:
      try expectSpace(text, "the end of the element", in: document)
    }
  }

  mutating func comment(_ text: UnsafeBufferPointer<UInt8>, in document: XMLEventContext) throws(SyntaxError)
  {
    guard frames.last?.production == .parseTypeLiteralPropertyElt else { return }
    xmlLiteral.comment(text)
    try document.countProduced(text.count)
    try checkLiteralLength(xmlLiteral.output.count, in: document)
  }

  mutating func processingInstruction(
    _ target: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>?, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard frames.last?.production == .parseTypeLiteralPropertyElt else { return }
    xmlLiteral.processingInstruction(target, data)
    try document.countProduced(target.count + (data?.count ?? 0))
    try checkLiteralLength(xmlLiteral.output.count, in: document)
  }

  // MARK: Text

  private mutating func expectSpace(
    _ text: UnsafeBufferPointer<UInt8>, _ expected: String, in document: XMLEventContext
  ) throws(SyntaxError) {
    guard let index = text.firstIndex(where: { !XMLCharacters.isSpace($0) }) else { return }
    if let frame = frames.last, frame.hasStrayText { return }
    let found = XMLText.excerpt(UnsafeBufferPointer(rebasing: text[index...]))
    let place = document.position(of: text.baseAddress.map { $0 + index })
    let fault = SyntaxError(.grammar, at: place, "found the text \"\(found)\"; expected \(expected)")
    // Text that does not belong there spoils nothing else. It may come in several pieces, of which one is enough.
    guard keep(fault) else { throw fault }
    if !frames.isEmpty { frames[frames.count - 1].hasStrayText = true }
  }

  private func checkLiteralLength(_ count: Int, in document: XMLEventContext) throws(SyntaxError) {
    guard count > limits.literalByteCountMax else { return }
    throw SyntaxError(
      .limit, at: document.position, "a literal is longer than \(limits.literalByteCountMax) bytes")
  }

  // 7.2.16 literalPropertyElt, or 7.2.21 emptyPropertyElt without attributes but rdf:ID
  private mutating func endLiteral() {
    let index = frames.count - 1
    stateEnded(literal(text.elements, frames[index].datatype, frames[index].scope))
    text.removeAll()
  }

  // 7.2.17 parseTypeLiteralPropertyElt
  private mutating func endXMLLiteral() {
    let datatype = Datatype.other(slot(.XMLLiteral))
    let output = xmlLiteral.output
    stateEnded(output.withUnsafeBufferPointer { literal($0, datatype, frames[frames.count - 1].scope) })
  }

  /// States that the property whose element ends has a value.
  mutating func stateEnded(_ object: Slot?) {
    let index = frames.count - 1
    state(
      frames[index - 1].subject, frames[index].predicate, object, named: frames[index].statementName,
      at: frames[index].contentStart)
  }

  /// Starts collecting the text of a property element.
  mutating func beginText() { text.removeAll() }
  mutating func beginXMLLiteral() { xmlLiteral.begin() }

  // 7.2.15 resourcePropertyElt: start-element(…) ws* nodeElement ws* end-element()
  private mutating func startObject(_ element: Element, in document: XMLEventContext) throws(SyntaxError) {
    let index = frames.count - 1
    guard XMLCharacters.isSpace(text.elements) else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) follows text in a property element; expected text only, or rdf:parseType=\"Literal\""
      )
    }
    guard case .none = frames[index].datatype else {
      throw SyntaxError(
        .grammar, at: document.tagStart,
        "\(element.spelling) stands where rdf:datatype announces text; expected text")
    }
    frames[index].production = .resourcePropertyElt
    let place = usesPositions ? document.tagStart : .start
    let frame = frames[index]
    let object = try startNodeElement(element, in: document)
    state(frames[index - 1].subject, frame.predicate, object, named: frame.statementName, at: place)
  }

  /// Tells the sink of the namespace declarations that it has not heard of.
  private mutating func tellPrefixes(_ tag: XMLStartTag) {
    for index in 0..<tag.namespaceCount {
      guard let declaration = tag.namespace(index) else { continue }
      let pair = Pair(prefix: declaration.prefix, namespace: declaration.namespace)
      let namespace = XMLText.bytes(declaration.namespace)
      guard toldPrefixes.insert(pair).inserted, !namespace.isEmpty else { continue }
      let prefix = tape.add(XMLText.bytes(declaration.prefix))
      tape.append(.prefix(prefix, namespace: tape.add(namespace)))
    }
  }
}
