import Foundation
import Synchronization
import TestSupport
import Testing

@testable import RDF

/// The one door to libxml2.
@Suite struct XMLPushParserTests {
  @Test func `only one file of the package creates a parser of XML`() throws {
    var package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { package.deleteLastPathComponent() }
    let sources = package.appendingPathComponent("Sources")
    let words = [
      "xmlCreate", "xmlNewParserCtxt", "xmlNewSAXParserCtxt", "xmlRead", "xmlCtxtRead", "xmlParseFile",
      "xmlParseDoc",
      "xmlParseMemory", "xmlRecover", "xmlSAXUserParse", "xmlReaderFor", "xmlNewTextReader", "htmlCreate",
      "htmlRead",
      "xmlXInclude", "FoundationXML", "XMLParser(", "XMLDocument(",
    ]
    var uses: [String] = []
    let walk = try #require(FileManager.default.enumerator(atPath: sources.path))
    for case let path as String in walk where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      for word in words where text.replacing("RDFXMLParser(", with: "").contains(word) {
        uses.append("\(path): \(word)")
      }
    }
    #expect(uses == ["RDF/RDFXML/XMLPushParser.swift: xmlCreate"])
  }

  @Test func `parsers in many tasks do not disturb each other`() async throws {
    let namespaces = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\""
    try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          var count = 0
          for round in 0..<20 {
            let bad = round % 3 == 0 ? "<broken" : ""
            let document = """
              <!DOCTYPE rdf:RDF [<!ENTITY t "task \(task)">]><rdf:RDF \(namespaces)>\
              \(String(repeating: "<e:C e:p='&t;'><e:q>&t;</e:q></e:C>", count: 50))\(bad)</rdf:RDF>
              """
            let outcome = outcome(of: document, as: .rdfXML)
            #expect((outcome.error != nil) == !bad.isEmpty)
            count += outcome.quads.count { $0.quad.triple.object == .literal(.string("task \(task)")) }
          }
          return count
        }
      }
      for try await count in group { #expect(count == 20 * 100) }
    }
  }

  @Test func `a piece may end anywhere`() throws {
    // Padding moves the boundary of the first piece through a document with every kind of markup.
    let namespaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'"
    let content = """
      <e:C rdf:about='http://e/s' e:p="a > b &amp; 'c'"><!-- > <x> ' " --><?pi <y z=" ?><e:q>d\u{E9}j\u{E0} \u{1F600} ]] &#233;<![CDATA[ ]] > <z " ]]>&ent;</e:q>\
      <e:r rdf:parseType='Literal'>a<e:b e:c='>'/>\r\nb</e:r></e:C>
      """
    var expected: [Quad]?
    for padding in 0..<400 {
      let space = String(repeating: " ", count: XMLPushParser.pieceByteCountMax - 400 + padding - 130)
      let document =
        "<!DOCTYPE rdf:RDF [<!ENTITY ent '<!-- e -->f'>]>\(space)<rdf:RDF \(namespaces)>\(content)</rdf:RDF>"
      let outcome = outcome(of: document, as: .rdfXML)
      #expect(outcome.error == nil, "\(padding)")
      let quads = outcome.quads.map(\.quad)
      #expect(quads.count == 4)
      #expect(quads == expected ?? quads, "\(padding)")
      expected = quads
    }
  }

  // MARK: Limits, at the limit and on both sides of it

  /// Whether the document is read with these limits; if not, it has to be for a limit.
  private func isRead(_ document: String, _ set: (inout ParserLimits) -> Void) -> Bool {
    var limits = ParserLimits()
    set(&limits)
    let error = outcome(of: document, as: .rdfXML, options: ParserOptions(limits: limits)).error
    #expect(error == nil || error?.code == .limit, "\(error?.description ?? "")")
    return error == nil
  }

  private func document(_ content: String, _ declarations: String = "") -> String {
    let namespaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'"
    return "<!DOCTYPE rdf:RDF [\(declarations)]><rdf:RDF \(namespaces)>\(content)</rdf:RDF>"
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the depth of elements is limited`(_ depth: Int, _ expected: Bool) {
    let inner = (1..<depth).reduce("") { text, level in
      level % 2 == (depth - 1) % 2 ? "<e:C>\(text)</e:C>" : "<e:p>\(text)</e:p>"
    }
    #expect(isRead(document(inner)) { $0.nestingDepthMax = 10 } == expected)
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the number of entities is limited`(_ count: Int, _ expected: Bool) {
    let declarations = (0..<count).map { "<!ENTITY e\($0) 'x'>" }.joined()
    #expect(isRead(document("", declarations)) { $0.entityCountMax = 10 } == expected)
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the length of all entities together is limited`(_ count: Int, _ expected: Bool) {
    let declarations =
      "<!ENTITY a '\(String(repeating: "x", count: 4))'><!ENTITY b '\(String(repeating: "x", count: count - 4))'>"
    #expect(isRead(document("", declarations)) { $0.entityByteCountMax = 10 } == expected)
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the attributes of an element are limited, namespaces among them`(_ count: Int, _ expected: Bool) {
    let attributes = (0..<count - 2).map { "e:p\($0)='x'" }.joined(separator: " ")
    let content = document("<e:C xmlns:f='http://f/' xmlns:g='http://g/' \(attributes)/>")
    #expect(isRead(content) { $0.attributeCountMax = 10 } == expected)
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the attributes that a document type declares are limited`(_ count: Int, _ expected: Bool) {
    let attributes = (0..<count).map { "b\($0) CDATA #IMPLIED" }.joined(separator: " ")
    #expect(isRead(document("", "<!ATTLIST e:C \(attributes)>")) { $0.attributeCountMax = 10 } == expected)
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the namespaces in scope are limited, and those out of scope are not counted`(
    _ count: Int, _ expected: Bool
  ) {
    let declarations = (0..<count - 3).map { "xmlns:n\($0)='http://n/\($0)'" }.joined(separator: " ")
    let node = "<e:C \(declarations)><e:p xmlns:m='http://m/'/></e:C>"
    #expect(isRead(document(node + node + node)) { $0.namespaceCountMax = 10 } == expected)
  }

  @Test(arguments: [(9_999, true), (10_000, true), (10_001, false)])
  func `the length of a literal is limited, in text, in attributes and in XML`(_ count: Int, _ expected: Bool)
  {
    let text = String(repeating: "x", count: count)
    for content in [
      "<e:p>\(text)</e:p>", "<e:p e:q='\(text)'/>", "<e:p rdf:parseType='Literal'>\(text)</e:p>",
    ] {
      #expect(isRead(document("<e:C>\(content)</e:C>")) { $0.literalByteCountMax = 10_000 } == expected)
    }
  }

  @Test(arguments: [(99, true), (100, true), (101, false)])
  func `the length of an IRI is limited, absolute, relative and as a name`(_ count: Int, _ expected: Bool) {
    let name = String(repeating: "x", count: count - "http://e/".utf8.count)
    let base = "xml:base='http://e/' "
    for content in [
      "<e:C rdf:about='http://e/\(name)'/>", "<e:C \(base) rdf:about='\(name)'/>",
      "<e:C \(base) rdf:ID='\(name.dropFirst())'/>", "<e:\(name)/>",
    ] {
      #expect(isRead(document(content)) { $0.iriByteCountMax = 100 } == expected, "\(content)")
    }
  }

  @Test func `what a document expands to is limited to a multiple of it`() {
    // 60,000 bytes for the declaration and each reference, so that the margin of 1 MiB ends with the 17th.
    let declarations = "<!ENTITY a '\(String(repeating: "x", count: 60_000))'>"
    func read(_ count: Int, factor: Int) -> Bool {
      let content = String(repeating: "<e:C e:p='&a;'/>", count: count)
      return isRead(document(content, declarations)) { $0.entityAmplificationMax = factor }
    }
    #expect(read(16, factor: 1))
    #expect(!read(17, factor: 1))
    #expect(!read(17, factor: 10))
    #expect(read(17, factor: 20))
  }

  @Test(arguments: [(100_000, true), (140_000, false)])
  func `the length of a tag and of a comment is limited`(_ count: Int, _ expected: Bool) {
    let text = String(repeating: "x", count: count)
    for content in ["<e:C e:p='\(text)'/>", "<!--\(text)-->", "<?p \(text)?>"] {
      #expect(isRead(document(content)) { $0.markupByteCountMax = 120_000 } == expected)
    }
  }

  @Test(arguments: [(50_000, true), (70_000, false)])
  func `the length of a document type is limited`(_ count: Int, _ expected: Bool) {
    let comment = "<!--\(String(repeating: "x", count: count))-->"
    #expect(isRead(document("", comment)) { $0.documentTypeByteCountMax = 60_000 } == expected)
  }
}
