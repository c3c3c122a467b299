import Foundation
import RDF
import SKOS

/// The files that a check or a comparison takes for one vocabulary, read and ready to be pointed into.
struct VocabularyFiles {
  let documents: [SourceDocument]
  let graph: Graph
  /// How many statements each document has, repeated ones included.
  private let statementCounts: [Int]
  /// The syntax of the first document.
  let syntax: RDFSyntax?
  /// Whether a document has named graphs, whose statements the graph holds with all others.
  let hasNamedGraphs: Bool

  /// A document that cannot be read.
  struct Malformed: Error {
    let document: SourceDocument
    let error: SyntaxError
  }

  /// Reads documents into one graph, whose blank nodes stay apart.
  init(_ documents: [SourceDocument]) throws(Malformed) {
    self.documents = documents
    var builder = GraphBuilder(mergesNamedGraphs: true)
    var syntax: RDFSyntax?
    var counts: [Int] = []
    for (number, document) in documents.enumerated() {
      if number > 0 { builder.startDocument() }
      let before = builder.statementCount
      do {
        // Handed over, so that nothing of what has been collected is copied for each document.
        let reader = try document.read(into: consume builder)
        builder = reader.sink
        if number == 0 { syntax = reader.syntax }
      } catch {
        throw Malformed(document: document, error: error)
      }
      counts.append(builder.statementCount - before)
    }
    statementCounts = counts
    self.syntax = syntax
    hasNamedGraphs = builder.namedGraphStatementCount > 0
    graph = builder.graph()
  }

  /// The findings, each in the report of the document in which it stands; those without a place in that of the first.
  func reports(_ findings: [Finding]) -> [CheckReport.File] {
    let locator = located(findings)
    var items = Array(repeating: [] as [CheckReport.Item], count: documents.count)
    for finding in findings {
      let places = finding.statements.compactMap(locator.place)
      // The last of the statements is the one that made it wrong.
      let place =
        places.max { ($0.document, $0.position.offset) < ($1.document, $1.position.offset) }
        ?? locator.place(of: finding.focus)
      let document = place?.document ?? 0
      let line = place.flatMap { documents[$0.document].line(at: $0.position) }
      items[document].append(
        CheckReport.Item(finding, at: place?.position, sourceLine: line?.text, sourceColumn: line?.column))
    }
    return documents.indices.map { index in
      CheckReport.File(
        name: documents[index].name, tripleCount: documents.count == 1 ? graph.count : statementCounts[index],
        items: items[index])
    }
  }

  private func located(_ findings: [Finding]) -> StatementLocator {
    var locator = StatementLocator(
      findings.lazy.flatMap(\.statements), subjects: findings.lazy.filter(\.statements.isEmpty).map(\.focus))
    guard !findings.isEmpty else { return locator }
    for (number, document) in documents.enumerated() {
      if number > 0 { locator.startDocument() }
      // It was read before without a fault.
      if let reader = try? document.read(into: locator) { locator = reader.sink }
    }
    return locator
  }
}
