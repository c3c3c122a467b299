import Foundation
import RDF
import Testing

@Suite struct FrontPageExampleTests {
  @Test func `the example on the front page does what it says`() throws {
    // example
    let turtle = """
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      <http://example.org/cat> a skos:Concept ;
        skos:prefLabel "cat"@en, "Katze"@de .
      """
    let graph = try Graph(parsing: Array(turtle.utf8), as: .turtle)
    let cat = try IRI("http://example.org/cat")
    let labels = graph.objects(.iri(cat), .SKOS.prefLabel)
    let rdfXML = try graph.serialized(as: .rdfXML)
    // end of example

    let tags = try ["en", "de"].map { try LanguageTag($0) }
    #expect(
      Set(labels) == [
        .literal(.languageTagged("cat", tags[0])), .literal(.languageTagged("Katze", tags[1])),
      ])
    #expect(rdfXML.starts(with: "<?xml".utf8))
    #expect(Set(try Graph(parsing: rdfXML, as: .rdfXML).triples) == Set(graph.triples))
  }

  @Test func `the example on the front page is the one that is tested, line by line`() throws {
    let page = try Self.lines("Sources/RDF/RDF.docc/RDF.md")
    let printed = page.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }
    let source = try Self.lines("Tests/RDFTests/Documentation/FrontPageExampleTests.swift")
    let tested = source.drop { $0 != "    // example" }.dropFirst().prefix { $0 != "    // end of example" }
    #expect(!tested.isEmpty)
    #expect(Array(printed) == ["import RDF", ""] + tested.map { String($0.dropFirst(4)) })
    #expect(source.contains("import RDF"))
  }

  /// The lines of a file of the package.
  private static func lines(_ path: String) throws -> [String] {
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    let text = try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
