import RDF
import SKOS
import Testing

/// What the notes of SKOS Reference say is consistent or not, section by section; what is consistent breaks no rule of
/// profile core that is an error.
@Suite struct `Notes of SKOS Reference` {
  struct Case: Sendable, CustomStringConvertible {
    let id: String
    let turtle: String
    var rules: Set<String> = []
    var description: String { id }
  }

  static let cases = [
    // §4.6
    Case(id: "§4.6.2 a scheme that is an ontology", turtle: "ex:S a skos:ConceptScheme, owl:Ontology ."),
    Case(
      id: "§4.6.3 a top concept with a broader concept in its scheme",
      turtle: "ex:S skos:hasTopConcept ex:A . ex:A skos:broader ex:B . ex:B skos:inScheme ex:S ."),
    Case(
      id: "§4.6.4 a broader concept in another scheme",
      turtle:
        "ex:A skos:inScheme ex:S ; skos:narrower ex:B . ex:B skos:inScheme ex:T . ex:T a skos:ConceptScheme ."
    ),
    Case(id: "§4.6.4 a concept in two schemes", turtle: "ex:A skos:inScheme ex:S, ex:T ."),
    Case(
      id: "§4.6.5 something that is no concept in a scheme",
      turtle: "ex:D a dct:Dataset ; skos:inScheme ex:S ."),
    Case(
      id: "§4 a scheme in itself", turtle: "ex:S a skos:ConceptScheme ; skos:inScheme ex:S ."),
    Case(
      id: "§4 a scheme that has itself as a top concept", turtle: "ex:S skos:hasTopConcept ex:S .",
      rules: ["concept-is-scheme"]),
    // §5.6
    Case(
      id: "§5.6.1 labels of what is no concept",
      turtle:
        #"ex:S a skos:ConceptScheme ; skos:prefLabel "s" . ex:K a skos:Collection ; skos:altLabel "k" . ex:R skos:hiddenLabel "r" ."#
    ),
    Case(
      id: "§5.6.3 labels in four scripts of one language, and in two kinds of English",
      turtle:
        #"ex:A skos:prefLabel "東"@ja-Hani, "ひがし"@ja-Hira, "ヒガシ"@ja-Kana, "higashi"@ja-Latn . ex:B skos:prefLabel "color"@en-US, "colour"@en-GB ."#
    ),
    Case(
      id: "§5.6.5 alternatives without a preferred label",
      turtle: #"ex:A skos:altLabel "rocks"@en, "basalt"@en ; skos:hiddenLabel "granit"@en ."#),
    Case(
      id: "§5.5 the preferred label hidden",
      turtle: #"ex:A skos:prefLabel "love"@en ; skos:hiddenLabel "love"@en ."#,
      rules: ["label-role-overlap"]),
    Case(
      id: "§5.5 one text with two tags",
      turtle: #"ex:A skos:prefLabel "Taxi"@en ; skos:altLabel "Taxi"@de, "Taxi" ."#),
    Case(
      id: "§5 two concepts with one preferred label",
      turtle:
        #"ex:A skos:prefLabel "bank"@en ; skos:inScheme ex:S . ex:B skos:prefLabel "bank"@en ; skos:inScheme ex:S ."#
    ),
    Case(
      id: "§5.3 a label that is a resource", turtle: "ex:A skos:prefLabel ex:B .",
      rules: ["label-not-plain-literal"]),
    // §6.5
    Case(id: "§6.5.1 a typed notation", turtle: #"ex:A skos:notation "303.4833"^^ex:DDC ."#),
    Case(id: "§6.5.2 several notations", turtle: #"ex:A skos:notation "a"^^ex:X, "b"^^ex:X, "c"^^ex:Y ."#),
    Case(
      id: "§6.5.3 one notation twice in a scheme",
      turtle:
        #"ex:A skos:notation "a"^^ex:X ; skos:inScheme ex:S . ex:B skos:notation "a"^^ex:X ; skos:inScheme ex:S ."#
    ),
    Case(
      id: "§6.5.4 a notation that is the preferred label too",
      turtle: #"ex:A skos:notation "O"^^ex:Element ; skos:prefLabel "O" ."#),
    // §7.6
    Case(id: "§7.6.1 notes of what is no concept", turtle: #"ex:P a dct:Agent ; skos:note "n"@en ."#),
    Case(
      id: "§7.6.2 notes of every form", turtle: #"ex:A skos:note "n", ex:document, [ rdf:value "n" ], 7 ."#),
    // §8.6
    Case(
      id: "§8.6.2 a scheme that is related", turtle: "ex:S a skos:ConceptScheme ; skos:related ex:A .",
      rules: ["concept-is-scheme"]),
    Case(
      id: "§8.6.3 related in both directions", turtle: "ex:A skos:related ex:B . ex:B skos:related ex:A ."),
    Case(
      id: "§8.6.4 related is not transitive",
      turtle: "ex:A skos:related ex:B ; skos:broader ex:C . ex:B skos:related ex:C ."),
    Case(
      id: "§8.6.6 broader is not transitive", turtle: "ex:A skos:broader ex:B . ex:B skos:broader ex:C ."),
    Case(
      id: "§8.6.9 two ways up", turtle: "ex:A skos:broader ex:B, ex:C . ex:B skos:broader ex:C ."),
    Case(
      id: "§8.6.10 related at the end of the shorter way",
      turtle: "ex:A skos:broader ex:B ; skos:related ex:C . ex:B skos:broaderTransitive ex:C .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "§8.6.10 related by narrowerTransitive",
      turtle: "ex:C skos:narrowerTransitive ex:A . ex:C skos:related ex:A .", rules: ["related-in-hierarchy"]),
    Case(
      id: "§8.3 a semantic relation of no kind",
      turtle: "ex:A skos:semanticRelation ex:B ; skos:related ex:B ."),
    // §9.6
    Case(id: "§9.6.1 a list without members", turtle: "ex:K skos:memberList ( ex:A ex:B ) ."),
    Case(
      id: "§9.6.3 a collection in a collection",
      turtle: "ex:K a skos:Collection ; skos:member ex:A, ex:L . ex:L a skos:Collection ; skos:member ex:B ."),
    Case(
      id: "§9.6.3 a collection in itself", turtle: "ex:K a skos:Collection ; skos:member ex:K ."),
    Case(
      id: "§9.6.4 a collection below a concept by narrower, its members too",
      turtle: "ex:A skos:narrower ex:K, ex:B . ex:K a skos:Collection ; skos:member ex:B .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "§9.6.4 a collection that is mapped",
      turtle: "ex:K a skos:OrderedCollection ; skos:exactMatch ex:A .",
      rules: ["collection-is-concept-or-scheme"]),
    Case(
      id: "§9.4 a scheme as a member", turtle: "ex:K skos:member ex:S . ex:S a skos:ConceptScheme .",
      rules: ["member-not-concept-or-collection"]),
    // §10.6
    Case(
      id: "§10.6.1 a mapping within a scheme",
      turtle: "ex:A skos:exactMatch ex:B ; skos:inScheme ex:S . ex:B skos:inScheme ex:S ."),
    Case(
      id: "§10.6 cycles and ways around by mappings",
      turtle:
        "ex:A skos:broadMatch ex:B, ex:C . ex:B skos:broadMatch ex:A, ex:C . ex:C skos:narrowMatch ex:A ."),
    Case(
      id: "§10.6 a mapping to itself", turtle: "ex:A skos:broadMatch ex:A . ex:B skos:relatedMatch ex:B ."),
    Case(
      id: "§10.6 relatedMatch two broadMatches up",
      turtle: "ex:A skos:broadMatch ex:B ; skos:relatedMatch ex:C . ex:B skos:broadMatch ex:C .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "§10.6 relatedMatch and a mixed way up",
      turtle: "ex:A skos:broader ex:B . ex:C skos:narrowMatch ex:B ; skos:relatedMatch ex:A .",
      rules: ["related-in-hierarchy"]),
    Case(
      id: "§10.6 closeMatch beside other mappings",
      turtle:
        "ex:A skos:closeMatch ex:B ; skos:broadMatch ex:B . ex:C skos:closeMatch ex:D ; skos:relatedMatch ex:D ."
    ),
    Case(
      id: "§10.6 closeMatch is not transitive",
      turtle: "ex:A skos:closeMatch ex:B ; skos:broadMatch ex:C . ex:B skos:closeMatch ex:C ."),
    Case(
      id: "§10.6 exact matches over three schemes, and a narrowMatch between the ends",
      turtle: "ex:A skos:exactMatch ex:B . ex:B skos:exactMatch ex:C . ex:C skos:narrowMatch ex:A .",
      rules: ["exact-match-clash"]),
    // Appendix B
    Case(
      id: "B.2 a Label of two concepts, and two Labels with one form",
      turtle:
        #"ex:A skosxl:prefLabel ex:l . ex:B skosxl:altLabel ex:l, ex:m . ex:l skosxl:literalForm "a"@en . ex:m skosxl:literalForm "a"@en ."#
    ),
    Case(
      id: "B.2 one form twice under tags in another case",
      turtle: #"ex:l a skosxl:Label ; skosxl:literalForm "a"@en-GB, "a"@EN-gb ."#),
    Case(
      id: "B.2 two forms", turtle: #"ex:l a skosxl:Label ; skosxl:literalForm "a"@en, "a"@en-GB ."#,
      rules: ["xl-literal-form-count"]),
    Case(
      id: "B.4 a relation between Labels, stated in both directions",
      turtle:
        #"ex:l skosxl:labelRelation ex:m . ex:m skosxl:labelRelation ex:l ; skosxl:literalForm "FAO" . ex:l skosxl:literalForm "Food and Agriculture Organization" ."#
    ),
    Case(
      id: "B.4 a relation to a concept",
      turtle:
        #"ex:l skosxl:labelRelation ex:A ; skosxl:literalForm "a" . ex:A a skos:Concept ; skosxl:literalForm "b" ."#,
      rules: ["xl-label-class-clash"]),
    Case(
      id: "B.3 two Labels with one form in two roles",
      turtle:
        #"ex:A skosxl:prefLabel ex:l ; skosxl:hiddenLabel ex:m . ex:l skosxl:literalForm "a"@en . ex:m skosxl:literalForm "a"@en ."#,
      rules: ["label-role-overlap"]),
    Case(
      id: "B.3 two preferred Labels in a language",
      turtle:
        #"ex:A skosxl:prefLabel ex:l, ex:m . ex:l skosxl:literalForm "a"@en . ex:m skosxl:literalForm "b"@en ."#,
      rules: ["multiple-pref-labels"]),
  ]

  @Test(arguments: cases)
  func `consistent or not`(_ example: Case) throws {
    let core = Rule.all.filter { $0.profile == .core && $0.severity == .error }
    #expect(try Set(SKOSCheck.run(Graph(turtle: example.turtle), rules: core).map(\.rule)) == example.rules)
  }
}
