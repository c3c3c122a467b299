import Foundation
import Testing

/// The time zone and the language of the machine have no part in what a release is.
@Suite struct `The surroundings of a release` {
  private static let surroundings: [[String: String]] = [
    ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"],
    ["TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"],
    ["TZ": "<+1245>-12:45", "LC_ALL": "de_DE.UTF-8", "LANG": "ar_EG.UTF-8", "TERMCTL_LANG": "de"],
  ]

  @Test func `have no part in its files: every time zone and locale gives the same bytes`() throws {
    let folder = try Folder()
    let file = try folder.write(
      "letters.ttl",
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <https://example.org/I> a skos:Concept ; skos:prefLabel "INDIA"@en, "ısı"@tr, "Ähre"@de, "zebra"@en-GB ;
        skos:notation "1,5" ; <http://purl.org/dc/terms/modified> "2026-03-29T01:30:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
      <https://example.org/i> a skos:Concept ; skos:prefLabel "india"@en ; skos:broader <https://example.org/I> .

      """)
    let store = folder.file("store")
    func termctl(_ arguments: [String], _ environment: [String: String]) throws -> Program.Result {
      let result = try Program.run(arguments + ["--store", store], environment: environment)
      #expect(result.status == 0, "\(arguments), \(environment): \(result.everything)")
      return result
    }
    let first = try #require(Self.surroundings.first)
    _ = try termctl(["vocabulary", "import", file], first)
    _ = try termctl(["user", "grant", "administrator", "publisher", "-V", "letters"], first)
    _ = try termctl(["release", "create", "1.0.0", "--notes", "First"], Self.surroundings[1])
    var archives: [Data] = []
    var exports: Set<String> = []
    for (number, surroundings) in Self.surroundings.enumerated() {
      // The first one seals the release; a later one that made other bytes would be refused.
      let archive = folder.file("\(number).tar")
      _ = try termctl(["release", "build", "1.0.0", "--tar", archive], surroundings)
      archives.append(try Data(contentsOf: URL(fileURLWithPath: archive)))
      let csv = try termctl(["vocabulary", "export", "--csv"], surroundings).output
      exports.insert(csv + (try termctl(["vocabulary", "revisions", "-o", "json"], surroundings).output))
    }
    #expect(Set(archives).count == 1 && exports.count == 1)
    #expect(archives.first.map { $0.count > 10_000 } == true)
  }
}
