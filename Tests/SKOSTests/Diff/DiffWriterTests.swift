import RDF
import SKOS
import Testing

@Suite struct `The writers of a difference` {
  private static let old = """
    ex:a a skos:Concept ; skos:prefLabel "apple"@en ; skos:broader ex:f ;
      skos:definition "the round fruit of a tree of the rose family"@en .
    ex:f a skos:Concept ; skos:prefLabel "fruit"@en . ex:t a skos:Concept ; skos:prefLabel "tree"@en .

    """
  private static let new = old.replacing("the round fruit", with: "the sweet fruit").replacing(
    "broader ex:f", with: "broader ex:t")

  private func report(_ old: String, _ new: String) throws -> DiffReport {
    try DiffReport(old: Graph(turtle: old), new: Graph(turtle: new), oldName: "1.0", newName: "1.1")
  }

  @Test func `Markdown is fit to be pasted into release notes`() throws {
    #expect(
      try report(Self.old, Self.new).markdown() == """
        1.0 → 1.1: 2 statements removed, 2 added; 1 moved, 1 with other definitions.

        ## Moved (1)

        - **[apple](<http://example.org/a>)**
          - moved from under [fruit](<http://example.org/f>) to under [tree](<http://example.org/t>)

        ## Definitions changed (1)

        - **[apple](<http://example.org/a>)**
          - definition (en) changed: the <del>round</del><ins>sweet</ins> fruit of a tree of the rose family

        """)
    #expect(try report(Self.old, Self.old).markdown() == "No differences.\n")
  }

  @Test func `text marks words, and paints nothing by itself`() throws {
    let report = try report(Self.old, Self.new)
    #expect(
      report.text() == """
        1.0 → 1.1: 2 statements removed, 2 added; 1 moved, 1 with other definitions

        Moved (1)
          "apple" <http://example.org/a>
              moved from under "fruit" <http://example.org/f> to under "tree" <http://example.org/t>

        Definitions changed (1)
          "apple" <http://example.org/a>
              definition (en) changed: the [-round-]{+sweet+} fruit of a tree of the rose family

        """)
    let painted = report.text { text, paint in paint == .inserted ? "«\(text)»" : text }
    #expect(painted.contains("[-round-]«{+sweet+}» fruit"))
  }

  @Test func `JSON has the documented shape`() throws {
    let json = try report(Self.old, Self.new).json()
    #expect(json["format"] == "concordat-diff" && json["version"] == 1 && json["different"] == true)
    #expect(json["old"] == ["name": "1.0", "triples": 8])
    #expect(json["statements"] == ["removed": 2, "added": 2])
    #expect(json["summary"]?["moved"] == 1 && json["summary"]?["added"] == 0)
    #expect(json["summary"]?.object?.names == DiffKind.allCases.map(\.rawValue))
    let moved = json["sections"]?[0]?["items"]?[0]
    #expect(moved?["from"] == [["iri": "http://example.org/f", "label": "fruit"]])
    #expect(moved?["to"] == [["iri": "http://example.org/t", "label": "tree"]])
    #expect(
      json["sections"]?[1]?["items"]?[0]?["changes"] == [
        [
          "aspect": "definition", "language": "en",
          "removed": [["value": "the round fruit of a tree of the rose family", "language": "en"]],
          "added": [["value": "the sweet fruit of a tree of the rose family", "language": "en"]],
        ]
      ])
  }

  @Test func `a page needs nothing else`() throws {
    let page = try report(Self.old, Self.new).html()
    #expect(page.contains("the </bdi><del>round</del><ins>sweet</ins><bdi> fruit"))
    for outside in ["<script", "src=", "@import", "url(", "<link", "<iframe"] {
      #expect(!page.contains(outside))
    }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
  }

  /// A vocabulary whose texts try to break out of every format.
  private static let hostile = [
    Triple(ex("a"), .RDF.type, .iri(.SKOS.Concept)),
    Triple(
      ex("a"), .SKOS.prefLabel,
      .text(
        "\u{1B}[31m<script>alert(1)</script> \"'&\u{202E} [x](javascript:y) ![i](z) `c` **b** _i_ | # h\n- item"
      )),
    Triple(ex("a"), .SKOS.definition, .text("[-fake-]{+fake+}\n\n## Heading <img src=x onerror=y>")),
    Triple(ex("a"), .SKOS.exactMatch, IRI(uncheckedValid: "javascript:alert(document.domain)")),
    Triple(ex("a"), .SKOS.exactMatch, IRI(uncheckedValid: "http://example.org/?a=1&copy=2'onclick='x")),
  ]

  @Test func `a hostile vocabulary gets no way out of any of them`() throws {
    for (old, new) in [([], Self.hostile), (Self.hostile, [])] {
      let report = try DiffReport(old: Graph(old), new: Graph(new), oldName: "<i>\u{1B}", newName: "*b*")
      for text in [report.text(), report.markdown(), report.html()] {
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
      }
      let page = report.html()
      #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<i>"))
      #expect(!page.contains("href=\"javascript") && !page.contains("'onclick"))
      let markdown = report.markdown()
      #expect(
        !markdown.contains("<script") && !markdown.contains("<img")
          && !markdown.replacing("\\]", with: "").contains("](javascript"))
      #expect(
        !markdown.contains("](<javascript") && !markdown.contains("![") && !markdown.contains("\n## Heading"))
      #expect(!markdown.contains("**b**") && !markdown.contains("&copy"))
      #expect(!report.text().contains("\n- item") && !report.text().contains("\n##"))
    }
  }

  @Test func `languages decide about labels`() throws {
    let old = "ex:a a skos:Concept ; skos:prefLabel \"apple\"@en , \"pomme\"@fr ."
    let graphs = try (Graph(turtle: old), Graph(turtle: old + "ex:a skos:notation '1' ."))
    let report = try DiffReport(
      old: graphs.0, new: graphs.1, oldName: "a", newName: "b", languages: [LanguageTag("fr")])
    #expect(report.label(ex("a")) == "pomme")
    #expect(report.text().contains("  \"pomme\" <http://example.org/a>\n"))
  }

  @Test func `a note that another kind took over is told as such`() throws {
    let old = "ex:a a skos:Concept ; skos:historyNote \"made\"@en ; skos:altLabel \"x\"@en , \"y\"@en ."
    let new = "ex:a a skos:Concept ; skos:changeNote \"made\"@en ; skos:hiddenLabel \"x\"@en ."
    #expect(
      try report(old, new).text().split(separator: "\n").dropFirst() == [
        "Labels changed (1)", "  <http://example.org/a>",
        "      alternative label (en) is now a hidden label: \"x\"",
        "      alternative label (en) removed: \"y\"", "Notes changed (1)", "  <http://example.org/a>",
        "      history note (en) is now a change note: \"made\"",
      ])
  }

  @Test func `where identifiers changed, the new concept with the same label is named`() throws {
    let text = try report(
      "ex:old a skos:Concept ; skos:prefLabel \"x\"@en .", "ex:new a skos:Concept ; skos:prefLabel \"x\"@en ."
    ).text()
    #expect(text.contains("the same preferred label has the new \"x\" <http://example.org/new>"))
  }
}
