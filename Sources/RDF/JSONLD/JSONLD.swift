/// JSON-LD 1.1 as a tree: the algorithms that turn one shape of a document into another.
///
/// To read triples from a document, use `RDFSyntax.jsonLD` like any other syntax.
public enum JSONLD {
  /// Expands a document: every abbreviation of its contexts is written out.
  ///
  /// Nothing is fetched; contexts that the document refers to come from `options.jsonLD.contextDocuments`.
  /// - Throws: `SyntaxError` with a code of the specification; without position, for a value has none.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.3, `expand()`.
  public static func expand(_ document: JSON, options: ParserOptions = ParserOptions()) throws(SyntaxError)
    -> JSON
  {
    let contexts = ContextProcessor(options.jsonLD, limits: options.limits)
    let active = try initialContext(contexts, base: options.base)
    let expansion = Expansion(contexts, base: options.base)
    let result = try expansion.expand(document, of: nil, active)
    if let object = result.object, object.count == 1, let graph = object["@graph"] { return graph }
    return .array(result.asValues)
  }

  /// The context that holds before the document begins.
  static func initialContext(_ contexts: ContextProcessor, base: IRI?) throws(SyntaxError) -> ActiveContext {
    let empty = ActiveContext(base: base)
    guard let context = contexts.options.expandContext else { return empty }
    return try contexts.process(empty, context["@context"] ?? context, ContextProcessor.Situation(base: base))
  }
}
