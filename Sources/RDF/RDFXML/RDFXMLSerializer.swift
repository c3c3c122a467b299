/// Writes RDF/XML in one fixed shape: the same graph always gives the same bytes, and a small change to the
/// graph a small change to the lines.
///
/// Inside `rdf:RDF` stands one element for each subject, in the order of `Term`, and inside that one
/// element for each statement, by predicate and then object, on a line of its own. A subject's element is
/// named for the first of its types that can be a name. Nothing is nested but lists, where they have the
/// shape that `rdf:parseType="Collection"` gives. `rdf:XMLLiteral`s are text like other literals.
/// - Source: spec/formats.md.
enum RDFXMLSerializer {
  /// Writes a graph in pieces of some 64 KiB.
  ///
  /// - Throws: `SerializationError` if a predicate does not end in an XML name, or a literal has a
  ///   character that XML cannot carry; and whatever `write` throws.
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    let plan = try RDFXMLPlan(graph, prefixes: options.prefixes(declared: graph.prefixes))
    var output = RDFXMLOutput()
    output.begin(plan.namespaces)
    for subject in plan.subjects {
      try writeSubject(subject, plan, to: &output)
      if output.bytes.count >= 64 << 10 {
        try write(output.bytes)
        output.bytes.removeAll(keepingCapacity: true)
      }
    }
    output.end()
    try write(output.bytes)
  }

  private static func writeSubject(
    _ subject: RDFXMLPlan.Subject, _ plan: RDFXMLPlan, to output: inout RDFXMLOutput
  ) throws(SerializationError) {
    let name = subject.type.flatMap { plan.names[$0] } ?? "rdf:Description"
    output.open(name, indent: 2)
    output.reference(subject.term, "rdf:about")
    let statements = plan.statements(of: subject)
    if statements.isEmpty { return output.closeEmpty() }
    output.endTag()
    for (predicate, object) in statements {
      // The plan has a name for every predicate, or it would not have been made.
      guard let name = plan.names[predicate] else { continue }
      output.open(name, indent: 4)
      if let items = plan.lists[object] {
        writeList(items, name, plan, to: &output)
      } else {
        try writeObject(plan.term(object), of: subject, name, plan, to: &output)
      }
    }
    output.close(name, indent: 2)
  }

  private static func writeObject(
    _ object: Term, of subject: RDFXMLPlan.Subject, _ name: String, _ plan: RDFXMLPlan,
    to output: inout RDFXMLOutput
  ) throws(SerializationError) {
    guard let literal = object.literal else {
      output.reference(object, "rdf:resource")
      return output.closeEmpty()
    }
    switch literal {
    case .string: break
    case .languageTagged(_, let tag): output.attribute("xml:lang", tag.string)
    case .typed(_, let datatype): output.attribute("rdf:datatype", datatype.string)
    }
    output.endTag()
    guard output.text(literal.lexicalForm) else {
      throw SerializationError(
        "a literal of \(subject.display) has a control character that XML 1.0 cannot carry; write Turtle, N-Triples or JSON-LD instead"
      )
    }
    output.close(name, indent: 0)
  }

  private static func writeList(
    _ items: [TermID], _ name: String, _ plan: RDFXMLPlan, to output: inout RDFXMLOutput
  ) {
    output.attribute("rdf:parseType", "Collection")
    output.endTag()
    for item in items {
      output.open("rdf:Description", indent: 6)
      output.reference(plan.term(item), "rdf:about")
      output.closeEmpty()
    }
    output.close(name, indent: 4)
  }
}

/// The bytes of a document under construction.
private struct RDFXMLOutput {
  var bytes: [UInt8] = []

  mutating func begin(_ namespaces: [(prefix: String, namespace: String)]) {
    bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF".utf8)
    for (prefix, namespace) in namespaces {
      bytes.append(contentsOf: "\n   ".utf8)
      attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, namespace)
    }
    endTag()
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func end() { bytes.append(contentsOf: "</rdf:RDF>\n".utf8) }

  /// `<name`, at the start of a line.
  mutating func open(_ name: String, indent: Int) {
    if bytes.last == UInt8(ascii: ">") { bytes.append(UInt8(ascii: "\n")) }
    bytes.append(contentsOf: repeatElement(0x20, count: indent))
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
  }

  mutating func endTag() { bytes.append(UInt8(ascii: ">")) }
  mutating func closeEmpty() { bytes.append(contentsOf: "/>\n".utf8) }

  /// `</name>` and a line feed.
  mutating func close(_ name: String, indent: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: indent))
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: ">\n".utf8)
  }

  /// An attribute with an IRI or a name as value; neither has characters that XML cannot carry.
  mutating func attribute(_ name: String, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    _ = text(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The attribute that leads to a node.
  mutating func reference(_ term: Term, _ attribute: String) {
    switch term {
    case .iri(let iri): self.attribute(attribute, iri.string)
    case .blankNode(let node): self.attribute("rdf:nodeID", node.label)
    case .literal: break
    }
  }

  /// Text with escapes; false if it has a character that XML cannot carry.
  ///
  /// A carriage return is written as a reference, since a reader would make a line feed of it.
  mutating func text(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      for (index, byte) in utf8.enumerated() {
        switch byte {
        case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
        case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
        case 0x09, 0x0A: bytes.append(byte)
        case 0..<0x20: return false
        // U+FFFE and U+FFFF: EF BF BE and EF BF BF.
        case 0xBE, 0xBF:
          if index >= 2 && utf8[index - 1] == 0xBF && utf8[index - 2] == 0xEF { return false }
          bytes.append(byte)
        default: bytes.append(byte)
        }
      }
      return true
    }
  }
}
