/// Writes the content of an `rdf:parseType="Literal"` element as Exclusive XML Canonicalization does.
///
/// With comments, and with an empty InclusiveNamespaces PrefixList: a namespace is declared on the
/// outermost element that visibly uses it, attributes are sorted, empty elements get an end tag.
/// - Source: RDF 1.1 XML Syntax §7.2.17; Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3.
struct ExclusiveXMLCanonicalizer {
  /// What has been written since `begin`.
  private(set) var output: [UInt8] = []
  /// How many elements are open.
  private(set) var depth = 0
  /// The declarations that the open elements have written, innermost last.
  private var rendered: [(prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?)] = []
  /// For each open element, how many of them are its own.
  private var renderedCounts: [Int] = []

  mutating func begin() { self = ExclusiveXMLCanonicalizer() }

  mutating func startElement(_ tag: XMLStartTag) {
    let attributes = (0..<tag.attributeCount).compactMap { tag.attribute($0) }
    output.append(UInt8(ascii: "<"))
    writeName(tag.name)
    writeNamespaces(usedBy: [tag.name] + attributes.map(\.name).filter { $0.prefix != nil })
    for attribute in attributes.sorted(by: Self.isBefore) {
      output.append(UInt8(ascii: " "))
      writeName(attribute.name)
      output.append(contentsOf: "=\"".utf8)
      writeValue(attribute.value)
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ">"))
    depth += 1
  }

  mutating func endElement(_ name: XMLName) {
    output.append(contentsOf: "</".utf8)
    writeName(name)
    output.append(UInt8(ascii: ">"))
    rendered.removeLast(min(renderedCounts.popLast() ?? 0, rendered.count))
    depth -= 1
  }

  mutating func characters(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case 0x0D: output.append(contentsOf: "&#xD;".utf8)
      default: output.append(byte)
      }
    }
  }

  mutating func comment(_ text: UnsafeBufferPointer<UInt8>) {
    output.append(contentsOf: "<!--".utf8)
    output.append(contentsOf: text)
    output.append(contentsOf: "-->".utf8)
  }

  mutating func processingInstruction(
    _ target: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>?
  ) {
    output.append(contentsOf: "<?".utf8)
    output.append(contentsOf: target)
    if let data, !data.isEmpty {
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: data)
    }
    output.append(contentsOf: "?>".utf8)
  }

  private mutating func writeName(_ name: XMLName) {
    if let prefix = name.prefix {
      output.append(contentsOf: XMLText.bytes(prefix))
      output.append(UInt8(ascii: ":"))
    }
    output.append(contentsOf: XMLText.bytes(name.local))
  }

  private mutating func writeValue(_ value: UnsafeBufferPointer<UInt8>) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case 0x09: output.append(contentsOf: "&#x9;".utf8)
      case 0x0A: output.append(contentsOf: "&#xA;".utf8)
      case 0x0D: output.append(contentsOf: "&#xD;".utf8)
      default: output.append(byte)
      }
    }
  }

  /// Declares the namespaces that names visibly use and no open element has declared, sorted by prefix.
  private mutating func writeNamespaces(usedBy names: [XMLName]) {
    var count = 0
    let sorted = names.sorted { Self.isBefore($0.prefix, $1.prefix) }
    for name in sorted where !isRendered(name) {
      rendered.append((name.prefix, name.namespace))
      count += 1
      output.append(contentsOf: " xmlns".utf8)
      if let prefix = name.prefix {
        output.append(UInt8(ascii: ":"))
        output.append(contentsOf: XMLText.bytes(prefix))
      }
      output.append(contentsOf: "=\"".utf8)
      writeValue(XMLText.bytes(name.namespace))
      output.append(UInt8(ascii: "\""))
    }
    renderedCounts.append(count)
  }

  /// Whether a name's prefix needs no declaration: it has one, or it is `xml`, or there is nothing to undo.
  private func isRendered(_ name: XMLName) -> Bool {
    if XMLText.isEqual(XMLText.bytes(name.prefix), "xml") { return true }
    if let last = rendered.last(where: { $0.prefix == name.prefix }) {
      return last.namespace == name.namespace
    }
    return name.prefix == nil && name.namespace == nil
  }

  /// Attributes without a namespace come first, then by namespace and local name, in code point order.
  private static func isBefore(_ left: XMLStartTag.Attribute, _ right: XMLStartTag.Attribute) -> Bool {
    if left.name.namespace != right.name.namespace {
      return isBefore(left.name.namespace, right.name.namespace)
    }
    return isBefore(left.name.local, right.name.local)
  }

  private static func isBefore(_ left: UnsafePointer<UInt8>?, _ right: UnsafePointer<UInt8>?) -> Bool {
    XMLText.bytes(left).lexicographicallyPrecedes(XMLText.bytes(right))
  }
}
