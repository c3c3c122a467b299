/// Reads JSON-LD 1.1 as triples and quads.
///
/// A short document is held whole until its end, for its context may stand there; the nodes of a `@graph` at the
/// top are expanded and handed on one by one. A document longer than `ParserLimits.jsonLDHeldByteCountMax` is
/// read as a stream if it is an array, or an object of a `@context` followed by a `@graph` and nothing else: memory
/// is then bounded by that limit and the longest node, whatever the length. Nothing is fetched: contexts that the document refers to come
/// from `ParserOptions.jsonLD`.
///
/// What the specification cannot say in RDF is left out as it demands: entries that expand to nothing, values
/// with relative IRIs, properties that are blank nodes.
public struct JSONLDParser<Sink: StatementSink>: StatementParser {
  /// The sink, with what it has been given so far.
  public private(set) var sink: Sink
  private var handles = StatementTape.Handles<Sink.Handle>()
  private var output: ToRDF
  private let options: ParserOptions
  private let contexts: ContextProcessor
  private var reading = Reading.undecided
  /// What is held of the document.
  private var bytes: [UInt8] = []
  private var faultList = FaultList()

  /// The fault that ended the reading, if the parser recovers; there is no reading on behind it.
  public var faults: [SyntaxError] { faultList.faults }

  /// How the document is read.
  private enum Reading {
    /// It is held, and still short.
    case undecided
    /// It has to be read whole.
    case whole
    /// Node by node, in a context and as values of a key.
    case stream(JSONLDStream, ActiveContext, ExpandedKey?)
  }

  /// Creates a parser that hands its statements to `sink`.
  public init(into sink: Sink, options: ParserOptions) {
    self.options = options
    self.sink = sink
    contexts = ContextProcessor(options.jsonLD, limits: options.limits)
    output = ToRDF(limits: options.limits, direction: options.jsonLD.rdfDirection)
  }

