import RDF
import SKOS
import TestSupport
import Testing

@Suite struct `Statistics of a vocabulary` {
  private func statistics(_ turtle: String) throws -> VocabularyStatistics {
    VocabularyStatistics(try Graph(turtle: turtle))
  }

  @Test func `an empty graph has nothing of anything`() throws {
    let empty = try statistics("")
    #expect(empty.tripleCount == 0 && empty.conceptCount == 0 && empty.languages.isEmpty)
    #expect(empty.hierarchy.levels.isEmpty && empty.hierarchy.longestPath == 0)
    #expect(!empty.text().isEmpty)
    #expect(empty.json(name: "x")["hierarchy"]?["meanChildren"]?.double == 0)
  }

  @Test func `resources are counted by what they are declared to be`() throws {
    let found = try statistics(
      """
      ex:s a skos:ConceptScheme . ex:a a skos:Concept ; skos:inScheme ex:s , ex:undeclared .
      ex:b a skos:Concept ; skos:topConceptOf ex:s . ex:d a skos:Concept . ex:a skos:related ex:elsewhere .
      ex:k a skos:Collection ; skos:member ex:a , ex:b .
      ex:o a skos:OrderedCollection ; skos:memberList ( ex:a ex:b ex:d ) .
      ex:l a skosxl:Label ; skosxl:literalForm "x"@en . ex:a skosxl:prefLabel ex:l , [ skosxl:literalForm "y"@fr ] .
      """)
    #expect(found.conceptCount == 3)
    #expect(found.undeclaredConceptCount == 1)
    #expect(found.schemes.map(\.iri) == [ex("s"), ex("undeclared")])
    #expect(found.schemes.map(\.conceptCount) == [2, 1])
    #expect(found.schemes.map(\.topConceptCount) == [1, 0])
    #expect(found.conceptsWithoutSchemeCount == 1)
    #expect(found.collectionCount == 2)
    #expect(found.orderedCollectionCount == 1)
    #expect(found.memberCount == 5)
    #expect(found.xlLabelCount == 2)
    #expect(found.blankNodeCount == 4)
  }

  @Test func `labels count once, plain or by SKOS-XL, and coverage counts concepts`() throws {
    let found = try statistics(
      """
      ex:a a skos:Concept ; skos:prefLabel "a"@en , "a"@fr ; skos:altLabel "b"@en , "c"@en ;
        skosxl:prefLabel [ skosxl:literalForm "a"@en ] ; skosxl:altLabel [ skosxl:literalForm "d"@en ] ;
        skos:definition "x"@en , "y"@en , [ rdf:value "z"@fr ] ; skos:scopeNote "n" .
      ex:b a skos:Concept ; skos:prefLabel "b"@en ; skos:hiddenLabel "untagged" .
      ex:s a skos:ConceptScheme ; skos:prefLabel "s"@en , "s"@de .
      """)
    func counts(_ tag: String) throws -> [Int] {
      let language = try #require(found.languages.first { ($0.tag?.string ?? "") == tag })
      let aspects: [Coverage] = [
        .label(.prefLabel), .label(.altLabel), .note(.definition), .note(.scopeNote),
      ]
      return LabelKind.allCases.map { language.labels[$0, default: -1] }
        + aspects.map { language.coverage[$0, default: -1] }
    }
    #expect(try counts("en") == [3, 3, 0, 2, 1, 1, 0])
    #expect(try counts("fr") == [1, 0, 0, 1, 0, 1, 0])
    #expect(try counts("de") == [1, 0, 0, 0, 0, 0, 0])
    #expect(try counts("") == [0, 0, 1, 0, 0, 0, 1])
    #expect(found.languages.map { $0.tag?.string ?? "" } == ["en", "de", "fr", ""])
    #expect(found.coverage[.label(.prefLabel)] == 2)
    #expect(found.coverage[.note(.definition)] == 1)
  }

