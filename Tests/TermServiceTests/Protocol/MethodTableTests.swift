import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct MethodTableTests {
  private func method(
    _ name: String, access: MethodAccess = .anyone, _ parameters: [ParameterDeclaration] = []
  ) -> MethodDeclaration {
    MethodDeclaration(
      name, "Does", access: access, parameters: parameters, result: ResultDeclaration("", .any)
    ) { _ in
      nil
    }
  }

  private func mistake(_ declarations: [MethodDeclaration]) -> String? {
    do throws(MethodTable.Mistake) {
      _ = try MethodTable(declarations)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `mistakes in declarations are found when the table is made`() {
    #expect(mistake([method("a.b"), method("a.c")]) == nil)
    #expect(mistake([method("a.b"), method("a.b")]) == "a.b: is declared twice")
    for name in ["ab", "a.", ".b", "a.b.c", "a b.c", "ä.b", "a.b1", ""] {
      #expect(mistake([method(name)]) == "\(name): is not two words of letters with a dot between them")
    }
    let twice = [ParameterDeclaration.optional("p", .any, ""), .optional("p", .any, "")]
    #expect(mistake([method("a.b", twice)]) == "a.b: has two parameters of the same name")
    let access = MethodAccess.permission(.read, vocabulary: "vocabulary")
    #expect(mistake([method("a.b", access: access, [.required("vocabulary", .name, "")])]) == nil)
    #expect(
      mistake([method("a.b", access: access, [.optional("vocabulary", .name, "")])])
        == "a.b: takes its permission from vocabulary, which is not a required parameter")
  }

  @Test func `a name is found by its exact bytes only`() throws {
    let table = try MethodTable([method("concept.get")])
    #expect(table["concept.get"] != nil)
    // Case, spaces, NUL, a zero-width joiner, a Cyrillic letter, a combining mark.
    for name in [
      "Concept.get", "concept.get ", " concept.get", "concept.get\0", "concept\u{200D}.get",
      "\u{441}oncept.get",
      "concept.get\u{301}", "conceptget", "",
    ] { #expect(table[name] == nil) }
  }

  @Test func `the OpenRPC document lists every method, parameter and error`() throws {
    let service = TestService()
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.inProcess)
    let result = try dispatcher.result(of: RPCRequest(id: .string("1"), method: "rpc.discover"), in: session)
      .get()
    #expect(result["openrpc"] == "1.3.2")
    let methods = try #require(result["methods"]?.array)
    #expect(methods.compactMap { $0["name"]?.string } == dispatcher.table.names)
    let subtract = try #require(methods.first { $0["name"] == "math.subtract" })
    let minuend: JSON = [
      "name": "minuend", "description": "From what", "required": true,
      "schema": ["type": "integer", "minimum": -1000, "maximum": 1000],
    ]
    #expect(subtract["params"]?[0] == minuend)
    #expect(subtract["paramStructure"] == "by-name")
    let errors = try #require(result["components"]?["errors"]?.object)
    #expect(Set(errors.names) == Set(RPCErrorName.allCases.map(\.rawValue)))
    for method in methods {
      for error in method["errors"]?.array ?? [] {
        let reference = try #require(error["$ref"]?.string)
        #expect(errors[String(reference.dropFirst("#/components/errors/".count))] != nil)
      }
    }
    #expect(try JSON(parsing: result.serialized(.compact)) == result)
  }

  @Test func `codes and names of errors are unique and in their ranges`() {
    #expect(Set(RPCErrorName.allCases.map(\.code)).count == RPCErrorName.allCases.count)
    for name in RPCErrorName.allCases {
      #expect(
        (-32099 ... -32000).contains(name.code)
          || [-32700, -32600, -32601, -32602, -32603].contains(name.code))
      #expect(name.meaning.hasSuffix(".") && name.remedy.hasSuffix("."))
    }
  }
}
