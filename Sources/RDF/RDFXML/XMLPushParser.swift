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

  /// What stopped the parser; everything after it is refused with the same error.
  private(set) var fault: SyntaxError? {
    didSet { isStopped = fault != nil }
  }
  private var isStopped = false

  private let limits: ParserLimits
  /// libxml2's parser; nil only if there was no memory for it.
  private let context: xmlParserCtxtPtr?
  /// Who gets the events; set only while `feed` or `finish` runs, which keeps it alive.
  private var handler: (any XMLEventHandler)?
  /// The piece being collected.
  private let piece: UnsafeMutableBufferPointer<UInt8>
  private var pieceByteCount = 0
  private var isFirstPiece = true
  /// What has been fed and may still be asked about.
  private var source = XMLSource()

  /// Counts what the document asks for.
  private var watch: XMLGuard
  private var pendingMarkup = PendingMarkup()

  init(limits: ParserLimits) {
    _ = Self.prepareLibrary
    self.limits = limits
    watch = XMLGuard(limits: limits)
    piece = .allocate(capacity: Self.pieceByteCountMax)
    var callbacks = Self.callbacks
    context = xmlCreatePushParserCtxt(&callbacks, nil, nil, 0, nil)
    guard let context else { return }
    _ = xmlCtxtUseOptions(context, Int32(bitPattern: XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
    // libxml2 passes the context itself to the callbacks, also the inner one with which it reads an
    // entity's text, and copies this pointer to those. It is used only while `self` is being called.
    context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    if let context {
      // The document has no tree, only the entity declarations; it shares the context's dictionary.
      if let document = context.pointee.myDoc { xmlFreeDoc(document) }
      context.pointee.myDoc = nil
      xmlFreeParserCtxt(context)
    }
    piece.deallocate()
  }

  // MARK: Feeding

  /// Takes from the start of a chunk what is missing of a piece, reads the piece if it is whole, and returns
  /// how many bytes it took.
  func feed(_ chunk: UnsafeBufferPointer<UInt8>, to handler: any XMLEventHandler) throws(SyntaxError) -> Int {
    if let fault { throw fault }
    let part = chunk.prefix(Self.pieceByteCountMax - pieceByteCount)
    _ = piece[pieceByteCount...].initialize(fromContentsOf: part)
    pieceByteCount += part.count
    if pieceByteCount == Self.pieceByteCountMax { try parsePiece(to: handler, isLast: false) }
    return part.count
  }

  /// Says that the document has ended.
  func finish(to handler: any XMLEventHandler) throws(SyntaxError) {
    if let fault { throw fault }
    try parsePiece(to: handler, isLast: true)
  }

  private func parsePiece(to handler: any XMLEventHandler, isLast: Bool) throws(SyntaxError) {
    let bytes = UnsafeBufferPointer(rebasing: piece[..<pieceByteCount])
    pieceByteCount = 0
    source.append(bytes)
    watch.fedByteCount = source.end
    if isFirstPiece, let refusal = XMLEncoding.fault(bytes) { fault = refusal }
    isFirstPiece = false
    if fault == nil { parse(bytes, to: handler, isLast: isLast) }
    if let fault { throw fault }
    source.discard(before: offset)
  }

  /// Lets libxml2 work on a piece and collects what went wrong.
  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, to handler: any XMLEventHandler, isLast: Bool) {
    guard let context else {
      fault = SyntaxError(.limit, at: .start, "there is no memory left for an XML parser")
      return
    }
    self.handler = handler
    defer { self.handler = nil }
    var code: Int32 = 0
    if !bytes.isEmpty {
      bytes.withMemoryRebound(to: CChar.self) {
        code = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0)
      }
    }
    if code == 0 && fault == nil {
      fault = pendingFault(context)
      if fault == nil && isLast { code = xmlParseChunk(context, nil, 0, 1) }
    }
    // Errors come through the callback; this is for one that libxml2 forgot to report there.
    if code != 0 && fault == nil {
      fault = SyntaxError(
        .grammar, at: position, "the document is not well-formed XML (libxml2 error \(code))")
    }
  }

  // MARK: Places

  /// How far libxml2 has read, in bytes from the start of the document.
  private var offset: Int {
    guard let context, let input = context.pointee.input else { return source.end }
    if isConverted {
      let consumed = Int(xmlByteConsumed(context))
      return consumed < 0 ? source.end : min(consumed, source.end)
    }
    guard let current = input.pointee.cur, let base = input.pointee.base else { return source.end }
    return min(Int(clamping: input.pointee.consumed) + (current - base), source.end)
  }

  /// Whether libxml2 reads a converted copy because the document is not in UTF-8.
  private var isConverted: Bool { context?.pointee.input?.pointee.buf?.pointee.encoder != nil }

  /// Where libxml2 is: after the tag, text or comment that it is handing on.
  var position: TextPosition { position(at: offset) }

  /// Where the tag that is being handed on starts.
  var tagStart: TextPosition {
    // The `<` of a tag is the last one before its end: XML allows none inside.
    position(at: isConverted ? offset : source.lastTagOpening(before: offset) ?? offset)
  }

  /// Where the content of the element starts whose start tag is being handed on.
  var contentStart: TextPosition { position(at: offset + (isConverted ? 0 : 1)) }

  /// Where a byte that was handed on stands; the start of the tag if it was put together elsewhere.
  func position(of byte: UnsafePointer<UInt8>?) -> TextPosition {
    guard !isConverted, let byte, let input = context?.pointee.input?.pointee, let base = input.base,
      let end = input.end, byte >= base, byte < end
    else { return tagStart }
    return position(at: Int(clamping: input.consumed) + (byte - base))
  }

  private func position(at offset: Int) -> TextPosition {
    guard isConverted, let input = context?.pointee.input else { return source.position(at: offset) }
    // In another encoding the bytes are not those that were counted; libxml2's own count has to do.
    return TextPosition(
      line: Int(max(input.pointee.line, 1)), column: Int(max(input.pointee.col, 1)), offset: offset)
  }
}

