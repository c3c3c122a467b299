import CLibXML2

/// Reads XML and hands on its events: the one door to libxml2.
///
/// libxml2 says of itself that it should not be given data that is not trusted, so nothing else in the
/// package creates a parser context, and this door is guarded:
///
/// - nothing outside the document is ever read: declarations of external entities, parameter entities and
///   external subsets end the parse where they stand, and the process-wide loader refuses as well;
/// - internal entities work (RDF/XML of every ontology editor uses them), but their number, their size and
///   what they expand to are counted before the expansion is made;
/// - depth, length of tags, attributes of a tag, namespaces in scope and choices of a document type are
///   limited, because libxml2's time is quadratic in several of them;
/// - the input goes in by pieces of 4 KiB, so that a stop is prompt.
///
/// The result never depends on how the input was cut, since libxml2 always gets the same pieces. One thread
/// at a time may use a parser; different parsers share nothing that changes.
/// - Source: spec/guarantees.md.
final class XMLPushParser {
  /// How much libxml2 is given at once, in bytes.
  static let pieceByteCountMax = 4 << 10

  /// What libxml2's callbacks work on, and the handler that they call.
  ///
  /// Both live in memory of this object's own, which it alone allocates and gives back: C keeps a pointer to
  /// the one between calls, and Swift would check at run time that accesses to properties of an object do
  /// not overlap, several times in each event.
  private let state: UnsafeMutablePointer<XMLParserState>
  private let handler: UnsafeMutablePointer<XMLParserState.Handler>
  /// How much of the next piece has been collected.
  private var pieceByteCount = 0
  private var isFirstPiece = true

  /// - Parameter elements: takes the elements and texts of any XML instead, and no document type; the handler is
  ///   then never called.
  init(
    limits: ParserLimits, handler: consuming XMLParserState.Handler,
    elements: (any XMLElementHandler)? = nil
  ) {
    _ = Self.prepareLibrary
    self.handler = .allocate(capacity: 1)
    self.handler.initialize(to: handler)
    state = .allocate(capacity: 1)
    var callbacks = elements == nil ? XMLCallbacks.all : XMLCallbacks.elements
    let context = xmlCreatePushParserCtxt(&callbacks, nil, nil, 0, nil)
    state.initialize(
      to: XMLParserState(limits: limits, context: context, handler: self.handler, elements: elements))
    guard let context else { return }
    _ = xmlCtxtUseOptions(context, Int32(bitPattern: XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
    // libxml2 passes the context itself to the callbacks, also the inner one with which it reads an
    // entity's text, and copies this pointer to those. It is used only while `self` is being called.
    context.pointee._private = UnsafeMutableRawPointer(state)
  }

  deinit {
    if let context = state.pointee.context {
      // The document has no tree, only the entity declarations; it shares the context's dictionary.
      if let document = context.pointee.myDoc { xmlFreeDoc(document) }
      context.pointee.myDoc = nil
      xmlFreeParserCtxt(context)
    }
    state.deinitialize(count: 1)
    state.deallocate()
    handler.deinitialize(count: 1)
    handler.deallocate()
  }

  /// Prepares libxml2, once in the life of the process, before any parser exists.
  private static let prepareLibrary: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// Lets the handler be used while nothing is being read.
  func withHandler<Result>(_ body: (inout XMLParserState.Handler) -> Result) -> Result {
    body(&handler.pointee)
  }

  /// Takes from the start of a chunk what is missing of a piece, reads the piece if it is whole, and returns
  /// how many bytes it took.
  func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Int {
    if let fault = state.pointee.fault { throw fault }
    let part = chunk.prefix(Self.pieceByteCountMax - pieceByteCount)
    state.pointee.source.append(UnsafeBufferPointer(rebasing: part))
    pieceByteCount += part.count
    if pieceByteCount == Self.pieceByteCountMax { try parsePiece(isLast: false) }
    return part.count
  }

  /// Says that the document has ended.
  func finish() throws(SyntaxError) {
    if let fault = state.pointee.fault { throw fault }
    try parsePiece(isLast: true)
  }

  private func parsePiece(isLast: Bool) throws(SyntaxError) {
    let piece = state.pointee.source.suffix(pieceByteCount)
    pieceByteCount = 0
    state.pointee.watch.setFed(byteCount: state.pointee.source.end)
    if isFirstPiece { state.pointee.fault = XMLEncoding.fault(piece) }
    isFirstPiece = false
    if state.pointee.fault == nil { parse(piece, isLast: isLast) }
    if let fault = state.pointee.fault { throw fault }
    state.pointee.source.discard(before: XMLEventContext(state: state).offset)
  }

  /// Lets libxml2 work on a piece and collects what went wrong.
  private func parse(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    guard let context = state.pointee.context else {
      state.pointee.fault = SyntaxError(.limit, at: .start, "there is no memory left for an XML parser")
      return
    }
    let event = XMLEventContext(state: state)
    var code: Int32 = 0
    if !piece.isEmpty {
      piece.withMemoryRebound(to: CChar.self) {
        code = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0)
      }
    }
    if code == 0 && state.pointee.fault == nil {
      state.pointee.fault = event.pendingFault()
      if state.pointee.fault == nil && isLast { code = xmlParseChunk(context, nil, 0, 1) }
    }
    // Errors come through the callback; this is for one that libxml2 forgot to report there.
    if code != 0 && state.pointee.fault == nil {
      state.pointee.fault = SyntaxError(
        .grammar, at: event.position, "the document is not well-formed XML (libxml2 error \(code))")
    }
  }
}

// MARK: - State and places

/// What changes while a document is read, apart from what the handler makes of it.
///
/// It lies where libxml2's callbacks find it by a pointer. Everybody uses single fields of it, and for a moment
/// only, so that no access overlaps with that of a callback, which runs while the parser waits for libxml2. The
/// handler lies apart, because it asks about the state while it is being changed itself.
struct XMLParserState: ~Copyable {
  /// What reads the events.
  ///
  /// It is named and not `any`: a callback of C cannot be generic, and with `any` each event would have to find
  /// out whom to call, and to count references to it.
  typealias Handler = RDFXMLReader

