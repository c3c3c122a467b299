internal import CLibXML2

/// The expanded name of an element or attribute.
package struct XMLElementName: Hashable, Sendable {
  /// The namespace; empty for a name in none.
  package let namespace: String
  /// The name within it.
  package let local: String

  /// Creates a name.
  package init(namespace: String, local: String) {
    self.namespace = namespace
    self.local = local
  }
}

/// What takes the elements and texts of an XML document that is not RDF.
///
/// An error thrown by any of these ends the reading, and is what the reading throws.
package protocol XMLElementHandler: AnyObject {
  /// An element begins.
  func startElement(_ name: XMLElementName, _ attributes: [XMLElementName: String]) throws(SyntaxError)
  /// The element that began last and has not ended ends.
  func endElement(_ name: XMLElementName) throws(SyntaxError)
  /// Text, in any number of pieces; CDATA sections are text.
  func characters(_ text: String) throws(SyntaxError)
}

/// Reads XML of any vocabulary through the one door to libxml2, with all its guards.
///
/// A document type declaration is refused, also one without entities: the formats that are read here have none.
/// Comments and processing instructions are passed over. Namespaces, attributes and nesting are limited as in
/// RDF/XML.
package enum XMLElements {
  /// Reads a whole document; O(n).
  ///
  /// - Throws: `SyntaxError` for what is no XML, is refused, or exceeds a limit, and whatever the handler throws.
  package static func read(
    _ bytes: [UInt8], limits: ParserLimits = ParserLimits(), to handler: any XMLElementHandler
  ) throws(SyntaxError) {
    // The reader of RDF has to be there for the door's sake, and has nothing to do.
    let idle = RDFXMLReader(options: ParserOptions(), usesPositions: false)
    let parser = XMLPushParser(limits: limits, handler: idle, elements: handler)
    var fault: SyntaxError?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(SyntaxError) {
        var rest = buffer
        while !rest.isEmpty {
          let count = try parser.feed(rest)
          rest = UnsafeBufferPointer(rebasing: rest.dropFirst(count))
        }
        try parser.finish()
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }
}

extension XMLCallbacks {
  /// The callbacks for a handler of elements; whatever else there is stays guarded as it is.
  static var elements: xmlSAXHandler {
    var sax = all
    sax.startElementNs = {
      context, local, prefix, namespace, namespaceCount, namespaces, count, _, attributes in
      guard let local else { return }
      let name = XMLName(local: local, prefix: prefix, namespace: namespace)
      let tag = XMLStartTag(name, namespaces: namespaces, namespaceCount, attributes: attributes, count)
      XMLCallbacks.hand(context) { handler, document throws(SyntaxError) in
        try document.open(tag)
        var values: [XMLElementName: String] = [:]
        for index in 0..<tag.attributeCount {
          guard let attribute = tag.attribute(index) else { continue }
          values[XMLElementName(attribute.name)] = XMLText.string(attribute.value)
        }
        try handler.startElement(XMLElementName(name), values)
      }
    }
    sax.endElementNs = { context, local, prefix, namespace in
      guard let local else { return }
      XMLCallbacks.hand(context) { handler, document throws(SyntaxError) in
        document.close()
        try handler.endElement(XMLElementName(XMLName(local: local, prefix: prefix, namespace: namespace)))
      }
    }
    sax.characters = { context, text, count in XMLCallbacks.handText(context, text, count) }
    sax.ignorableWhitespace = { context, text, count in XMLCallbacks.handText(context, text, count) }
    sax.cdataBlock = { context, text, count in XMLCallbacks.handText(context, text, count) }
    sax.comment = nil
    sax.processingInstruction = nil
    sax.internalSubset = { context, _, _, _ in
      XMLCallbacks.hand(context) { _, document throws(SyntaxError) in
        throw document.refusal("a document type declaration is refused; expected none")
      }
    }
    return sax
  }

  private static func handText(
    _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int32
  ) {
    let text = UnsafeBufferPointer(start: text, count: text == nil ? 0 : Int(max(count, 0)))
    hand(context) { handler, document throws(SyntaxError) in
      try document.countProduced(text.count)
      try handler.characters(XMLText.string(text))
    }
  }

  /// Does what a callback is for; an error is kept and libxml2 stopped.
  private static func hand(
    _ context: UnsafeMutableRawPointer?,
    _ body: (any XMLElementHandler, XMLEventContext) throws(SyntaxError) -> Void
  ) {
    guard let state = running(context), let handler = state.pointee.elements else { return }
    do throws(SyntaxError) {
      try body(handler, XMLEventContext(state: state))
    } catch {
      stop(context, state, with: error)
    }
  }
}

extension XMLElementName {
  fileprivate init(_ name: XMLName) {
    self.init(
      namespace: XMLText.string(XMLText.bytes(name.namespace)),
      local: XMLText.string(XMLText.bytes(name.local)))
  }
}