// MARK: - The guard

extension XMLPushParser {
  /// Counts bytes that are made from the input, and refuses when they outgrow it.
  ///
  /// - Throws: `SyntaxError.Code.limit` above 1 MiB and `entityAmplificationMax` times what was fed.
  func countProduced(_ byteCount: Int) throws(SyntaxError) {
    if let breach = watch.produce(byteCount) { throw fault(of: breach) }
  }

  private func fault(of breach: XMLGuard.Breach) -> SyntaxError {
    SyntaxError(.limit, at: breach.isOfTag ? tagStart : position, breach.message)
  }

  private func limitFault(_ what: String) -> SyntaxError { SyntaxError(.limit, at: position, what) }

  /// Refuses markup that libxml2 is still waiting to see the end of, before it costs too much to read.
  private func pendingFault(_ context: xmlParserCtxtPtr) -> SyntaxError? {
    guard let input = context.pointee.input, let current = input.pointee.cur, let end = input.pointee.end,
      end > current
    else { return nil }
    let pending = UnsafeBufferPointer(start: current, count: end - current)
    let place = Int(clamping: input.pointee.consumed) + (current - (input.pointee.base ?? current))
    pendingMarkup.scan(pending, at: place)
    // A document type is waited for twice: for the first ">" in it, and for its end.
    let isDocumentType = context.pointee.instate == XML_PARSER_DTD || pending.starts(with: "<!DOCTYPE".utf8)
    if isDocumentType {
      guard pending.count <= limits.documentTypeByteCountMax else {
        return limitFault(
          "the document type declaration is longer than \(limits.documentTypeByteCountMax) bytes")
      }
      // libxml2 compares every name of a list of choices with every other.
      guard pendingMarkup.barCount <= limits.attributeCountMax else {
        return limitFault("the document type declaration has more than \(limits.attributeCountMax) choices")
      }
    } else if context.pointee.instate == XML_PARSER_START_TAG {
      guard pendingMarkup.quotedCount <= limits.attributeCountMax else {
        return fault(of: watch.tooManyAttributes)
      }
    }
    guard pending.count <= limits.markupByteCountMax else {
      return limitFault("a tag, comment or instruction is longer than \(limits.markupByteCountMax) bytes")
    }
    return nil
  }

  /// Lets only internal general entities be declared.
  private func admitEntity(
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
    if let breach = watch.declare(entityOf: Int(max(xmlStrlen(content), 0))) { throw fault(of: breach) }
  }

  private func refusal(_ message: String) -> SyntaxError { SyntaxError(.refused, at: position, message) }
}

/// What can be said of markup that has not come to its end: scanned once, however often it is looked at.
private struct PendingMarkup {
  /// How many quoted strings have started; in a tag, how many attributes.
  private(set) var quotedCount = 0
  /// How many vertical bars there are, quoted or not, because comments may hide where quotes begin; in a
  /// document type, no fewer than it has choices.
  private(set) var barCount = 0
  private var place = -1
  private var scannedCount = 0
  private var quote: UInt8 = 0

  /// Reads on where the last scan of the markup at the same place ended.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
    if place != self.place || bytes.count < scannedCount { self = PendingMarkup(place: place) }
    for byte in bytes[scannedCount...] {
      if byte == UInt8(ascii: "|") { barCount += 1 }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
        quotedCount += 1
      }
    }
    scannedCount = bytes.count
  }

  init(place: Int = -1) { self.place = place }
}

// MARK: - libxml2's side

extension XMLPushParser {
  /// Prepares libxml2, once in the life of the process, before any parser exists.
  private static let prepareLibrary: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// The parser that a callback belongs to, unless it has stopped already; then libxml2 is told again.
  private static func running(_ context: UnsafeMutableRawPointer?) -> XMLPushParser? {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let address = context.pointee._private
    else { return nil }
    let parser = Unmanaged<XMLPushParser>.fromOpaque(address).takeUnretainedValue()
    guard !parser.isStopped else {
      xmlStopParser(context)
      return nil
    }
    return parser
  }