  let limits: ParserLimits
  /// libxml2's parser; nil only if there was no memory for it.
  let context: xmlParserCtxtPtr?
  let handler: UnsafeMutablePointer<Handler>
  /// What takes elements and texts in the handler's place; only the callbacks that are for it ask.
  let elements: (any XMLElementHandler)?

  /// What stopped the parser; everything after it is refused with the same error.
  var fault: SyntaxError? {
    didSet { isStopped = fault != nil }
  }
  private(set) var isStopped = false

  /// What has been fed and may still be asked about.
  var source = XMLSource()
  /// Counts what the document asks for.
  var watch: XMLGuard
  /// What libxml2 is still waiting to see the end of.
  var pendingMarkup = PendingMarkup()

  init(
    limits: ParserLimits, context: xmlParserCtxtPtr?, handler: UnsafeMutablePointer<Handler>,
    elements: (any XMLElementHandler)?
  ) {
    self.limits = limits
    self.context = context
    self.handler = handler
    self.elements = elements
    watch = XMLGuard(limits: limits)
  }
}

/// What the handler of an event may ask of the parser: where it is, and whether there is room for more.
///
/// A pointer to the state of a parser that is being called; it is not to be kept beyond the call.
struct XMLEventContext {
  let state: UnsafeMutablePointer<XMLParserState>

  private var parser: xmlParserCtxtPtr? { state.pointee.context }
  private var limits: ParserLimits { state.pointee.limits }
  private var sourceEnd: Int { state.pointee.source.end }

