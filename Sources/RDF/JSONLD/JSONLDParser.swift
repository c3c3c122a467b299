/// Reads JSON-LD 1.1 as triples and quads.
///
/// The document is held whole until its end, for its context may stand there; the nodes of a `@graph` at the
/// top are expanded and handed on one by one. Nothing is fetched: contexts that the document refers to come
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
  private var bytes: [UInt8] = []
  private var faultList = FaultList()

  /// The fault that ended the reading, if the parser recovers; there is no reading on behind it.
  public var faults: [SyntaxError] { faultList.faults }

  /// Creates a parser that hands its statements to `sink`.
  public init(into sink: Sink, options: ParserOptions) {
    self.options = options
    self.sink = sink
    output = ToRDF(limits: options.limits, direction: options.jsonLD.rdfDirection)
  }

  /// Keeps a chunk.
  ///
  /// - Throws: `SyntaxError` if the document exceeds its limit.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    guard !faultList.isClosed else { return }
    guard chunk.count <= options.limits.jsonLDByteCountMax - bytes.count else {
      bytes = []
      return try end(
        with: SyntaxError(
          .limit, at: nil, "the document is longer than \(options.limits.jsonLDByteCountMax) bytes"))
    }
    bytes.append(contentsOf: chunk)
  }

  /// Reads what has been kept, and hands on its statements.
  public mutating func finish() throws(SyntaxError) {
    guard !faultList.isClosed else { return }
    do throws(SyntaxError) {
      try read()
    } catch {
      try end(with: error)
    }
  }

  /// Keeps the fault behind which nothing is read, or throws it.
  private mutating func end(with fault: SyntaxError) throws(SyntaxError) {
    guard options.recovers else { throw fault }
    faultList.close(with: fault)
  }

  private mutating func read() throws(SyntaxError) {
    var limits = JSON.Limits()
    limits.nestingDepthMax = min(limits.nestingDepthMax, options.limits.nestingDepthMax)
    let document = try JSON(parsing: bytes, limits: limits)
    bytes = []
    let contexts = ContextProcessor(options.jsonLD, limits: options.limits)
    let expansion = Expansion(contexts, base: options.base)
    let active = try JSONLD.initialContext(contexts, base: options.base)
    if let (inner, nodes) = try soleGraph(of: document, active, contexts) {
      let graph = try contexts.key("@graph", inner)
      for node in nodes { try add(try expansion.expand(node, of: graph, inner)) }
      return
    }
    for element in document.asArray {
      let expanded = try expansion.expand(element, of: nil, active)
      // At the top, a graph without anything beside it is the default graph.
      if document.object != nil, let object = expanded.object, object.count == 1, let graph = object["@graph"]
      {
        try add(graph)
      } else {
        try add(expanded)
      }
    }
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

  /// The elements of `@graph`, and the context they stand in, if the document has nothing beside them.
  private mutating func soleGraph(
    of document: JSON, _ outer: ActiveContext, _ contexts: ContextProcessor
  ) throws(SyntaxError) -> (ActiveContext, [JSON])? {
    guard let object = document.object else { return nil }
    var active = outer
    if let local = object["@context"] {
      active = try contexts.process(outer, local, ContextProcessor.Situation(base: options.base))
      for (name, definition) in active.terms where definition.isPrefix {
        if let iri = definition.iri { output.tape.prefix(name.string, iri) }
      }
      play()
    }
    let others = object.members.filter { $0.name != "@context" }
    guard others.count == 1, let (name, value) = others.first,
      try contexts.expandTerm(name, active) == "@graph"
    else { return nil }
    return (active, value.asArray)
  }
}
