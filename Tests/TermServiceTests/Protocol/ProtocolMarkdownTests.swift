import Glibc
import RDF
import Testing

@testable import TermService

@Suite struct ProtocolMarkdownTests {
  /// The text of `spec/protocol.md`, which lies three folders above this file's.
  private func specification() throws -> String {
    let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    let file = try #require(fopen(folders.joined(separator: "/") + "/spec/protocol.md", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return try #require(String(validating: bytes[..<count], as: UTF8.self))
  }

  @Test func `the specification lists the errors that there are`() throws {
    let text = try specification()
    #expect(ProtocolMarkdown.replacing("errors", with: ProtocolMarkdown.errors, in: text) == text)
  }

  @Test func `the specification lists the limits that there are`() throws {
    let text = try specification()
    #expect(ProtocolMarkdown.replacing("limits", with: ProtocolMarkdown.limits, in: text) == text)
  }

  @Test func `every limit has a row with its value`() {
    // The values of the properties, by reflection, against the list that is written by hand.
    let properties = Mirror(reflecting: ServiceLimits()).children.map { "\($0.label ?? "") \($0.value)" }
    #expect(ServiceLimits().rows.map { "\($0.name) \($0.value)" } == properties)
  }

  @Test func `a method is described with its parameters, result and errors`() {
    let method = MethodDeclaration(
      "thing.get", "Reads a thing", access: .account, isWrite: true,
      parameters: [.required("iri", .iri, "Which"), .optional("kind", .choice(["a", "b"]), "What | kind")],
      result: ResultDeclaration("The thing", .object([.required("name", .name, "Its name")])),
      errors: [.notFound], handler: { _ in nil })
    #expect(
      ProtocolMarkdown.methods([method]) == """
        ### `thing.get`

        Reads a thing. For any account; it writes.

        | parameter | type |  | meaning |
        | --- | --- | --- | --- |
        | `iri` | iri | required | Which |
        | `kind` | `a`, `b` |  | What \\| kind |
        | `idempotencyKey` | string |  | \(MethodDeclaration.idempotencyKey.description) |

        Result: The thing:

        | member | type | meaning |
        | --- | --- | --- |
        | `name` | string | Its name |

        Errors: `notFound`.

        """)
  }

  @Test func `a section is replaced between its marks only`() {
    let document = "a\n<!-- x: begin (generated) -->\nold\n<!-- x: end -->\nb\n"
    #expect(
      ProtocolMarkdown.replacing("x", with: "new\n", in: document)
        == "a\n<!-- x: begin (generated) -->\n\nnew\n\n<!-- x: end -->\nb\n")
    #expect(ProtocolMarkdown.replacing("y", with: "new", in: document) == nil)
  }
}
