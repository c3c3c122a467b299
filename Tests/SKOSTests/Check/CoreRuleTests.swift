import RDF
import SKOS
import Testing

/// More cases for the rules of profile core that are no integrity conditions.
@Suite struct `Rules of profile core` {
  static let cases: [RuleTableCase] = [
    .fires(
      "xl-literal-form-not-plain", "a number", "ex:l a skosxl:Label ; skosxl:literalForm 42 ."),
    .fires(
      "xl-literal-form-not-plain", "a resource", "ex:l a skosxl:Label ; skosxl:literalForm ex:form ."),
    .clean(
      "xl-literal-form-not-plain", "xsd:string is plain in RDF 1.1",
      #"ex:l a skosxl:Label ; skosxl:literalForm "a"^^xsd:string . ex:m skosxl:literalForm "b"@zh-Hans ."#),
    .clean(
      "xl-literal-form-not-plain", "other properties of a Label",
      #"ex:l a skosxl:Label ; skosxl:literalForm "a" ; ex:frequency 42 ."#),

    .fires(
      "xl-plain-mismatch", "another preferred label",
      #"ex:c skos:prefLabel "a"@en ; skosxl:prefLabel [ skosxl:literalForm "b"@en ] ."#),
    .fires(
      "xl-plain-mismatch", "a spelling that only the plain label has",
      #"ex:c skos:altLabel "a"@en, "b"@en ; skosxl:altLabel [ skosxl:literalForm "b"@en ] ."#),
    .clean(
      "xl-plain-mismatch", "only xl labels", #"ex:c skosxl:prefLabel [ skosxl:literalForm "b"@en ] ."#),
    .clean(
      "xl-plain-mismatch", "xl labels for one language",
      #"ex:c skos:prefLabel "a"@en, "b"@fr ; skos:altLabel "c"@en ; skosxl:prefLabel [ skosxl:literalForm "a"@en ] ."#
    ),
    .clean(
      "xl-plain-mismatch", "tags in another case",
      #"ex:c skos:prefLabel "a"@en-GB ; skosxl:prefLabel [ skosxl:literalForm "a"@EN-gb ] ."#),

    .fires(
      "xl-label-dangling", "a blank Label", #"[] a skosxl:Label ; skosxl:literalForm "b"@en ."#),
    .fires(
      "xl-label-dangling", "two that nobody refers to",
      #"ex:l skosxl:literalForm "b"@en . ex:m a skosxl:Label ; skosxl:literalForm "c" ."#, 2),
    .clean(
      "xl-label-dangling", "a split term in a compound equivalence",
      """
      ex:e <http://purl.org/iso25964/skos-thes#plusUF> ex:l ; <http://purl.org/iso25964/skos-thes#plusUse> ex:m .
      ex:l a skosxl:Label ; skosxl:literalForm "a" . ex:m a skosxl:Label ; skosxl:literalForm "b" .
      """),
    .clean(
      "xl-label-dangling", "retired, or only mentioned",
      #"ex:l a skosxl:Label ; skosxl:literalForm "a" ; owl:deprecated true . ex:c skosxl:altLabel ex:m ."#),

    .fires("label-not-plain-literal", "a number", "ex:c skos:altLabel 7 ."),
    .fires(
      "label-not-plain-literal", "a blank node, by a sub-property",
      #"ex:p rdfs:subPropertyOf skos:altLabel . ex:c ex:p [ rdfs:label "a" ] ."#),
    .clean(
      "label-not-plain-literal", "names that are no labels of SKOS",
      "ex:c rdfs:label 7 ; dct:title ex:t ; skos:prefLabel \"x\"@und ."),
    .clean(
      "label-not-plain-literal", "definitions may be resources",
      #"ex:c skos:prefLabel "c" ; skos:definition [ rdf:value "a" ] ; skos:notation 7 ."#),

    .fires("relation-not-resource", "a mapping", #"ex:c skos:closeMatch "http://example.com/c" ."#),
    .fires(
      "relation-not-resource", "a sub-property",
      #"ex:p rdfs:subPropertyOf skos:broader . ex:c ex:p "animal" ."#),
    .clean(
      "relation-not-resource", "texts elsewhere",
      #"ex:c skos:note "a" ; dct:relation "animal" ; skos:related [ a skos:Concept ] ."#),

    .fires("scheme-link-not-resource", "a top concept", #"ex:s skos:hasTopConcept "animal" ."#),
    .fires("scheme-link-not-resource", "topConceptOf", #"ex:c skos:topConceptOf "Animals"@en ."#),
    .clean(
      "scheme-link-not-resource", "isPartOf is not inScheme",
      #"ex:c dct:isPartOf "Animals" ; skos:inScheme ex:s ."#),

    .fires(
      "relation-end-not-concept", "both ends",
      "ex:z a skos:Concept . ex:a skos:related ex:b ; ex:p 1 . ex:b ex:p 1 .", 2),
    .fires(
      "relation-end-not-concept", "a top concept that nothing is said about",
      "ex:s a skos:ConceptScheme ; skos:hasTopConcept ex:a ."),
    .clean(
      "relation-end-not-concept", "concepts of others",
      """
      ex:s a skos:ConceptScheme . ex:a a skos:Concept ; skos:broader <http://example.com/b> ;
        skos:exactMatch <http://example.net/c> .
      """),
    .clean(
      "relation-end-not-concept", "a subclass of Concept",
      "ex:Topic rdfs:subClassOf skos:Concept . ex:a a ex:Topic ; skos:related ex:b . ex:b a ex:Topic ."),

    .fires(
      "scheme-undefined", "an own scheme without type",
      #"ex:c a skos:Concept ; skos:inScheme ex:s . ex:s dct:title "S" ."#),
    .fires(
      "scheme-undefined", "a scheme whose IRI is that of its concepts without the last part",
      "<http://example.org/v/1> a skos:Concept ; skos:inScheme <http://example.org/v> ."),
    .clean(
      "scheme-undefined", "the scheme of another vocabulary's concept",
      "ex:s a skos:ConceptScheme . ex:c skos:inScheme ex:s . <http://example.com/c> skos:inScheme <http://example.com/s> ."
    ),
    .clean(
      "scheme-undefined", "a scheme of others that is named",
      #"ex:s a skos:ConceptScheme . ex:c a skos:Concept ; skos:inScheme ex:s, <http://example.com/s> . <http://example.com/s> rdfs:label "S" ."#
    ),
    .fires(
      "multiple-pref-labels", "the shorter one is that of an xl Label",
      #"ex:c skos:prefLabel "abc"@en ; skosxl:prefLabel ex:l . ex:l skosxl:literalForm "ab"@en ."#),
    .fires(
      "multiple-pref-labels", "the longer one is that of an xl Label",
      #"ex:c skos:prefLabel "a"@en, "c"@fr ; skosxl:prefLabel ex:l . ex:l skosxl:literalForm "ab"@en ."#),
    .fires(
      "label-role-overlap", "alternative and hidden, in xl as well",
      #"ex:c skos:altLabel "a"@en ; skos:hiddenLabel "a"@en ; skosxl:hiddenLabel [ skosxl:literalForm "a"@en ] ."#
    ),
    .fires(
      "related-in-hierarchy", "stated twice",
      "ex:a skos:broader ex:b ; skos:related ex:b ; skos:relatedMatch ex:b . ex:b skos:related ex:a ."),
    .clean(
      "scheme-undefined", "a subclass of ConceptScheme",
      "ex:V rdfs:subClassOf skos:ConceptScheme . ex:c skos:inScheme ex:s . ex:s a ex:V ."),

    .fires(
      "member-not-concept-or-collection", "a text in a list",
      #"ex:o a skos:OrderedCollection ; skos:memberList ( ex:a "b" ) ."#),
    .fires(
      "member-not-concept-or-collection", "an xl Label",
      #"ex:o skos:member ex:l . ex:c skosxl:prefLabel ex:l . ex:l skosxl:literalForm "a" ."#),
    .clean(
      "member-not-concept-or-collection", "what nothing is known about",
      "ex:o skos:member ex:a, <http://example.com/b>, [ a ex:Thing ] ."),
    .clean(
      "member-not-concept-or-collection", "collections in lists",
      "ex:o skos:memberList ( ex:a ex:p ) . ex:p a skos:Collection ; skos:member ex:b ."),

    .fires(
      "member-list-malformed", "a circle",
      "ex:o skos:memberList _:a . _:a rdf:first ex:a ; rdf:rest _:b . _:b rdf:first ex:b ; rdf:rest _:a ."),
    .fires(
      "member-list-malformed", "a fork",
      "ex:o skos:memberList _:a . _:a rdf:first ex:a ; rdf:rest (), ( ex:b ) ."),
    .fires(
      "member-list-malformed", "two lists with one end",
      """
      ex:o skos:memberList _:a . ex:p skos:memberList _:b . _:a rdf:first ex:a ; rdf:rest _:c .
      _:b rdf:first ex:b ; rdf:rest _:c . _:c rdf:first ex:c ; rdf:rest () .
      """),
    .fires("member-list-malformed", "a text", #"ex:o skos:memberList "a, b" ."#),
    .fires("member-list-malformed", "a concept", "ex:o skos:memberList ex:a . ex:a a skos:Concept ."),
    .clean("member-list-malformed", "an empty list", "ex:o skos:memberList () ."),
    .clean(
      "member-list-malformed", "one item twice, types, other lists",
      "ex:o skos:memberList ( ex:a ex:a ex:b ) ; ex:p ( 1 2 ) . ex:q ex:r [ rdf:first 1 ] ."),

    .fires("member-list-multiple", "an empty one and another", "ex:o skos:memberList (), ( ex:a ) ."),
    .clean(
      "member-list-multiple", "one list by two properties",
      "ex:p rdfs:subPropertyOf skos:memberList . ex:o skos:memberList _:a ; ex:p _:a . _:a rdf:first ex:a ; rdf:rest () ."
    ),
    .clean(
      "member-list-multiple", "two collections",
      "ex:o skos:memberList ( ex:a ) . ex:p skos:memberList ( ex:a ) ."),

    .fires("member-list-gap", "no member at all", "ex:o skos:memberList ( ex:a ex:b ) ."),
    .clean(
      "member-list-gap", "a sub-property of member",
      "ex:has rdfs:subPropertyOf skos:member . ex:o skos:memberList ( ex:a ) ; ex:has ex:a ."),
    .clean("member-list-gap", "an empty list", "ex:o skos:memberList () ; skos:member ex:a ."),

    .fires(
      "inverse-missing", "the register demands it",
      declared + "ex:a skos:broader ex:b . ex:a skos:related ex:c .", 2
    ) { $0.policy.writesInverses = true },
    .fires(
      "inverse-missing", "most related pairs are stated twice",
      declared + "ex:a skos:related ex:b, ex:c, ex:d . ex:b skos:related ex:a . ex:c skos:related ex:a ."),
    .fires(
      "inverse-missing", "top concepts",
      declared
        + "ex:a skos:topConceptOf ex:s . ex:b skos:topConceptOf ex:s . ex:s skos:hasTopConcept ex:a, ex:b, ex:c ."
    ),
    .clean(
      "inverse-missing", "a vocabulary that states one direction",
      declared
        + "ex:a skos:broader ex:b . ex:c skos:broader ex:b . ex:b skos:narrower ex:c ; skos:related ex:d ."),
    .clean(
      "inverse-missing", "mappings to others are theirs to state",
      declared + "ex:a skos:exactMatch <http://example.com/a> ."
    ) { $0.policy.writesInverses = true },
    .clean(
      "inverse-missing", "the inverse by a sub-property",
      declared
        + "ex:btg rdfs:subPropertyOf skos:broader . ex:ntg rdfs:subPropertyOf skos:narrower . ex:a ex:btg ex:b . ex:b ex:ntg ex:a ."
    ) { $0.policy.writesInverses = true },

    .fires(
      "transitive-asserted", "narrowerTransitive the wrong way round",
      "ex:a skos:broader ex:b ; skos:narrowerTransitive ex:b ."),
    .clean(
      "transitive-asserted", "a closure that was written out",
      "ex:a skos:broader ex:b ; skos:broaderTransitive ex:b, ex:c . ex:c skos:narrower ex:b ; skos:narrowerTransitive ex:a ."
    ),
    .clean(
      "transitive-asserted", "steps by a sub-property and a mapping",
      "ex:p rdfs:subPropertyOf skos:broader . ex:a ex:p ex:b ; skos:broaderTransitive ex:c . ex:b skos:broadMatch ex:c ."
    ),

    .fires("skos-term-undefined", "a class", "ex:a a skos:Concpet ."),
    .fires(
      "skos-term-undefined", "https", #"ex:a <https://www.w3.org/2004/02/skos/core#prefLabel> "a"@en ."#),
    .fires("skos-term-undefined", "of SKOS-XL", #"ex:a skosxl:literalform "a" ."#),
    .fires("skos-term-undefined", "used for several", "ex:a skos:narower ex:b . ex:b skos:narower ex:c ."),
    .clean(
      "skos-term-undefined", "the namespaces themselves, and one that begins alike",
      """
      ex:a rdfs:isDefinedBy skos:, <http://www.w3.org/2004/02/skos/core>, skosxl: ;
        <http://www.w3.org/2004/02/skos/corefoo#bar> 1 ; rdfs:seeAlso "http://www.w3.org/2004/02/skos/core#foo" .
      """),
    .clean(
      "skos-term-undefined", "dropped terms are another rule's", "ex:a skos:symbol ex:b ; skos:note \"n\" ."),

    .fires("skos-term-deprecated", "a symbol", "ex:a skos:prefSymbol <http://example.com/a.png> ."),
    .fires(
      "skos-term-deprecated", "two terms", "ex:a skos:isSubjectOf ex:b . ex:b skos:subjectIndicator ex:c .", 2
    ),
    .clean("skos-term-deprecated", "dct:subject", "ex:b dct:subject ex:a ; ex:subject ex:a ."),
    .clean("skos-term-deprecated", "what was never a term", "ex:a skos:topic ex:b ."),

    .fires(
      "notation-untyped", "a language tag is no datatype",
      notations + #"ex:c skos:notation "3"@en ."#),
    .clean(
      "notation-untyped", "most have none",
      notations + #"ex:c skos:notation "3" . ex:d skos:notation "4" . ex:e skos:notation "5" ."#),
    .clean(
      "notation-untyped", "the same with a datatype beside it",
      notations + #"ex:c skos:notation "3", "3"^^ex:Code ."#),
    .clean(
      "notation-untyped", "of another scheme",
      notations
        + #"ex:x a skos:Concept ; skos:inScheme ex:t ; skos:notation "3" . ex:t a skos:ConceptScheme ."#),
  ]

  private static let declared =
    "ex:s a skos:ConceptScheme . ex:a a skos:Concept . ex:b a skos:Concept . ex:c a skos:Concept . ex:d a skos:Concept . "

  private static let notations =
    ["a", "b", "c", "d", "e"].map { "ex:\($0) a skos:Concept ; skos:inScheme ex:s . " }.joined()
    + #"ex:s a skos:ConceptScheme . ex:a skos:notation "1"^^ex:Code . ex:b skos:notation "2"^^ex:Code . "#

  @Test(arguments: cases)
  func `as a person would judge`(_ example: RuleTableCase) throws { try example.verify() }

  @Test func `what is missing in many places is one finding, and the fix adds it all`() throws {
    var turtle = "ex:s a skos:ConceptScheme . ex:top a skos:Concept ."
    for number in 0..<300 {
      turtle += " ex:c\(number) a skos:Concept ; skos:broader ex:top ; skos:related ex:d\(number) ."
      turtle += " ex:d\(number) a skos:Concept ; skos:broader ex:top ."
    }
    var configuration = CheckConfiguration()
    configuration.policy.writesInverses = true
    let rules = [try #require(Rule.named("inverse-missing"))]
    let findings = try SKOSCheck.run(Graph(turtle: turtle), rules: rules, configuration: configuration)
    // Narrower concepts are missing on one concept, related ones on three hundred.
    #expect(
      findings.map { $0.fix?.added.count } == [300, 600]
        || findings.map { $0.fix?.added.count } == [600, 300])
  }

  @Test func `the nearest term is proposed only if it is the only one`() throws {
    func proposed(_ turtle: String) throws -> [Triple] {
      let rules = [try #require(Rule.named("skos-term-undefined"))]
      return try SKOSCheck.run(Graph(turtle: turtle), rules: rules).flatMap { $0.fix?.added ?? [] }
    }
    #expect(try proposed("ex:a skos:broder ex:b .") == [Triple(ex("a"), .SKOS.broader, ex("b"))])
    #expect(try proposed("ex:a skos:Broader ex:b .") == [Triple(ex("a"), .SKOS.broader, ex("b"))])
    #expect(try proposed("ex:a skos:topic ex:b .") == [])
    #expect(
      try proposed("ex:a a <https://www.w3.org/2004/02/skos/core#Concept> .")
        == [Triple(ex("a"), .RDF.type, .iri(.SKOS.Concept))])
  }
}
