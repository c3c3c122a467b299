import RDF
import TestSupport
import Testing

/// Several documents in one graph or dataset: their blank nodes stay apart.
@Suite struct DocumentScopeTests {
  private func read(_ documents: [String], apart: Bool) throws -> Graph {
    var builder = GraphBuilder()
    for (index, document) in documents.enumerated() {
      if apart && index > 0 { builder.startDocument() }
      builder = try RDFSyntax.turtle.parse(Array(document.utf8), into: builder)
    }
    return builder.graph()
  }

  @Test func `blank nodes of two documents are different, however they are labelled`() throws {
    let documents = ["_:a <http://e/p> 1 .", "_:a <http://e/p> 2 . [] <http://e/p> 3 ."]
    let expected = try Graph(
      parsing: Array("_:a <http://e/p> 1 . _:b <http://e/p> 2 . _:c <http://e/p> 3 .".utf8), as: .turtle)
    #expect(isIsomorphic(try read(documents, apart: true), expected))
  }

  @Test func `within one document a label is one node`() throws {
    let documents = ["_:a <http://e/p> 1 .", "_:a <http://e/p> 2 ."]
    let expected = try Graph(parsing: Array("_:a <http://e/p> 1 , 2 .".utf8), as: .turtle)
    #expect(isIsomorphic(try read(documents, apart: false), expected))
  }

  @Test func `a label that looks like one of another document is still its own node`() throws {
    let documents = ["_:document1-a <http://e/p> 1 . _:documenta <http://e/p> 1 .", "_:a <http://e/p> 2 ."]
    #expect(Set(try read(documents, apart: true).triples.map(\.subject)).count == 3)
  }

  @Test func `a dataset keeps documents apart as well`() throws {
    var builder = DatasetBuilder()
    for document in ["_:a <http://e/p> <http://e/o> _:g .", "_:a <http://e/p> <http://e/o> _:g ."] {
      builder = try RDFSyntax.nQuads.parse(Array(document.utf8), into: builder)
      builder.startDocument()
    }
    #expect(builder.dataset().count == 2)
    #expect(builder.dataset().namedGraphCount == 2)
  }
}
