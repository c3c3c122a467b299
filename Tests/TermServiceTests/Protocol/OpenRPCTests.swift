import Foundation
import Logging
import RDF
import SKOSStore
import Testing

@testable import TermService

/// The published document against the rules of OpenRPC's meta-schema, which are written out here.
///
/// - Source: https://spec.open-rpc.org/ 1.3, and draft 7 of JSON Schema for what it calls schemas.
@Suite struct `The OpenRPC document` {
  private static func document() throws -> JSON {
    let directory = "/tmp/co-" + UUID().uuidString.prefix(8)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store(directory: directory, ownerDescription: "a test")
    defer { store.close() }
    let service = try Service(
      store: store, transferArea: nil, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let client = InProcessClient(service.dispatcher, identity: .none)
    return try client.callNow("rpc.discover")
  }

  /// What is wrong with an object that may have some members and must have others; extensions begin with `x-`.
  private func faults(
    _ json: JSON?, _ place: String, required: Set<String>, optional: Set<String>
  ) -> [String] {
    guard let object = json?.object else { return ["\(place) is no object"] }
    let names = Set(object.names)
    let strangers = names.subtracting(required).subtracting(optional).filter { !$0.hasPrefix("x-") }
    return required.subtracting(names).sorted().map { "\(place) lacks \($0)" }
      + strangers.sorted().map { "\(place) has \($0)" }
  }

  private func schemaFaults(_ schema: JSON?, _ place: String) -> [String] {
    let known: Set = [
      "type", "description", "enum", "items", "maxItems", "properties", "required", "additionalProperties",
      "anyOf", "format", "minimum", "maximum", "maxLength",
    ]
    var found = faults(schema, place, required: [], optional: known)
    let types: Set = ["array", "boolean", "integer", "null", "number", "object", "string"]
    if let type = schema?["type"], !types.contains(type.string ?? "") { found.append("\(place) has a type") }
    for (name, own) in schema?["properties"]?.object?.members ?? [] {
      found += schemaFaults(own, "\(place).\(name)")
    }
    let declared = Set(schema?["properties"]?.object?.names ?? [])
    for name in schema?["required"]?.array ?? [] where !declared.contains(name.string ?? "") {
      found.append("\(place) requires \(name), which it does not have")
    }
    if let items = schema?["items"] { found += schemaFaults(items, "\(place)[]") }
    for (index, own) in (schema?["anyOf"]?.array ?? []).enumerated() {
      found += schemaFaults(own, "\(place)|\(index)")
    }
    if let more = schema?["additionalProperties"], more.bool == nil {
      found += schemaFaults(more, "\(place).*")
    }
    return found
  }

  @Test func `obeys the rules of the meta-schema`() throws {
    let document = try Self.document()
    var found = faults(
      document, "document", required: ["openrpc", "info", "methods"],
      optional: ["servers", "components", "externalDocs"])
    #expect(document["openrpc"]?.string?.hasPrefix("1.3.") == true)
    found += faults(
      document["info"], "info", required: ["title", "version"],
      optional: ["description", "termsOfService", "contact", "license"])
    let methods = try #require(document["methods"]?.array)
    let names = methods.compactMap { $0["name"]?.string }
    #expect(Set(names).count == methods.count)
    let errors = document["components"]?["errors"]?.object
    for method in methods {
      let name = method["name"]?.string ?? "?"
      found += faults(
        method, name, required: ["name", "params"],
        optional: [
          "description", "summary", "servers", "tags", "paramStructure", "result", "errors", "links",
          "examples", "deprecated", "externalDocs",
        ])
      #expect(["by-name", "by-position", "either"].contains(method["paramStructure"]?.string ?? ""))
      let parameters = method["params"]?.array ?? []
      #expect(Set(parameters.compactMap { $0["name"]?.string }).count == parameters.count, "\(name)")
      for parameter in parameters + [method["result"] ?? .null] {
        let place = "\(name) \(parameter["name"]?.string ?? "?")"
        found += faults(
          parameter, place, required: ["name", "schema"],
          optional: ["summary", "description", "required", "deprecated"])
        found += schemaFaults(parameter["schema"], place)
      }
      for error in method["errors"]?.array ?? [] {
        let reference = error["$ref"]?.string ?? ""
        let target = reference.replacing("#/components/errors/", with: "")
        #expect(
          reference.hasPrefix("#/components/errors/") && errors?[target] != nil, "\(name): \(reference)")
      }
    }
    for (name, error) in errors?.members ?? [] {
      found += faults(error, name, required: ["code", "message"], optional: ["data"])
      #expect(error["code"]?.int != nil && error["message"]?.string != nil)
    }
    #expect(found == [])
  }
}