  @Test func `levels are shortest ways from the top, and relations count once`() throws {
    // a has b and c, b has d, c has d too, d has e, and a has e directly.
    let found = try statistics(
      """
      ex:a a skos:Concept ; skos:narrower ex:b , ex:c , ex:e . ex:b a skos:Concept ; skos:broader ex:a .
      ex:c a skos:Concept . ex:d a skos:Concept ; skos:broader ex:b , ex:c . ex:e a skos:Concept ; skos:broader ex:d .
      ex:lone a skos:Concept . ex:f a skos:Concept ; skos:related ex:g . ex:g a skos:Concept ; skos:related ex:f .
      """
    ).hierarchy
    #expect(found.levels == [4, 3, 1])
    #expect(found.longestPath == 4)
    #expect(found.relationCount == 6)
    #expect(found.rootCount == 4)
    #expect(found.leafCount == 4)
    #expect(found.polyhierarchyCount == 2)
    #expect(found.parentCountMax == 2)
    #expect(found.childCountMax == 3)
    #expect(found.parentCount == 4)
    #expect(found.orphanCount == 1)
    #expect(found.relatedPairCount == 1)
    #expect(found.cycleCount == 0)
  }

  @Test func `a cycle ends, and is said`() throws {
    let found = try statistics(
      """
      ex:a a skos:Concept ; skos:broader ex:b . ex:b a skos:Concept ; skos:broader ex:a .
      ex:c a skos:Concept ; skos:broader ex:b . ex:self a skos:Concept ; skos:broader ex:self .
      ex:top a skos:Concept . ex:under a skos:Concept ; skos:broader ex:top .
      """
    ).hierarchy
    #expect(found.levels == [1, 1])
    #expect(found.unreachedCount == 4)
    #expect(found.cycleCount == 2)
    #expect(found.cyclicConceptCount == 3)
    #expect(found.longestPath == 2)
    // A stated top concept is a way in.
    let entered = try statistics(
      """
      ex:a a skos:Concept ; skos:broader ex:b ; skos:topConceptOf ex:s . ex:b a skos:Concept ; skos:broader ex:a .
      """
    ).hierarchy
    #expect(entered.levels == [1, 1])
    #expect(entered.unreachedCount == 0)
  }

  @Test func `a chain of 100,000 levels is counted in one walk`() {
    let count = 100_000
    var triples: [Triple] = []
    for number in 0..<count {
      triples.append(Triple(ex("c\(number)"), .RDF.type, .iri(.SKOS.Concept)))
      if number > 0 { triples.append(Triple(ex("c\(number)"), .SKOS.broader, ex("c\(number - 1)"))) }
    }
    let found = VocabularyStatistics(Graph(triples))
    #expect(found.hierarchy.levels.count == count)
    #expect(found.hierarchy.longestPath == count)
    #expect(found.text().contains("… and 99800 more, all of them in JSON"))
    #expect(found.json(name: "chain")["hierarchy"]?["levels"]?.array?.count == count)
  }

