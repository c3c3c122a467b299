import Foundation
import RDF
import TestSupport
import Testing

/// `termctl stats`, through the real program.
@Suite struct `termctl stats` {
  private static let concept = "<http://e/a> a <http://www.w3.org/2004/02/skos/core#Concept> .\n"

  private func json(_ arguments: [String]) throws -> JSON {
    let run = try Program.run(["stats", "-o", "json"] + arguments)
    #expect(run.status == 0, "\(run.everything)")
    return try JSON(parsing: Array(run.output.utf8))
  }

  @Test func `each file is a report, unless they are taken together`() throws {
    let folder = try Folder()
    let files = try [
      folder.write("a.ttl", Self.concept + "[] <http://e/p> 1 ."),
      folder.write("b.ttl", Self.concept + "_:x <http://e/p> \"2\" .\n"),
    ]
    let apart = try json(files)
    #expect(apart.array?.map { $0["name"]?.string } == files)
    #expect(apart.array?.map { $0["statements"]?.int } == [2, 2])
    let merged = try json(files + ["--together"])
    #expect(merged.array?.count == 1)
    #expect(merged[0]?["statements"] == 3 && merged[0]?["blankNodes"] == 2)
    let text = try Program.run(["stats"] + files)
    #expect(text.output.hasPrefix(files[0] + "\n\nOverview\n"))
    let page = folder.file("page.html")
    #expect(try Program.run(["stats", "-o", "html", "--out", page] + files).status == 0)
    #expect(folder.text("page.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `reads standard input and named graphs, and refuses what it cannot read`() throws {
    let piped = try Program.run(["stats", "-", "--format", "turtle"], input: Data(Self.concept.utf8))
    #expect(piped.status == 0 && piped.output.hasPrefix("Overview\n"))
    let folder = try Folder()
    let several = try folder.write(
      "several.trig", "<http://e/g> { \(Self.concept) } <http://e/h> { \(Self.concept) }")
    #expect(try json([several])[0]?["statements"] == 1)
    #expect(try Program.run(["stats", folder.write("broken.ttl", "<a>")]).status == 3)
    #expect(try Program.run(["stats", several, "--lang", "en_GB"]).status == 2)
    #expect(try Program.run(["stats", folder.file("none.ttl")]).status == 3)
    #expect(try Program.run(["stats"]).status == 2)
    #expect(try Program.run(["stats", "-", "-"]).status == 2)
  }

  /// Counted by Scripts/count-vocabulary.py with pyoxigraph, by queries that share nothing with the program.
  @Test(
    .needsSharedData("vocabularies/physh/physh-2.7.0.ttl"),
    arguments: [
      "physh/physh-2.7.0.ttl", "voc4cat/voc4cat-2026-02-24.ttl", "stw/stw-9.06.ttl.gz",
      "eu/countries-skos.rdf",
      "coar/access_rights-2019-05-02.ttl", "eu/continents-skos-ap-act.rdf", "gemet/gemet-de.rdf.gz",
      "rda/RDACarrierType.nt",
    ])
  func `agrees with counts by another program`(file: String) throws {
    let path = SharedData.root.appendingPathComponent("vocabularies/" + file).path
    let folder = try Folder()
    let statistics = folder.file("statistics.json")
    let base = "http://example.org/base"
    #expect(try Program.run(["stats", path, "-o", "json", "--base", base, "--out", statistics]).status == 0)
    let python = Program.repository.appendingPathComponent(".build-oracles/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else {
      print("skipped: no pyoxigraph; make oracles installs it")
      return
    }
    let count = Process()
    count.executableURL = URL(fileURLWithPath: python)
    let script = Program.repository.appendingPathComponent("Scripts/count-vocabulary.py").path
    count.arguments = [script, path, statistics, base]
    count.standardOutput = try folder.handle("counts")
    try count.run()
    count.waitUntilExit()
    #expect(count.terminationStatus == 0, "\(folder.text("counts"))")
  }
}
