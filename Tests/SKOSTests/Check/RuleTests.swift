import Foundation
import RDF
@testable import SKOS
import Testing

@Suite struct `Rules` {
  /// The rules that a graph can break; the one about syntax is the parser's.
  static let onGraphs = Rule.all.filter { $0.id != Rule.rdfSyntaxErrorID }

  private func findings(_ turtle: String, of rule: Rule, rules: [Rule]? = nil) throws -> [Finding] {
    try SKOSCheck.run(
      Graph(turtle: turtle), rules: rules ?? [rule], configuration: rule.exampleConfiguration,
      previous: rule.previousExample.map { try Graph(turtle: $0) })
  }

  @Test(arguments: onGraphs)
  func `a rule fires on its firing example`(rule: Rule) throws {
    let findings = try findings(rule.firingExample, of: rule)
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(finding.rule == rule.id && finding.severity == rule.severity)
      #expect(!finding.message.hasSuffix("."))
    }
  }

  @Test(arguments: onGraphs)
  func `a rule does not fire on its clean example`(rule: Rule) throws {
    #expect(try findings(rule.cleanExample, of: rule) == [])
  }

  @Test(arguments: onGraphs)
  func `examples break no rule of profile core but their own`(rule: Rule) throws {
    let core = Rule.core.filter { $0.severity > .info }
    let broken = try findings(rule.firingExample, of: rule, rules: core).map(\.rule)
    #expect(Set(broken).subtracting([rule.id] + rule.alsoBroken) == [])
    #expect(try findings(rule.cleanExample, of: rule, rules: core).map(\.rule) == [])
  }

  @Test(arguments: onGraphs.filter { $0.fix != nil })
  func `what a fix changes is no finding afterwards`(rule: Rule) throws {
    var triples = try Set(Graph(turtle: rule.firingExample).triples)
    let fixes = try findings(rule.firingExample, of: rule).compactMap(\.fix)
    #expect(!fixes.isEmpty)
    for fix in fixes {
      #expect(fix.trust == rule.fix)
      #expect(triples.isSuperset(of: fix.removed), "a fix removes what is not there")
      triples.subtract(fix.removed)
      triples.formUnion(fix.added)
    }
    let mended = SKOSCheck.run(
      Graph(triples), rules: [rule], configuration: rule.exampleConfiguration,
      previous: try rule.previousExample.map { try Graph(turtle: $0) })
    #expect(mended == [])
  }

  @Test func `ids are unique and spelled with small letters and hyphens`() {
    #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    for rule in Rule.all {
      #expect(rule.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
      #expect(Rule.named(rule.id)?.title == rule.title)
      #expect(!rule.sources.isEmpty)
    }
  }

  @Test func `what does not parse is the example of the rule about syntax`() throws {
    let rule = try #require(Rule.named(Rule.rdfSyntaxErrorID))
    #expect(throws: SyntaxError.self) { try Graph(turtle: rule.firingExample) }
    #expect(try Graph(turtle: rule.cleanExample).count == 3)
  }

  @Test func `every rule has a file of its name, in the folder of its profile`() throws {
    let folders: [(Rule.Profile, String)] = [
      (.core, "Core"), (.kos, "Structure"), (.label, "Labels"), (.web, "Web"), (.sec, "Security"),
      (.term, "Terminology"), (.thes, "Thesaurus"), (.life, "LifeCycle"), (.rel, "Release"),
    ]
    let all = URL(fileURLWithPath: #filePath).appending(path: "../../../../Sources/SKOS/Rules").standardized
    for (profile, folder) in folders {
      let files = try FileManager.default.contentsOfDirectory(atPath: all.appending(path: folder).path)
      for rule in Rule.all where rule.profile == profile {
        let name = rule.id.filter { $0 != "-" } + ".swift"
        #expect(files.contains { $0.lowercased() == name }, "\(rule.id) has no file of its name in \(folder)")
      }
    }
  }
}

@Suite struct `Findings` {
  private func findings(_ turtle: String, focus: Set<IRI>? = nil) throws -> [String] {
    try SKOSCheck.run(Graph(turtle: turtle), rules: Rule.integrityConditions, focus: focus).map {
      "\($0.rule): \($0.message)"
    }
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
    let finding = try #require(
      SKOSCheck.run(Graph(turtle: Rule.relatedExample), rules: Rule.integrityConditions).first)
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
