extension JSONLD {
  /// Expands a document that has been loaded.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  public static func expand(
    _ document: JSONLDRemoteDocument, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    try run(document, options).expand(document.document)
  }

  /// Compacts a document that has been loaded.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  public static func compact(
    _ document: JSONLDRemoteDocument, context: JSON, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = run(document, options)
    return try run.compact(try run.expand(document.document), context: context)
  }

  /// Flattens a document that has been loaded.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  public static func flatten(
    _ document: JSONLDRemoteDocument, context: JSON? = nil, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = run(document, options)
    return try run.flatten(try run.expand(document.document), context: context)
  }

  /// Frames a document that has been loaded.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  public static func frame(
    _ document: JSONLDRemoteDocument, frame: JSON, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = run(document, options)
    return try run.frame(try run.expand(document.document), frame: frame)
  }

  /// Loads a document and makes a dataset of it; of an HTML document all scripts count, unless told otherwise.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `toRdf()`.
  public static func loadRDF(
    _ iri: IRI, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> Dataset {
    var retrieval = JSONLDRetrieval(options)
    retrieval.extractsAllScripts = options.jsonLD.extractsAllScripts ?? true
    let document = try retrieval.load(iri)
    return try toRDF(try expand(document, options: options), options: options)
  }

  /// Makes a dataset of an expanded document.
  ///
  /// - Throws: `SyntaxError` with a code of the specification.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §8.1, "Deserialize JSON-LD to RDF".
  static func toRDF(_ expanded: JSON, options: ParserOptions) throws(SyntaxError) -> Dataset {
    var output = ToRDF(limits: options.limits, direction: options.jsonLD.rdfDirection)
    var sink = DatasetBuilder()
    var handles = StatementTape.Handles<DatasetBuilder.Handle>()
    for node in expanded.asValues {
      try output.add(node)
      output.tape.play(to: &sink, &handles)
      output.tape.rewind()
    }
    return sink.dataset()
  }

  private static func run(_ document: JSONLDRemoteDocument, _ options: ParserOptions) -> JSONLDRun {
    var options = options
    options.base = document.base
    return JSONLDRun(options, linkedContext: document.contextIRI)
  }
}
