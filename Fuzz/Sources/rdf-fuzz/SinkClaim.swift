import RDF

/// Claims that every sink is told the same: as many statements, the same graph, the same error.
func checkSinks(_ bytes: [UInt8], as syntax: RDFSyntax, _ reading: Reading) {
  let (counter, counterError) = read(bytes, as: syntax, into: StatementCounter())
  claim(counterError == reading.error, "a counter ends with another error: \(counterError as Any)")
  claim(
    counter.statementCount == reading.quads.count,
    "\(counter.statementCount) statements are counted, \(reading.quads.count) collected")

  let (builder, builderError) = read(bytes, as: syntax, into: GraphBuilder())
  claim(builderError == reading.error, "a graph's builder ends with another error: \(builderError as Any)")
  let triples = Set(reading.quads.lazy.filter { $0.quad.graphName == nil }.map(\.quad.triple))
  let graph = builder.graph()
  claim(graph.count == triples.count, "the graph has \(graph.count) triples, expected \(triples.count)")
  claim(graph.triples.allSatisfy(triples.contains), "the graph has other triples than were collected")
  claim(triples.allSatisfy(graph.contains), "the graph does not find its triples")
  claim(graph.prefixes == reading.prefixes, "the graph has other prefixes than the document")
  let namedCount = reading.quads.count { $0.quad.graphName != nil }
  claim(
    builder.namedGraphStatementCount == namedCount,
    "\(builder.namedGraphStatementCount) statements are left out, expected \(namedCount)")

  let (datasetBuilder, datasetError) = read(bytes, as: syntax, into: DatasetBuilder())
  claim(datasetError == reading.error, "a dataset's builder ends with another error: \(datasetError as Any)")
  let quads = Set(reading.quads.lazy.map(\.quad))
  let dataset = datasetBuilder.dataset()
  claim(dataset.count == quads.count, "the dataset has \(dataset.count) quads, expected \(quads.count)")
  claim(dataset.quads.allSatisfy(quads.contains), "the dataset has other quads than were collected")
  claim(quads.allSatisfy(dataset.contains), "the dataset does not find its quads")
}

private func read<Sink: StatementSink>(
  _ bytes: [UInt8], as syntax: RDFSyntax, into sink: Sink
) -> (Sink, SyntaxError?) {
  var parser = DocumentParser(syntax, into: sink, options: Reading.options)
  do throws(SyntaxError) {
    try parser.feed(bytes[...])
    try parser.finish()
  } catch {
    return (parser.sink, error)
  }
  return (parser.sink, nil)
}
