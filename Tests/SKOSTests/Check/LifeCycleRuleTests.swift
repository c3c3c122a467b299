import RDF
import SKOS
import Testing

/// More cases for the rules of profile life.
@Suite struct `Rules of profile life` {
  static let cases: [RuleTableCase] = [
    .fires(
      "published-iri-removed", "still mentioned, no longer described",
      "ex:a a skos:Concept ; skos:broader ex:b .",
      previous: "ex:a a skos:Concept . ex:b a skos:Concept ; skos:prefLabel \"b\"@en ."),
    .fires(
      "published-iri-removed", "a collection and a scheme", "ex:a a skos:Concept .", 2,
      previous:
        "ex:a a skos:Concept . ex:k a skos:Collection ; skos:member ex:a . ex:s a skos:ConceptScheme ."),
    .fires(
      "published-iri-removed", "everything", "", 2, previous: "ex:a a skos:Concept . ex:b a skos:Concept ."),
    .clean(
      "published-iri-removed", "kept as retired, without type",
      "ex:a a skos:Concept . ex:b owl:deprecated true .",
      previous: "ex:a a skos:Concept . ex:b a skos:Concept ."),
    .clean(
      "published-iri-removed", "others' concepts, blank nodes, labels", "ex:a a skos:Concept .",
      previous:
        "ex:a a skos:Concept ; skos:exactMatch <http://example.com/a> ; skos:related [ a skos:Concept ] ; skosxl:altLabel ex:l . ex:l skosxl:literalForm \"l\" . ex:b skos:broader ex:a ."
    ),
    .clean("published-iri-removed", "no release before", "ex:a a skos:Concept ."),

    .fires(
      "identifier-reused", "in one release",
      scheme
        + #"ex:a skos:notation "1" ; owl:deprecated true . ex:b skos:notation "1" ."#),
    .fires(
      "identifier-reused", "of a removed concept", #"ex:b a skos:Concept ; dct:identifier "7" ."#,
      previous: #"ex:a a skos:Concept ; dct:identifier "7" . ex:b a skos:Concept ."#),
    .clean(
      "identifier-reused", "a notation of a concept in use is another rule's",
      scheme
        + #"ex:a skos:notation "1" . ex:b skos:notation "1" ."#,
      previous: scheme + #"ex:a skos:notation "1" ."#),
    .clean(
      "identifier-reused", "of another scheme",
      scheme
        + #"ex:t a skos:ConceptScheme . ex:a skos:notation "1" ; owl:deprecated true . ex:c a skos:Concept ; skos:inScheme ex:t ; skos:notation "1" ."#
    ),
    .clean(
      "identifier-reused", "two retired ones",
      scheme
        + #"ex:a skos:notation "1" ; owl:deprecated true . ex:b skos:notation "1" ; owl:deprecated true ."#),

    .fires(
      "retired-without-reason", "by status",
      #"ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> "Retired" ."#),
    .clean(
      "retired-without-reason", "a change note, a note of a retired ontology",
      #"ex:a a skos:Concept ; owl:deprecated true ; skos:changeNote "Merged."@en . ex:o a owl:Ontology ; owl:deprecated true ."#
    ),
    .clean(
      "retired-without-reason", "replaced, said by the new one; others' concepts",
      "ex:a a skos:Concept ; owl:deprecated true . ex:b a skos:Concept ; dct:replaces ex:a . <http://example.com/x> a skos:Concept ; owl:deprecated true . "
        + (0..<20).map { "ex:c\($0) a skos:Concept . " }.joined()),

    .fires(
      "superseded-without-successor", "a status of the linked data registry",
      "ex:a a skos:Concept ; <http://purl.org/linked-data/registry#status> <http://purl.org/linked-data/registry#statusSuperseded> ."
    ),
    .clean(
      "superseded-without-successor", "retired needs none",
      "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:retired ."),

    .fires(
      "successor-cycle", "ends at a retired one",
      "ex:a a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:b . ex:b a skos:Concept ; owl:deprecated true ."
    ),
    .fires(
      "successor-cycle", "itself", "ex:a a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:a ."),
    .fires(
      "successor-cycle", "a cycle is one finding, what leads into it another",
      """
      ex:a a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:b . ex:b a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:a .
      ex:c a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:a .
      """, 2),
    .clean(
      "successor-cycle", "one of two is in use, both ends say so",
      """
      ex:a a skos:Concept ; owl:deprecated true ; dct:isReplacedBy ex:b, ex:c . ex:b a skos:Concept ; owl:deprecated true .
      ex:c a skos:Concept ; dct:replaces ex:a .
      """),
    .clean(
      "successor-cycle", "a successor elsewhere",
      "ex:a a skos:Concept ; owl:deprecated true ; dct:isReplacedBy <http://example.com/a> ."),

    .fires(
      "active-points-to-retired", "broader",
      "ex:a a skos:Concept ; skos:broader ex:b . ex:b a skos:Concept ; owl:deprecated true ."),
    .clean(
      "active-points-to-retired", "both retired, or the retired one points",
      "ex:a a skos:Concept ; skos:related ex:b ; owl:deprecated true . ex:b a skos:Concept ; owl:deprecated true . ex:c a skos:Concept ."
    ),
    .clean(
      "active-points-to-retired", "not deprecated",
      "ex:a a skos:Concept ; skos:related ex:b . ex:b a skos:Concept ; owl:deprecated false ; <http://www.w3.org/ns/adms#status> ex:valid ."
    ),

    .fires(
      "mapping-target-deprecated", "an own one",
      "ex:a a skos:Concept ; skos:closeMatch ex:b . ex:b a skos:Concept ; owl:deprecated true ."),
    .clean(
      "mapping-target-deprecated", "relations, and mappings of retired concepts",
      "ex:a a skos:Concept ; skos:related ex:b . ex:b a skos:Concept ; owl:deprecated true . ex:c a skos:Concept ; owl:deprecated true ; skos:exactMatch ex:b ."
    ),

    .fires(
      "retired-as-top-or-parent", "a top concept",
      scheme + "ex:s skos:hasTopConcept ex:a . ex:a owl:deprecated true ."),
    .fires(
      "retired-as-top-or-parent", "a parent by narrower",
      scheme + "ex:a skos:narrower ex:b ; owl:deprecated true ."),
    .clean(
      "retired-as-top-or-parent", "retired children, retired child",
      scheme
        + "ex:a skos:narrower ex:b ; owl:deprecated true . ex:b owl:deprecated true ; skos:broader ex:c . ex:c a skos:Concept ."
    ),

    .clean(
      "status-unknown", "no policy", "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:whatever ."),
    .fires(
      "status-unknown", "a text where the policy has IRIs",
      #"ex:a a skos:Concept ; <http://purl.org/ontology/bibo/status> "valid" ."#
    ) { $0.policy.statuses = ["http://example.org/valid"] },
    .clean(
      "status-unknown", "what is no entry",
      "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:valid . ex:d <http://www.w3.org/ns/adms#status> ex:x ."
    ) { $0.policy.statuses = ["http://example.org/valid"] },

    .fires(
      "status-transition-illegal", "back to draft",
      "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:draft .",
      previous: "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:stable ."),
    .fires(
      "status-transition-illegal", "no longer deprecated", "ex:a a skos:Concept .",
      previous: "ex:a a skos:Concept ; owl:deprecated true ."),
    .clean(
      "status-transition-illegal", "forwards, and statuses of a register's own",
      "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:stable . ex:b a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:green .",
      previous:
        "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:experimental . ex:b a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:stable ."
    ),
    .clean(
      "status-transition-illegal", "from retired to superseded, said in two ways",
      "ex:a a skos:Concept ; <http://www.w3.org/ns/adms#status> ex:superseded .",
      previous: "ex:a a skos:Concept ; owl:deprecated true ."),

    .fires(
      "change-note-missing", "a blank node of a definition says something else",
      #"ex:a a skos:Concept ; skos:definition [ rdf:value "new" ] ."#,
      previous: #"ex:a a skos:Concept ; skos:definition [ rdf:value "old" ] ."#),
    .fires(
      "change-note-missing", "the old note does not count",
      #"ex:a a skos:Concept ; skos:prefLabel "b"@en ; skos:changeNote "2024: new"@en ."#,
      previous: #"ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:changeNote "2024: new"@en ."#),
    .fires(
      "change-note-missing", "where nobody writes notes, once",
      #"ex:a a skos:Concept ; skos:prefLabel "b"@en . ex:b a skos:Concept ; skos:prefLabel "c"@en ."#,
      previous:
        #"ex:a a skos:Concept ; skos:prefLabel "a"@en . ex:b a skos:Concept ; skos:prefLabel "a"@en ."#),
    .clean(
      "change-note-missing", "the same in another order, with other blank nodes",
      #"ex:a a skos:Concept ; skos:definition [ rdf:value "x" ; dct:source [ dct:title "t" ] ] . ex:b a skos:Concept ."#,
      previous:
        #"ex:b a skos:Concept . ex:a skos:definition [ dct:source [ dct:title "t" ] ; rdf:value "x" ] ; a skos:Concept ."#
    ),
    .clean(
      "change-note-missing", "new entries, dates, and what new entries bring about",
      #"ex:a a skos:Concept ; skos:narrower ex:b ; dct:modified "2026-01-01"^^xsd:date . ex:b a skos:Concept ; skos:broader ex:a ."#,
      previous: #"ex:a a skos:Concept ; dct:modified "2025-01-01"^^xsd:date ."#),
    .clean(
      "change-note-missing", "a note that is a node",
      #"ex:a a skos:Concept ; skos:prefLabel "b"@en ; skos:changeNote [ rdf:value "Renamed."@en ] ."#,
      previous: #"ex:a a skos:Concept ; skos:prefLabel "a"@en ."#),

    .fires(
      "modified-date-stale", "changed before it was made",
      #"ex:a a skos:Concept ; dct:created "2024-05-01"^^xsd:date ; dct:modified "2023-05-01"^^xsd:date ."#),
    .clean(
      "modified-date-stale", "on one day, or in another time zone",
      #"""
      ex:a a skos:Concept ; dct:created "2024-05-01"^^xsd:date ; dct:modified "2024-05-01"^^xsd:date .
      ex:b a skos:Concept ; dct:created "2024-06-01T01:00:00+02:00"^^xsd:dateTime ; dct:modified "2024-05-31T23:30:00Z"^^xsd:dateTime .
      """#),
    .clean(
      "modified-date-stale", "nothing changed, or no date",
      #"ex:a a skos:Concept ; dct:modified "2024-05-01"^^xsd:date . ex:b a skos:Concept ; skos:prefLabel "c"@en ."#,
      previous:
        #"ex:a a skos:Concept ; dct:modified "2024-05-01"^^xsd:date . ex:b a skos:Concept ; skos:prefLabel "b"@en ."#
    ),
  ]

  private static let scheme =
    "ex:s a skos:ConceptScheme . ex:a a skos:Concept ; skos:inScheme ex:s . ex:b a skos:Concept ; skos:inScheme ex:s . "

  @Test(arguments: cases)
  func `as a person would judge`(_ example: RuleTableCase) throws { try example.verify() }

  @Test func `what is gone is named as the release before named it, and can be restored`() throws {
    let rules = [try #require(Rule.named("published-iri-removed"))]
    let previous = try Graph(
      turtle:
        #"ex:a a skos:Concept . ex:b a skos:Concept ; skos:prefLabel "b"@en ; skos:broader ex:a ; skos:inScheme ex:s ."#
    )
    let findings = try SKOSCheck.run(Graph(turtle: "ex:a a skos:Concept ."), rules: rules, previous: previous)
    #expect(findings.map(\.focus) == [.iri(ex("b"))])
    #expect(
      findings.first?.message.hasPrefix("\"b\" <http://example.org/b> was published and is gone") == true)
    #expect(
      findings.first?.fix?.added.sorted()
        == [
          Triple(ex("b"), .RDF.type, .iri(.SKOS.Concept)), Triple(ex("b"), .SKOS.inScheme, ex("s")),
          Triple(ex("b"), .SKOS.prefLabel, .literal(.languageTagged("b", try LanguageTag("en")))),
          Triple(ex("b"), .OWL.deprecated, .literal(.typed("true", datatype: .XSD.boolean))),
        ].sorted())
  }
}
