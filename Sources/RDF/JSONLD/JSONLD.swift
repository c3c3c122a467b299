/// The algorithms of JSON-LD 1.1, on JSON values.
///
/// To read triples from a document, use `RDFSyntax.jsonLD` like any other syntax. Nothing is fetched: contexts that
/// a document refers to come from `options.jsonLD`. A document may nest as deep as
/// `options.limits.nestingDepthMax`.
public enum JSONLD {
  /// Expands a document: every abbreviation of its contexts is written out.
  ///
  /// - Throws: `SyntaxError` with a code of the specification; without position, for a value has none.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `expand()`.
  public static func expand(
    _ document: JSON, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    try JSONLDRun(options).expand(document)
  }

  /// Compacts a document: it is expanded, and then written with the abbreviations of a context.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - context: The context, or an object that has it as `@context`, or an array of such contexts.
  ///   - options: Limits, base and the options of JSON-LD.
  /// - Throws: `SyntaxError` with a code of the specification.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `compact()`.
  public static func compact(
    _ document: JSON, context: JSON, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = JSONLDRun(options)
    return try run.compact(try run.expand(document), context: context)
  }

  /// Flattens a document: all that is said of a node stands in one place, and no node stands in another.
  ///
  /// Blank nodes are named anew, `_:b0`, `_:b1` and so on in the order in which they are met; nodes and graphs
  /// come in the order of their identifiers.
  /// - Parameters:
  ///   - document: The document.
  ///   - context: The context to compact the result with; without one it stays expanded.
  ///   - options: Limits, base and the options of JSON-LD.
  /// - Throws: `SyntaxError` with a code of the specification.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `flatten()`.
  public static func flatten(
    _ document: JSON, context: JSON? = nil, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = JSONLDRun(options)
    return try run.flatten(try run.expand(document), context: context)
  }

  /// Frames a document: its nodes are put into a tree as an example, the frame, shows it.
  ///
  /// `options.jsonLD.framing` says what holds where the frame says nothing.
  /// - Parameters:
  ///   - document: The document.
  ///   - frame: The frame, with the context to write the result with.
  ///   - options: Limits, base and the options of JSON-LD.
  /// - Throws: `SyntaxError` with a code of the specification; with code `limit` if the tree grows beyond
  ///   `options.limits.framedNodeCountMax` nodes or nests deeper than `options.limits.nestingDepthMax`.
  /// - Source: JSON-LD 1.1 Framing §5.1, `frame()`.
  public static func frame(
    _ document: JSON, frame: JSON, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    let run = JSONLDRun(options)
    return try run.frame(try run.expand(document), frame: frame)
  }

  /// Makes an expanded document of a dataset.
  ///
  /// Nodes, graphs, keys and values come in one order, whatever the order of the statements.
  /// - Throws: `SyntaxError` with a code of the specification, if a literal of type `rdf:JSON` is no JSON, or if a
  ///   direction that is told by a blank node is none.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `fromRdf()`.
  public static func fromRDF(
    _ dataset: Dataset, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSON {
    try FromRDF(dataset, options).document()
  }

  /// The context that holds before the document begins.
  static func initialContext(_ contexts: ContextProcessor, base: IRI?) throws(SyntaxError) -> ActiveContext {
    let empty = ActiveContext(base: base)
    guard let context = contexts.options.expandContext else { return empty }
    return try contexts.process(empty, context["@context"] ?? context, ContextProcessor.Situation(base: base))
  }
}
