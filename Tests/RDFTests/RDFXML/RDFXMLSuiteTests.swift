import RDF
import TestSupport
import Testing

/// The W3C suite for RDF 1.1 XML, every entry of its manifest, fed in every way; no exceptions.
@Suite(.needsSharedData("suites/rdf11")) struct RDFXMLSuiteTests {
  @Test func `the manifest has the entries that were counted when it was fetched`() throws {
    #expect(try W3CManifest.tests("rdf-xml").count == 166)
  }

  @Test(arguments: try W3CManifest.tests("rdf-xml"))
  func `RDF-XML suite`(_ test: W3CTest) throws {
    for cut in Cut.allCases { try checkW3C(test, as: .rdfXML, expecting: .nTriples, cut: cut) }
  }

  @Test(arguments: try W3CManifest.tests("rdf-xml"))
  func `what is read can be written and read again`(_ test: W3CTest) throws {
    guard test.kind == .evaluation else { return }
    let graph = try Graph(
      parsing: try SharedData.bytes(test.action), as: .rdfXML, options: ParserOptions(base: test.base))
    let written = try graph.serialized(as: .rdfXML)
    let again = try Graph(parsing: written, as: .rdfXML)
    #expect(isIsomorphic(graph, again), "\(String(decoding: written, as: UTF8.self))")
    #expect(try again.serialized(as: .rdfXML) == written)
  }
}

/// Real vocabularies, with the counts that pyoxigraph, rdflib and rapper agree on.
@Suite(.needsSharedData("vocabularies")) struct RDFXMLVocabularyTests {
  @Test(arguments: [
    ("dpv/dpv-2.3.rdf", 14_909), ("eu/continents-skos-ap-act.rdf", 1_624), ("eu/continents-skos.rdf", 228),
    ("eu/countries-skos.rdf", 19_563), ("italy/academic-disciplines.rdf", 8_625),
    ("rda/RDACarrierType.xml", 4_367),
  ])
  func `a vocabulary has as many triples as other tools find, before and after writing it`(
    _ path: String, _ count: Int
  ) throws {
    let graph = try Graph(parsing: try SharedData.bytes("vocabularies/" + path), as: .rdfXML)
    #expect(graph.count == count)
    let written = try graph.serialized(as: .rdfXML)
    let again = try Graph(parsing: written, as: .rdfXML)
    #expect(isIsomorphic(graph, again))
    #expect(try again.serialized(as: .rdfXML) == written)
  }

  @Test(arguments: [("dpv/dpv-2.3.rdf", "dpv/dpv-2.3.ttl")])
  func `a vocabulary is the same graph in RDF-XML and in Turtle`(_ path: String, _ twin: String) throws {
    let graph = try Graph(parsing: try SharedData.bytes("vocabularies/" + path), as: .rdfXML)
    let other = try Graph(parsing: try SharedData.bytes("vocabularies/" + twin), as: .turtle)
    #expect(isIsomorphic(graph, other))
  }

  @Test(arguments: ["eu/continents-skos-ap-act.rdf", "rda/RDACarrierType.xml"])
  func `every place is inside the document, and its line and column agree with its offset`(_ path: String)
    throws
  {
    let bytes = try SharedData.bytes("vocabularies/" + path)
    var place = TextPosition.start
    let offsets = Set(outcome(of: bytes, as: .rdfXML).quads.map(\.position)).sorted { $0.offset < $1.offset }
    #expect(offsets.count > 100)
    for position in offsets {
      place = bytes.position(at: position.offset, from: place)
      #expect(position == place)
    }
  }
}

extension [UInt8] {
  /// The line and column of an offset, counted from a place before it.
  func position(at offset: Int, from start: TextPosition = .start) -> TextPosition {
    var place = start
    for byte in self[start.offset..<Swift.min(offset, count)] {
      if byte == 0x0A {
        place.line += 1
        place.column = 1
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    place.offset = offset
    return place
  }
}
