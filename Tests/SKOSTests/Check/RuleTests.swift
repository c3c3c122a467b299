import Foundation
import RDF
import SKOS
import Testing

@Suite struct `Rules` {
  @Test(arguments: Rule.all)
  func `a rule fires on its firing example and on nothing else there`(rule: Rule) throws {
    let findings = try SKOSCheck.run(Graph(turtle: rule.firingExample))
    // One xl Label in two roles means one text in two roles (S55 to S57): that example cannot break one rule only.
    let implied = rule.id == "xl-label-role-overlap" ? ["label-role-overlap"] : []
    #expect(Set(findings.map(\.rule)) == Set([rule.id] + implied))
    for finding in findings {
      #expect(finding.severity == .error)
      #expect(!finding.statements.isEmpty)
      #expect(!finding.message.hasSuffix("."))
    }
  }

  @Test(arguments: Rule.all)
  func `no rule fires on the clean example of any rule`(rule: Rule) throws {
    #expect(try SKOSCheck.run(Graph(turtle: rule.cleanExample)) == [])
  }

  @Test func `ids are unique and spelled with small letters and hyphens`() {
    #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    for rule in Rule.all {
      #expect(rule.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
      #expect(Rule.named(rule.id)?.title == rule.title)
      #expect(!rule.sources.isEmpty)
    }
  }

  @Test func `the registry has as many rules as there are rule files`() throws {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../../Sources/SKOS/Rules")
      .standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift")
    }
    #expect(files.count == Rule.all.count)
    for rule in Rule.all {
      let name = rule.id.filter { $0 != "-" } + ".swift"
      #expect(files.contains { $0.lowercased() == name }, "\(rule.id) has no file of its name")
    }
  }
}

@Suite struct `Findings` {
  private func findings(_ turtle: String, focus: Set<IRI>? = nil) throws -> [String] {
    try SKOSCheck.run(Graph(turtle: turtle), focus: focus).map { "\($0.rule): \($0.message)" }
  }

  @Test func `they name the resources by label and IRI`() throws {
    #expect(
      try findings(Rule.relatedExample) == [
        """
        related-in-hierarchy: "cat" <http://example.org/cat> is related to "animal" <http://example.org/animal>, which is \
        also above it in the hierarchy by way of "mammal" <http://example.org/mammal>
        """
      ])
    #expect(
      try findings("ex:l a skos:Concept ; skos:prefLabel \"b\"@en, \"a\"@EN ; skos:altLabel \"b\"@en .") == [
        "label-role-overlap: \"a\" <http://example.org/l> has \"b\" (en) as preferred label and alternative label",
        """
        multiple-pref-labels: "a" <http://example.org/l> has 2 preferred labels in en: "a", "b"; only one can be preferred
        """,
      ])
  }

  @Test func `they carry the statements that break the rule`() throws {
    let finding = try #require(SKOSCheck.run(Graph(turtle: Rule.relatedExample)).first)
    #expect(finding.focus == .iri(ex("cat")))
    #expect(finding.related == [.iri(ex("animal"))])
    #expect(
      Set(finding.statements) == [
        Triple(ex("cat"), .SKOS.related, ex("animal")), Triple(ex("cat"), .SKOS.broader, ex("mammal")),
        Triple(ex("mammal"), .SKOS.broader, ex("animal")),
      ])
  }

  @Test func `they can be confined to some resources`() throws {
    let turtle = """
      ex:a skos:prefLabel "1", "2" . ex:b skos:prefLabel "1", "2" . ex:c skos:related ex:b ; skos:broader ex:b .
      """
    #expect(try findings(turtle).count == 3)
    #expect(try findings(turtle, focus: [ex("a")]).count == 1)
    #expect(try findings(turtle, focus: [ex("b")]).count == 2)
    #expect(try findings(turtle, focus: []).isEmpty)
  }
}

extension Rule {
  static let relatedExample = named("related-in-hierarchy")?.firingExample ?? ""
}
