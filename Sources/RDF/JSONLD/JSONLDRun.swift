/// One call of the interface: what its steps share.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §9.1, `JsonLdProcessor`.
struct JSONLDRun {
  let contexts: ContextProcessor
  let base: IRI?
  /// The context that the server named for a document which is not JSON-LD but JSON.
  private let linkedContext: IRI?
  let limits: ParserLimits

  init(_ options: ParserOptions, linkedContext: IRI? = nil) {
    contexts = ContextProcessor(options.jsonLD, limits: options.limits)
    base = options.base
    limits = options.limits
    self.linkedContext = linkedContext
  }

  /// `expand()`, steps 5 to 9.
  func expand(_ document: JSON, isFrame: Bool = false) throws(SyntaxError) -> JSON {
    try document.checkNesting(limits)
    var active = try JSONLD.initialContext(contexts, base: base)
    if let linkedContext {
      active = try contexts.process(
        active, .string(linkedContext.string), ContextProcessor.Situation(base: linkedContext))
    }
    let expansion = Expansion(contexts, base: base, isFrame: isFrame)
    let result = try expansion.expand(document, of: nil, active)
    if let object = result.object, object.count == 1, let graph = object["@graph"] { return graph }
    return .array(result.asValues)
  }

  /// `compact()`, steps 5 to 10.
  func compact(_ expanded: JSON, context: JSON) throws(SyntaxError) -> JSON {
    try compact(expanded, context: context, alwaysHasGraph: false)
  }

  /// Compacts; `alwaysHasGraph` is for results that stand in `@graph` even if they are but one node.
  func compact(
    _ expanded: JSON, context: JSON, alwaysHasGraph: Bool
  ) throws(SyntaxError) -> JSON {
    try context.checkNesting(limits)
    let local = context["@context"] ?? context
    let active = try contexts.process(
      ActiveContext(base: contexts.options.compactsToRelative ? base : nil), local,
      ContextProcessor.Situation(base: base))
    let compaction = Compaction(contexts, base: base)
    var compacted = try compaction.compact(expanded, of: nil, active)
    if compacted == .array([]), !alwaysHasGraph { compacted = .object(JSON.Object()) }
    if compacted.object == nil || alwaysHasGraph {
      let name = try contexts.compactIRI("@graph", active, isVocabulary: true)
      compacted = .object(JSON.Object([(name, .array(compacted.asArray))]))
    }
    guard !local.saysNothing, let entries = compacted.object else { return compacted }
    var result = JSON.Object([("@context", local)])
    for (name, value) in entries.members { result[name] = value }
    return .object(result)
  }
}

extension JSON {
  /// Whether, as a context, it is empty.
  fileprivate var saysNothing: Bool {
    switch self {
    case .null: true
    case .object(let object): object.isEmpty
    case .array(let elements): elements.allSatisfy { $0.isNull || $0.object?.isEmpty == true }
    default: false
    }
  }

  /// Throws if arrays and objects nest deeper than allowed.
  ///
  /// The algorithms follow the nesting of a value by recursion, and a value that was not read from a text may
  /// nest as deep as its maker liked.
  func checkNesting(_ limits: ParserLimits) throws(SyntaxError) {
    guard isNested(atMost: limits.nestingDepthMax) else {
      throw SyntaxError(
        .limit, at: nil, "arrays and objects are nested more than \(limits.nestingDepthMax) deep")
    }
  }

  /// Whether arrays and objects nest at most so deep; its recursion ends at that depth.
  private func isNested(atMost depth: Int) -> Bool {
    switch self {
    case .array(let elements): depth > 0 && elements.allSatisfy { $0.isNested(atMost: depth - 1) }
    case .object(let object): depth > 0 && object.members.allSatisfy { $0.value.isNested(atMost: depth - 1) }
    case .null, .bool, .number, .string: true
    }
  }
}
