/// Counts what an XML document asks for, and says when it is too much.
///
/// A value without I/O: the parser tells it of each declaration, reference and tag before anybody acts on them.
/// - Source: spec/guarantees.md.
struct XMLGuard: ~Copyable {
  /// A limit that the document goes beyond.
  struct Breach {
    /// Whether the place to be named is the start of the tag rather than where the parser is.
    var isOfTag = false
    let message: String
  }

  let limits: ParserLimits
  /// How many bytes may be made from what has been fed so far.
  private var growthMax = 1 << 20
  /// For each open element, how many namespaces it declared.
  private var namespaceCounts = OwnedArray<Int>()
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
  @inline(__always)
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
    return produce(byteCount) ? nil : tooMuchGrowth
  }

  @inline(__always)
  mutating func close() {
    namespaceCount -= namespaceCounts.last ?? 0
    namespaceCounts.removeLast()
  }

  var tooManyAttributes: Breach {
    Breach(
      message: "an element has more than \(limits.attributeCountMax) attributes and namespace declarations")
  }

  // MARK: Growth

  /// Says how many bytes of the document have been fed, which is what growth is measured by.
  mutating func setFed(byteCount: Int) {
    let factor = max(limits.entityAmplificationMax, 1)
    let (product, overflow) = (byteCount + 1).multipliedReportingOverflow(by: factor)
    growthMax = max(1 << 20, overflow ? .max : product - 1)
  }

  /// Counts bytes that are made from the input, and returns whether they are still few enough.
  @inline(__always)
  mutating func produce(_ byteCount: Int) -> Bool {
    producedByteCount += byteCount
    return producedByteCount <= growthMax
  }

  /// Counts a reference to an entity before it is expanded.
  mutating func expand(entityOf byteCount: Int) -> Breach? {
    expandedByteCount += byteCount
    return expandedByteCount <= growthMax ? nil : tooMuchGrowth
  }

  var tooMuchGrowth: Breach {
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