  /// Does what a callback is for; an error is kept and libxml2 stopped.
  private static func run(
    _ context: UnsafeMutableRawPointer?,
    _ body: (XMLPushParser, any XMLEventHandler) throws(SyntaxError) -> Void
  ) {
    guard let parser = running(context), let handler = parser.handler else { return }
    do throws(SyntaxError) {
      try body(parser, handler)
    } catch {
      parser.fault = error
      xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
    }
  }

  /// The callbacks; whatever is not named here is libxml2's own, which keeps the entity table.
  private static var callbacks: xmlSAXHandler {
    var sax = xmlSAXHandler()
    _ = xmlSAXVersion(&sax, 2)
    setContentCallbacks(&sax)
    setDeclarationCallbacks(&sax)
    sax.serror = { context, error in
      guard let error, let parser = XMLPushParser.running(context) else { return }
      // Only noted: libxml2 has not finished with the tag and must not lose its buffer here. Either it
      // stops by itself, or the next callback stops it.
      if let fault = SyntaxError(error.pointee, at: parser.position) { parser.fault = fault }
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
      let tag = XMLStartTag(
        name, namespaces: namespaces, Int(max(namespaceCount, 0)), attributes: attributes, Int(max(count, 0)))
      XMLPushParser.run(context) { parser, handler throws(SyntaxError) in
        if let breach = parser.watch.open(tag) { throw parser.fault(of: breach) }
        try handler.startElement(tag, in: parser)
      }
    }
    sax.endElementNs = { context, local, prefix, namespace in
      guard let local else { return }
      XMLPushParser.run(context) { parser, handler throws(SyntaxError) in
        parser.watch.close()
        try handler.endElement(XMLName(local: local, prefix: prefix, namespace: namespace), in: parser)
      }
    }
    sax.characters = { context, text, count in XMLPushParser.characters(context, text, count) }
    sax.ignorableWhitespace = { context, text, count in XMLPushParser.characters(context, text, count) }
    sax.cdataBlock = { context, text, count in XMLPushParser.characters(context, text, count) }
    sax.comment = { context, text in
      XMLPushParser.run(context) { parser, handler throws(SyntaxError) in
        try handler.comment(XMLText.bytes(text), in: parser)
      }
    }
    sax.processingInstruction = { context, target, data in
      XMLPushParser.run(context) { parser, handler throws(SyntaxError) in
        let data = data.map { XMLText.bytes($0) }
        try handler.processingInstruction(XMLText.bytes(target), data, in: parser)
      }
    }
  }

  private static func characters(
    _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32
  ) {
    let text = UnsafeBufferPointer(start: text, count: text == nil ? 0 : Int(max(count, 0)))
    XMLPushParser.run(context) { parser, handler throws(SyntaxError) in
      try parser.countProduced(text.count)
      try handler.characters(text, in: parser)
    }
  }

  private static func setDeclarationCallbacks(_ sax: inout xmlSAXHandler) {
    sax.internalSubset = { context, name, publicID, systemID in
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        guard publicID == nil && systemID == nil else {
          throw parser.refusal(
            "an external document type definition is refused; expected none, or an internal one")
        }
        xmlSAX2InternalSubset(context, name, nil, nil)
      }
    }
    sax.externalSubset = nil
    sax.resolveEntity = { _, _, _ in nil }
    sax.entityDecl = { context, name, type, _, _, content in
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        try parser.admitEntity(name, type: type, content: content)
        xmlSAX2EntityDecl(context, name, type, nil, nil, content)
      }
    }
    sax.unparsedEntityDecl = { context, name, _, _, _ in
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        throw parser.refusal(
          "the external entity \"\(XMLText.excerpt(name))\" is refused; expected internal ones only")
      }
    }
    sax.getEntity = { context, name in
      var entity: xmlEntityPtr?
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        entity = xmlSAX2GetEntity(context, name)
        guard let entity else { return }
        let byteCount = Int(max(entity.pointee.length, 0))
        if let breach = parser.watch.expand(entityOf: byteCount) { throw parser.fault(of: breach) }
      }
      return XMLPushParser.running(context) == nil ? nil : entity
    }
    sax.getParameterEntity = { context, name in
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        throw parser.refusal("the reference to parameter entity \"\(XMLText.excerpt(name))\" is refused")
      }
      return nil
    }
    sax.attributeDecl = { context, _, _, _, _, _, choices in
      // libxml2 itself remembers default values; here they are only counted, as each element gets them all.
      xmlFreeEnumeration(choices)
      XMLPushParser.run(context) { parser, _ throws(SyntaxError) in
        if let breach = parser.watch.declareAttribute() { throw parser.fault(of: breach) }
      }
    }
    sax.elementDecl = nil
    sax.notationDecl = nil
  }
}