  @Test func `mappings are counted by property and by where they lead`() throws {
    let found = try statistics(
      """
      ex:a a skos:Concept ; skos:exactMatch <http://www.wikidata.org/entity/Q1> , <HTTP://user@WWW.wikidata.org:80/Q2> ;
        skos:closeMatch <urn:isbn:123> , <mailto:a@b> , "not a resource" .
      ex:b a skos:Concept ; skos:exactMatch <http://www.wikidata.org/entity/Q1> .
      """)
    #expect(
      found.mappings.map { "\($0.kind) \($0.target) \($0.count)" } == [
        "exactMatch www.wikidata.org 2", "exactMatch www.wikidata.org:80 1", "closeMatch mailto: 1",
        "closeMatch urn:isbn 1",
      ])
    #expect(found.mappedConceptCount == 2)
  }

  @Test func `notations, statuses, retirement and dates are counted`() throws {
    let found = try statistics(
      """
      ex:a a skos:Concept ; skos:notation "1" , "2" ; dct:created "2020-05-01"^^xsd:date ; owl:deprecated true .
      ex:b a skos:Concept ; skos:notation "3" ; dct:created "2019-12-31T10:00:00Z"^^xsd:dateTime , "2021"^^xsd:gYear ;
        <http://www.w3.org/ns/adms#status> <http://example.org/status/retired> .
      ex:d a skos:Concept ; dct:created "some day" ; <http://www.w3.org/ns/adms#status> <http://example.org/status/valid> .
      ex:old owl:deprecated true .
      """)
    #expect(found.notations.count == 3)
    #expect(found.notations.conceptCount == 2)
    #expect(found.deprecatedCount == 2)
    #expect(found.deprecatedResourceCount == 3)
    #expect(found.statuses.map(\.conceptCount) == [1, 1])
    let created = try #require(found.dates.first)
    #expect(created.count == 3)
    #expect(created.first == "2019-12-31")
    #expect(created.last == "2021")
  }

  @Test func `a share is rounded down, so that nothing incomplete is 100`() throws {
    let turtle = (0..<3000).map { "ex:c\($0) a skos:Concept \($0 == 0 ? "" : "; skos:prefLabel \"x\"@en") ." }
    let json = try statistics(turtle.joined(separator: "\n")).json(name: "x")
    #expect(json["anyLanguage"]?["prefLabel"]?["percent"]?.double == 99.9)
    #expect(json["anyLanguage"]?["prefLabel"]?["concepts"]?.int == 2999)
  }

  @Test func `a text aligns wide characters, and a hostile vocabulary gets no way out of it`() throws {
    let hostile = try Graph([
      Triple(ex("s"), .RDF.type, .iri(.SKOS.ConceptScheme)),
      Triple(ex("s"), .SKOS.prefLabel, .text("\u{1B}[31m</script><b>\u{202E}\"'&")),
      Triple(ex("t"), .RDF.type, .iri(.SKOS.ConceptScheme)),
      Triple(ex("t"), .SKOS.prefLabel, .literal(.languageTagged("情報", LanguageTag("zh")))),
    ])
    let statistics = VocabularyStatistics(hostile)
    let text = statistics.text()
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    let rows = text.split(separator: "\n").filter {
      $0.contains("http://example.org/s") || $0.contains("http://example.org/t")
    }
    let starts = rows.map { row in
      row[..<(row.firstRange(of: "http")?.lowerBound ?? row.endIndex)].unicodeScalars
        .reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
    }
    #expect(starts.count == 2 && Set(starts).count == 1)
    let page = StatisticsPage([("<x>", statistics)]).html
    #expect(!page.contains("<b>") && !page.contains("<x>") && !page.contains("\u{1B}"))
    #expect(page.contains("&lt;/script&gt;&lt;b&gt;\\u{202E}&quot;&#39;&amp;"))
  }

  @Test func `a page needs nothing else, and every chart has a title, a description and a table`() throws {
    let statistics = try statistics(
      "ex:a a skos:Concept ; skos:prefLabel 'a'@en ; skos:exactMatch <http://x/y> .")
    let page = StatisticsPage([("a", statistics), ("b", statistics)]).html
    for outside in ["<script", "src=", "@import", "url(", "<link", "<iframe"] {
      #expect(!page.contains(outside))
    }
    let charts = page.split(separator: "<svg").dropFirst()
    #expect(charts.count == 8)
    for chart in charts {
      #expect(chart.contains("<title") && chart.contains("<desc") && chart.contains("<table>"))
    }
    let ids = page.matches(of: /\bid="([^"]*)"/).map(\.output.1)
    #expect(ids.count == Set(ids).count)
    // Well-formed enough for a parser of XML, but for the declaration and the void elements.
    let xml = page.replacing("<!DOCTYPE html>", with: "").replacing(/<meta[^>]*>/, with: "")
    #expect(xml.matches(of: /<[a-z]/).count == xml.matches(of: /<\/[a-z]|\/>/).count)
  }
}
