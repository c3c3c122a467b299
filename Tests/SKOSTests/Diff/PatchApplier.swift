import RDF
import SKOS

/// Applies RDF Patch to a graph: enough of the format to show that a patch does what it says.
struct PatchApplier {
  /// A row that cannot be read, or that does not fit the graph.
  struct Misfit: Error {
    let row: String
  }

  private(set) var triples: Set<Triple>
  private(set) var prefixes: [String: String] = [:]

  /// Starts with the statements of a graph, its blank nodes labelled as in its canonical form.
  init(canonical graph: Graph) throws {
    triples = Set(try RDFC10.canonicalize(graph.triples.map { Quad($0) }).quads.map(\.triple))
  }

  /// Does what the rows say; a statement to delete has to be there, one to add must not be.
  mutating func apply(_ patch: [UInt8]) throws {
    var rows: [String: String] = [:]
    var codes: [Substring] = []
    for row in (String(validating: patch, as: UTF8.self) ?? "").split(separator: "\n") {
      guard row.hasSuffix(" ."), let space = row.firstIndex(of: " ") else { throw Misfit(row: String(row)) }
      codes.append(row[..<space])
      rows[String(row[..<space]), default: ""] += Self.nTriples(row[row.index(after: space)...]) + "\n"
    }
    // One transaction, in which prefixes come first, then what goes, then what comes.
    let order: [Substring] = ["H", "TX", "PA", "D", "A", "TC"]
    let places = codes.compactMap(order.firstIndex)
    guard places.count == codes.count, places == places.sorted() else { throw Misfit(row: "out of order") }
    for row in rows["PA", default: ""].split(separator: "\n") {
      let words = row.split(separator: "\"", omittingEmptySubsequences: false)
      guard words.count == 5 else { throw Misfit(row: String(row)) }
      prefixes[String(words[1])] = String(words[3])
    }
    for triple in try Self.triples(rows["D", default: ""]) {
      guard triples.remove(triple) != nil else { throw Misfit(row: "\(triple) is not there") }
    }
    for triple in try Self.triples(rows["A", default: ""]) {
      guard triples.insert(triple).inserted else { throw Misfit(row: "\(triple) is there") }
    }
  }

  /// A row's statement with `_:label` for `<_:label>`, as its subject and as its object.
  private static func nTriples(_ row: Substring) -> String {
    var row = String(row)
    if row.hasPrefix("<_:"), let end = row.firstIndex(of: ">") {
      row.remove(at: end)
      row.removeFirst()
    }
    if row.hasSuffix("> ."), let start = row.lastIndex(of: "<"), row[start...].hasPrefix("<_:") {
      row.removeLast(3)
      row.remove(at: start)
      row += " ."
    }
    return row
  }

  private static func triples(_ rows: String) throws -> [Triple] {
    try RDFSyntax.nTriples.parse(Array(rows.utf8), into: QuadCollector()).quads.map(\.quad.triple)
  }
}
