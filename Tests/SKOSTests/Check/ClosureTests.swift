import RDF
import SKOS
import TestSupport
import Testing

/// The closure conditions against a model that writes the closures out.
@Suite struct `Conditions on closures` {
  @Test(arguments: 0..<300 as Range<UInt64>)
  func `related-in-hierarchy and exact-match-clash find what the written-out closure shows`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let size = Int.random(in: 1...12, using: &random)
    var triples: [Triple] = []
    let properties: [IRI] = [
      .SKOS.broader, .SKOS.narrower, .SKOS.broaderTransitive, .SKOS.broadMatch, .SKOS.narrowMatch,
      .SKOS.related,
      .SKOS.relatedMatch, .SKOS.exactMatch,
    ]
    for _ in 0..<Int.random(in: 0...(2 * size), using: &random) {
      guard let property = properties.randomElement(using: &random) else { continue }
      let (from, to) = (Int.random(in: 0..<size, using: &random), Int.random(in: 0..<size, using: &random))
      triples.append(Triple(ex("c\(from)"), property, ex("c\(to)")))
    }
    let findings = SKOSCheck.run(Graph(triples), rules: Rule.integrityConditions)
    let related = Set(findings.filter { $0.rule == "related-in-hierarchy" }.map(pair))
    let exact = Set(findings.filter { $0.rule == "exact-match-clash" }.map(pair))
    let model = ClosureModel(triples)
    #expect(related == model.relatedClashes, "seed \(seed)")
    #expect(exact == model.exactClashes, "seed \(seed)")
  }

  /// The two ends of a finding, whichever is the focus.
  private func pair(_ finding: Finding) -> Set<Term> { Set([finding.focus.term] + finding.related.prefix(1)) }

  @Test
  func `a hierarchy 100,000 levels deep with as many related links is checked in bounded memory and stack`() {
    let depth = 100_000
    var builder = GraphBuilder()
    for level in 0..<depth { builder.insert(Triple(ex("c\(level)"), .SKOS.broader, ex("c\(level + 1)"))) }
    builder.insert(Triple(ex("c0"), .SKOS.related, ex("c\(depth)")))
    for level in stride(from: 0, to: 2_000, by: 1) {
      builder.insert(Triple(ex("c\(level)"), .SKOS.related, ex("other\(level)")))
      builder.insert(Triple(ex("other\(level)"), .SKOS.broader, ex("c\(level)")))
    }
    let findings = SKOSCheck.run(builder.graph(), rules: Rule.integrityConditions)
    #expect(findings.count == 2_001)
    #expect(findings.first?.message.contains("100000 steps up") == true)
  }

  @Test func `one cycle through 100,000 concepts is one component`() {
    let size = 100_000
    var builder = GraphBuilder()
    for number in 0..<size {
      builder.insert(Triple(ex("c\(number)"), .SKOS.broader, ex("c\((number + 1) % size)")))
    }
    builder.insert(Triple(ex("c1"), .SKOS.related, ex("c0")))
    #expect(
      SKOSCheck.run(builder.graph(), rules: Rule.integrityConditions).map(\.rule) == ["related-in-hierarchy"])
  }
}

/// The closures of SKOS Reference, written out pair by pair as Warshall does it.
private struct ClosureModel {
  var relatedClashes: Set<Set<Term>> = []
  var exactClashes: Set<Set<Term>> = []

  init(_ triples: [Triple]) {
    var up: Set<[Term]> = []
    var related: Set<[Term]> = []
    var exact: Set<[Term]> = []
    var other: Set<[Term]> = []
    for triple in triples {
      let ends = [triple.subject.term, triple.object]
      switch triple.predicate {
      case .SKOS.broader, .SKOS.broaderTransitive: up.insert(ends)
      case .SKOS.narrower: up.insert(ends.reversed())
      case .SKOS.broadMatch: up.insert(ends); other.insert(ends)
      case .SKOS.narrowMatch: up.insert(ends.reversed()); other.insert(ends)
      case .SKOS.related: related.insert(ends)
      case .SKOS.relatedMatch: related.insert(ends); other.insert(ends)
      default: exact.insert(ends); exact.insert(ends.reversed())
      }
    }
    up = Self.closed(up)
    exact = Self.closed(exact)
    relatedClashes = Set(related.filter { up.contains($0) || up.contains($0.reversed()) }.map(Set.init))
    exactClashes = Set(other.filter(exact.contains).map(Set.init))
  }

  private static func closed(_ pairs: Set<[Term]>) -> Set<[Term]> {
    var pairs = pairs
    while true {
      var next = pairs
      for left in pairs { for right in pairs where left[1] == right[0] { next.insert([left[0], right[1]]) } }
      if next.count == pairs.count { return pairs }
      pairs = next
    }
  }
}
