import RDF
@testable import SKOS
import TestSupport
import Testing

@Suite struct `Thesaurus rules` {
  private static let iso = "@prefix iso-thes: <http://purl.org/iso25964/skos-thes#> . "
  private static func concept(_ label: String, _ tag: String = "en") -> String {
    RuleCase.concept(label, tag)
  }

  static let cases: [RuleCase] = [
    .finds(1, "alt-without-pref", nil, "ex:c a skos:Concept ; skos:hiddenLabel \"chatt\"@fr, \"shat\"@fr ."),
    .finds(
      1, "alt-without-pref", nil,
      "ex:c a skos:Concept ; skosxl:altLabel ex:l ; skos:prefLabel \"cat\"@en . ex:l skosxl:literalForm \"minet\"@fr ."
    ),
    .passes(
      "alt-without-pref", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"cat\"@en-US ; skos:altLabel \"moggy\"@en-GB, \"17\" ."),
    .passes(
      "alt-without-pref", nil, "ex:c a skos:Concept ; owl:deprecated true ; skos:altLabel \"cat\"@en ."),
    .passes("alt-without-pref", nil, concept("cat")),
    .passes(
      "alt-without-pref", nil, "ex:c a skos:Concept ; skos:prefLabel \"Roman\" ; skos:altLabel \"Roman\"@en ."
    ),

    .finds(
      1, "homograph-unqualified", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"水星（行星）\"@zh . ex:b a skos:Concept ; skos:prefLabel \"水星\"@zh ."),
    .passes(
      "homograph-unqualified", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"mercury (planet)\"@en ; skos:altLabel \"mercury\"@en . ex:b a skos:Concept ; skos:prefLabel \"mercury\"@fr, \"(mercury)\"@en ."
    ),
    .passes(
      "homograph-unqualified", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"mercury (planet)\"@en ; skos:inScheme ex:s . ex:b a skos:Concept ; skos:prefLabel \"mercury\"@en ; skos:inScheme ex:t ."
    ),

    .finds(1, "label-inverted", nil, concept("roads, design of")),
    .finds(1, "label-inverted", nil, concept("chimie, appliquée", "fr")),
    .finds(1, "label-inverted", nil, concept("Chemie, angewandte", "de")),
    .passes("label-inverted", nil, concept("quarrel, argument")),
    .passes("label-inverted", nil, concept("Salz, Pfeffer", "de")),
    .passes("label-inverted", nil, concept("salt, sugar and flour")),
    .passes("label-inverted", nil, concept("Shakespeare, William")),
    .passes("label-inverted", nil, concept("storms, substorms")),
    .passes("label-inverted", nil, concept("works, by author")),
    .passes("label-inverted", nil, concept("1,2-dichloroethane, pure")),
    .passes("label-inverted", nil, concept("talo, vanha", "fi")),

    .finds(1, "label-two-concepts", nil, concept("cats & dogs")),
    .finds(1, "label-two-concepts", nil, concept("chats et chiens", "fr")),
    .finds(1, "label-two-concepts", nil, concept("Hunde und Katzen", "de")),
    .finds(1, "label-two-concepts", nil, concept("信息与文献", "zh")),
    .finds(1, "label-two-concepts", nil, concept("lakes/rivers")),
    .passes("label-two-concepts", nil, concept("patron of lawyers, wearing gown and cap")),
    .passes("label-two-concepts", nil, concept("Trinidad and Tobago")),
    .passes("label-two-concepts", nil, concept("relation between cat and dog")),
    .passes("label-two-concepts", nil, concept("client I/O")),
    .passes("label-two-concepts", nil, concept("公众参与政策", "zh")),
    .passes("label-two-concepts", nil, concept("Elektro- und Wasserwerk", "de")),
    .passes(
      "label-two-concepts", nil,
      concept("São Tomé und Príncipe", "de") + " ex:c skos:prefLabel \"São Tomé and Príncipe\"@en ."),
    .passes("label-two-concepts", nil, concept("android")),
    .passes("label-two-concepts", nil, concept("y de la tierra", "es")),

    .finds(1, "scope-note-multiple", nil, "ex:c a skos:Concept ; skos:scopeNote \"a\", \"b\" ."),
    .passes(
      "scope-note-multiple", nil,
      "ex:c a skos:Concept ; skos:scopeNote \"a\"@en, \"b\"@de, [ rdf:value \"a\"@en ] ."),
    .passes("scope-note-multiple", nil, "ex:c a skos:Concept ; skos:scopeNote ex:a, ex:b ."),

    .finds(
      1, "collection-duplicate-member", nil,
      "ex:k a skos:OrderedCollection ; skos:memberList ( ex:a ex:a ex:a ex:b ex:a ) ."),
    .passes(
      "collection-duplicate-member", nil,
      "ex:k a skos:OrderedCollection ; skos:memberList () . ex:m a skos:Collection ; skos:member ex:a, ex:b, ex:a ."
    ),
    .passes(
      "collection-duplicate-member", nil, "ex:k skos:memberList ex:l . ex:l rdf:first ex:a ; rdf:rest ex:l ."),

    .finds(
      1, "hierarchy-kind-mixed", nil,
      iso + "ex:a iso-thes:broaderInstantial ex:b . ex:b iso-thes:narrowerPartitive ex:a ."),
    .passes(
      "hierarchy-kind-mixed", nil,
      iso
        + "ex:a iso-thes:broaderGeneric ex:b ; iso-thes:broaderPartitive ex:d . ex:b iso-thes:narrowerGeneric ex:a ; iso-thes:broaderPartitive ex:a ."
    ),
    .passes("hierarchy-kind-mixed", nil, "ex:a skos:broader ex:b ; skos:broadMatch ex:b ."),

    .finds(
      1, "instance-has-children", nil,
      iso
        + "ex:b iso-thes:narrowerInstantial ex:a . ex:a a skos:Concept ; iso-thes:narrowerInstantial ex:d, ex:e ."
    ),
    .passes(
      "instance-has-children", nil,
      iso
        + "ex:a a skos:Concept ; iso-thes:broaderInstantial ex:b ; iso-thes:narrowerPartitive ex:d ; skos:narrower ex:e ."
    ),
    .passes(
      "instance-has-children", nil,
      iso + "ex:a a skos:Concept ; iso-thes:broaderGeneric ex:b ; iso-thes:narrowerInstantial ex:d ."),

    .finds(
      1, "compound-equivalence-incomplete", nil,
      iso + "ex:e a iso-thes:CompoundEquivalence ; iso-thes:plusUse ex:a, ex:b ."),
    .finds(
      1, "compound-equivalence-incomplete", nil,
      iso + "ex:e iso-thes:plusUF ex:s, ex:t ; iso-thes:plusUse ex:a, ex:b ."),
    .finds(1, "compound-equivalence-incomplete", nil, iso + "ex:s iso-thes:plusUseTerm ex:a ."),
    .passes(
      "compound-equivalence-incomplete", nil,
      iso + "ex:s iso-thes:plusUseTerm ex:a . ex:b iso-thes:plusUFTerm ex:s ."),
    .passes(
      "compound-equivalence-incomplete", nil,
      iso + "ex:e iso-thes:plusUF ex:s ; iso-thes:plusUse ex:a, ex:b, ex:d ."),

    .finds(
      1, "compound-equivalence-duplicate", nil, iso + "[] iso-thes:plusUF ex:s . [] iso-thes:plusUF ex:s ."),
    .passes(
      "compound-equivalence-duplicate", nil,
      iso
        + "ex:e a iso-thes:CompoundEquivalence ; iso-thes:plusUF ex:s ; iso-thes:plusUse ex:a, ex:b . ex:s a iso-thes:SplitNonPreferredTerm ."
    ),
    .passes(
      "compound-equivalence-duplicate", nil, iso + "ex:e iso-thes:plusUse ex:a . ex:f iso-thes:plusUse ex:a ."
    ),

    .finds(1, "term-class-clash", nil, iso + "[] iso-thes:plusUF ex:l . ex:c skosxl:prefLabel ex:l ."),
    .finds(
      1, "term-class-clash", nil, iso + "ex:l a iso-thes:PreferredTerm . ex:c skosxl:hiddenLabel ex:l ."),
    .passes("term-class-clash", nil, "ex:c skosxl:prefLabel ex:l . ex:d skosxl:altLabel ex:l ."),
    .passes(
      "term-class-clash", nil,
      iso
        + "[] iso-thes:plusUF ex:s ; iso-thes:plusUse ex:l, ex:m . ex:c skosxl:prefLabel ex:l . ex:s a iso-thes:SplitNonPreferredTerm ."
    ),

    .finds(
      1, "array-two-superordinates", nil,
      iso
        + "ex:a a iso-thes:ThesaurusArray . ex:b a iso-thes:ThesaurusArray ; iso-thes:subordinateArray ex:a . ex:c a skos:Concept ; iso-thes:subordinateArray ex:a ."
    ),
    .passes(
      "array-two-superordinates", nil,
      iso
        + "ex:a a iso-thes:ThesaurusArray ; iso-thes:superOrdinate ex:c ; skos:member ex:d . ex:c iso-thes:subordinateArray ex:a ."
    ),
    .passes(
      "array-two-superordinates", nil,
      iso
        + "ex:a a iso-thes:ThesaurusArray ; iso-thes:superOrdinate ex:c . ex:g a iso-thes:ConceptGroup ; skos:member ex:a ."
    ),

    .finds(
      1, "group-label-or-type-missing", nil, iso + "ex:g a iso-thes:ConceptGroup ; skos:prefLabel \"g\"@en ."),
    .finds(1, "group-label-or-type-missing", nil, iso + "ex:g a iso-thes:ConceptGroup, ex:Domain ."),
    .passes(
      "group-label-or-type-missing", nil,
      iso + "ex:g a iso-thes:ConceptGroup, ex:Domain ; rdfs:label \"g\"@en ."),
    .passes(
      "group-label-or-type-missing", nil,
      iso
        + "ex:g a iso-thes:ConceptGroup ; skos:prefLabel \"g\"@en ; iso-thes:microThesaurusOf ex:s . ex:k a skos:Collection ."
    ),

    .finds(
      1, "identifier-duplicate", nil,
      "ex:c a skos:Concept ; skosxl:altLabel ex:a, ex:b . ex:a dct:identifier 17 . ex:b dct:identifier 17 ."),
    .passes(
      "identifier-duplicate", nil,
      "ex:a a skos:Concept ; dct:identifier 17, 18 . ex:b a skos:Concept ; dct:identifier \"17\", \"019\" ."),
    .passes(
      "identifier-duplicate", nil,
      "ex:a a skos:Concept ; dct:identifier 17 ; skos:inScheme ex:s . ex:b a skos:Concept ; dct:identifier 17 ; skos:inScheme ex:t ."
    ),
  ]

  @Test(arguments: cases) func `they find what is wrong and nothing else`(of it: RuleCase) throws {
    let findings = try it.findings()
    #expect(findings.count == it.count, "\(findings.map(\.message))")
  }

  @Test func `a list without what stood in it twice is a list`() throws {
    let turtle = "ex:k a skos:OrderedCollection ; skos:memberList ( ex:a ex:a ex:b ex:a ex:b ex:d ex:d ) ."
    let fix = try #require(
      RuleCase.finds(1, "collection-duplicate-member", nil, turtle).findings().first?.fix)
    let mended = Graph(Set(try Graph(turtle: turtle).triples).subtracting(fix.removed).union(fix.added))
    let expected = try Graph(turtle: "ex:k a skos:OrderedCollection ; skos:memberList ( ex:a ex:b ex:d ) .")
    #expect(try mended.isIsomorphic(to: expected))
  }
}
