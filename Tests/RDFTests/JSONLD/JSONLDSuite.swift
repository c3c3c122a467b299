import TestSupport
import Testing

@testable import RDF

/// The W3C suites of the JSON-LD 1.1 algorithms and of framing, read from their manifests.
enum JSONLDSuite {
  static let folder = "suites/json-ld-api"
  static let framingFolder = "suites/json-ld-framing"

  struct Entry: Sendable, CustomTestStringConvertible {
    let folder: String
    let manifest: String
    let id: String
    let types: [String]
    let input: String
    let context: String?
    let frame: String?
    let expect: String?
    let errorCode: String?
    let option: JSON?
    var testDescription: String { "\(manifest)\(id)" }
    var isNegative: Bool { types.contains("jld:NegativeEvaluationTest") }
    /// Whether the entry is for a processor of JSON-LD 1.0 itself, which is another language.
    var isForVersion10: Bool { option?["specVersion"] == "json-ld-1.0" }

    func bytes(_ path: String) throws -> [UInt8] { try SharedData.bytes("\(folder)/\(path)") }
    func json(_ path: String) throws -> JSON { try JSON(parsing: bytes(path)) }
    /// Where the file would be on the web.
    func address(_ path: String) -> String { JSONLDSuite.address(folder) + path }
  }

  static func address(_ folder: String) -> String {
    folder == framingFolder
      ? "https://w3c.github.io/json-ld-framing/tests/" : "https://w3c.github.io/json-ld-api/tests/"
  }

  static func entries(_ manifest: String, in folder: String = folder) -> [Entry] {
    guard let bytes = try? SharedData.bytes("\(folder)/\(manifest)-manifest.jsonld"),
      let sequence = try? JSON(parsing: bytes)["sequence"]?.array
    else { return [] }
    return sequence.map { entry in
      Entry(
        folder: folder, manifest: manifest, id: entry["@id"]?.string ?? "",
        types: entry["@type"]?.array?.compactMap(\.string) ?? [],
        input: entry["input"]?.string ?? "", context: entry["context"]?.string,
        frame: entry["frame"]?.string, expect: entry["expect"]?.string,
        errorCode: entry["expectErrorCode"]?.string, option: entry["option"])
    }
  }

  /// Every file of the suites that may serve as a context, under the address that it would have on the web.
  static let contextDocuments: [String: JSON] = {
    var documents: [String: JSON] = [:]
    for folder in [folder, framingFolder] {
      for path in SharedData.files(in: folder, endingIn: ".jsonld") {
        guard let bytes = try? SharedData.bytes(path), let document = try? JSON(parsing: bytes) else {
          continue
        }
        documents[address(folder) + path.dropFirst(folder.count + 1)] = document
      }
    }
    return documents
  }()

  static func options(_ entry: Entry) throws -> ParserOptions {
    let option = entry.option
    var options = ParserOptions(base: try IRI(option?["base"]?.string ?? entry.address(entry.input)))
    options.jsonLD.contextDocuments = contextDocuments
    if let context = option?["expandContext"]?.string {
      options.jsonLD.expandContext = try entry.json(context)
    }
    options.jsonLD.rdfDirection = option?["rdfDirection"]?.string.flatMap(JSONLDOptions.Direction.init)
    if let mode = option?["processingMode"]?.string {
      options.jsonLD.processingMode = try #require(JSONLDOptions.ProcessingMode(rawValue: mode))
    }
    options.jsonLD.ordered = option?["ordered"]?.bool ?? false
    options.jsonLD.compactsArrays = option?["compactArrays"]?.bool ?? true
    options.jsonLD.compactsToRelative = option?["compactToRelative"]?.bool ?? true
    options.jsonLD.usesNativeTypes = option?["useNativeTypes"]?.bool ?? false
    options.jsonLD.usesRDFType = option?["useRdfType"]?.bool ?? false
    options.jsonLD.framing.omitsGraph = option?["omitGraph"]?.bool
    options.jsonLD.extractsAllScripts = option?["extractAllScripts"]?.bool
    return options
  }

  // MARK: Loading

  /// A loader that answers as the option of an entry says for its input, and otherwise with the files of the suites.
  static func loader(_ entry: Entry) -> JSONLDDocumentLoader {
    JSONLDDocumentLoader { (iri) throws(SyntaxError) in
      let path = String(iri.string.dropFirst(address(entry.folder).count))
      let isInput = entry.input.prefix { $0 != "#" } == path
      let target = (isInput ? entry.option?["redirectTo"]?.string : nil) ?? path
      guard iri.string.hasPrefix(address(entry.folder)), let bytes = try? entry.bytes(target) else {
        throw SyntaxError(.JSONLD.loadingDocumentFailed, at: nil, "<\(iri)> is not there")
      }
      let types = [
        "html": "text/html", "json": "application/json", "jsonld": "application/ld+json",
        "jldt": "application/octet-stream", "jldte": "application/octet-stream",
      ]
      let ending = target.split(separator: ".").last.map(String.init) ?? ""
      let type = isInput ? entry.option?["contentType"]?.string : nil
      let links = isInput ? entry.option?["httpLink"]?.asArray.compactMap(\.string) ?? [] : []
      return JSONLDDocumentLoader.Response(
        iri: IRI(uncheckedValid: entry.address(target)), contentType: type ?? types[ending] ?? "",
        links: links, body: bytes)
    }
  }

  // MARK: Comparison

  /// Whether two documents are equal as JSON-LD: the order in arrays counts only in lists, and blank nodes may
  /// have other labels if what is said of them is the same.
  static func isSame(_ found: JSON, _ expected: JSON, _ options: ParserOptions) throws -> Bool {
    if try normalized(found).canonical() == normalized(expected).canonical() { return true }
    guard hasLabels(expected) else { return false }
    return try normalized(unlabelled(found)).canonical() == normalized(unlabelled(expected)).canonical()
      && statements(found, options) == statements(expected, options)
  }

  private static func statements(_ document: JSON, _ options: ParserOptions) throws -> [UInt8] {
    let quads = try RDFSyntax.jsonLD.parse(document.serialized(), into: QuadCollector(), options: options)
    return try Array(RDFC10.canonicalize(quads.quads.map(\.quad)).nQuads)
  }

  private static func hasLabels(_ value: JSON) -> Bool { unlabelled(value) != value }

  /// The value with one label for all blank nodes.
  private static func unlabelled(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(text.hasPrefix("_:") ? "_:" : text)
    case .array(let elements): .array(elements.map(unlabelled))
    case .object(let object): .object(JSON.Object(object.members.map { ($0.name, unlabelled($0.value)) }))
    default: value
    }
  }

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
            // Language tags may be written in lower case.
            if name == "@language", let tag = value.string { return (name, .string(tag.lowercased())) }
            return (name, name == "@value" ? value : try normalized(value, isList: name == "@list"))
          }))
    default: return value
    }
  }
}
