import Foundation
import RDF
import TestSupport
import Testing

@Suite struct JSONLDParserTests {
  private func quads(_ text: String, _ options: ParserOptions = ParserOptions()) throws(SyntaxError) -> [Quad]
  {
    try RDFSyntax.jsonLD.parse(Array(text.utf8), into: QuadCollector(), options: options).quads.map(\.quad)
  }

  private func fault(_ text: String, _ options: ParserOptions = ParserOptions()) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try quads(text, options)
      return nil
    } catch {
      return error
    }
  }

  private func lines(_ quads: [Quad]) -> Set<String> {
    Set(
      quads.map { quad in
        var bytes: [UInt8] = []
        quad.appendNQuads(to: &bytes)
        return String(validating: bytes.dropLast(), as: UTF8.self) ?? ""
      })
  }

  @Test func `a concept is read`() throws {
    let text = """
      {"@context": {"skos": "http://www.w3.org/2004/02/skos/core#",
         "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"}},
       "@id": "http://e/c", "@type": "skos:Concept", "prefLabel": {"en": "cat", "de": ["Katze"]}}
      """
    #expect(
      try lines(quads(text)) == [
        "<http://e/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .",
        "<http://e/c> <http://www.w3.org/2004/02/skos/core#prefLabel> \"cat\"@en .",
        "<http://e/c> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Katze\"@de .",
      ])
  }

  /// RDF 1.1 Concepts §3.3: what is written with the datatype xsd:string is the plain literal.
  @Test(arguments: [
    #"{"@id": "http://e/a", "http://e/p": {"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#string"}}"#,
    #"""
    {"@context": {"p": {"@id": "http://e/p", "@type": "http://www.w3.org/2001/XMLSchema#string"}},
     "@graph": [{"@id": "http://e/a", "p": "x"}]}
    """#,
  ])
  func `a literal of datatype xsd:string is a plain one`(text: String) throws {
    let plain = Triple(
      .iri(IRI(uncheckedValid: "http://e/a")), IRI(uncheckedValid: "http://e/p"), .literal(.string("x")))
    #expect(try Array(Graph(parsing: Array(text.utf8), as: .jsonLD).triples) == [plain])
    #expect(try Graph(parsing: Array(text.utf8), as: .jsonLD).contains(plain))
  }

  @Test func `the way the input is cut changes nothing`() throws {
    let bytes = Array(
      "{\"@id\": \"http://e/é\", \"http://e/p\": [1, {\"@value\": \"ü\", \"@language\": \"de\"}]}".utf8)
    for size in 1...bytes.count {
      var parser = JSONLDParser(into: QuadCollector(), options: ParserOptions())
      var rest = bytes[...]
      while !rest.isEmpty {
        try rest.prefix(size).withUnsafeBufferPointer { try parser.feed($0) }
        rest = rest.dropFirst(size)
      }
      try parser.finish()
      #expect(parser.sink.quads.count == 2)
    }
  }

  @Test func `faults of the JSON text have their position`() {
    let error = fault("{\"@id\": \"http://e/a\",\n  \"http://e/p\": tru}")
    #expect(error?.description == "2:17: found \"t\"; expected a value")
  }

  @Test func `prefixes of the context are handed on`() throws {
    let text =
      "{\"@context\": {\"ex\": \"http://e/\", \"term\": \"http://e/term\", \"T\": {\"@id\": \"http://t/\"}}, \"@graph\": []}"
    let sink = try RDFSyntax.jsonLD.parse(Array(text.utf8), into: QuadCollector())
    #expect(sink.prefixes == ["ex": "http://e/"])
  }

  @Test func `named graphs are read as quads and refused by a graph`() throws {
    let text = "{\"@id\": \"http://e/g\", \"@graph\": [{\"@id\": \"http://e/a\", \"http://e/p\": 1}]}"
    #expect(try quads(text).map(\.graphName) == [.iri(IRI("http://e/g"))])
    #expect(throws: SyntaxError.self) { try Graph(parsing: Array(text.utf8), as: .jsonLD) }
  }

  @Test func `relative IRIs are resolved against the base of the options`() throws {
    let options = ParserOptions(base: try IRI("http://e/dir/doc"))
    #expect(
      try lines(quads("{\"@id\": \"x\", \"http://e/p\": {\"@id\": \"../y\"}}", options)) == [
        "<http://e/dir/x> <http://e/p> <http://e/y> ."
      ])
  }

  @Test func `blank node labels of the document do not meet those that are made`() throws {
    let text =
      "[{\"@id\": \"_:b1\", \"http://e/p\": {\"http://e/q\": {\"@id\": \"_:b0\"}}}, {\"@id\": \"_:b0\", \"http://e/p\": 1}]"
    let nodes = Set(try quads(text).map(\.triple.subject))
    #expect(nodes.count == 3)
  }

  @Test func `whole numbers keep their digits`() throws {
    let text =
      "{\"@id\": \"http://e/a\", \"http://e/p\": [12345678901234567890, -0, 1.0, 1e3, 5.3, 1e21, -0.5, 1e-7, 100000000000000000000000]}"
    let found = try quads(text).compactMap(\.triple.object.literal).map {
      "\($0.lexicalForm) \($0.datatype.localName)"
    }
    #expect(
      Set(found) == [
        "12345678901234567890 integer", "0 integer", "1 integer", "1000 integer", "5.3E0 double",
        "1.0E21 double",
        "-5.0E-1 double", "1.0E-7 double", "1.0E23 double",
      ])
  }

  // MARK: Contexts

  @Test func `a context that is not at hand is named, with what to do`() {
    let error = fault("{\"@context\": \"https://schema.org/\", \"name\": \"x\"}")
    #expect(error?.code == .JSONLD.loadingRemoteContextFailed)
    #expect(error?.message.contains("<https://schema.org/>") == true)
    #expect(error?.message.contains("nothing is fetched") == true)
    for address in ["file:///etc/passwd", "http://127.0.0.1/", "http://169.254.169.254/latest"] {
      #expect(fault("{\"@context\": \"\(address)\"}")?.code == .JSONLD.loadingRemoteContextFailed)
      #expect(
        fault("{\"@context\": {\"@import\": \"\(address)\"}}")?.code == .JSONLD.loadingRemoteContextFailed)
    }
  }

  @Test func `contexts are taken from the documents that the caller names`() throws {
    var options = ParserOptions()
    options.jsonLD.contextDocuments["https://e/context"] = ["@context": ["p": "http://e/p"]]
    let text = "{\"@context\": \"https://e/context\", \"@id\": \"http://e/a\", \"p\": \"x\"}"
    #expect(try lines(quads(text, options)) == ["<http://e/a> <http://e/p> \"x\" ."])
  }

  @Test func `contexts that refer to one another come to an end`() {
    var options = ParserOptions()
    func refer(_ count: Int) -> SyntaxError? {
      options.jsonLD.contextDocuments = [:]
      for number in 1..<count {
        options.jsonLD.contextDocuments["http://c/\(number)"] = [
          "@context": .string("http://c/\(number + 1)")
        ]
      }
      options.jsonLD.contextDocuments["http://c/\(count)"] = ["@context": [:]]
      return fault("{\"@context\": \"http://c/1\"}", options)
    }
    #expect(refer(9) == nil)
    #expect(refer(10) == nil)
    #expect(refer(11)?.code == .JSONLD.contextOverflow)
    options.jsonLD.contextDocuments = ["http://c/": ["@context": "http://c/"]]
    #expect(fault("{\"@context\": \"http://c/\"}", options)?.code == .JSONLD.contextOverflow)
    options.jsonLD.contextDocuments = [
      "http://c/": ["@context": ["t": ["@id": "http://e/t", "@context": "http://c/"]]]
    ]
    #expect(fault("{\"@context\": \"http://c/\", \"t\": {\"t\": {\"t\": 1}}}", options) == nil)
  }

  // MARK: Limits

  private func options(_ change: (inout ParserLimits) -> Void) -> ParserOptions {
    var options = ParserOptions()
    change(&options.limits)
    return options
  }

  @Test func `documents are limited in bytes`() {
    let text = "{\"@id\": \"http://e/a\"}"
    for (limit, fits) in [(text.utf8.count - 1, false), (text.utf8.count, true), (text.utf8.count + 1, true)]
    {
      let error = fault(text, options { $0.jsonLDByteCountMax = limit })
      #expect(error?.code == (fits ? nil : .limit))
    }
  }

  @Test func `IRIs and literals are limited in bytes`() {
    let text =
      "{\"@context\": {\"e\": \"http://e/\"}, \"@id\": \"e:12345\", \"http://e/p\": \"12345678901234567890\"}"
    for (limit, fits) in [(13, false), (14, true), (15, true)] {
      #expect(fault(text, options { $0.iriByteCountMax = limit })?.code == (fits ? nil : .limit))
    }
    for (limit, fits) in [(19, false), (20, true), (21, true)] {
      #expect(fault(text, options { $0.literalByteCountMax = limit })?.code == (fits ? nil : .limit))
    }
  }

  @Test func `nesting is limited`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "{\"http://e/p\":", count: depth) + "1" + String(repeating: "}", count: depth)
    }
    for (depth, fits) in [(127, true), (128, true), (129, false), (100_000, false)] {
      #expect(fault(nested(depth))?.code == (fits ? nil : .limit))
    }
  }

  @Test func `contexts in contexts are limited`() {
    func nested(_ depth: Int) -> String {
      let inner = String(repeating: "{\"t\":{\"@id\":\"http://e/t\",\"@context\":", count: depth - 1)
      return "{\"@context\":" + inner + "{}" + String(repeating: "}}", count: depth - 1) + "}"
    }
    for (depth, fits) in [(31, true), (32, true)] {
      #expect((fault(nested(depth)) == nil) == fits, "\(depth)")
    }
    #expect(fault(nested(33)) != nil)
  }

  @Test func `terms that rest on one another are limited`() {
    func chain(_ count: Int) -> String {
      let terms = (1..<count).map { "\"t\($0)\": \"t\($0 + 1):\"" } + ["\"t\(count)\": \"http://e/\""]
      return "{\"@context\": {\(terms.joined(separator: ", "))}}"
    }
    for (count, fits) in [(31, true), (32, true), (33, false), (50_000, false)] {
      #expect(fault(chain(count))?.code == (fits ? nil : .limit), "\(count)")
    }
  }

  @Test func `terms are limited in number, inherited ones too`() {
    // Three terms, and three more copied with each node's own context, which adds a fourth.
    let node = "{\"@context\": {\"d\": \"http://e/d\"}, \"d\": 1}"
    let text =
      "{\"@context\": {\"a\": \"http://e/a\", \"b\": \"http://e/b\", \"c\": \"http://e/c\"}, \"@graph\": [\(node), \(node)]}"
    for (limit, fits) in [(10, false), (11, true), (12, true)] {
      #expect(fault(text, options { $0.contextTermCountMax = limit })?.code == (fits ? nil : .limit))
    }
  }

  @Test func `what names grow to is limited`() {
    let text =
      "{\"@context\": {\"e\": \"http://e/\"}, \"@graph\": [{\"@id\": \"e:a\"}, {\"@id\": \"e:b\", \"e:p\": 1}]}"
    // Three IRIs of ten bytes.
    for (limit, fits) in [(29, false), (30, true), (31, true)] {
      #expect(fault(text, options { $0.expandedByteCountMax = limit })?.code == (fits ? nil : .limit))
    }
  }

  @Test func `the deepest document and the deepest contexts fit a stack of 512 KiB`() throws {
    let depth = 120
    let document =
      String(repeating: "{\"@context\":{},\"t\":[", count: depth / 2) + "1"
      + String(repeating: "]}", count: depth / 2)
    let contexts =
      "{\"@context\":" + String(repeating: "{\"t\":{\"@id\":\"http://e/t\",\"@context\":", count: 31) + "{}"
      + String(repeating: "}}", count: 31) + ",\"@id\":\"http://e/a\",\"t\":"
      + String(repeating: "{\"t\":", count: 60)
      + "1" + String(repeating: "}", count: 61)
    let outcomes = Outcomes()
    for text in [document, contexts, String(repeating: "[", count: 1_000_000)] {
      let thread = Thread {
        let error = JSONLDParserTests().fault(text)
        outcomes.add(error?.code.description ?? "read")
      }
      thread.stackSize = 512 << 10
      thread.start()
      outcomes.wait()
    }
    #expect(outcomes.all == ["read", "read", "limit exceeded"])
  }

  // MARK: Real vocabularies

  @Test(
    .needsSharedData("vocabularies"),
    arguments: [
      ("periodo/periodo-initial", 32_656), ("dpv/dpv-2.3", 14_909), ("italy/academic-disciplines", 8_625),
    ])
  func `a vocabulary is the same in JSON-LD and in Turtle`(_ example: (path: String, count: Int)) throws {
    let path = "vocabularies/" + example.path
    let read = try Graph(parsing: SharedData.bytes(path + ".jsonld"), as: .jsonLD)
    #expect(read.count == example.count)
    let turtle = try Graph(parsing: SharedData.bytes(path + ".ttl"), as: .turtle)
    let left = try RDFC10.canonicalize(read.triples.map { Quad($0) }).nQuads
    let right = try RDFC10.canonicalize(turtle.triples.map { Quad($0) }).nQuads
    let differing = Set(left.split(separator: 0x0A)).symmetricDifference(right.split(separator: 0x0A))
    // The Italian files differ upstream in a catalogue statement.
    #expect(differing.count <= (example.path.hasPrefix("italy") ? 10 : 0))
  }

  @Test(.needsSharedData("vocabularies/rda"))
  func `a vocabulary whose context is on the web is read with a copy, and refused without`() throws {
    let bytes = try SharedData.bytes("vocabularies/rda/RDACarrierType.jsonld")
    #expect(throws: SyntaxError.self) { try Graph(parsing: bytes, as: .jsonLD) }
    var options = ParserOptions()
    options.jsonLD.contextDocuments = [
      "http://www.rdaregistry.info/jsonld/Contexts/concepts_langmap.jsonld": try JSON(
        parsing: SharedData.bytes("vocabularies/rda/concepts_langmap.jsonld"))
    ]
    #expect(try Graph(parsing: bytes, as: .jsonLD, options: options).count == 4_298)
  }

  @Test(
    .needsSharedData("vocabularies"),
    arguments: [
      "eu/continents-skos-ap-act.rdf", "voc4cat/voc4cat-2025-05-22.ttl", "tadirah/tadirah-2.0.3.ttl",
      "coar/access_rights-2019-05-02.ttl", "skosmos-fixtures/yso.ttl",
    ])
  func `a vocabulary written as JSON-LD reads back the same`(_ path: String) throws {
    let syntax = try #require(RDFSyntax(fileName: path))
    let options = ParserOptions(base: try IRI("http://example.org/"))
    let graph = try Graph(parsing: SharedData.bytes("vocabularies/" + path), as: syntax, options: options)
    let again = try Graph(parsing: graph.serialized(as: .jsonLD), as: .jsonLD)
    let isSame =
      try RDFC10.canonicalize(graph.triples.map { Quad($0) }).nQuads
      == RDFC10.canonicalize(again.triples.map { Quad($0) }).nQuads
    #expect(isSame)
  }
}

/// What threads have found, one after the other.
private final class Outcomes: @unchecked Sendable {
  // Guarded by the condition.
  private var found: [String] = []
  private var expected = 0
  private let condition = NSCondition()

  func add(_ outcome: String) {
    condition.withLock {
      found.append(outcome)
      condition.signal()
    }
  }

  /// Waits for one outcome more than there were when it was last called.
  func wait() {
    condition.withLock {
      expected += 1
      while found.count < expected { condition.wait() }
    }
  }

  var all: [String] { condition.withLock { found } }
}
