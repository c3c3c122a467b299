import Foundation
import RDF
import TestSupport
import Testing

/// The W3C suites of the JSON-LD 1.1 algorithms, read from their manifests.
enum JSONLDSuite {
  static let folder = "suites/json-ld-api"
  static let baseIRI = "https://w3c.github.io/json-ld-api/tests/"

  struct Entry: Sendable, CustomTestStringConvertible {
    let manifest: String
    let id: String
    let types: [String]
    let input: String
    let expect: String?
    let errorCode: String?
    let option: JSON?
    var testDescription: String { "\(manifest)\(id)" }
    var isNegative: Bool { types.contains("jld:NegativeEvaluationTest") }
    /// Whether the entry is for a processor of JSON-LD 1.0, which is another language.
    var isForVersion10: Bool {
      option?["specVersion"] == "json-ld-1.0" || option?["processingMode"] == "json-ld-1.0"
    }
  }

  static func entries(_ manifest: String) -> [Entry] {
    guard let bytes = try? SharedData.bytes("\(folder)/\(manifest)-manifest.jsonld"),
      let sequence = try? JSON(parsing: bytes)["sequence"]?.array
    else { return [] }
    return sequence.map { entry in
      Entry(
        manifest: manifest, id: entry["@id"]?.string ?? "",
        types: entry["@type"]?.array?.compactMap(\.string) ?? [],
        input: entry["input"]?.string ?? "", expect: entry["expect"]?.string,
        errorCode: entry["expectErrorCode"]?.string, option: entry["option"])
    }
  }

  /// Every file of the suite that may serve as a context, under the address that it would have on the web.
  static let contextDocuments: [String: JSON] = {
    var documents: [String: JSON] = [:]
    for path in SharedData.files(in: folder, endingIn: ".jsonld") {
      guard let bytes = try? SharedData.bytes(path), let document = try? JSON(parsing: bytes) else {
        continue
      }
      documents[baseIRI + path.dropFirst(folder.count + 1)] = document
    }
    return documents
  }()

  static func options(_ entry: Entry) throws -> ParserOptions {
    var options = ParserOptions(base: try IRI(entry.option?["base"]?.string ?? baseIRI + entry.input))
    options.jsonLD.contextDocuments = contextDocuments
    if let context = entry.option?["expandContext"]?.string {
      options.jsonLD.expandContext = try json(context)
    }
    options.jsonLD.rdfDirection = entry.option?["rdfDirection"]?.string.flatMap(JSONLDOptions.Direction.init)
    return options
  }

  static func bytes(_ path: String) throws -> [UInt8] { try SharedData.bytes("\(folder)/\(path)") }
  static func json(_ path: String) throws -> JSON { try JSON(parsing: bytes(path)) }

  /// The value with the arrays that stand for sets sorted, so that equal means equal as JSON-LD.
  static func normalized(_ value: JSON, isList: Bool = false) throws -> JSON {
    switch value {
    case .array(let elements):
      let elements = try elements.map { try normalized($0) }
      if isList { return .array(elements) }
      return .array(
        try elements.map { ($0, try $0.canonical()) }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
      )
    case .object(let object):
      return .object(
        JSON.Object(
          try object.members.map { name, value in
            (name, name == "@value" ? value : try normalized(value, isList: name == "@list"))
          }))
    default: return value
    }
  }
}
