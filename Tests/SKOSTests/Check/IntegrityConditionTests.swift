import RDF
import SKOS
import Testing

/// What SKOS Reference calls consistent and not consistent, and what follows from its statements.
@Suite struct `Integrity conditions of SKOS` {
  struct Case: Sendable, CustomStringConvertible {
    let id: String
    let turtle: String
    let rules: [String]
    var description: String { id }
  }

  static let cases = [
    // SKOS Reference §5.5 and §5.6.
    Case(
      id: "example 14",
      turtle:
        #"ex:MyResource skos:prefLabel "animals"@en ; skos:altLabel "fauna"@en ; skos:hiddenLabel "aminals"@en ; skos:prefLabel "animaux"@fr ; skos:altLabel "faune"@fr ."#,
      rules: []),
    Case(
      id: "example 15", turtle: #"ex:MyResource skos:prefLabel "animals"@en , "animales"@en ."#,
      rules: ["multiple-pref-labels"]),
    Case(
      id: "prefLabel and altLabel clash",
      turtle: #"ex:Love skos:prefLabel "love"@en ; skos:altLabel "love"@en ."#, rules: ["label-role-overlap"]),
    Case(
      id: "altLabel and hiddenLabel clash",
      turtle: #"ex:Love skos:altLabel "love"@en ; skos:hiddenLabel "love"@EN ."#,
      rules: ["label-role-overlap"]),
    Case(
      id: "tags in another case are the same",
      turtle: #"ex:Love skos:prefLabel "love"@en , "adoration"@EN ."#, rules: ["multiple-pref-labels"]),
    Case(
      id: "en and en-GB are different tags",
      turtle: #"ex:Love skos:prefLabel "color"@en , "colour"@en-GB ; skos:altLabel "color"@en-US ."#,
      rules: []),
    Case(
      id: "two without a tag", turtle: #"ex:Love skos:prefLabel "color" , "colour" , "x"@en ."#,
      rules: ["multiple-pref-labels"]),
    Case(
      id: "composed and decomposed texts differ",
      turtle: "ex:Love skos:prefLabel \"caf\u{E9}\"@fr , \"cafe\u{301}\"@fr .",
      rules: ["multiple-pref-labels"]),
    // §8.5 to §8.6.
    Case(
      id: "related and broader", turtle: "ex:A skos:broader ex:B ; skos:related ex:B .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "related and narrower", turtle: "ex:A skos:narrower ex:B . ex:B skos:related ex:A .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "related and two steps up",
      turtle: "ex:A skos:broader ex:B ; skos:related ex:C . ex:B skos:broader ex:C .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "related and broaderTransitive", turtle: "ex:A skos:broaderTransitive ex:B ; skos:related ex:B .",
      rules: ["related-in-hierarchy"]),
    Case(id: "related to itself alone", turtle: "ex:A skos:related ex:A .", rules: []),
    Case(
      id: "related to itself and above itself", turtle: "ex:A skos:related ex:A ; skos:broader ex:A .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "related siblings", turtle: "ex:A skos:broader ex:C ; skos:related ex:B . ex:B skos:broader ex:C .",
      rules: []),
    Case(
      id: "a cycle in the hierarchy is no violation",
      turtle: "ex:A skos:broader ex:B . ex:B skos:broader ex:A .", rules: []),
    Case(id: "broader reflexive is no violation", turtle: "ex:A skos:broader ex:A .", rules: []),
    Case(
      id: "related within a cycle",
      turtle:
        "ex:A skos:broader ex:B . ex:B skos:broader ex:C . ex:C skos:broader ex:A ; skos:related ex:A .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "both directions of related count once",
      turtle: "ex:A skos:broader ex:B ; skos:related ex:B . ex:B skos:related ex:A ; skos:narrower ex:A .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "relatedMatch is related, broadMatch is broader",
      turtle: "ex:A skos:broadMatch ex:B ; skos:relatedMatch ex:B .", rules: ["related-in-hierarchy"]),
    Case(
      id: "narrowMatch is narrower", turtle: "ex:A skos:narrowMatch ex:B ; skos:related ex:B .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "a sub-property of broader",
      turtle: "ex:kindOf rdfs:subPropertyOf skos:broader . ex:A ex:kindOf ex:B ; skos:related ex:B .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "a sub-property of a sub-property, in a circle",
      turtle:
        "ex:p rdfs:subPropertyOf skos:broader, ex:q . ex:q rdfs:subPropertyOf ex:p . ex:A ex:q ex:B ; skos:related ex:B .",
      rules: ["related-in-hierarchy"]),
    // §9.6.
    Case(
      id: "a collection with broader", turtle: "ex:C a skos:Collection ; skos:broader ex:B .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "a collection as narrower", turtle: "ex:B skos:narrower ex:C . ex:C skos:member ex:D .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "an ordered collection with related",
      turtle: "ex:C a skos:OrderedCollection . ex:B skos:related ex:C .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "a collection in a scheme",
      turtle: "ex:C a skos:Collection ; skos:inScheme ex:S . ex:S a skos:ConceptScheme .", rules: []),
    Case(
      id: "a collection as a scheme", turtle: "ex:C skos:memberList () . ex:B skos:inScheme ex:C .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "a collection in a collection", turtle: "ex:C skos:member ex:D . ex:D a skos:Collection .",
      rules: []),
    // §4.
    Case(
      id: "a scheme as top concept", turtle: "ex:S a skos:ConceptScheme ; skos:topConceptOf ex:T .",
      rules: ["concept-is-scheme"]),
    Case(
      id: "a scheme that a concept is in", turtle: "ex:S a skos:Concept . ex:A skos:inScheme ex:S .",
      rules: ["concept-is-scheme"]),
    Case(
      id: "a scheme with a closeMatch", turtle: "ex:S a skos:ConceptScheme ; skos:closeMatch ex:T .",
      rules: ["concept-is-scheme"]),
    Case(
      id: "hasTopConcept types both ends",
      turtle: "ex:A a skos:Concept ; skos:hasTopConcept ex:B . ex:B a skos:ConceptScheme .",
      rules: ["concept-is-scheme", "concept-is-scheme"]),
    Case(
      id: "a subclass of Concept",
      turtle: "ex:Topic rdfs:subClassOf skos:Concept . ex:A a ex:Topic, skos:ConceptScheme .",
      rules: ["concept-is-scheme"]),
    // §10.6.
    Case(
      id: "exactMatch and broadMatch", turtle: "ex:A skos:exactMatch ex:B ; skos:broadMatch ex:B .",
      rules: ["exact-match-clash"]),
    Case(
      id: "exactMatch and relatedMatch", turtle: "ex:A skos:exactMatch ex:B . ex:B skos:relatedMatch ex:A .",
      rules: ["exact-match-clash"]),
    Case(
      id: "exactMatch and narrowMatch", turtle: "ex:A skos:exactMatch ex:B ; skos:narrowMatch ex:B .",
      rules: ["exact-match-clash"]),
    Case(
      id: "exactMatch and closeMatch", turtle: "ex:A skos:exactMatch ex:B ; skos:closeMatch ex:B .", rules: []
    ),
    Case(id: "exactMatch and broader", turtle: "ex:A skos:exactMatch ex:B ; skos:broader ex:B .", rules: []),
    Case(
      id: "exactMatch through others",
      turtle: "ex:A skos:exactMatch ex:B . ex:C skos:exactMatch ex:B ; skos:relatedMatch ex:A .",
      rules: ["exact-match-clash"]),
    Case(
      id: "a broadMatch to itself without exact matches", turtle: "ex:A skos:broadMatch ex:A .", rules: []),
    Case(
      id: "a broadMatch to itself with one", turtle: "ex:A skos:broadMatch ex:A ; skos:exactMatch ex:B .",
      rules: ["exact-match-clash"]),
    // Appendix B.
    Case(
      id: "dumbing down makes two preferred labels",
      turtle: #"ex:A skos:prefLabel "b"@en ; skosxl:prefLabel ex:l . ex:l skosxl:literalForm "a"@en ."#,
      rules: ["multiple-pref-labels"]),
    Case(
      id: "dumbing down makes an overlap",
      turtle: #"ex:A skos:altLabel "a"@en ; skosxl:prefLabel [ skosxl:literalForm "a"@en ] ."#,
      rules: ["label-role-overlap"]),
    Case(
      id: "a plain label beside its xl twin",
      turtle: #"ex:A skos:prefLabel "a"@en ; skosxl:prefLabel [ skosxl:literalForm "a"@en ] ."#, rules: []),
    Case(
      id: "a Label that is a Collection",
      turtle: #"ex:A skosxl:altLabel ex:l . ex:l a skos:Collection ; skosxl:literalForm "a" ."#,
      rules: ["xl-label-class-clash"]),
    Case(
      id: "a Label without form", turtle: "ex:l skosxl:labelRelation ex:m . ex:m skosxl:literalForm \"m\" .",
      rules: ["xl-literal-form-count"]),
  ]

  @Test(arguments: cases)
  func `what the Reference says`(_ example: Case) throws {
    #expect(
      try SKOSCheck.run(Graph(turtle: example.turtle), rules: Rule.integrityConditions).map(\.rule)
        == example.rules)
  }
}
