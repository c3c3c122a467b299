// What the XML reader hands over: bytes in place, valid during the call only, so that no `String` is made.

/// An expanded name with the prefix it was written with.
///
/// The three pointers lead to NUL-terminated UTF-8 in the reader's dictionary: equal names have equal
/// pointers, and they stay as long as the reader does.
struct XMLName {
  let local: UnsafePointer<UInt8>
  let prefix: UnsafePointer<UInt8>?
  let namespace: UnsafePointer<UInt8>?
}

/// A start tag, valid during the call that hands it over.
struct XMLStartTag {
  typealias Pointers = UnsafeMutablePointer<UnsafePointer<UInt8>?>

  struct Attribute {
    let name: XMLName
    /// The normalised value.
    let value: UnsafeBufferPointer<UInt8>
  }

  struct NamespaceDeclaration {
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>
  }

  let name: XMLName
  private let namespaces: Pointers?
  private let attributes: Pointers?
  let namespaceCount: Int
  let attributeCount: Int

  /// - Parameters:
  ///   - namespaces: two pointers for each declaration: prefix and name.
  ///   - attributes: five pointers for each: local name, prefix, namespace, start and end of the value.
  init(
    _ name: XMLName, namespaces: Pointers?, _ namespaceCount: Int32, attributes: Pointers?,
    _ attributeCount: Int32
  ) {
    self.name = name
    self.namespaces = namespaces
    self.attributes = attributes
    self.namespaceCount = namespaces == nil ? 0 : Int(max(namespaceCount, 0))
    self.attributeCount = attributes == nil ? 0 : Int(max(attributeCount, 0))
  }

  /// The namespace declaration at an index below `namespaceCount`; nil only for a hole in the array.
  func namespace(_ index: Int) -> NamespaceDeclaration? {
    guard let namespaces, index < namespaceCount, let name = namespaces[2 * index + 1] else { return nil }
    return NamespaceDeclaration(prefix: namespaces[2 * index], namespace: name)
  }

  /// The attribute at an index below `attributeCount`; nil only for a hole in the array.
  func attribute(_ index: Int) -> Attribute? {
    guard let attributes, index < attributeCount, let local = attributes[5 * index],
      let start = attributes[5 * index + 3], let end = attributes[5 * index + 4], end >= start
    else { return nil }
    let name = XMLName(local: local, prefix: attributes[5 * index + 1], namespace: attributes[5 * index + 2])
    return Attribute(name: name, value: UnsafeBufferPointer(start: start, count: end - start))
  }
}

/// What reads the events of a document.
///
/// An error thrown by any of these ends the parse, and is what the parse throws.
protocol XMLEventHandler: ~Copyable {
  mutating func startElement(_ tag: XMLStartTag, in document: XMLEventContext) throws(SyntaxError)
  mutating func endElement(_ name: XMLName, in document: XMLEventContext) throws(SyntaxError)
  /// Text, in any number of pieces; CDATA sections are text.
  mutating func characters(_ text: UnsafeBufferPointer<UInt8>, in document: XMLEventContext)
    throws(SyntaxError)
  mutating func comment(_ text: UnsafeBufferPointer<UInt8>, in document: XMLEventContext) throws(SyntaxError)
  mutating func processingInstruction(
    _ target: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>?, in document: XMLEventContext
  ) throws(SyntaxError)
}
