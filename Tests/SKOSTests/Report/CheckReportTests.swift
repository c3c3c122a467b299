import Foundation
import FoundationXML
import RDF
import SKOS
import Testing

@Suite struct `Reports of a check` {
  /// A vocabulary whose texts try to break out of every format.
  private static let turtle = """
    ex:a a skos:Concept ; skos:prefLabel "a ]]> <b> & \\"x\\" 100%,::error::"@en, "second"@en .
    ex:c a skos:Concept ; skos:prefLabel "c"@en, "line\\nbreak"@en .
    """

  private func report(baseline: Baseline? = nil, turtle: String = turtle) throws -> CheckReport {
    let rules = Rule.integrityConditions
    let findings = try SKOSCheck.run(Graph(turtle: turtle), rules: rules)
    let items = findings.enumerated().map { number, finding in
      CheckReport.Item(finding, at: TextPosition(line: number + 1, column: 3, offset: number * 10))
    }
    return CheckReport(
      files: [CheckReport.File(name: "a b/ü,1.ttl", tripleCount: 5, items: items)], rules: rules,
      version: "1.2.3", baseline: baseline)
  }

  @Test func `JSON has what a program needs to act on`() throws {
    let json = try report().json
    #expect(json["summary"]?["error"]?.int == 2)
    let finding = try #require(json["files"]?.array?.first?["findings"]?.array?.first)
    #expect(finding["rule"]?.string == "multiple-pref-labels")
    #expect(finding["focus"]?.string == "<http://example.org/a>")
    #expect(finding["line"]?.int == 1 && finding["column"]?.int == 3 && finding["offset"]?.int == 0)
    #expect(finding["known"]?.bool == false)
  }

  /// The members that clause 3 of SARIF 2.1.0 requires, and those that code hosts document as required.
  @Test func `SARIF names rules, places and fingerprints`() throws {
    let run = try #require(report().sarif["runs"]?.array?.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
    let result = try #require(run["results"]?.array?.first)
    let index = try #require(result["ruleIndex"]?.int)
    #expect(rules[index]["id"]?.string == result["ruleId"]?.string)
    #expect(result["level"]?.string == "error")
    #expect(result["message"]?["text"]?.string?.isEmpty == false)
    let place = try #require(result["locations"]?.array?.first?["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"]?.string == "a%20b/%C3%BC%2C1.ttl")
    #expect(place["region"]?["startLine"]?.int == 1 && place["region"]?["startColumn"]?.int == 3)
    #expect(result["partialFingerprints"]?["concordat/v1"]?.string?.count == 32)
    #expect(run["columnKind"]?.string == "unicodeCodePoints")
  }

  @Test func `JUnit is well-formed XML with a test for each rule`() throws {
    let reader = ElementReader()
    let parser = XMLParser(data: Data(try report().jUnit(failingOn: .error).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.counts["testcase"] == Rule.integrityConditions.count + 1)
    #expect(reader.counts["failure"] == 1)
  }

  @Test func `a text of the vocabulary is never a workflow command of its own`() throws {
    let lines = try report().gitHubAnnotations.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      #expect(line.hasPrefix("::error file=a b/ü%2C1.ttl,line="))
    }
    #expect(lines[0].contains("100%25,::error::"))
  }

  @Test func `the RDF report is what SHACL calls a validation report`() throws {
    let graph = try report().graph
    let sh = "http://www.w3.org/ns/shacl#"
    func iri(_ name: String) throws -> IRI { try IRI(sh + name) }
    #expect(try graph.triples(predicate: iri("result")).count == 2)
    #expect(
      try graph.triples(predicate: iri("conforms")).map(\.object) == [
        .literal(.typed("false", datatype: .XSD.boolean))
      ])
    #expect(
      try Set(graph.triples(predicate: iri("focusNode")).map(\.object)) == [.iri(ex("a")), .iri(ex("c"))])
    #expect(
      try graph.triples(predicate: iri("resultSeverity")).allSatisfy {
        try $0.object == .iri(iri("Violation"))
      })
    let bytes = try graph.serialized(as: .turtle)
    #expect(try Graph(parsing: bytes, as: .turtle).isIsomorphic(to: graph))
  }

  @Test func `the page has every finding, and no text of the vocabulary is markup in it`() throws {
    let html = try report().html
    #expect(!html.contains("<b>"))
    #expect(html.contains("&lt;b&gt; &amp; "))
    #expect(html.contains("2 × <strong>error</strong> <code>multiple-pref-labels</code>"))
    for outside in ["<script", "src=", "href=", "@import", "url("] {
      #expect(!html.contains(outside))
    }
  }

  @Test func `what the baseline has does not fail, and what is new does`() throws {
    let first = try report()
    let baseline = try Baseline(parsing: Baseline.bytes(accepting: first))
    let again = try report(baseline: baseline)
    #expect(again.knownCount == 2 && !again.fails(on: .info))
    // Reworded elsewhere, moved to other lines: the same findings. One more of the same rule is new.
    let turtle = """
      ex:new a skos:Concept ; skos:prefLabel "1"@en, "2"@en .
      """
    let more = try report(baseline: baseline, turtle: turtle + Self.turtle)
    #expect(more.knownCount == 2 && more.newCount(.error) == 1 && more.fails(on: .error))
  }

  @Test(arguments: [
    "", "[]", "{\"version\": 2, \"findings\": []}", "{\"version\": 1}",
    "{\"version\": 1, \"findings\": [{\"rule\": \"x\"}]}",
    "{\"version\": 1, \"findings\": [{\"fingerprint\": \"x\", \"count\": 0}]}",
    "{\"version\": 1, \"findings\": [{\"fingerprint\": \"x\", \"count\": 99999999999999}]}",
  ])
  func `a baseline that is none is refused`(text: String) {
    #expect(throws: Baseline.Malformed.self) { try Baseline(parsing: Array(text.utf8)) }
  }

  @Test func `blank nodes have the same fingerprint whatever they are called`() throws {
    func fingerprints(_ label: String) throws -> [String] {
      try report(turtle: "_:\(label) skos:prefLabel \"1\"@en, \"2\"@en .").items.map(\.item.fingerprint)
    }
    #expect(try fingerprints("x") == fingerprints("y"))
  }
}

private final class ElementReader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
  }
}
