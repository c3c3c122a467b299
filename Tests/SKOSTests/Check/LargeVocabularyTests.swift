import RDF
import SKOS
import Testing

/// Shapes of vocabularies that programs with recursion or with a written-out closure do not survive.
///
/// The limit of time is much more than they take, and much less than anything quadratic would.
@Suite(.timeLimit(.minutes(60))) struct `Large vocabularies` {
  /// All rules that need no configuration and no release before.
  private let rules = Rule.all.filter { [.core, .kos, .life, .rel].contains($0.profile) }

  private func check(
    _ fill: (inout GraphBuilder) -> Void
  ) -> [String: Int] {
    var builder = GraphBuilder()
    builder.insert(Triple(ex("s"), .RDF.type, .iri(.SKOS.ConceptScheme)))
    fill(&builder)
    let graph = builder.graph()
    var configuration = CheckConfiguration()
    configuration.policy.writesInverses = true
    configuration.policy.forbidsPolyhierarchy = true
    let findings = SKOSCheck.run(graph, rules: rules, configuration: configuration)
    return Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
  }

  private func concept(_ number: Int, _ builder: inout GraphBuilder) {
    builder.insert(Triple(ex("c\(number)"), .RDF.type, .iri(.SKOS.Concept)))
    builder.insert(Triple(ex("c\(number)"), .SKOS.inScheme, ex("s")))
  }

  @Test func `100,000 levels`() {
    let counts = check { builder in
      for number in 0..<100_000 { concept(number, &builder) }
      builder.insert(Triple(ex("s"), .SKOS.hasTopConcept, ex("c0")))
      for number in 1..<100_000 {
        builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c\(number - 1)")))
      }
      // Shortcuts at both ends, and one over everything.
      builder.insert(Triple(ex("c2"), .SKOS.broader, ex("c0")))
      builder.insert(Triple(ex("c99999"), .SKOS.broader, ex("c0")))
      builder.insert(Triple(ex("c0"), .SKOS.narrowerTransitive, ex("c99999")))
    }
    #expect(counts["hierarchy-redundant"] == 2)
    #expect(counts["polyhierarchy"] == 2)
    #expect(counts["hierarchy-cycle"] == nil)
    #expect(counts["not-under-top-concept"] == nil)
    #expect(counts["transitive-asserted"] == nil)
  }

  @Test func `20,000 levels on which every concept has two broader ones`() {
    let size = 20_000
    let counts = check { builder in
      for number in 0..<size { concept(number, &builder) }
      builder.insert(Triple(ex("s"), .SKOS.hasTopConcept, ex("c0")))
      for number in 1..<size {
        builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c\(number - 1)")))
        if number > 1 { builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c\(number - 2)"))) }
      }
    }
    #expect(counts["hierarchy-redundant"] == size - 2)
  }

  @Test func `100,000 narrower concepts of one, some related to the next`() {
    let counts = check { builder in
      for number in 0...100_000 { concept(number, &builder) }
      builder.insert(Triple(ex("s"), .SKOS.hasTopConcept, ex("c0")))
      for number in 1...100_000 {
        builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c0")))
        if (2...5_000).contains(number) {
          builder.insert(Triple(ex("c\(number)"), .SKOS.related, ex("c\(number - 1)")))
        }
      }
    }
    #expect(counts["related-siblings"] == 4_999)
    #expect(counts["hierarchy-redundant"] == nil)
    #expect(counts["dangling-concept"] == nil)
    // One concept lacks what a hundred thousand say, and thousands lack one thing each.
    #expect(counts["inverse-missing"] == 3)
  }

  @Test func `100,000 broader concepts of one`() {
    let counts = check { builder in
      for number in 0...100_000 { concept(number, &builder) }
      for number in 1...100_000 {
        builder.insert(Triple(ex("c0"), .SKOS.broader, ex("c\(number)")))
        builder.insert(Triple(ex("c0"), .SKOS.related, ex("other\(number)")))
      }
    }
    #expect(counts["polyhierarchy"] == 1)
    #expect(counts["hierarchy-redundant"] == nil)
  }

  @Test func `a cycle of 10,000 concepts, and a concept below it`() {
    let counts = check { builder in
      for number in 0...10_000 { concept(number, &builder) }
      builder.insert(Triple(ex("top"), .SKOS.topConceptOf, ex("s")))
      for number in 0..<10_000 {
        builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c\((number + 1) % 10_000)")))
      }
      builder.insert(Triple(ex("c10000"), .SKOS.broader, ex("c17")))
      builder.insert(Triple(ex("c10000"), .SKOS.broader, ex("c18")))
    }
    #expect(counts["hierarchy-cycle"] == 1)
    #expect(counts["not-under-top-concept"] == 1)
    #expect(counts["hierarchy-redundant"] == nil)
  }

  @Test func `one concept below 30,000, all but one of which are above that one`() {
    let counts = check { builder in
      for number in 0...30_000 { concept(number, &builder) }
      for number in 1...30_000 { builder.insert(Triple(ex("c0"), .SKOS.broader, ex("c\(number)"))) }
      for number in 2...30_000 { builder.insert(Triple(ex("c1"), .SKOS.broader, ex("c\(number)"))) }
    }
    #expect(counts["hierarchy-redundant"] == 29_999)
  }

  @Test func `10,000 terms that SKOS does not define`() {
    let counts = check { builder in
      for number in 0..<10_000 {
        let term = IRI(uncheckedValid: "http://www.w3.org/2004/02/skos/core#term\(number)")
        builder.insert(Triple(ex("c\(number)"), term, ex("c0")))
      }
    }
    #expect(counts["skos-term-undefined"] == 10_000)
  }

  @Test func `a list of 100,000 items, and 1,000 lists that share its end`() {
    let counts = check { builder in
      for number in 0..<100_000 {
        let rest: Term = number < 99_999 ? .blankNode(blank("n\(number + 1)")) : .iri(.RDF.nil)
        builder.insert(Triple(blank("n\(number)"), .RDF.first, ex("c\(number)")))
        builder.insert(Triple(blank("n\(number)"), .RDF.rest, rest))
      }
      builder.insert(Triple(ex("o"), .SKOS.memberList, blank("n0")))
      for number in 1...1_000 {
        builder.insert(Triple(ex("o\(number)"), .SKOS.memberList, blank("n\(number)")))
      }
    }
    #expect(counts["member-list-malformed"] == 1_000)
  }

  @Test func `a chain of 100,000 successors`() {
    let counts = check { builder in
      for number in 0..<100_000 {
        concept(number, &builder)
        builder.insert(Triple(ex("c\(number)"), .DCTerms.isReplacedBy, ex("c\(number + 1)")))
        builder.insert(
          Triple(ex("c\(number)"), .OWL.deprecated, .literal(.typed("true", datatype: .XSD.boolean))))
      }
    }
    #expect(counts["successor-cycle"] == nil)
    #expect(counts["retired-without-reason"] == nil)
  }
}
