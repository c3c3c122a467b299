/// Counts what an XML document asks for, and says when it is too much.
///
/// A value without I/O: the parser tells it of each declaration, reference and tag before anybody acts on them.
/// - Source: spec/guarantees.md.
struct XMLGuard {
  /// A limit that the document goes beyond.
  struct Breach {
    /// Whether the place to be named is the start of the tag rather than where the parser is.
    var isOfTag = false
    let message: String
  }

  let limits: ParserLimits
  /// How many bytes of the document have been fed.
  var fedByteCount = 0
  /// For each open element, how many namespaces it declared.
  private var namespaceCounts: [Int] = []
  private var namespaceCount = 0
  private var entityCount = 0
  private var entityByteCount = 0
  private var declaredAttributeCount = 0
  /// Bytes that references to entities stand for, and bytes handed on.
  private var expandedByteCount = 0
  private var producedByteCount = 0

  init(limits: ParserLimits) { self.limits = limits }

  // MARK: Elements

  /// Counts what a start tag brings.
  mutating func open(_ tag: XMLStartTag) -> Breach? {
    guard namespaceCounts.count < limits.nestingDepthMax else {
      return Breach(isOfTag: true, message: "elements are nested more than \(limits.nestingDepthMax) deep")
    }
    guard tag.attributeCount + tag.namespaceCount <= limits.attributeCountMax else {
      return tooManyAttributes
    }
    namespaceCounts.append(tag.namespaceCount)
    namespaceCount += tag.namespaceCount
    guard namespaceCount <= limits.namespaceCountMax else {
      return Breach(message: "more than \(limits.namespaceCountMax) namespace declarations are in scope")
    }
    var byteCount = 0
    for index in 0..<tag.attributeCount { byteCount += tag.attribute(index)?.value.count ?? 0 }
    for index in 0..<tag.namespaceCount { byteCount += XMLText.bytes(tag.namespace(index)?.namespace).count }
    return produce(byteCount)
  }

  mutating func close() { namespaceCount -= namespaceCounts.popLast() ?? 0 }

  var tooManyAttributes: Breach {
    Breach(
      message: "an element has more than \(limits.attributeCountMax) attributes and namespace declarations")
  }

  // MARK: Growth

  /// Counts bytes that are made from the input.
  @inline(__always)
  mutating func produce(_ byteCount: Int) -> Breach? {
    producedByteCount += byteCount
    return isWithinAmplification(producedByteCount) ? nil : tooMuchGrowth
  }

  /// Counts a reference to an entity before it is expanded.
  mutating func expand(entityOf byteCount: Int) -> Breach? {
    expandedByteCount += byteCount
    return isWithinAmplification(expandedByteCount) ? nil : tooMuchGrowth
  }

  private func isWithinAmplification(_ byteCount: Int) -> Bool {
    byteCount <= 1 << 20 || byteCount / max(limits.entityAmplificationMax, 1) <= fedByteCount
  }

  private var tooMuchGrowth: Breach {
    let factor = limits.entityAmplificationMax
    return Breach(
      message:
        "the document expands to more than \(factor) times its size; expected fewer or shorter entities")
  }

  // MARK: Declarations

  mutating func declare(entityOf byteCount: Int) -> Breach? {
    entityCount += 1
    entityByteCount += byteCount
    guard entityCount <= limits.entityCountMax else {
      return Breach(message: "more than \(limits.entityCountMax) entities are declared")
    }
    guard entityByteCount <= limits.entityByteCountMax else {
      return Breach(
        message: "the declared entities are longer than \(limits.entityByteCountMax) bytes together")
    }
    return nil
  }

  mutating func declareAttribute() -> Breach? {
    declaredAttributeCount += 1
    guard declaredAttributeCount <= limits.attributeCountMax else {
      return Breach(message: "more than \(limits.attributeCountMax) attributes are declared")
    }
    return nil
  }
}
