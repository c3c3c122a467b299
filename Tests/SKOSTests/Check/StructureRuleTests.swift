import RDF
import SKOS
import Testing

/// More cases for the rules of profile kos.
@Suite struct `Rules of profile kos` {
  static let cases: [RuleTableCase] = [
    .fires("self-relation", "two properties", "ex:a skos:related ex:a ; skos:closeMatch ex:a .", 2),
    .clean(
      "self-relation", "a cycle is no self-relation", "ex:a skos:broader ex:b . ex:b skos:broader ex:a ."),
    .clean(
      "self-relation", "other properties", "ex:a a skos:Concept ; rdfs:seeAlso ex:a ; owl:sameAs ex:a ."),

    .fires("hierarchy-cycle", "two concepts", animals + "ex:a skos:broader ex:b ; skos:narrower ex:b ."),
    .fires(
      "hierarchy-cycle", "two cycles that meet are one, a third is another",
      animals
        + "ex:a skos:broader ex:b, ex:c . ex:b skos:broader ex:a . ex:c skos:broader ex:a . ex:d skos:broader ex:e . ex:e skos:broader ex:d .",
      2),
    .fires(
      "hierarchy-cycle", "by narrower and mappings",
      animals + "ex:a skos:narrower ex:b . ex:a skos:broadMatch ex:b ."),
    .clean("hierarchy-cycle", "reflexive", animals + "ex:a skos:broader ex:a ."),
    .clean(
      "hierarchy-cycle", "a diamond",
      animals + "ex:a skos:broader ex:b, ex:c . ex:b skos:broader ex:d . ex:c skos:broader ex:d ."),
    .clean(
      "hierarchy-cycle", "within another vocabulary",
      animals
        + "<http://example.com/a> skos:broader <http://example.com/b> . <http://example.com/b> skos:broader <http://example.com/a> ."
    ),

    .fires(
      "broader-and-narrower", "stated from both ends",
      animals + "ex:a skos:broader ex:b . ex:b skos:broader ex:a ."),
    .fires(
      "broader-and-narrower", "each pair once",
      animals + "ex:a skos:broader ex:b ; skos:narrower ex:b . ex:b skos:broader ex:a ; skos:narrower ex:a ."),
    .clean(
      "broader-and-narrower", "inverses", animals + "ex:a skos:broader ex:b . ex:b skos:narrower ex:a ."),
    .clean(
      "broader-and-narrower", "a longer cycle",
      animals + "ex:a skos:broader ex:b . ex:b skos:broader ex:c . ex:c skos:broader ex:a ."),

    .fires(
      "hierarchy-redundant", "stated by narrower, three steps",
      animals
        + "ex:a skos:broader ex:b . ex:b skos:broader ex:c . ex:c skos:broader ex:d . ex:d skos:narrower ex:a ."
    ),
    .fires(
      "hierarchy-redundant", "each of two",
      animals + "ex:a skos:broader ex:b, ex:c, ex:d . ex:b skos:broader ex:c . ex:c skos:broader ex:d .", 2),
    .clean(
      "hierarchy-redundant", "a diamond",
      animals + "ex:a skos:broader ex:b, ex:c . ex:b skos:broader ex:d . ex:c skos:broader ex:d ."),
    .clean(
      "hierarchy-redundant", "the transitive pair is meant to be redundant",
      animals + "ex:a skos:broader ex:b ; skos:broaderTransitive ex:b, ex:c . ex:b skos:broader ex:c ."),
    .clean(
      "hierarchy-redundant", "a mapping",
      animals + "ex:a skos:broader ex:b ; skos:broadMatch ex:c . ex:b skos:broadMatch ex:c ."),
    .clean(
      "hierarchy-redundant", "a step of a kind of its own",
      animals
        + "ex:partOf rdfs:subPropertyOf skos:broader . ex:a skos:broader ex:b ; ex:partOf ex:c . ex:b skos:broader ex:c ."
    ),
    .clean(
      "hierarchy-redundant", "within a cycle",
      animals + "ex:a skos:broader ex:b, ex:c . ex:b skos:broader ex:c . ex:c skos:broader ex:a ."),
    .fires(
      "hierarchy-redundant", "below a cycle",
      animals + "ex:a skos:broader ex:b, ex:d . ex:b skos:broader ex:c . ex:c skos:broader ex:b, ex:d ."),

    .fires(
      "orphan-concept", "retired concepts are not missed",
      animals + "ex:a skos:related ex:b . ex:e owl:deprecated true .", 2),
    .clean("orphan-concept", "a plain list", animals),
    .clean(
      "orphan-concept", "a top concept, and one that is only named",
      animals
        + "ex:a skos:related ex:b . ex:s skos:hasTopConcept ex:c . ex:d skos:semanticRelation ex:e ; dct:relation ex:x ."
    ),

    .fires(
      "dangling-concept", "the broader concept is in another scheme",
      scheme
        + "ex:b skos:inScheme ex:s ; skos:broader ex:x . ex:x a skos:Concept ; skos:inScheme ex:t . ex:t a skos:ConceptScheme ."
    ),
    .fires(
      "dangling-concept", "a broader mapping is none",
      scheme + "ex:b skos:inScheme ex:s ; skos:broadMatch ex:a ."),
    .clean(
      "dangling-concept", "a scheme without top concepts",
      animals + "ex:a skos:inScheme ex:s . ex:s a skos:ConceptScheme ."),
    .clean(
      "dangling-concept", "nobody says which scheme the broader concept is in",
      scheme + "ex:b skos:inScheme ex:s ; skos:broader ex:c ."),
    .clean(
      "dangling-concept", "a retired concept", scheme + "ex:b skos:inScheme ex:s ; owl:deprecated true ."),
    .clean(
      "dangling-concept", "top concept by the inverse, collections",
      scheme
        + "ex:b skos:topConceptOf ex:s . ex:k a skos:Collection ; skos:inScheme ex:s ; skos:member ex:a ."),

    .fires(
      "not-under-top-concept", "a cycle",
      scheme + "ex:b skos:inScheme ex:s ; skos:broader ex:c . ex:c skos:inScheme ex:s ; skos:broader ex:b ."),
    .fires(
      "not-under-top-concept", "a branch once, whatever hangs on it",
      scheme
        + "ex:b skos:inScheme ex:s . ex:c skos:inScheme ex:s ; skos:broader ex:b . ex:d skos:inScheme ex:s ; skos:broader ex:c . ex:e skos:inScheme ex:s ; skos:broader ex:b ."
    ),
    .clean(
      "not-under-top-concept", "dangling by itself is another rule's", scheme + "ex:b skos:inScheme ex:s ."),
    .clean(
      "not-under-top-concept", "by narrower, and through a concept of no scheme",
      scheme + "ex:a skos:narrower ex:b . ex:c skos:inScheme ex:s ; skos:broader ex:b ."),
    .clean(
      "not-under-top-concept", "one of two ways",
      scheme + "ex:c skos:inScheme ex:s ; skos:broader ex:a, ex:b . ex:b skos:inScheme ex:s ."),

    .fires(
      "concept-without-scheme", "each", animals + "ex:s a skos:ConceptScheme . ex:a skos:inScheme ex:s .", 4),
    .clean(
      "concept-without-scheme", "others' concepts, retired ones",
      "ex:s a skos:ConceptScheme . ex:a a skos:Concept ; skos:topConceptOf ex:s ; skos:exactMatch <http://example.com/a> . ex:b a skos:Concept ; owl:deprecated true ."
    ),
    .clean(
      "concept-without-scheme", "a sub-property of inScheme",
      "ex:p rdfs:subPropertyOf skos:inScheme . ex:s a skos:ConceptScheme . ex:a a skos:Concept ; ex:p ex:s ."),

    .fires("scheme-without-top-concept", "an empty scheme", "ex:s a skos:ConceptScheme ."),
    .clean(
      "scheme-without-top-concept", "the scheme of others",
      "ex:s a skos:ConceptScheme ; skos:hasTopConcept ex:a . ex:a a skos:Concept ; skos:inScheme ex:s . <http://example.com/c> skos:inScheme <http://example.com/s> ."
    ),
    .clean(
      "scheme-without-top-concept", "a retired scheme", "ex:s a skos:ConceptScheme ; owl:deprecated true ."),

    .fires(
      "top-concept-with-broader", "topConceptOf and narrower",
      scheme + "ex:a skos:narrower ex:b . ex:b skos:topConceptOf ex:s ."),
    .clean(
      "top-concept-with-broader", "the broader concept is in another scheme",
      scheme
        + "ex:a skos:broader ex:x . ex:x a skos:Concept ; skos:inScheme ex:t . ex:t a skos:ConceptScheme ."),
    .clean(
      "top-concept-with-broader", "a mapping",
      scheme + "ex:a skos:broadMatch ex:b . ex:b skos:inScheme ex:s ."),

    .fires(
      "disconnected-cluster", "without top concepts all but the largest",
      animals + "ex:a skos:related ex:b . ex:b skos:related ex:c . ex:d skos:related ex:e ."),
    .clean("disconnected-cluster", "one part and a single concept", animals + "ex:a skos:related ex:b ."),
    .clean(
      "disconnected-cluster", "connected by a mapping",
      animals + "ex:a skos:related ex:b . ex:b skos:closeMatch ex:c . ex:c skos:related ex:d ."),
    .clean(
      "disconnected-cluster", "retired concepts among themselves",
      animals
        + "ex:a skos:related ex:b . ex:b skos:related ex:c . ex:d skos:related ex:e ; owl:deprecated true . ex:e owl:deprecated true ."
    ),

    .fires(
      "related-siblings", "stated from both ends once",
      animals
        + "ex:a skos:broader ex:c ; skos:related ex:b . ex:b skos:related ex:a . ex:c skos:narrower ex:b ."),
    .clean(
      "related-siblings", "cousins",
      animals
        + "ex:a skos:broader ex:c ; skos:related ex:b . ex:b skos:broader ex:d . ex:c skos:broader ex:e . ex:d skos:broader ex:e ."
    ),
    .clean(
      "related-siblings", "a common narrower concept, a match",
      animals
        + "ex:c skos:broader ex:a, ex:b . ex:a skos:related ex:b . ex:d skos:broader ex:a ; skos:relatedMatch ex:e . ex:e skos:broader ex:a ."
    ),

    .fires("polyhierarchy", "by narrower", animals + "ex:a skos:broader ex:b . ex:c skos:narrower ex:a .") {
      $0.policy.forbidsPolyhierarchy = true
    },
    .clean("polyhierarchy", "not forbidden", animals + "ex:a skos:broader ex:b, ex:c ."),
    .clean(
      "polyhierarchy", "one parent stated twice",
      animals + "ex:a skos:broader ex:b ; skos:broadMatch ex:c . ex:b skos:narrower ex:a ."
    ) { $0.policy.forbidsPolyhierarchy = true },

    .fires(
      "mapping-inside-scheme", "an exact match", scheme + "ex:b skos:inScheme ex:s ; skos:exactMatch ex:a ."),
    .clean(
      "mapping-inside-scheme", "between two schemes",
      scheme + "ex:b skos:inScheme ex:t ; skos:exactMatch ex:a . ex:t a skos:ConceptScheme ."),
    .clean(
      "mapping-inside-scheme", "a retired concept and its successor",
      scheme + "ex:b skos:inScheme ex:s ; skos:exactMatch ex:a ; owl:deprecated true ."),
    .clean("mapping-inside-scheme", "no scheme is known", animals + "ex:a skos:exactMatch ex:b ."),

    .fires(
      "relation-across-schemes", "broader",
      scheme + "ex:t a skos:ConceptScheme . ex:b skos:inScheme ex:t ; skos:broader ex:a ."),
    .clean(
      "relation-across-schemes", "parts of one thesaurus",
      scheme
        + "ex:t a skos:ConceptScheme . ex:u a skos:ConceptScheme . ex:b skos:inScheme ex:t, ex:s ; skos:broader ex:a . ex:c skos:inScheme ex:u ; skos:exactMatch ex:b ."
    ),
    .clean(
      "relation-across-schemes", "a concept of others, one without scheme",
      scheme
        + "ex:t a skos:ConceptScheme . ex:b skos:inScheme ex:t ; skos:related ex:c, <http://example.com/x> ."),

    .fires(
      "notation-duplicate", "a group once",
      scheme
        + #"ex:a skos:notation "1" . ex:b skos:inScheme ex:s ; skos:notation "1" . ex:c skos:inScheme ex:s ; skos:notation "1" ."#
    ),
    .fires(
      "notation-duplicate", "no scheme is known",
      animals + #"ex:a skos:notation "1" . ex:b skos:notation "1" ."#),
    .clean(
      "notation-duplicate", "in different schemes, or none",
      scheme
        + #"ex:t a skos:ConceptScheme . ex:a skos:notation "1" . ex:b skos:inScheme ex:t ; skos:notation "1" . ex:c skos:notation "1" ."#
    ),
    .clean(
      "notation-duplicate", "a retired concept, a collection, another datatype",
      scheme
        + #"ex:a skos:notation "1" . ex:b skos:inScheme ex:s ; skos:notation "1" ; owl:deprecated true . ex:k a skos:Collection ; skos:inScheme ex:s ; skos:notation "1" ; skos:member ex:a . ex:c skos:inScheme ex:s ; skos:notation "1"^^ex:Code ."#
    ),

    .fires(
      "notation-multiple", "of one datatype",
      #"ex:a a skos:Concept ; skos:notation "1"^^ex:Code, "2"^^ex:Code, "3" ."#),
    .clean("notation-multiple", "languages", #"ex:a a skos:Concept ; skos:notation "1"@en, "2"@fr, "3" ."#),
    .clean(
      "notation-multiple", "others' concepts",
      #"ex:a a skos:Concept . <http://example.com/a> skos:notation "1", "2" ."#),

    .fires("collection-empty", "an empty list", "ex:k a skos:OrderedCollection ; skos:memberList () ."),
    .fires(
      "collection-empty", "a member of another",
      "ex:k a skos:Collection ; skos:member ex:l . ex:l a skos:Collection ."),
    .clean("collection-empty", "only a list", "ex:k a skos:OrderedCollection ; skos:memberList ( ex:a ) ."),
    .clean(
      "collection-empty", "membership from the member's side, groups of groups",
      """
      ex:k a skos:Collection . ex:a a skos:Concept ; ex:memberOf ex:k .
      ex:g a skos:Collection ; <http://purl.org/iso25964/skos-thes#subGroup> ex:k .
      """),
  ]

  private static let animals = ["a", "b", "c", "d", "e"].map { "ex:\($0) a skos:Concept . " }.joined()
  private static let scheme = animals + "ex:s a skos:ConceptScheme ; skos:hasTopConcept ex:a . "

  @Test(arguments: cases)
  func `as a person would judge`(_ example: RuleTableCase) throws { try example.verify() }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `redundant steps and cycles are those that written-out closures show`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let size = Int.random(in: 1...90, using: &random)
    var edges: Set<[Int]> = []
    for _ in 0..<Int.random(in: 0...(3 * size), using: &random) {
      let (from, to) = (Int.random(in: 0..<size, using: &random), Int.random(in: 0..<size, using: &random))
      // Mostly without cycles.
      edges.insert(random.once(in: 50) ? [from, to] : [max(from, to), min(from, to)])
    }
    var triples = edges.map { Triple(ex("c\($0[0])"), .SKOS.broader, ex("c\($0[1])")) }
    triples += (0..<size).map { Triple(ex("c\($0)"), .RDF.type, .iri(.SKOS.Concept)) }
    let rules = try ["hierarchy-redundant", "hierarchy-cycle"].map { try #require(Rule.named($0)) }
    let findings = SKOSCheck.run(Graph(triples), rules: rules)
    let above = closure(edges, size)
    func isCyclic(_ one: Int, _ other: Int) -> Bool { one == other || above[one][other] && above[other][one] }
    let redundant = edges.filter { edge in
      !isCyclic(edge[0], edge[1])
        && edges.contains { other in
          other[0] == edge[0] && !isCyclic(edge[0], other[1]) && !isCyclic(other[1], edge[1])
            && above[other[1]][edge[1]]
        }
    }
    let found = findings.filter { $0.rule == "hierarchy-redundant" }
    #expect(
      Set(found.map { [$0.focus.term, $0.related[0]] })
        == Set(redundant.map { [.iri(ex("c\($0[0])")), .iri(ex("c\($0[1])"))] }), "seed \(seed)")
    let cycles = Set(
      (0..<size).map { one in Set((0..<size).filter { isCyclic(one, $0) }) }.filter { $0.count > 1 })
    #expect(findings.count - found.count == cycles.count, "seed \(seed)")
  }

  /// Which number is above which, by Warshall's algorithm.
  private func closure(_ edges: Set<[Int]>, _ size: Int) -> [[Bool]] {
    var above = Array(repeating: Array(repeating: false, count: size), count: size)
    for edge in edges { above[edge[0]][edge[1]] = true }
    for middle in 0..<size {
      for from in 0..<size where above[from][middle] {
        for to in 0..<size where above[middle][to] { above[from][to] = true }
      }
    }
    return above
  }

  @Test func `a vocabulary without schemes is one finding`() throws {
    let turtle = (0..<300).map { "ex:c\($0) a skos:Concept ." }.joined(separator: "\n")
    let rules = [try #require(Rule.named("concept-without-scheme"))]
    let one = try SKOSCheck.run(Graph(turtle: turtle), rules: rules)
    #expect(one.map(\.message) == ["none of the 300 concepts is in a concept scheme"])
    let mended = try SKOSCheck.run(Graph(turtle: turtle + " ex:s a skos:ConceptScheme ."), rules: rules)
    #expect(mended.map { $0.fix?.added.count } == [300])
  }
}
