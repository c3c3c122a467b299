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
  static func serialize(
    _ source: StatementSource, options: SerializerOptions, to write: ([UInt8]) throws -> Void
  ) throws {
    let plan = try RDFXMLPlan(source, prefixes: options.prefixes(declared: source.prefixes))
    try source.dictionary.withParts { parts in
      var writer = RDFXMLWriter(plan, parts)
      writer.begin()
      for subject in plan.subjects {
        try writer.append(subject)
        try writer.output.flushIfLarge(to: write)
      }
      writer.output.append("</rdf:RDF>\n")
      try writer.output.flush(to: write)
    }
  }
}

private struct RDFXMLWriter {
  private let plan: RDFXMLPlan
  private let parts: TermDictionary.Reader
  private let type: TermID?
  var output = ByteOutput()

  init(_ plan: RDFXMLPlan, _ parts: TermDictionary.Reader) {
    self.plan = plan
    self.parts = parts
    type = plan.dictionary.id(of: .iri(.RDF.type))
  }

  mutating func begin() {
    output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")
    for (prefix, namespace) in plan.namespaces {
      output.append("\n    xmlns")
      if !prefix.isEmpty { output.append(Array((":" + prefix).utf8)) }
      output.append("=\"")
      Array(namespace.utf8).withUnsafeBufferPointer { _ = output.appendXMLText($0) }
      output.append(UInt8(ascii: "\""))
    }
    output.append(">\n")
  }

  mutating func append(_ subject: RDFXMLPlan.Subject) throws(SerializationError) {
    let id = plan.statements[subject.range.lowerBound].subject
    let name = subject.type.flatMap(plan.name)
    output.append("  <")
    appendName(name)
    appendReference(id, "rdf:about")
    var isEmpty = true
    for statement in plan.statements[subject.range] {
      if let chosen = subject.type, statement.object == chosen, statement.predicate == type { continue }
      if isEmpty { output.append(">\n") }
      isEmpty = false
      try append(statement)
    }
    guard !isEmpty else { return output.append("/>\n") }
    output.append("  </")
    appendName(name)
    output.append(">\n")
  }

  private mutating func append(_ statement: Graph.Statement) throws(SerializationError) {
    // The plan has a name for every predicate, or it would not have been made.
    guard let name = plan.name(statement.predicate) else { return }
    append("    <", name)
    let object = parts(statement.object)
    if object.isLiteral {
      try appendLiteral(object, name, of: statement.subject)
    } else if let items = plan.list(statement.object) {
      output.append(" rdf:parseType=\"Collection\">\n")
      for item in items {
        output.append("      <rdf:Description")
        appendReference(item, "rdf:about")
        output.append("/>\n")
      }
      append("    </", name, ">\n")
    } else {
      appendReference(statement.object, "rdf:resource")
      output.append("/>\n")
    }
  }

  private mutating func appendLiteral(
    _ literal: TermDictionary.Parts, _ name: [UInt8], of subject: TermID
  ) throws(SerializationError) {
    if let tag = literal.tag { output.appendAttribute("xml:lang", tag) }
    if let datatype = literal.datatype { output.appendAttribute("rdf:datatype", parts(datatype).text) }
    output.append(UInt8(ascii: ">"))
    guard output.appendXMLText(literal.text) else {
      throw SerializationError(
        "a literal of \(plan.display(subject)) has a control character that XML 1.0 cannot carry; write Turtle, N-Triples or JSON-LD instead"
      )
    }
    append("</", name, ">\n")
  }

  /// Appends a name with what stands before and behind it.
  @inline(__always)
  private mutating func append(_ start: StaticString, _ name: [UInt8], _ end: StaticString = "") {
    name.withUnsafeBufferPointer { name in
      output.append(upTo: start.utf8CodeUnitCount + name.count + end.utf8CodeUnitCount) { cursor in
        cursor.put(start)
        cursor.put(name)
        cursor.put(end)
      }
    }
  }

  private mutating func appendName(_ name: [UInt8]?) {
    if let name { output.append(name) } else { output.append("rdf:Description") }
  }

  /// Appends the attribute that leads to a node.
  private mutating func appendReference(_ id: TermID, _ attribute: StaticString) {
    if let nodeID = plan.nodeID(id) {
      nodeID.withUnsafeBufferPointer { output.appendAttribute("rdf:nodeID", $0) }
    } else {
      output.appendAttribute(attribute, parts(id).text)
    }
  }
}
