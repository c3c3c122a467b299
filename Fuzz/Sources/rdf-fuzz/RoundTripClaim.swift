import RDF

/// Claims that what was read can be written in the same syntax, reads back as the same dataset, and is written
/// with the same bytes each time.
func checkRoundTrip(of reading: Reading, as syntax: RDFSyntax) {
  guard reading.error == nil, reading.quads.count <= 2_000 else { return }
  let quads = reading.quads.map(\.quad)
  let options = SerializerOptions(prefixes: reading.prefixes)
  let bytes: [UInt8]
  do {
    bytes = try Dataset(quads).serialized(as: syntax, options: options)
  } catch is SerializationError {
    // RDF/XML has no way to say some predicates, nor JSON-LD some lists.
    claim(syntax == .rdfXML || syntax == .jsonLD, "what was read cannot be written")
    return
  } catch {
    return claim(false, "writing failed with \(error)")
  }
  func written() -> String { "\n" + String(decoding: bytes, as: UTF8.self) }
  claim(
    (try? Dataset(quads.reversed()).serialized(as: syntax, options: options)) == bytes,
    "the same statements in another order are written with other bytes" + written())

  // No base, because all IRIs are written whole; the default limits, because they may be longer that way.
  let copy: [Quad]
  do throws(SyntaxError) {
    copy = try syntax.parse(bytes, into: QuadCollector()).quads.map(\.quad)
  } catch {
    return claim(false, "what was written does not read: \(error)" + written())
  }
  let count = Set(quads).count
  claim(copy.count == count, "\(count) statements were written, \(copy.count) are read" + written())
  guard blankNodeCount(in: quads) <= 40 else { return }
  claim(isIsomorphic(quads, copy), "what was written is not what was read" + written())
  // With labels that depend on the dataset alone the copy is the same to the last byte.
  guard let labelled = canonical(quads), let labelledCopy = canonical(copy) else { return }
  claim(
    (try? Dataset(labelled).serialized(as: syntax, options: options))
      == (try? Dataset(labelledCopy).serialized(as: syntax, options: options)),
    "what was read back is written with other bytes" + written())
}

/// Claims that what is written statement by statement, while it is read, is what was read.
func checkStreaming(_ bytes: [UInt8], as syntax: RDFSyntax, _ reading: Reading) {
  guard reading.error == nil, reading.quads.count <= 2_000 else { return }
  guard let writer = try? StatementWriter(syntax, options: SerializerOptions()) else { return }
  var parser = DocumentParser(syntax, into: writer, options: Reading.options)
  do throws(SyntaxError) {
    try parser.feed(bytes[...])
    try parser.finish()
  } catch {
    return claim(false, "a writer ends with the error \(error)")
  }
  var sink = parser.sink
  let output = sink.finish()
  claim(sink.error == nil, "what was read cannot be written: \(sink.error as Any)")
  func written() -> String { "\n" + String(decoding: output, as: UTF8.self) }
  do throws(SyntaxError) {
    let copy = try syntax.parse(output, into: QuadCollector()).quads.map(\.quad)
    claim(
      copy.count == reading.quads.count,
      "\(reading.quads.count) statements were passed on, \(copy.count) are read" + written())
    guard blankNodeCount(in: copy) <= 40 else { return }
    claim(
      isIsomorphic(reading.quads.map(\.quad), copy), "what was passed on is not what was read" + written())
  } catch {
    claim(false, "what was passed on does not read: \(error)" + written())
  }
}

/// The quads with canonical labels, if that does not take too long and is sure to be unique.
private func canonical(_ quads: [Quad]) -> [Quad]? {
  guard !quads.contains(where: { $0.graphName?.term.blankNode != nil }) else { return nil }
  var limits = RDFC10.Limits()
  limits.workMax = 2_000
  return try? RDFC10.canonicalize(quads, limits: limits).quads
}

private func blankNodeCount(in quads: [Quad]) -> Int {
  var nodes: Set<BlankNode> = []
  for quad in quads {
    for term in [quad.triple.subject.term, quad.triple.object, quad.graphName?.term] {
      if let node = term?.blankNode { nodes.insert(node) }
    }
  }
  return nodes.count
}