  /// How far libxml2 has read, in bytes from the start of the document.
  var offset: Int {
    guard let parser, let input = parser.pointee.input else { return sourceEnd }
    if isConverted {
      let consumed = Int(xmlByteConsumed(parser))
      return consumed < 0 ? sourceEnd : min(consumed, sourceEnd)
    }
    guard let current = input.pointee.cur, let base = input.pointee.base else { return sourceEnd }
    return min(Int(clamping: input.pointee.consumed) + (current - base), sourceEnd)
  }

  /// Whether libxml2 reads a converted copy because the document is not in UTF-8.
  private var isConverted: Bool { parser?.pointee.input?.pointee.buf?.pointee.encoder != nil }

  /// Where libxml2 is: after the tag, text or comment that it is handing on.
  var position: TextPosition { position(at: offset) }

  /// Where the tag that is being handed on starts.
  var tagStart: TextPosition {
    // The `<` of a tag is the last one before its end: XML allows none inside.
    position(at: isConverted ? offset : state.pointee.source.lastTagOpening(before: offset) ?? offset)
  }

  /// Where the content of the element starts whose start tag is being handed on.
  var contentStart: TextPosition { position(at: offset + (isConverted ? 0 : 1)) }

  /// Where a byte that was handed on stands; the start of the tag if it was put together elsewhere.
  func position(of byte: UnsafePointer<UInt8>?) -> TextPosition {
    guard !isConverted, let byte, let input = parser?.pointee.input?.pointee, let base = input.base,
      let end = input.end, byte >= base, byte < end
    else { return tagStart }
    return position(at: Int(clamping: input.consumed) + (byte - base))
  }

  private func position(at offset: Int) -> TextPosition {
    guard isConverted, let input = parser?.pointee.input else {
      return state.pointee.source.position(at: offset)
    }
    // In another encoding the bytes are not those that were counted; libxml2's own count has to do.
    return TextPosition(
      line: Int(max(input.pointee.line, 1)), column: Int(max(input.pointee.col, 1)), offset: offset)
  }
}

// MARK: - The guard

extension XMLEventContext {
  /// Counts bytes that are made from the input, and refuses when they outgrow it.
  ///
  /// - Throws: `SyntaxError.Code.limit` above 1 MiB and `entityAmplificationMax` times what was fed.
  func countProduced(_ byteCount: Int) throws(SyntaxError) {
    guard state.pointee.watch.produce(byteCount) else { throw fault(of: state.pointee.watch.tooMuchGrowth) }
  }

  /// Counts what a start tag brings.
  @inline(__always)
  func open(_ tag: XMLStartTag) throws(SyntaxError) {
    if let breach = state.pointee.watch.open(tag) { throw fault(of: breach) }
  }

  @inline(__always)
  func close() { state.pointee.watch.close() }

  /// Counts a reference to an entity before it is expanded.
  func expand(entityOf byteCount: Int) throws(SyntaxError) {
    if let breach = state.pointee.watch.expand(entityOf: byteCount) { throw fault(of: breach) }
  }

  func declareAttribute() throws(SyntaxError) {
    if let breach = state.pointee.watch.declareAttribute() { throw fault(of: breach) }
  }

  private func fault(of breach: XMLGuard.Breach) -> SyntaxError {
    SyntaxError(.limit, at: breach.isOfTag ? tagStart : position, breach.message)
  }

  private func limitFault(_ what: String) -> SyntaxError { SyntaxError(.limit, at: position, what) }