  /// Keeps a chunk, or reads what can be read of it.
  ///
  /// - Throws: `SyntaxError` if the document exceeds its limit, or at the first fault of one that is read as a stream.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    guard !faultList.isClosed else { return }
    do throws(SyntaxError) {
      try take(chunk)
    } catch {
      bytes = []
      try end(with: error)
    }
  }

  /// Reads what has been kept, and hands on its statements.
  public mutating func finish() throws(SyntaxError) {
    guard !faultList.isClosed else { return }
    do throws(SyntaxError) {
      if case .stream(var stream, let active, let graph) = reading {
        try readStream(&stream, active, graph)
        try stream.finish()
      } else {
        try readWhole()
      }
    } catch {
      try end(with: error)
    }
  }

  private mutating func take(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    if case .stream(var stream, let active, let graph) = reading {
      // The stream is taken out while it grows, so that it is not copied.
      reading = .whole
      defer { reading = .stream(stream, active, graph) }
      try stream.append(chunk)
      return try readStream(&stream, active, graph)
    }
    guard chunk.count <= options.limits.jsonLDByteCountMax - bytes.count else {
      throw SyntaxError(
        .limit, at: nil, "the document is longer than \(options.limits.jsonLDByteCountMax) bytes")
    }
    bytes.append(contentsOf: chunk)
    guard case .undecided = reading, bytes.count > options.limits.jsonLDHeldByteCountMax else { return }
    try decide()
  }

  // MARK: Streams

  /// Finds out whether a document that has become long can be read as a stream.
  private mutating func decide() throws(SyntaxError) {
    reading = .whole
    // Always the same head is looked at, so that the cut of the input does not matter.
    let head = Array(bytes.prefix(options.limits.jsonLDHeldByteCountMax))
    guard var stream = JSONLDStream(head, limits: options.limits, jsonLimits) else { return }
    var active = try JSONLD.initialContext(contexts, base: options.base)
    var graph: ExpandedKey?
    if let (context, key) = stream.context {
      do throws(SyntaxError) {
        active = try contexts.processEmbedded(
          active, context, ContextProcessor.Situation(base: options.base))
      } catch {
        throw placed(error, in: head)
      }
      guard try contexts.expandTerm(key, active) == "@graph" else { return }
      graph = try contexts.key("@graph", active)
      tellPrefixes(of: active)
    }
    try bytes[head.count...].withUnsafeBufferPointer { (rest) throws(SyntaxError) in try stream.append(rest) }
    bytes = []
    try readStream(&stream, active, graph)
    reading = .stream(stream, active, graph)
  }

  /// Reads the nodes that are there as a whole.
  private mutating func readStream(
    _ stream: inout JSONLDStream, _ active: ActiveContext, _ graph: ExpandedKey?
  ) throws(SyntaxError) {
    let expansion = Expansion(contexts, base: options.base)
    while let (node, byteCount) = try stream.next(jsonLimits) {
      do throws(SyntaxError) {
        try add(node, of: graph, active, expansion)
      } catch {
        var error = error
        error.position = error.position ?? stream.place(of: contexts.faultPath)
        throw error
      }
      contexts.recoverExpanded(for: byteCount)
    }
  }

  private var jsonLimits: JSON.Limits {
    var limits = JSON.Limits()
    limits.nestingDepthMax = min(limits.nestingDepthMax, options.limits.nestingDepthMax)
    return limits
  }

  // MARK: Whole documents

  /// Keeps the fault behind which nothing is read, or throws it.
  private mutating func end(with fault: SyntaxError) throws(SyntaxError) {
    guard options.recovers else { throw fault }
    faultList.close(with: fault)
  }

  private mutating func readWhole() throws(SyntaxError) {
    let document = try JSON(parsing: bytes, limits: jsonLimits)
    let active = try JSONLD.initialContext(contexts, base: options.base)
    do throws(SyntaxError) {
      try read(document, active)
    } catch {
      throw placed(error, in: bytes)
    }
    bytes = []
  }

  /// The error with its place in the text that it was found in.
  private func placed(_ error: SyntaxError, in text: [UInt8]) -> SyntaxError {
    var error = error
    error.position = error.position ?? text.withUnsafeBufferPointer(contexts.faultPath.position)
    return error
  }

  private mutating func read(_ document: JSON, _ active: ActiveContext) throws(SyntaxError) {
    let expansion = Expansion(contexts, base: options.base)
    if let elements = document.array {
      return try add(elements, of: nil, active, expansion)
    }
    if let sole = try soleGraph(of: document, active) {
      do throws(SyntaxError) {
        return try add(sole.nodes, of: contexts.key("@graph", sole.active), sole.active, expansion)
      } catch {
        contexts.faultPath.add(.member(sole.name))
        throw error
      }
    }
    let expanded = try expansion.expand(document, of: nil, active)
    // At the top, a graph without anything beside it is the default graph.
    if let object = expanded.object, object.count == 1, let graph = object["@graph"] {
      try add(graph)
    } else {
      try add(expanded)
    }
  }

  private mutating func add(
    _ elements: [JSON], of graph: ExpandedKey?, _ active: ActiveContext, _ expansion: Expansion
  ) throws(SyntaxError) {
    for (position, element) in elements.enumerated() {
      do throws(SyntaxError) {
        try add(element, of: graph, active, expansion)
      } catch {
        contexts.faultPath.add(.element(position))
        throw error
      }
    }
  }

  /// Hands on what a value at the top of the document, or in its graph, says; expands it if need be.
  private mutating func add(
    _ element: JSON, of graph: ExpandedKey?, _ active: ActiveContext, _ expansion: Expansion
  ) throws(SyntaxError) {
    if output.addPlain(element, active, contexts) { return play() }
    try add(try expansion.expand(element, of: graph, active))
  }

  /// Hands on what an expanded value at the top says.
  private mutating func add(_ element: JSON) throws(SyntaxError) {
    for node in element.asValues {
      try output.add(node)
      play()
    }
  }

  /// Hands the sink what has been taken down.
  private mutating func play() {
    output.tape.play(to: &sink, &handles)
    output.tape.rewind()
  }

  private mutating func tellPrefixes(of context: ActiveContext) {
    for (name, definition) in context.terms where definition.isPrefix {
      if let iri = definition.iri { output.tape.prefix(name.string, iri) }
    }
    play()
  }

  /// The elements of `@graph`, and the context they stand in, if the document has nothing beside them.
  private mutating func soleGraph(
    of document: JSON, _ outer: ActiveContext
  ) throws(SyntaxError) -> (active: ActiveContext, name: String, nodes: [JSON])? {
    guard let object = document.object else { return nil }
    var active = outer
    if let local = object["@context"] {
      active = try contexts.processEmbedded(outer, local, ContextProcessor.Situation(base: options.base))
      tellPrefixes(of: active)
    }
    let others = object.members.filter { $0.name != "@context" }
    guard others.count == 1, let (name, value) = others.first,
      try contexts.expandTerm(name, active) == "@graph"
    else { return nil }
    return (active, name, value.asArray)
  }
}
