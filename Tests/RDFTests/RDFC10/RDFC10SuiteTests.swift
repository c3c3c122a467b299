import RDF
import TestSupport
import Testing

/// The W3C suite of RDF Dataset Canonicalization, every entry of its manifest, without exceptions.
@Suite(.needsSharedData("suites/rdf-canon")) struct RDFC10SuiteTests {
  private static let folder = "suites/rdf-canon"

  private func bytes(_ path: String) throws -> [UInt8] { try SharedData.bytes("\(Self.folder)/\(path)") }

  struct Entry: CustomTestStringConvertible {
    let id: String
    let type: String
    let action: String
    let result: String?
    let algorithm: RDFC10.HashAlgorithm
    var testDescription: String { id }
  }

  static let entries: [Entry] = {
    guard let bytes = try? SharedData.bytes("\(folder)/manifest.jsonld"),
      let entries = try? JSON(parsing: bytes)["entries"]?.array
    else { return [] }
    return entries.map { entry in
      Entry(
        id: entry["id"]?.string ?? "", type: entry["type"]?.string ?? "",
        action: entry["action"]?.string ?? "",
        result: entry["result"]?.string,
        algorithm: entry["hashAlgorithm"]?.string.flatMap(RDFC10.HashAlgorithm.init) ?? .sha256)
    }
  }()

  @Test func `the manifest has all its entries`() {
    #expect(Self.entries.count == 86)
  }

  @Test(arguments: entries)
  func `a dataset of the suite is canonicalised as expected`(_ entry: Entry) throws {
    let input = try RDFSyntax.nQuads.parse(bytes(entry.action), into: QuadCollector()).quads.map(\.quad)
    switch entry.type {
    case "rdfc:RDFC10EvalTest":
      let canonical = try RDFC10.canonicalize(input, algorithm: entry.algorithm)
      let expected = try bytes(try #require(entry.result))
      #expect(
        String(validating: canonical.nQuads, as: UTF8.self) == String(validating: expected, as: UTF8.self))
      #expect(canonical.nQuads == expected)
      var written: [UInt8] = []
      try RDFC10.write(Dataset(input), algorithm: entry.algorithm) { written.append(contentsOf: $0) }
      #expect(written == expected)
    case "rdfc:RDFC10MapTest":
      let canonical = try RDFC10.canonicalize(input, algorithm: entry.algorithm)
      let expected = try JSON(parsing: bytes(try #require(entry.result))).object ?? JSON.Object()
      let identifiers = canonical.issuedIdentifiers.mapValues(JSON.string)
      #expect(JSON.Object(identifiers.map { ($0.key, $0.value) }) == expected)
    case "rdfc:RDFC10NegativeEvalTest":
      #expect(throws: CanonicalizationError.self) {
        try RDFC10.canonicalize(input, algorithm: entry.algorithm)
      }
      #expect(throws: CanonicalizationError.self) {
        try RDFC10.hash(of: Dataset(input), algorithm: entry.algorithm)
      }
    default: Issue.record("unknown type \(entry.type)")
    }
  }
}