  /// Refuses markup that libxml2 is still waiting to see the end of, before it costs too much to read.
  func pendingFault() -> SyntaxError? {
    guard let parser, let input = parser.pointee.input, let current = input.pointee.cur,
      let end = input.pointee.end,
      end > current
    else { return nil }
    let pending = UnsafeBufferPointer(start: current, count: end - current)
    let place = Int(clamping: input.pointee.consumed) + (current - (input.pointee.base ?? current))
    state.pointee.pendingMarkup.scan(pending, at: place)
    // A document type is waited for twice: for the first ">" in it, and for its end.
    let isDocumentType = parser.pointee.instate == XML_PARSER_DTD || pending.starts(with: "<!DOCTYPE".utf8)
    if isDocumentType {
      guard pending.count <= limits.documentTypeByteCountMax else {
        return limitFault(
          "the document type declaration is longer than \(limits.documentTypeByteCountMax) bytes"
        )
      }
      // libxml2 compares every name of a list of choices with every other.
      guard state.pointee.pendingMarkup.barCount <= limits.attributeCountMax else {
        return limitFault(
          "the document type declaration has more than \(limits.attributeCountMax) choices")
      }
    } else if parser.pointee.instate == XML_PARSER_START_TAG {
      guard state.pointee.pendingMarkup.quotedCount <= limits.attributeCountMax else {
        return fault(of: state.pointee.watch.tooManyAttributes)
      }
    }
    guard pending.count <= limits.markupByteCountMax else {
      return limitFault(
        "a tag, comment or instruction is longer than \(limits.markupByteCountMax) bytes")
    }
    return nil
  }

  /// Lets only internal general entities be declared.
  func admitEntity(
    _ name: UnsafePointer<UInt8>?, type: Int32, content: UnsafeMutablePointer<UInt8>?
  ) throws(SyntaxError) {
    let name = XMLText.excerpt(name)
    guard type == Int32(bitPattern: XML_INTERNAL_GENERAL_ENTITY.rawValue) else {
      switch UInt32(bitPattern: type) {
      case XML_INTERNAL_PARAMETER_ENTITY.rawValue, XML_EXTERNAL_PARAMETER_ENTITY.rawValue:
        throw refusal("the parameter entity \"\(name)\" is refused; expected internal general entities only")
      default:
        throw refusal("the external entity \"\(name)\" is refused; expected its text in the declaration")
      }
    }
    if let breach = state.pointee.watch.declare(entityOf: Int(max(xmlStrlen(content), 0))) {
      throw fault(of: breach)
    }
  }

