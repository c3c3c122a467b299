import RDF
import TestSupport
import Testing

/// Where the faults are said to be that have a code of JSON-LD's own: a sign "¶" stands before each.
@Suite struct JSONLDErrorPlaceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: SyntaxError.Code
    let text: String
    var testDescription: String { "\(code): \(text)" }

    init(_ code: SyntaxError.Code, _ text: String) {
      self.code = code
      self.text = text
    }

    /// A case of a context that defines a term.
    static func term(_ code: SyntaxError.Code, _ definition: String) -> Case {
      Case(code, #"{"@context": {"a": "http://e/a", "t": {"@id": "http://e/t", \#(definition)}}}"#)
    }
  }

  static let contexts = [
    Case(.JSONLD.invalidLocalContext, #"{"@context": ¶5}"#),
    Case(.JSONLD.invalidLocalContext, #"{"@context": [{}, null, ¶5]}"#),
    Case(.JSONLD.invalidBaseIRI, #"{"@context": {"a": "http://e/a", "@base": ¶5}}"#),
    Case(.JSONLD.invalidVocabMapping, #"{"@context": {"@vocab": ¶5}}"#),
    Case(.JSONLD.invalidDefaultLanguage, #"{"@context": {"@language": ¶5}}"#),
    Case(.JSONLD.invalidBaseDirection, #"{"@context": {"@direction": ¶"up"}}"#),
    Case(.JSONLD.invalidPropagateValue, #"{"@context": {"@propagate": ¶5}}"#),
    Case(.JSONLD.invalidProtectedValue, #"{"@context": {"@protected": ¶5}}"#),
    Case(.JSONLD.invalidVersionValue, #"{"@context": {"@version": ¶"1.1"}}"#),
    Case(.JSONLD.invalidImportValue, #"{"@context": {"@import": ¶5}}"#),
    Case(.JSONLD.loadingRemoteContextFailed, #"{"@context": ["http://e/good", ¶"http://e/none"]}"#),
    Case(.JSONLD.loadingRemoteContextFailed, #"{"@context": {"@import": ¶"http://e/none"}}"#),
    Case(.JSONLD.loadingDocumentFailed, #"{"@context": ¶"relative"}"#),
    Case(.JSONLD.invalidRemoteContext, #"{"@context": ¶"http://e/empty"}"#),
    Case(.JSONLD.invalidContextEntry, #"{"@context": {"@import": ¶"http://e/importing"}}"#),
    Case(.JSONLD.invalidTermDefinition, #"{"@context": [{}, ¶"http://e/bad"]}"#),
    Case(.JSONLD.keywordRedefinition, #"{"@context": {¶"@id": "http://e/a"}}"#),
    Case(.JSONLD.invalidTermDefinition, #"{"@context": {¶"": "http://e/a"}}"#),
    Case(.JSONLD.invalidTermDefinition, #"{"@context": {¶"t": 5}}"#),
    Case(.JSONLD.cyclicIRIMapping, #"{"@context": {¶"a": "b:x", "b": "a:y"}}"#),
    Case(.JSONLD.invalidIRIMapping, #"{"@context": {"a": "b:x", "b": ¶"relative"}}"#),
    Case(.JSONLD.invalidIRIMapping, #"{"@context": {"t": {"@id": ¶5}}}"#),
    Case(.JSONLD.invalidKeywordAlias, #"{"@context": {"t": ¶"@context"}}"#),
    Case(
      .JSONLD.protectedTermRedefinition,
      #"{"@context": [{"t": {"@id": "http://e/t", "@protected": true}}, {¶"t": "http://e/u"}]}"#),
    Case(
      .JSONLD.invalidContextNullification,
      #"{"@context": {"@protected": true, "t": "http://e/t"}, "t": [1, {"@context": ¶null}]}"#),
    .term(.JSONLD.invalidTermDefinition, #""@container": "@set", ¶"other": 5"#),
    .term(.JSONLD.invalidTermDefinition, #""@index": ¶"a""#),
    .term(.JSONLD.invalidContainerMapping, #""@container": ¶"@other""#),
    .term(.JSONLD.invalidTypeMapping, #""@type": ¶5"#),
    .term(.JSONLD.invalidLanguageMapping, #""@language": ¶5"#),
    .term(.JSONLD.invalidBaseDirection, #""@direction": ¶"up""#),
    .term(.JSONLD.invalidPrefixValue, #""@prefix": ¶5"#),
    .term(.JSONLD.invalidProtectedValue, #""@protected": ¶5"#),
    .term(.JSONLD.invalidNestValue, #""@nest": ¶5"#),
    .term(.JSONLD.invalidReverseProperty, #""@reverse": ¶"http://e/r""#),
    .term(.JSONLD.invalidScopedContext, #""@context": [null, {"u": {"@id": ¶5}}]"#),
  ]

  static let values = [
    Case(.JSONLD.invalidIDValue, #"{"@id": ¶5}"#),
    Case(.JSONLD.invalidIDValue, #"{"http://e/p": ["x", {"http://e/q": {"@id": ¶["http://e/a"]}}]}"#),
    Case(
      .JSONLD.collidingKeywords, #"{"@context": {"id": "@id"}, "id": "http://e/a", ¶"@id": "http://e/b"}"#),
    Case(.JSONLD.invalidTypeValue, #"{"@type": ["http://e/t", ¶5]}"#),
    Case(.JSONLD.invalidIncludedValue, #"{"@included": ¶"x"}"#),
    Case(.JSONLD.invalidIndexValue, #"{"http://e/p": {"@index": ¶5}}"#),
    Case(.JSONLD.invalidNestValue, #"{"@nest": [{}, ¶"x"]}"#),
    Case(.JSONLD.invalidReverseValue, #"{"@reverse": ¶"x"}"#),
    Case(.JSONLD.invalidReversePropertyMap, #"{"@reverse": {¶"@id": "http://e/a"}}"#),
    Case(.JSONLD.invalidReversePropertyValue, #"{"@reverse": ¶{"http://e/p": "x"}}"#),
    Case(
      .JSONLD.invalidLanguageMapValue,
      #"{"@context": {"t": {"@id": "http://e/t", "@container": "@language"}}, "t": {"de": "x", "en": ["x", ¶5]}}"#
    ),
    Case(
      .JSONLD.invalidValueObject,
      #"{"@context": {"t": {"@id": "http://e/t", "@container": "@index"}}, "t": {"a": ["x", ¶{"@value": 1, "@id": "x"}]}}"#
    ),
    Case(.JSONLD.invalidValueObject, #"{"http://e/p": ¶{"@value": "x", "http://e/q": 1}}"#),
    Case(.JSONLD.invalidValueObjectValue, #"{"http://e/p": {"@value": ¶["x"]}}"#),
    Case(.JSONLD.invalidLanguageTaggedString, #"{"http://e/p": {"@value": "x", "@language": ¶5}}"#),
    Case(.JSONLD.invalidLanguageTaggedValue, #"{"http://e/p": ¶{"@value": 5, "@language": "en"}}"#),
    Case(.JSONLD.invalidBaseDirection, #"{"http://e/p": {"@value": "x", "@direction": ¶"up"}}"#),
    Case(.JSONLD.invalidTypedValue, #"{"http://e/p": [¶{"@value": "x", "@type": "no IRI"}]}"#),
    Case(.JSONLD.invalidSetOrListObject, #"{"http://e/p": ¶{"@list": [], "http://e/q": 1}}"#),
  ]

  private static let remote: [String: JSON] = [
    "http://e/good": ["@context": [:]], "http://e/empty": [:],
    "http://e/importing": ["@context": ["@import": "http://e/good"]],
    "http://e/bad": ["@context": ["t": 5]],
  ]

  /// Reads a text, and expects its fault at the sign.
  private func check(
    _ code: SyntaxError.Code, _ marked: String, _ limits: ParserLimits = ParserLimits(),
    location: SourceLocation = #_sourceLocation
  ) throws {
    let parts = marked.split(separator: "¶", omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    var options = ParserOptions(limits: limits)
    options.jsonLD.contextDocuments = Self.remote
    let error = #expect(throws: SyntaxError.self, sourceLocation: location) {
      try RDFSyntax.jsonLD.parse(Array(parts.joined().utf8), into: QuadCollector(), options: options)
    }
    #expect(error?.code == code, sourceLocation: location)
    #expect(error?.position?.line == lines.count, sourceLocation: location)
    #expect(error?.position?.column == (lines.last?.count ?? 0) + 1, sourceLocation: location)
    #expect(error?.position?.offset == parts[0].utf8.count, sourceLocation: location)
  }

  @Test(arguments: contexts + values)
  func `a fault has its place in a document that is one node`(_ fault: Case) throws {
    try check(fault.code, fault.text)
  }

  @Test(arguments: contexts + values)
  func `a fault has its place in a document of several nodes`(_ fault: Case) throws {
    let text = "[\n  {\"@id\": \"http://e/0\", \"http://e/p\": 1},\n  \(fault.text)\n]"
    try check(fault.code, text)
  }

  @Test(arguments: values.filter { !$0.text.contains("@context") && !$0.text.contains("@graph") })
  func `a fault has its place in a graph`(_ fault: Case) throws {
    try check(
      fault.code,
      "{\"@context\": {\"graph\": \"@graph\"},\n\"graph\": [\n  {\"@id\": \"http://e/0\"},\n  \(fault.text)]}"
    )
  }

  @Test(arguments: contexts + values)
  func `a fault has its place in a stream`(_ fault: Case) throws {
    var limits = ParserLimits()
    limits.jsonLDHeldByteCountMax = 8
    try check(fault.code, "[\n  {\"@id\": \"http://e/0\", \"http://e/p\": 1},\n  \(fault.text)\n]", limits)
  }

  @Test func `a node that has another index elsewhere is named by the place where it has the second`() throws
  {
    let nodes = #"[{"@id": "http://e/a", "@index": "x"}, ¶{"@id": "http://e/a", "@index": "y"}]"#
    try check(.JSONLD.conflictingIndexes, nodes)
    try check(.JSONLD.conflictingIndexes, "{\"@context\": {},\n\"@graph\": \(nodes)}")
  }

  @Test func `a fault in the context of a stream has its place`() throws {
    var limits = ParserLimits()
    limits.jsonLDHeldByteCountMax = 48
    let text =
      "{\"@context\": {\n\"t\": {\"@id\": ¶5}}, \"@graph\": [" + String(repeating: " ", count: 80) + "]}"
    try check(.JSONLD.invalidIRIMapping, text, limits)
  }

  @Test func `escapes in a name do not hide the place`() throws {
    try check(.JSONLD.invalidIDValue, #"{"http:\/\/e\/\u0070": {"@id": ¶5}}"#)
  }

  @Test func `a version that is not asked for has its place`() throws {
    var options = ParserOptions()
    options.jsonLD.processingMode = .version10
    let error = #expect(throws: SyntaxError.self) {
      try RDFSyntax.jsonLD.parse(
        Array(#"{"@context": {"@version": 1.1}}"#.utf8), into: QuadCollector(), options: options)
    }
    #expect(error?.code == .JSONLD.processingModeConflict)
    #expect(error?.description.hasPrefix("1:27: ") == true)
  }
}
