import RDF

/// Claims that what was read can be written in the same syntax, reads back as the same graph, and is
/// written with the same bytes again.
func checkRoundTrip(of reading: Reading, as syntax: RDFSyntax) {
  guard reading.error == nil, reading.quads.count <= 2_000 else { return }
  let quads = reading.quads.map(\.quad)
  // A graph cannot hold the other ones.
  let triples = quads.filter { $0.graphName == nil }.map(\.triple)
  let graph = Graph(triples)
  let options = SerializerOptions(prefixes: reading.prefixes)
  let bytes: [UInt8]
  do {
    bytes = try graph.serialized(as: syntax, options: options)
  } catch is SerializationError {
    // RDF/XML has no way to say some predicates.
    claim(syntax == .rdfXML || syntax == .jsonLD, "the graph cannot be written")
    return
  } catch {
    claim(false, "writing failed with \(error)")
    return
  }
  let again = Graph(triples.reversed())
  claim(
    (try? again.serialized(as: syntax, options: options)) == bytes,
    "the same triples in another order are written with other bytes")

  var parser = DocumentParser(syntax, into: GraphBuilder(), options: writtenOptions)
  do throws(SyntaxError) {
    try parser.feed(bytes[...])
    try parser.finish()
  } catch {
    claim(false, "what was written does not read: \(error)\n\(String(decoding: bytes, as: UTF8.self))")
  }
  let copy = parser.sink.graph()
  claim(parser.sink.namedGraphStatementCount == 0, "a graph is written with named graphs")
  claim(
    copy.count == graph.count,
    "\(graph.count) triples were written, \(copy.count) read\n\(String(decoding: bytes, as: UTF8.self))")
  guard blankNodeCount(in: graph) <= 40 else { return }
  claim(
    isIsomorphic(graph, copy),
    "what was written is not what was read\n\(String(decoding: bytes, as: UTF8.self))")
  claim(
    (try? copy.serialized(as: syntax, options: options)) == bytes,
    "what was read back is written with other bytes\n\(String(decoding: bytes, as: UTF8.self))")
}

/// No base, because what is written names all IRIs whole; the default limits, because it may be longer.
private let writtenOptions = ParserOptions()

private func blankNodeCount(in graph: Graph) -> Int {
  var nodes: Set<TermID> = []
  for statement in graph.statements {
    for id in [statement.subject, statement.object] where graph.dictionary.isBlankNode(id) {
      nodes.insert(id)
    }
  }
  return nodes.count
}
