import RDF
import Testing

@testable import TermService

@Suite struct SchemaTests {
  private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  /// Checks which of some JSON texts a schema takes.
  private func check(
    _ schema: Schema, takes good: [String], refuses bad: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for text in good {
      #expect(schema.mismatch(try json(text), at: "p") == nil, "\(text)", sourceLocation: sourceLocation)
    }
    for text in bad {
      #expect(schema.mismatch(try json(text), at: "p") != nil, "\(text)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a schema takes what it names and nothing else`() throws {
    try check(.any, takes: ["null", "1", "[]"], refuses: [])
    try check(.boolean, takes: ["true", "false"], refuses: ["0", "\"true\"", "null"])
    try check(.number, takes: ["1", "1.5e3"], refuses: ["\"1\""])
    try check(
      .integer(-1...3), takes: ["-1", "3"], refuses: ["-2", "4", "1.0", "1e0", "99999999999999999999"])
    try check(
      .text(byteCountMax: 2, format: nil), takes: ["\"\"", "\"ab\"", "\"é\""],
      refuses: ["\"abc\"", "\"éa\"", "1"])
    try check(.choice(["a", "b"]), takes: ["\"a\""], refuses: ["\"A\"", "\"c\"", "1"])
    try check(
      .array(of: .boolean, countMax: 2), takes: ["[]", "[true,false]"],
      refuses: ["[1]", "[true,true,true]", "{}"])
    try check(.map(of: .boolean), takes: ["{}", "{\"x\":true}"], refuses: ["{\"x\":1}", "[]"])
    try check(.nullable(.boolean), takes: ["null", "true"], refuses: ["1"])
    try check(.oneOf([.boolean, .name]), takes: ["true", "\"a\""], refuses: ["1", "null"])
    let object = Schema.object([.required("a", .boolean, ""), .optional("b", .boolean, "")])
    try check(
      object, takes: ["{\"a\":true}", "{\"b\":null,\"a\":true}"],
      refuses: ["{}", "{\"a\":null}", "{\"a\":true,\"b\":1}", "{\"a\":true,\"c\":1}", "[]"])
  }

  @Test func `a fault names its place`() throws {
    let schema = Schema.array(of: .object([.required("iri", .name, "")]), countMax: 9)
    let fault = try #require(schema.mismatch(try json(#"[{"iri":"a"},{"iri":1}]"#), at: "changes"))
    #expect(fault.path == "changes[1].iri")
    #expect(fault.sentence == "is a string")
  }

  @Test func `a schema is published as JSON Schema`() throws {
    let schema = Schema.object([
      .required("iri", .iri, "The IRI"), .optional("limit", .integer(1...100), "How many"),
      .optional("kinds", .array(of: .choice(["a", "b"]), countMax: 2), "Which"),
    ])
    let expected = """
      {"type":"object","properties":{
        "iri":{"type":"string","maxLength":8192,"format":"iri","description":"The IRI"},
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"How many"},
        "kinds":{"type":"array","items":{"type":"string","enum":["a","b"]},"maxItems":2,"description":"Which"}},
        "required":["iri"],"additionalProperties":false}
      """
    #expect(schema.json == (try json(expected)))
  }
}
