import Foundation
import RDF
import TestSupport
import Testing

/// `termctl hash` and `termctl convert --canonical`, through the real program.
@Suite struct `termctl hash` {
  private static let turtle =
    "<http://e/a> <http://e/p> [ <http://e/q> \"x\"@en ] , _:n . _:n <http://e/q> 1 .\n"

  @Test func `is the same for every syntax, order and naming of blank nodes`() throws {
    let folder = try Folder()
    let file = try folder.write("a.ttl", Self.turtle)
    let other = try folder.write(
      "b.ttl",
      "_:z <http://e/q> 1 . <http://e/a> <http://e/p> _:z , _:y . _:y <http://e/q> \"x\"@en .\n")
    var hashes: Set<Substring> = []
    for name in [file, other] {
      let line = try Program.run(["hash", name]).output
      #expect(line.hasSuffix("  \(name)\n"))
      hashes.insert(line.prefix { $0 != " " })
    }
    for syntax in RDFSyntax.allCases {
      let copy = folder.file("copy." + syntax.fileExtension)
      #expect(try Program.run(["convert", file, "--out", copy]).status == 0)
      hashes.insert(try Program.run(["hash", copy]).output.prefix { $0 != " " })
    }
    #expect(hashes.count == 1)
    #expect(hashes.first?.count == 64)
  }

  @Test func `is the SHA-256 of the canonical form, or the SHA-384 where asked for`() throws {
    let folder = try Folder()
    let file = try folder.write("a.ttl", Self.turtle)
    let canonical = folder.file("canonical.nq")
    #expect(try Program.run(["convert", file, "--canonical", "--out", canonical]).status == 0)
    #expect(folder.text("canonical.nq").contains("_:c14n0"))
    #expect(try Program.run(["hash", file]).output.prefix(64) == sum(canonical, by: "sha256sum").prefix(64))
    // Without blank nodes both functions hash the same form.
    let plain = try folder.write("plain.nq", "<http://e/a> <http://e/p> <http://e/o> .\n")
    let hash = try Program.run(["hash", "--algorithm", "sha384", plain]).output
    #expect(try hash.prefix(96) == sum(plain, by: "sha384sum").prefix(96))
  }

  /// What a tool of the system makes of a file.
  private func sum(_ path: String, by tool: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool, path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(data: data, encoding: .utf8) ?? ""
  }

  @Test func `refuses what cannot be read, and blank nodes too much alike`() throws {
    let folder = try Folder()
    #expect(try Program.run(["hash", folder.file("none.ttl")]).status == 3)
    #expect(try Program.run(["hash", folder.write("bad.ttl", "nonsense")]).status == 3)
    #expect(try Program.run(["hash", "--algorithm", "md5", folder.write("a.ttl", "")]).status == 2)
    // A complete graph of twelve nodes that nothing tells apart.
    var clique = ""
    for left in 0..<12 {
      for right in 0..<12 where left != right { clique += "_:n\(left) <http://e/p> _:n\(right) .\n" }
    }
    let refused = try Program.run(["hash", folder.write("clique.nt", clique)])
    #expect(refused.status == 6)
    #expect(refused.errors.contains("too much alike"))
  }

  @Test(.needsSharedData("vocabularies/rda"))
  func `reads JSON-LD whose context is in a file, and says how to name it`() throws {
    let document = SharedData.root.appendingPathComponent("vocabularies/rda/RDACarrierType.jsonld").path
    let context = SharedData.root.appendingPathComponent("vocabularies/rda/concepts_langmap.jsonld").path
    let iri = "http://www.rdaregistry.info/jsonld/Contexts/concepts_langmap.jsonld"
    let refused = try Program.run(["hash", document])
    #expect(refused.status == 3)
    #expect(refused.errors.contains(iri))
    #expect(refused.errors.contains("--context"))
    #expect(try Program.run(["hash", "--context", "\(iri)=\(context)", document]).status == 0)
  }
}
