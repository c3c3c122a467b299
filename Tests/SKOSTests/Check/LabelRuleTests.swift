import RDF
@testable import SKOS
import TestSupport
import Testing

@Suite struct `Label rules` {
  private static let primary = CheckConfiguration.declaring(primary: "en")
  private static let mandatory = CheckConfiguration.declaring(primary: "en", mandatory: ["en", "zh-Hans"])

  static let cases: [RuleCase] = [
    .finds(1, "pref-label-missing", nil, "ex:s a skos:ConceptScheme ; dct:created \"2020\" ."),
    .finds(
      1, "pref-label-missing", nil, "ex:c a skos:Collection ; skos:member ex:d . ex:d skos:prefLabel \"d\" ."),
    .passes("pref-label-missing", nil, "ex:s a skos:ConceptScheme ; rdfs:label \"s\"@en ."),
    .passes("pref-label-missing", nil, "ex:c a skos:Concept ; owl:deprecated true ."),
    .passes(
      "pref-label-missing", nil,
      "[] a skos:Collection ; skos:member ex:d . ex:d a skos:Concept ; skos:prefLabel \"d\" ."),
    .passes("pref-label-missing", nil, "ex:c skos:broader ex:d ; skos:prefLabel \"c\" ."),
    .passes(
      "pref-label-missing", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"c\" ; skos:exactMatch <http://other.org/x> . <http://other.org/x> rdfs:seeAlso ex:c ."
    ),
    .passes(
      "pref-label-missing", nil,
      "ex:c a skos:Concept ; skosxl:prefLabel ex:l . ex:l skosxl:literalForm \"c\"@en ."),

    .finds(
      1, "pref-label-missing-primary", primary,
      "ex:c a skos:Concept ; skos:prefLabel \"c\" ; skos:altLabel \"c\"@en ."),
    .passes("pref-label-missing-primary", primary, "ex:c a skos:Concept ."),
    .passes(
      "pref-label-missing-primary", primary,
      "ex:c a skos:Concept ; skos:prefLabel \"colour\"@en-GB, \"couleur\"@fr ."),
    .passes(
      "pref-label-missing-primary", CheckConfiguration(),
      "ex:c a skos:Concept ; skos:prefLabel \"couleur\"@fr ."),

    .finds(1, "lang-coverage", mandatory, "ex:c a skos:Concept ; skos:prefLabel \"c\"@en, \"顏色\"@zh-Hant ."),
    .passes("lang-coverage", mandatory, "ex:c a skos:Concept ; skos:prefLabel \"颜色\"@zh-Hans-CN ."),
    .passes("lang-coverage", mandatory, "ex:c a skos:Concept ; skos:altLabel \"c\"@en ."),
    .passes("lang-coverage", CheckConfiguration(), "ex:c a skos:Concept ; skos:prefLabel \"c\"@en ."),

    .finds(
      2, "lang-script-mismatch", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"文献\"@en, \"кот\"@de, \"图书\"@ja, \"도서\"@ko ."),
    .finds(
      1, "lang-script-mismatch", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"Straße\"@zh ; skos:definition \"a long text in English that nobody has translated so far\"@zh ."
    ),
    .passes(
      "lang-script-mismatch", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"HTML\"@ru, \"β-carotene\"@en, \"Ελλάς\"@el, \"srpski\"@sr, \"српски\"@sr, \"mao\"@zh-Latn ."
    ),
    .passes(
      "lang-script-mismatch", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"α\"@en, \"café – 50 €\"@fr, \"→\"@en, \"1789\"@he, \"हिन्दी\"@hi, \"हिन्दी\"@sa ; skos:example \"文献\"@en ."
    ),

    .finds(
      3, "label-empty", nil,
      "ex:c a skos:Concept ; skos:prefLabel \"\"@en, \"\\u3000\"@zh . ex:s dct:title \" \" ; a skos:ConceptScheme ."
    ),
    .passes("label-empty", nil, "ex:c a skos:Concept ; skos:prefLabel \"-\", \" c\"@en, \"\\u00A0c\"@fr ."),

    .finds(1, "label-punctuation", nil, "ex:c skos:prefLabel \"keys:\"@en ."),
    .finds(1, "label-punctuation", nil, "ex:c skos:prefLabel \"图书馆。\"@zh ."),
    .finds(2, "label-punctuation", nil, "ex:c skos:prefLabel \"cat)\"@en ; skos:altLabel \"the “cat\"@en ."),
    .passes(
      "label-punctuation", nil,
      "ex:c skos:prefLabel \"Smith & Co.\"@en, \"etc.\"@la, \"Karl d. Gr.\"@de, \"Heinrich VIII.\"@de, \"U.S.A.\"@en-US, \"und so weiter ...\"@x-a ."
    ),
    .passes(
      "label-punctuation", nil,
      "ex:c skos:prefLabel \"5.25\\\" disk\"@en, \"[0, 1)\"@x-a, \"]0, 1[\"@x-b, \"„Katze“\"@de, \"1) first\"@fr, \"图书（馆）\"@zh ; skos:hiddenLabel \"cat.\"@en ."
    ),

    .finds(
      1, "pref-label-duplicate", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"é\"@fr . ex:b a skos:Concept ; skos:prefLabel \"e\\u0301\"@fr ."
    ),
    .finds(
      1, "pref-label-duplicate", nil,
      "ex:a skos:inScheme ex:s, ex:t ; a skos:Concept ; skos:prefLabel \"x\"@en . ex:b skos:inScheme ex:s, ex:t ; a skos:Concept ; skos:prefLabel \"x\"@EN ."
    ),
    .finds(
      1, "pref-label-duplicate", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"x\"@en, \"y\"@fr . ex:b a skos:Concept ; skos:prefLabel \"x\"@en, \"y\"@fr ."
    ),
    .passes(
      "pref-label-duplicate", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"x\"@en . ex:b a skos:Concept ; skos:prefLabel \"x\"@en-GB, \"X\"@en, \"x\" ."
    ),
    .passes(
      "pref-label-duplicate", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"x\"@en . ex:b a skos:Concept ; skos:prefLabel \"x\"@en ; owl:deprecated true . ex:k a skos:Collection ; skos:prefLabel \"x\"@en ."
    ),
    .passes(
      "pref-label-duplicate", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"x\"@en ; skos:exactMatch <http://other.org/x> . <http://other.org/x> skos:prefLabel \"x\"@en . ex:b a skos:Concept ; skos:prefLabel \"y\"@en . ex:d a skos:Concept ; skos:prefLabel \"z\"@en ."
    ),

    .finds(
      1, "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"Polish\"@en . ex:b a skos:Concept ; skos:prefLabel \"polish\"@en ."
    ),
    .finds(
      1, "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"résumé\"@en . ex:b a skos:Concept ; skos:prefLabel \"c\"@en ; skos:altLabel \"resume\"@en ."
    ),
    .finds(
      1, "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"cat\"@en . ex:b a skos:Concept ; skos:prefLabel \"c\"@en ; skos:altLabel \"cat\"@en ."
    ),
    .passes(
      "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"tähti\"@fi, \"año\"@es, \"schon\"@de . ex:b a skos:Concept ; skos:prefLabel \"tahti\"@fi, \"ano\"@es, \"schön\"@de ."
    ),
    .passes(
      "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"cat\"@en ; skos:altLabel \"Cat\"@en . ex:b a skos:Concept ; skos:prefLabel \"c\"@en ; skos:altLabel \"puss\"@en ; skos:hiddenLabel \"cat\"@en . ex:d a skos:Concept ; skos:altLabel \"puss\"@en ."
    ),
    .passes(
      "label-ambiguous", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"cat\"@en ; skos:inScheme ex:s . ex:b a skos:Concept ; skos:altLabel \"cat\"@en ; skos:inScheme ex:t ."
    ),

    .finds(
      3, "label-duplicate-fold", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"public library\"@en, \"journal\"@fr, \"Bild\"@de ; skos:altLabel \"public libraries\"@en, \"journaux\"@fr, \"BILD\"@de ."
    ),
    .passes(
      "label-duplicate-fold", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"cours\"@fr, \"AIDS\"@en, \"Lehre\"@de ; skos:altLabel \"cour\"@fr, \"aids to memory\"@en, \"Lehrer\"@de ; skos:hiddenLabel \"aids\"@en ."
    ),
    .passes(
      "label-duplicate-fold", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"cat\"@en ; skos:altLabel \"Cat\"@de, \"catalogue\"@en ."),

    .finds(
      2, "undocumented-concept", nil, "ex:a a skos:Concept . ex:b skos:prefLabel \"b\" ; skos:broader ex:a ."),
    .passes(
      "undocumented-concept", nil,
      "ex:a a skos:Concept ; skos:example ex:picture . ex:b a skos:Concept ; owl:deprecated true . ex:d a skos:Concept ; rdfs:comment \"d\" ."
    ),
    .passes(
      "undocumented-concept", nil,
      "ex:n rdfs:subPropertyOf skos:note . ex:a a skos:Concept ; ex:n \"a\" ; skos:related <http://other.org/x> ."
    ),
  ]

