import TestSupport
import Testing

@testable import RDF

@Suite struct JSONLDAlgorithmTests {
  private static let people: JSON = [
    "name": "http://schema.org/name", "knows": ["@id": "http://schema.org/knows", "@type": "@id"],
  ]

  private func code(_ body: () throws -> Void) -> SyntaxError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SyntaxError)?.code
    }
  }

  // MARK: What the algorithms are to each other

  @Test func `all error codes of the Recommendations have a name`() {
    // JSON-LD 1.1 API §9.6 has 49, JSON-LD 1.1 Framing §5.4 two more.
    let codes: [SyntaxError.Code] = [
      .JSONLD.collidingKeywords, .JSONLD.conflictingIndexes, .JSONLD.contextOverflow,
      .JSONLD.cyclicIRIMapping, .JSONLD.invalidIDValue, .JSONLD.invalidImportValue,
      .JSONLD.invalidIncludedValue, .JSONLD.invalidIndexValue, .JSONLD.invalidNestValue,
      .JSONLD.invalidPrefixValue, .JSONLD.invalidPropagateValue, .JSONLD.invalidProtectedValue,
      .JSONLD.invalidReverseValue, .JSONLD.invalidVersionValue, .JSONLD.invalidBaseDirection,
      .JSONLD.invalidBaseIRI, .JSONLD.invalidContainerMapping, .JSONLD.invalidContextEntry,
      .JSONLD.invalidContextNullification, .JSONLD.invalidDefaultLanguage, .JSONLD.invalidIRIMapping,
      .JSONLD.invalidJSONLiteral, .JSONLD.invalidKeywordAlias, .JSONLD.invalidLanguageMapValue,
      .JSONLD.invalidLanguageMapping, .JSONLD.invalidLanguageTaggedString,
      .JSONLD.invalidLanguageTaggedValue, .JSONLD.invalidLocalContext, .JSONLD.invalidRemoteContext,
      .JSONLD.invalidReverseProperty, .JSONLD.invalidReversePropertyMap,
      .JSONLD.invalidReversePropertyValue, .JSONLD.invalidScopedContext, .JSONLD.invalidScriptElement,
      .JSONLD.invalidSetOrListObject, .JSONLD.invalidTermDefinition, .JSONLD.invalidTypeMapping,
      .JSONLD.invalidTypeValue, .JSONLD.invalidTypedValue, .JSONLD.invalidValueObject,
      .JSONLD.invalidValueObjectValue, .JSONLD.invalidVocabMapping, .JSONLD.iriConfusedWithPrefix,
      .JSONLD.keywordRedefinition, .JSONLD.loadingDocumentFailed, .JSONLD.loadingRemoteContextFailed,
      .JSONLD.multipleContextLinkHeaders, .JSONLD.processingModeConflict,
      .JSONLD.protectedTermRedefinition, .JSONLD.invalidFrame, .JSONLD.invalidEmbedValue,
    ]
    #expect(Set(codes.map(\.description)).count == 49 + 2)
  }

  @Test(.needsSharedData("vocabularies/dpv"))
  func `a real vocabulary keeps its statements when compacted, flattened and made anew`() throws {
    let whole = try JSON(parsing: SharedData.bytes("vocabularies/dpv/dpv-2.3.jsonld"))
    let document = JSON.array(Array(whole.asArray.prefix(300)))
    let options = ParserOptions(base: try IRI("http://example.org/"))
    func hash(_ document: JSON) throws -> [UInt8] {
      let dataset = try JSONLD.toRDF(JSONLD.expand(document, options: options), options: options)
      return try Array(RDFC10.canonicalize(Array(dataset.quads)).nQuads)
    }
    let expected = try hash(document)
    let context: JSON = document["@context"] ?? ["skos": "http://www.w3.org/2004/02/skos/core#"]
    #expect(try hash(JSONLD.compact(document, context: context, options: options)) == expected)
    #expect(try hash(JSONLD.flatten(document, options: options)) == expected)
    let dataset = try JSONLD.toRDF(JSONLD.expand(document, options: options), options: options)
    #expect(try hash(JSONLD.fromRDF(dataset, options: options)) == expected)
  }

  @Test func `the order of statements does not show in the document made of them`() throws {
    let lines = [
      "<http://a/s> <http://a/p> _:l .", "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> \"1\" .",
      "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .",
      "<http://a/s> <http://a/p> \"x\"@en .", "<http://a/r> <http://a/p> <http://a/s> <http://a/g> .",
    ]
    func document(_ lines: [String]) throws -> [UInt8] {
      let dataset = try Dataset(parsing: Array(lines.joined(separator: "\n").utf8), as: .nQuads)
      return try JSONLD.fromRDF(dataset).serialized()
    }
    #expect(try document(lines) == document(lines.reversed()))
  }

  @Test func `lists that are elements of themselves keep their statements`() throws {
    // Nothing but the lists themselves refers to their cells.
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    let text = ["a": "b", "b": "a"].map { cell, other in
      "_:\(cell) <\(rdf)first> _:\(other) .\n_:\(cell) <\(rdf)rest> <\(rdf)nil> .\n"
    }.joined()
    let dataset = try Dataset(parsing: Array(text.utf8), as: .nQuads)
    let document = try JSONLD.fromRDF(dataset)
    // Each rdf:rest becomes an empty list, which is rdf:nil again.
    let again = try JSONLD.toRDF(document, options: ParserOptions())
    #expect(
      try RDFC10.canonicalize(Array(again.quads)).nQuads == RDFC10.canonicalize(Array(dataset.quads)).nQuads)
  }

  // MARK: Limits

  private func nested(_ depth: Int) -> JSON {
    var value: JSON = ["@id": "http://a/leaf"]
    for _ in 0..<depth { value = ["http://a/p": value] }
    return value
  }

  @Test func `a document nests as deep as allowed and no deeper, whatever is made of it`() throws {
    var options = ParserOptions()
    options.limits.nestingDepthMax = 20
    // The leaf is an object as well.
    let allowed = nested(19)
    let refused = nested(20)
    let operations: [(JSON) throws -> JSON] = [
      { try JSONLD.expand($0, options: options) },
      { try JSONLD.compact($0, context: [:], options: options) },
      { try JSONLD.flatten($0, options: options) },
      { try JSONLD.frame($0, frame: ["@embed": "@never"], options: options) },
    ]
    for operation in operations {
      _ = try operation(allowed)
      #expect(code { _ = try operation(refused) } == .limit)
    }
  }

  @Test func `the deepest document allowed by default fits the stack`() throws {
    let document = nested(ParserLimits().nestingDepthMax - 1)
    let compacted = try JSONLD.compact(document, context: ["p": "http://a/p"])
    #expect(compacted["p"] != nil)
    #expect(try JSONLD.flatten(document).array?.count == ParserLimits().nestingDepthMax - 1)
    #expect(code { _ = try JSONLD.expand(nested(2_000)) } == .limit)
  }

  /// A chain of nodes, each of which refers to the next.
  private func chain(_ count: Int) -> JSON {
    .array(
      (0..<count).map {
        ["@id": .string("http://a/\($0)"), "http://a/next": ["@id": .string("http://a/\($0 + 1)")]]
      })
  }

  @Test func `framing follows references as deep as nesting is allowed and no deeper`() throws {
    var options = ParserOptions()
    options.limits.nestingDepthMax = 10
    let frame: JSON = ["@id": "http://a/0"]
    // The last reference is to a node of which nothing is said, but which is embedded.
    _ = try JSONLD.frame(chain(9), frame: frame, options: options)
    #expect(code { _ = try JSONLD.frame(chain(10), frame: frame, options: options) } == .limit)
    #expect(code { _ = try JSONLD.frame(chain(50_000), frame: frame) } == .limit)
  }

  @Test func `framing writes as many nodes as allowed and no more`() throws {
    var options = ParserOptions()
    options.limits.framedNodeCountMax = 6
    func document(_ count: Int) -> JSON {
      .array((0..<count).map { ["@id": .string("http://a/\($0)"), "@type": "http://a/T"] })
    }
    let frame: JSON = ["@type": "http://a/T"]
    _ = try JSONLD.frame(document(5), frame: frame, options: options)
    _ = try JSONLD.frame(document(6), frame: frame, options: options)
    #expect(code { _ = try JSONLD.frame(document(7), frame: frame, options: options) } == .limit)
  }

  @Test func `nodes that embed each other twice at every step end at the limit`() {
    var options = ParserOptions()
    options.limits.framedNodeCountMax = 10_000
    let document = JSON.array(
      (0..<60).map { number in
        let next: JSON = ["@id": .string("http://a/\(number + 1)")]
        return ["@id": .string("http://a/\(number)"), "http://a/left": next, "http://a/right": next]
      })
    let frame: JSON = ["@id": "http://a/0", "@embed": "@always"]
    // Below the frame's own level the default holds, unless the frame says otherwise: say it as an option.
    options.jsonLD.framing.embed = .always
    #expect(code { _ = try JSONLD.frame(document, frame: frame, options: options) } == .limit)
  }

  @Test
  func
    `nodes that refer to each other are framed without end only where that is asked for, and then refused`()
    throws
  {
    let document: JSON = [
      ["@id": "http://a/a", "http://a/p": ["@id": "http://a/b"]],
      ["@id": "http://a/b", "http://a/p": ["@id": "http://a/a"]],
    ]
    var options = ParserOptions()
    options.jsonLD.framing.embed = .always
    let framed = try JSONLD.frame(document, frame: ["@id": "http://a/a"], options: options)
    #expect(
      framed == [
        "@id": "http://a/a",
        "http://a/p": ["@id": "http://a/b", "http://a/p": ["@id": "http://a/a"]],
      ])
  }

  @Test func `compacting many values of one property takes time in proportion`() throws {
    // Quadratic copying of a list of 20,000 values would take a minute.
    let values = (0..<20_000).map { JSON.object(JSON.Object([("@value", .int($0))])) }
    let compacted = try JSONLD.compact([["http://a/p": .array(values)]], context: ["p": "http://a/p"])
    #expect(compacted["p"]?.array?.count == 20_000)
    #expect(
      try JSONLD.flatten([["http://a/p": .array(values)]]).array?.first?["http://a/p"]?.array?.count
        == 20_000)
  }

  // MARK: Compact forms

  @Test(arguments: [
    ("http://a/b/c", "http://a/b/d", "d"), ("http://a/b/c", "http://a/b/c", "c"),
    ("http://a/b/c", "http://a/b/", "./"), ("http://a/b/c", "http://a/", "../"),
    ("http://a/b/c", "http://a/b/c#f", "#f"), ("http://a/b/c", "http://a/b/c?q", "?q"),
    ("http://a/b/c", "http://a/x/y", "../x/y"), ("http://a/b/c", "https://a/b/c", "https://a/b/c"),
    ("http://a/b/c", "http://z/b/c", "http://z/b/c"), ("http://a/b/c", "http://a/b/x:y", "./x:y"),
    ("http://a/b/c", "http://a/b/../d", "http://a/b/../d"), ("http://a/b/", "http://a/b/", "./"),
    ("http://a", "http://a/b", "b"), ("urn:a:b", "urn:a:c", "urn:a:c"),
  ])
  func `a relative reference resolves to what it stands for`(
    _ base: String, _ iri: String, _ expected: String
  )
    throws
  {
    let reference = try IRI(base).relativeReference(to: iri)
    #expect(reference == expected)
    #expect(try IRI(base).resolving(reference).string == iri)
  }

  @Test func `what is compacted expands to itself where literals look like keywords or marks`() throws {
    let document: JSON = [["http://a/p": [["@value": "@null"], ["@value": "_:b0"], ["@value": "@id"]]]]
    #expect(try JSONLD.expand(JSONLD.compact(document, context: [:])) == document)
    let framed = try JSONLD.frame(document, frame: ["http://a/p": [:]])
    #expect(framed["http://a/p"]?.array == ["@null", "_:b0", "@id"])
  }

  @Test func `what JSON-LD 1.0 lacks is refused where 1.0 is asked for`() {
    var options = ParserOptions()
    options.jsonLD.processingMode = .version10
    let contexts: [(JSON, SyntaxError.Code)] = [
      (["@version": ["@x": 1]], .JSONLD.invalidVersionValue),
      (["@propagate": true], .JSONLD.invalidContextEntry), (["@import": "x"], .JSONLD.invalidContextEntry),
      (["p": ["@id": "http://a/p", "@protected": true]], .JSONLD.invalidTermDefinition),
      (["p": ["@id": "http://a/p", "@type": "@json"]], .JSONLD.invalidTypeMapping),
      (["@type": ["@container": "@set"]], .JSONLD.keywordRedefinition),
    ]
    for (context, expected) in contexts {
      #expect(code { _ = try JSONLD.expand(["@context": context], options: options) } == expected)
    }
  }

  @Test(arguments: [
    ("-0012", JSON.number(JSON.Number(uncheckedValid: "-12"))), ("+000", 0), ("+5", 5),
    ("123456789012345678901", JSON.number(JSON.Number(uncheckedValid: "123456789012345678901"))),
    // More digits than are read as an integer again stay a string.
    ("1234567890123456789012", "1234567890123456789012"), ("1.0", "1.0"), ("", ""), ("-", "-"), ("١", "١"),
  ])
  func `an integer becomes a number if JSON can say it`(_ text: String, _ expected: JSON) throws {
    var options = ParserOptions()
    options.jsonLD.usesNativeTypes = true
    let quad = Quad(
      Triple(
        .iri(try IRI("http://a/s")), try IRI("http://a/p"), .literal(.typed(text, datatype: .XSD.integer))))
    let document = try JSONLD.fromRDF(Dataset([quad]), options: options)
    let value = document[0]?["http://a/p"]?[0]
    #expect(value?["@value"] == expected)
    #expect((value?["@type"] == nil) == (expected.string == nil))
  }

  @Test func `frames that make no sense have the codes of the Recommendation`() {
    #expect(
      code { _ = try JSONLD.frame([], frame: [["@id": "http://a/a"], ["@id": "http://a/b"]]) }
        == .JSONLD.invalidFrame)
    #expect(code { _ = try JSONLD.frame([], frame: ["@explicit": "perhaps"]) } == .JSONLD.invalidFrame)
    #expect(code { _ = try JSONLD.frame([], frame: ["@embed": "@last"]) } == .JSONLD.invalidEmbedValue)
    #expect(code { _ = try JSONLD.frame([], frame: ["@id": 5]) } == .JSONLD.invalidIDValue)
  }
}
