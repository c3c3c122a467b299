import Foundation
import RDF
import Testing

/// Settings, mappings and trials of imports, as people meet them.
@Suite struct `Vocabularies from the command line` {
  private static func letters(_ text: String, extra: String = "") -> String {
    """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <https://example.org/l/a> a skos:Concept ; skos:prefLabel "Alpha"@en ; skos:notation "1" .
    <https://example.org/l/b> a skos:Concept ; skos:prefLabel "\(text)"@en ; skos:broader <https://example.org/l/a> \(extra) .

    """
  }

  private struct Place {
    let folder: Folder

    init() throws { folder = try Folder() }

    func termctl(_ arguments: String..., status: Int32 = 0) throws -> String {
      let result = try Program.run(arguments + ["--store", folder.file("store")])
      #expect(result.status == status, "\(arguments): \(result.everything)")
      return result.output
    }

    func json(_ arguments: String...) throws -> JSON {
      let result = try Program.run(arguments + ["-o", "json", "--store", folder.file("store")])
      #expect(result.status == 0, "\(arguments): \(result.everything)")
      return try JSON(parsing: Array(result.output.utf8))
    }
  }

  @Test func `a trial of an import tells what would change as people say it, and changes nothing`() throws {
    let place = try Place()
    let file = try place.folder.write("letters.ttl", Self.letters("Beta"))
    _ = try place.termctl("vocabulary", "import", file)
    try place.folder.write("letters.ttl", Self.letters("Second letter", extra: "; skos:altLabel \"Bee\"@en"))
    let told = try place.termctl("vocabulary", "import", file, "--dry-run")
    #expect(told.contains("0 added, 1 changed, 0 removed, 1 unchanged"))
    #expect(told.contains("Beta") && told.contains("Second letter") && told.contains("Bee"), "\(told)")
    // In merge mode what the file lacks stays, and is not told as gone.
    let part = try place.folder.write(
      "part.ttl",
      "<https://example.org/l/c> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Gamma\"@en .")
    let merged = try place.termctl(
      "vocabulary", "import", part, "-V", "letters", "--mode", "merge", "--dry-run")
    #expect(merged.contains("Gamma") && !merged.contains("Alpha"), "\(merged)")
    let replaced = try place.termctl("vocabulary", "import", part, "-V", "letters", "--dry-run")
    #expect(replaced.contains("Gamma") && replaced.contains("Alpha"), "\(replaced)")
    #expect(try place.json("vocabulary", "revisions").array?.count == 1)
  }

  @Test func `settings are changed and recorded, and what is so already is not`() throws {
    let place = try Place()
    _ = try place.termctl("vocabulary", "import", try place.folder.write("letters.ttl", Self.letters("Beta")))
    let changed = try place.json(
      "vocabulary", "set", "--title", "The letters", "--visibility", "private", "--identifiers", "sequential",
      "--default-language", "de", "--namespace", "https://example.org/new/")
    #expect(changed["title"]?.string == "The letters" && changed["visibility"]?.string == "private")
    #expect(
      changed["identifierPattern"]?.string == "sequential" && changed["defaultLanguage"]?.string == "de")
    #expect(changed["namespace"]?.string == "https://example.org/new/" && changed["headRevision"]?.int == 1)
    _ = try place.termctl("vocabulary", "set", "--title", "The letters")
    _ = try place.termctl("vocabulary", "set", status: 2)
    _ = try place.termctl("vocabulary", "set", "--title", " ", status: 2)
    let records = try place.json("audit", "list", "--limit", "50").array ?? []
    let updates = records.filter { $0["action"]?.string == "vocabulary.update" }
    #expect(updates.count == 1)
    let detail = try #require(updates.first?["detail"]?.string)
    #expect(
      detail
        == "title: \"letters\" became \"The letters\"; namespace: \"https://example.org/l/\" became \"https://example.org/new/\"; default_language: \"en\" became \"de\"; visibility: \"public\" became \"private\"; identifier_pattern: \"explicit\" became \"sequential\""
    )
    #expect(try place.termctl("audit", "verify").contains("intact"))
  }

  @Test func `mappings are found from both ends, at any moment, and not in what one may not read`() throws {
    let place = try Place()
    _ = try place.termctl("vocabulary", "import", try place.folder.write("letters.ttl", Self.letters("Beta")))
    func other(_ relation: String) -> String {
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <https://example.net/2> a skos:Concept ; skos:prefLabel "Two"@en ; skos:\(relation) <https://example.org/l/b> .

      """
    }
    let file = try place.folder.write("numbers.ttl", other("closeMatch"))
    _ = try place.termctl("vocabulary", "import", file)
    let mapped = Self.letters(
      "Beta", extra: "; skos:exactMatch <https://example.net/2>, <https://example.com/x>")
    _ = try place.termctl("vocabulary", "import", try place.folder.write("letters.ttl", mapped))
    try place.folder.write("numbers.ttl", other("relatedMatch"))
    _ = try place.termctl("vocabulary", "import", file)

    func mappings(_ entry: String, _ vocabulary: String, at moment: String = "head") throws -> [String] {
      let answer = try place.json("concept", "mappings", entry, "-V", vocabulary, "--at", moment)
      return (answer["mappings"]?.array ?? []).map { mapping in
        [
          mapping["direction"]?.string, mapping["property"]?.string, mapping["iri"]?.string,
          mapping["vocabulary"]?.string ?? "-", mapping["label"]?["text"]?.string ?? "-",
        ].compactMap { $0 }.joined(separator: " ")
      }
    }
    #expect(
      try mappings("https://example.org/l/b", "letters") == [
        "from exactMatch https://example.com/x - -", "from exactMatch https://example.net/2 numbers Two",
        "to relatedMatch https://example.net/2 numbers Two",
      ])
    // Before the mappings of its own, the other vocabulary said closeMatch.
    #expect(
      try mappings("Beta", "letters", at: "r1") == ["to closeMatch https://example.net/2 numbers Two"])
    #expect(
      try mappings("Two", "numbers") == [
        "from relatedMatch https://example.org/l/b letters Beta",
        "to exactMatch https://example.org/l/b letters Beta",
      ])
    #expect(try place.termctl("concept", "mappings", "Two", "-V", "numbers").contains("→"))

    _ = try place.termctl("vocabulary", "set", "-V", "numbers", "--visibility", "private")
    _ = try place.termctl("user", "add", "guest")
    let token = try place.termctl("token", "create", "guest", "--label", "t")
      .split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("cct_") }
    let tokenFile = try place.folder.write("guest.token", String(try #require(token)))
    chmod(tokenFile, 0o600)
    let shown = try place.termctl(
      "concept", "mappings", "Beta", "-V", "letters", "--token-file", tokenFile)
    #expect(
      shown.contains("https://example.net/2") && !shown.contains("Two") && !shown.contains("numbers"),
      "\(shown)")
  }
}