  @Test(arguments: cases) func `they find what is wrong and nothing else`(of it: RuleCase) throws {
    let findings = try it.findings()
    #expect(findings.count == it.count, "\(findings.map(\.message))")
  }

  @Test func `many concepts with one label take no longer than they should`() throws {
    var turtle = "ex:z a skos:Concept ; skos:prefLabel \"X (y)\"@en ; skos:altLabel \"x\"@en .\n"
    for number in 0..<20_000 {
      turtle += "ex:c\(number) a skos:Concept ; skos:prefLabel \"X\"@en ; skos:altLabel \"x\"@en .\n"
    }
    let graph = try Graph(turtle: turtle)
    let rules = Rule.all.filter { [.label, .thes].contains($0.profile) }
    var findings: [Finding] = []
    let elapsed = ContinuousClock().measure { findings = SKOSCheck.run(graph, rules: rules) }
    #expect(elapsed < .seconds(60))
    let counts = Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
    #expect(counts["pref-label-duplicate"] == 1 && counts["label-ambiguous"] == 20_000)
  }

  @Test func `labels are folded as a table of Unicode says`() {
    for (left, right) in [
      ("ÀÉÎÕÜÇŠ", "aeioucs"), ("ĞİŁ", "giŁ"), ("ΣΩ", "σω"), ("ЁЖ", "ёж"), ("e\u{301}", "e"),
    ] {
      #expect(
        LabelComparison.form(of: left, withoutAccents: true)
          == LabelComparison.form(of: right, withoutAccents: true))
      let hashes = [left, right].map { text in
        LabelComparison.hash(Array(text.utf8).span, salt: 1)
      }
      #expect(hashes[0] == hashes[1])
    }
    #expect(
      LabelComparison.form(of: "É", withoutAccents: false)
        == LabelComparison.form(of: "é", withoutAccents: false))
    #expect(
      LabelComparison.form(of: "É", withoutAccents: false)
        != LabelComparison.form(of: "e", withoutAccents: false))
  }
}