  func refusal(_ message: String) -> SyntaxError { SyntaxError(.refused, at: position, message) }
}

// MARK: - libxml2's side

/// What libxml2 calls: each callback finds the state that belongs to it and lets the handler have the event.
enum XMLCallbacks {
  /// The state of the parser that a callback belongs to, unless that has stopped already; then libxml2 is told
  /// again.
  @inline(__always)
  static func running(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLParserState>? {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let state = context.pointee._private?.assumingMemoryBound(to: XMLParserState.self)
    else { return nil }
    guard !state.pointee.isStopped else {
      xmlStopParser(context)
      return nil
    }
    return state
  }

  /// Does what a callback is for; an error is kept and libxml2 stopped.
  @inline(__always)
  private static func run(
    _ context: UnsafeMutableRawPointer?,
    _ body: (inout XMLParserState.Handler, XMLEventContext) throws(SyntaxError) -> Void
  ) {
    guard let state = running(context) else { return }
    do throws(SyntaxError) {
      try body(&state.pointee.handler.pointee, XMLEventContext(state: state))
    } catch {
      stop(context, state, with: error)
    }
  }

  /// Keeps an error, after which everything is refused, and stops libxml2.
  static func stop(
    _ context: UnsafeMutableRawPointer?, _ state: UnsafeMutablePointer<XMLParserState>,
    with error: SyntaxError
  ) {
    state.pointee.fault = error
    xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
  }

  /// The callbacks; whatever is not named here is libxml2's own, which keeps the entity table.
  static var all: xmlSAXHandler {
    var sax = xmlSAXHandler()
    _ = xmlSAXVersion(&sax, 2)
    setContentCallbacks(&sax)
    setDeclarationCallbacks(&sax)
    sax.serror = { context, error in
      guard let error, let state = XMLCallbacks.running(context) else { return }
      // Only noted: libxml2 has not finished with the tag and must not lose its buffer here. Either it
      // stops by itself, or the next callback stops it.
      let position = XMLEventContext(state: state).position
      if let fault = SyntaxError(error.pointee, at: position) { state.pointee.fault = fault }
    }
    sax.warning = nil
    sax.error = nil
    sax.fatalError = nil
    return sax
  }

  private static func setContentCallbacks(_ sax: inout xmlSAXHandler) {
    sax.startElement = nil
    sax.endElement = nil
    sax.reference = nil
    sax.startElementNs = {
      context, local, prefix, namespace, namespaceCount, namespaces, count, _, attributes in
      guard let local else { return }
      let name = XMLName(local: local, prefix: prefix, namespace: namespace)
      let tag = XMLStartTag(name, namespaces: namespaces, namespaceCount, attributes: attributes, count)
      XMLCallbacks.run(context) { handler, document throws(SyntaxError) in
        try document.open(tag)
        try handler.startElement(tag, in: document)
      }
    }
    sax.endElementNs = { context, local, prefix, namespace in
      guard let local else { return }
      XMLCallbacks.run(context) { handler, document throws(SyntaxError) in
        document.close()
        try handler.endElement(XMLName(local: local, prefix: prefix, namespace: namespace), in: document)
      }
    }
    sax.characters = { context, text, count in XMLCallbacks.characters(context, text, count) }
    sax.ignorableWhitespace = { context, text, count in XMLCallbacks.characters(context, text, count) }
    sax.cdataBlock = { context, text, count in XMLCallbacks.characters(context, text, count) }
    sax.comment = { context, text in
      XMLCallbacks.run(context) { handler, document throws(SyntaxError) in
        try handler.comment(XMLText.bytes(text), in: document)
      }
    }
    sax.processingInstruction = { context, target, data in
      XMLCallbacks.run(context) { handler, document throws(SyntaxError) in
        let data = data.map { XMLText.bytes($0) }
        try handler.processingInstruction(XMLText.bytes(target), data, in: document)
      }
    }
  }

  private static func characters(
    _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32
  ) {
    let text = UnsafeBufferPointer(start: text, count: text == nil ? 0 : Int(max(count, 0)))
    XMLCallbacks.run(context) { handler, document throws(SyntaxError) in
      try document.countProduced(text.count)
      try handler.characters(text, in: document)
    }
  }

  private static func setDeclarationCallbacks(_ sax: inout xmlSAXHandler) {
    sax.internalSubset = { context, name, publicID, systemID in
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        guard publicID == nil && systemID == nil else {
          throw document.refusal(
            "an external document type definition is refused; expected none, or an internal one")
        }
        xmlSAX2InternalSubset(context, name, nil, nil)
      }
    }
    sax.externalSubset = nil
    sax.resolveEntity = { _, _, _ in nil }
    sax.entityDecl = { context, name, type, _, _, content in
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        try document.admitEntity(name, type: type, content: content)
        xmlSAX2EntityDecl(context, name, type, nil, nil, content)
      }
    }
    sax.unparsedEntityDecl = { context, name, _, _, _ in
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        throw document.refusal(
          "the external entity \"\(XMLText.excerpt(name))\" is refused; expected internal ones only")
      }
    }
    sax.getEntity = { context, name in
      var entity: xmlEntityPtr?
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        entity = xmlSAX2GetEntity(context, name)
        guard let entity else { return }
        let byteCount = Int(max(entity.pointee.length, 0))
        try document.expand(entityOf: byteCount)
      }
      return XMLCallbacks.running(context) == nil ? nil : entity
    }
    sax.getParameterEntity = { context, name in
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        throw document.refusal("the reference to parameter entity \"\(XMLText.excerpt(name))\" is refused")
      }
      return nil
    }
    sax.attributeDecl = { context, _, _, _, _, _, choices in
      // libxml2 itself remembers default values; here they are only counted, as each element gets them all.
      xmlFreeEnumeration(choices)
      XMLCallbacks.run(context) { _, document throws(SyntaxError) in
        try document.declareAttribute()
      }
    }
    sax.elementDecl = nil
    sax.notationDecl = nil
  }
}
