import Foundation
import RDF
import Testing

/// `termctl check`, through the real program.
@Suite struct `termctl check` {
  private static let prefixes = """
    @prefix ex: <http://example.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .

    """
  private static let bad =
    prefixes + """
      ex:s a skos:ConceptScheme ; skos:prefLabel "s"@en ; skos:hasTopConcept ex:a .
      ex:a a skos:Concept ; skos:inScheme ex:s ; skos:topConceptOf ex:s ;
        skos:prefLabel "日本 first"@en, "second"@en .

      """
  private static let spaced =
    prefixes + "ex:a a skos:Concept ; skos:prefLabel \" a  b \"@en ; skos:broader ex:a .\n"

  @discardableResult
  private func check(
    _ arguments: [String], status: Int32, location: SourceLocation = #_sourceLocation
  ) throws -> Program.Result {
    let result = try Program.run(["check"] + arguments)
    #expect(
      result.status == status, "check \(arguments.joined(separator: " ")): \(result.everything)",
      sourceLocation: location)
    return result
  }

  @Test func `a finding shows its line with a caret under the place`() throws {
    let folder = try Folder()
    let file = try folder.write("bad.ttl", Self.bad)
    let lines = try check([file, "--profile", "core"], status: 1).output.split(separator: "\n").map(
      String.init)
    #expect(lines.first?.hasPrefix("\(file):5:33: error: ") == true)
    #expect(lines.first?.hasSuffix("[multiple-pref-labels]") == true)
    #expect(lines.dropFirst().first == #"  5 |   skos:prefLabel "日本 first"@en, "second"@en ."#)
    // The two Chinese characters before the place are each as wide as two spaces.
    let caret = try #require(lines.dropFirst(2).first)
    #expect(caret == "    | " + String(repeating: " ", count: 34) + "^")
  }

  @Test func `reports of every format are written beside one another`() throws {
    let folder = try Folder()
    let file = try folder.write("bad.ttl", Self.bad)
    let formats = ["json", "sarif", "junit", "github", "rdf", "html"]
    let reports = formats.flatMap { ["--report", "\($0)=\(folder.file("out." + $0))"] }
    try check([file] + reports, status: 1)
    for format in ["json", "sarif"] { _ = try JSON(parsing: Array(folder.text("out." + format).utf8)) }
    #expect(folder.text("out.github").contains("::error file="))
    #expect(folder.text("out.junit").contains("<failure "))
    #expect(folder.text("out.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try Graph(parsing: Array(folder.text("out.rdf").utf8), as: .turtle).count > 5)
  }

  @Test func `a baseline lets old findings pass and no new ones`() throws {
    let folder = try Folder()
    let file = try folder.write("bad.ttl", Self.bad)
    let baseline = folder.file("baseline.json")
    try check([file, "--write-baseline", baseline], status: 0)
    #expect(try check([file, "--baseline", baseline], status: 0).errors.contains("in the baseline"))
    _ = try folder.write("bad.ttl", Self.bad + "ex:b a skos:Concept ; skos:prefLabel \"1\"@en, \"2\"@en .\n")
    let worse = try check([file, "--baseline", baseline, "--profile", "core"], status: 1)
    #expect(worse.output.contains("example.org/b>") && !worse.output.contains("example.org/a>"))
  }

  @Test func `the configuration beside the vocabulary is found, and points at its faults`() throws {
    let folder = try Folder()
    let file = try folder.write("bad.ttl", Self.bad)
    _ = try folder.write(
      "concordat.yaml",
      """
      profiles: [core]
      rules: {multiple-pref-labels: warning}
      """)
    #expect(try check([file], status: 0).output.contains("warning: "))
    try check([file, "--fail-on", "warning"], status: 1)
    try check([file, "--no-config", "--profile", "core"], status: 1)
    _ = try folder.write(
      "concordat.yaml",
      "profiles: [core]\nexclude:\n  - {rule: multiple-pref-labels, focus: 'http://example.org/*', reason: known}\n"
    )
    #expect(try check([file], status: 0).output.isEmpty)
    for (text, complaint) in [
      (
        "rules: {multiple-pref-label: off}",
        "concordat.yaml:1:30: multiple-pref-label is not known; is it multiple-pref-labels?"
      ),
      ("profiles: [cores]", "expected one of core"), ("fail-on: [", "concordat.yaml:"),
      ("exclude: [{rule: multiple-pref-labels}]", "has a reason"), ("languages: {primary: en_GB}", "en_GB"),
      (String(repeating: "[", count: 50_000), "concordat.yaml:"), ("a: 1\na: 2", "twice"),
    ] {
      _ = try folder.write("concordat.yaml", text)
      let result = try check([file], status: 2)
      #expect(result.errors.contains(complaint), "\(text.prefix(60)): \(result.errors)")
    }
  }

  @Test func `fixes are shown, made where they are safe, and made otherwise only on request`() throws {
    let folder = try Folder()
    let file = try folder.write("spaced.ttl", Self.spaced)
    let shown = try check([file, "--diff"], status: 1)
    #expect(
      shown.output == """
        - <http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> " a  b "@en .
        + <http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "a b"@en .

        """)
    #expect(folder.text("spaced.ttl") == Self.spaced)
    try check([file, "--fix"], status: 0)
    #expect(
      folder.text("spaced.ttl").contains("\"a b\"@en")
        && folder.text("spaced.ttl").contains("skos:broader ex:a"))
    try check([file, "--fix", "--proposed-fixes"], status: 0)
    #expect(!folder.text("spaced.ttl").contains("skos:broader"))
    #expect(try check([file, "--diff"], status: 0).output.isEmpty)
  }

  @Test func `files are checked one by one, or together as one vocabulary`() throws {
    let folder = try Folder()
    _ = try folder.write("1.ttl", Self.prefixes + "ex:a a skos:Concept ; skos:prefLabel \"a\"@en .")
    _ = try folder.write("2.ttl", Self.prefixes + "\n\nex:a skos:prefLabel \"b\"@en .")
    try check(["--profile", "core,life", folder.path], status: 0)
    let together = try check([folder.path, "--profile", "core", "--together"], status: 1)
    #expect(together.output.contains("2.ttl:5:21: error:"))
  }

  @Test func `named graphs are read as one, and what cannot be read has status 3`() throws {
    let folder = try Folder()
    let trig = try folder.write(
      "a.trig",
      Self.prefixes + "ex:g { ex:a skos:prefLabel \"a\"@en . } ex:h { ex:a skos:prefLabel \"b\"@en . }")
    try check([trig, "--profile", "core"], status: 1)
    let broken = try folder.write("b.ttl", "<a> <b>")
    #expect(try check([broken, "--output", "json"], status: 3).output.contains("rdf-syntax-error"))
    try check([folder.file("none.ttl")], status: 3)
    #expect(try check([trig, "--lang", "en_GB"], status: 2).errors.contains("en_GB"))
    #expect(try check([trig, "--profile", "cores"], status: 2).errors.contains("no profile cores"))
  }

  @Test func `links that were tried elsewhere are compared, and a list that is none is refused`() throws {
    let folder = try Folder()
    let file = try folder.write(
      "a.ttl",
      Self.prefixes
        + "ex:a a skos:Concept ; skos:exactMatch <http://gone.example/1>, <http://there.example/2> .")
    let links = try folder.write("links.txt", "404 http://gone.example/1\n200 http://there.example/2\n")
    let found = try check([file, "--brief", "--rule", "link-broken", "--links", links], status: 0).output
    #expect(found.contains("status 404") && !found.contains("there.example"))
    #expect(
      try check([file, "--rule", "in-links-missing", "--in-links", links], status: 0).output.contains(
        "no concept"))
    let broken = try folder.write("broken.txt", "http://gone.example/1\n")
    #expect(try check([file, "--links", broken], status: 3).errors.contains("entry 1"))
  }

  @Test func `rules explain themselves, and misspelt ones are named`() throws {
    #expect(try check(["--explain", "label-whitespace"], status: 0).output.contains("--fix mends it"))
    #expect(
      try check(["--explain", "label-whitespaces"], status: 2).errors.contains("is it label-whitespace?"))
    #expect(try check(["--list-rules"], status: 0).output.contains("multiple-pref-labels"))
  }
}
