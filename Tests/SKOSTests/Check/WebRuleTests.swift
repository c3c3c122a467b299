import RDF
@testable import SKOS
import TestSupport
import Testing

/// Cases of profile web; what is expected comes from RFC 3986, 3987, 5646 and the registry, not from the rules.
@Suite struct `Rules of profile web` {
  static let iris: [MessageCase] = [
    MessageCase(
      rule: "iri-invalid", what: "brackets in a path", turtle: "<http://example.org/a[1]> a skos:Concept .",
      count: 1,
      message: "bracket"),
    MessageCase(
      rule: "iri-invalid", what: "no host", turtle: "ex:a a skos:Concept ; skos:exactMatch <http:///a> .",
      count: 1,
      message: "host"),
    MessageCase(
      rule: "iri-invalid", what: "no slashes behind http",
      turtle: "ex:a a skos:Concept ; skos:exactMatch <http:a> .", count: 1
    ),
    MessageCase(
      rule: "iri-invalid", what: "a URN without a name",
      turtle: "ex:a a skos:Concept ; skos:exactMatch <urn:isbn> .", count: 1
    ),
    MessageCase(
      rule: "iri-invalid", what: "each who points there",
      turtle:
        "ex:a a skos:Concept ; skos:exactMatch <http://x:y/> . ex:b a skos:Concept ; skos:exactMatch <http://x:y/> .",
      count: 2),
    MessageCase(
      rule: "iri-invalid",
      what: "an address, a user, a port, a letter beyond ASCII, a mailbox, a number, an empty port",
      turtle: #"""
        ex:a skos:note <http://[::1]:8080/>, <ftp://me:secret@example.org/>, <http://b\u00FCcher.example/\u00FC?q=\uE000#\u00FC>,
          <mailto:a@b.example>, <tel:+33-1>, <http://example.org:/>, <urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>, <tag:a.example,2020:x> .
        """#, count: 0),
    MessageCase(
      rule: "iri-space", what: "an ideographic space",
      turtle: #"<http://example.org/a\u3000b> a skos:Concept ."#,
      count: 1, message: "<http://example.org/a%E3%80%80b>"),
    MessageCase(
      rule: "iri-space", what: "encoded, and in texts",
      turtle: #"<http://example.org/a%20b> a skos:Concept ; skos:prefLabel "a\u3000b"@ja ."#, count: 0),
    MessageCase(
      rule: "iri-not-normalized", what: "each of the forms of RDF 1.1",
      turtle: #"""
        <HTTP://example.org/a> a skos:Concept . <http://example.org/%7Ea> a skos:Concept .
        <http://example.org/caf%C3%A9> a skos:Concept . <http://example.org/a%2fb> a skos:Concept .
        <https://example.org:443/a> a skos:Concept . <http://xn--bcher-kva.example/a> a skos:Concept .
        <http://example.org> a skos:Concept .
        """#, count: 7),
    MessageCase(
      rule: "iri-not-normalized",
      what: "capitals in a path, another port, an encoded slash, a broken octet, a URN",
      turtle: #"""
        <http://example.org/Cat/xn--a> a skos:Concept . <http://example.org:443/a> a skos:Concept .
        <http://example.org/a%2Fb%20c> a skos:Concept . <http://example.org/caf%E9> a skos:Concept .
        <urn:ISBN:9780141036144> a skos:Concept . <http://example.org/a.b/.well-known> a skos:Concept .
        """#, count: 0),
    MessageCase(
      rule: "iri-not-normalized", what: "the IRI of somebody else",
      turtle: "ex:a a skos:Concept ; skos:exactMatch <http://DBpedia.org/resource/A%28b%29> .", count: 0),
    MessageCase(
      rule: "iri-not-nfc", what: "the angstrom sign",
      turtle: #"<http://example.org/\u212B> a skos:Concept ."#, count: 1),
    MessageCase(
      rule: "iri-not-nfc", what: "a mark that has no composed form, and a target elsewhere",
      turtle:
        #"<http://example.org/q\u0323> a skos:Concept ; skos:exactMatch <http://other.example/e\u0301> ."#,
      count: 0
    ),
    MessageCase(
      rule: "iri-bidi", what: "a digit behind Arabic",
      turtle: #"<http://example.org/\u0642\u06371> a skos:Concept ."#,
      count: 1),
    MessageCase(
      rule: "iri-bidi", what: "marks behind Hebrew, Latin in another component, a digit within",
      turtle: #"""
        <http://example.org/\u05D0\u05B0> a skos:Concept . <http://example.org/\u05D0\u05D1?a=b#c> a skos:Concept .
        <http://example.org/\u05D01\u05D1> a skos:Concept .
        """#, count: 0),
    MessageCase(
      rule: "iri-scheme-unusual", what: "a tag and an ARK",
      turtle: "<tag:a.example,2020:x> a skos:Concept . <ark:1/2> a skos:Concept .",
      count: 2, message: "\"ark:\""),
    MessageCase(
      rule: "iri-scheme-unusual", what: "capitals, a target elsewhere, an agent",
      turtle: """
        <HTTPS://example.org/a> a skos:Concept ; skos:exactMatch <info:lc/1> ; dct:creator <mailto:a@b.example> .
        """, count: 0),
    MessageCase(
      rule: "iri-outside-namespace", what: "a configured namespace",
      turtle: "ex:s a skos:ConceptScheme . <http://example.com/a> a skos:Concept ; skos:inScheme ex:s .",
      configuration: .namespace("http://example.org/"), count: 1),
    MessageCase(
      rule: "iri-outside-namespace", what: "nothing declared; a concept in the scheme of somebody else",
      turtle: """
        ex:s a skos:ConceptScheme . <http://example.com/a> a skos:Concept ; skos:inScheme ex:s .
        <http://example.com/b> a skos:Concept ; skos:inScheme <http://example.com/s> .
        """, count: 0),
    MessageCase(
      rule: "iri-outside-namespace", what: "a concept in the scheme of somebody else, and one within",
      turtle: """
        ex:s a skos:ConceptScheme . ex:a a skos:Concept ; skos:inScheme ex:s .
        <http://example.com/b> a skos:Concept ; skos:inScheme <http://example.com/s> .
        """, configuration: .namespace("http://example.org/"), count: 0),
    MessageCase(
      rule: "iri-near-duplicate", what: "https, a slash, an encoded letter",
      turtle: """
        ex:a a skos:Concept ; skos:related <https://example.org/b>, ex:c\\/, <http://example.org/%64> .
        ex:b a skos:Concept . ex:c a skos:Concept . ex:d a skos:Concept .
        """, count: 3),
    MessageCase(
      rule: "iri-near-duplicate", what: "an encoded slash, a document and a class",
      turtle: """
        <http://example.org/a%2Fb> a skos:Concept . <http://example.org/a/b> a skos:Concept ; skos:note ex:A .
        ex:concept a skos:ConceptScheme . ex:Concept rdfs:subClassOf owl:Thing .
        """, count: 0),
    MessageCase(
      rule: "blank-concept", what: "a collection", turtle: "[] a skos:Collection ; skos:member ex:a .",
      count: 1,
      message: "collection"),
    MessageCase(
      rule: "blank-concept", what: "an xl Label, a note and a list",
      turtle: """
        ex:a skosxl:prefLabel [ skosxl:literalForm "a"@en ] ; skos:note [ rdf:value "b"@en ] .
        ex:l a skos:OrderedCollection ; skos:memberList ( ex:a ) .
        """, count: 0),
  ]

  static let tags: [MessageCase] = [
    MessageCase(
      rule: "lang-malformed", what: "a script twice", turtle: MessageCase.label(#""a"@sr-Latn-Cyrl"#),
      count: 1),
    MessageCase(
      rule: "lang-malformed", what: "a variant twice", turtle: MessageCase.label(#""a"@de-1996-1996"#),
      count: 1,
      message: "\"de-1996\""),
    MessageCase(
      rule: "lang-malformed", what: "an empty extension", turtle: MessageCase.label(#""a"@en-u"#), count: 1,
      message: "\"en\""),
    MessageCase(
      rule: "lang-malformed", what: "a singleton twice", turtle: MessageCase.label(#""a"@en-a-bbb-a-ccc"#),
      count: 1),
    MessageCase(rule: "lang-malformed", what: "one letter", turtle: MessageCase.label(#""a"@e"#), count: 1),
    MessageCase(
      rule: "lang-malformed", what: "the well-formed tags of RFC 5646 appendix A, and grandfathered ones",
      turtle: MessageCase.label(
        #"""
        "a"@de, "a"@i-enochian, "a"@zh-Hant, "a"@zh-cmn-Hans-CN, "a"@yue-HK, "a"@sr-Latn-RS, "a"@sl-rozaj-biske,
        "a"@sl-nedis, "a"@de-CH-1901, "a"@hy-Latn-IT-arevela, "a"@es-419, "a"@de-CH-x-phonebk, "a"@az-Arab-x-AZE-derbend,
        "a"@x-whatever, "a"@qaa-Qaaa-QM-x-southern, "a"@en-US-u-islamcal, "a"@zh-CN-a-myext-x-private,
        "a"@en-a-myext-b-another, "a"@sgn-BE-FR, "a"@en-GB-oed
        """#), count: 0),
    MessageCase(
      rule: "lang-unregistered", what: "UK", turtle: MessageCase.label(#""a"@en-UK"#), count: 1,
      message: "\"en-GB\" is meant"),
    MessageCase(
      rule: "lang-unregistered", what: "three letters for two", turtle: MessageCase.label(#""a"@eng"#),
      count: 1,
      message: "\"en\" is meant"),
    MessageCase(
      rule: "lang-unregistered", what: "a terminology code", turtle: MessageCase.label(#""a"@heb"#), count: 1,
      message: "\"he\" is meant"),
    MessageCase(
      rule: "lang-unregistered", what: "a name", turtle: MessageCase.label(#""a"@english"#), count: 1),
    MessageCase(
      rule: "lang-unregistered", what: "the date is said", turtle: MessageCase.label(#""a"@xq"#), count: 1,
      message: "2026-09-17"),
    MessageCase(
      rule: "lang-unregistered", what: "private use, extensions, three letters without two, old regions",
      turtle: MessageCase.label(
        #""a"@qaa-Qabx-XA, "a"@x-jp, "a"@en-u-ca-buddhist, "a"@gsw-CH, "a"@mul, "a"@de-DD, "a"@es-419"#),
      count: 0),
    MessageCase(
      rule: "lang-unregistered", what: "one finding for each resource and tag",
      turtle: #"ex:a skos:prefLabel "a"@jp ; skos:altLabel "b"@jp . ex:b skos:prefLabel "a"@jp ."#, count: 2),
    MessageCase(
      rule: "lang-unregistered", what: "texts of somebody else",
      turtle: #"""
        ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:exactMatch <http://other.example/a> .
        <http://other.example/a> skos:prefLabel "a"@jp .
        """#, count: 0),
    MessageCase(
      rule: "lang-deprecated", what: "a region", turtle: MessageCase.label(#""a"@my-BU"#), count: 1,
      message: "\"my-MM\""),
    MessageCase(
      rule: "lang-deprecated", what: "a grandfathered tag", turtle: MessageCase.label(#""a"@i-klingon"#),
      count: 1, message: "\"tlh\""),
    MessageCase(
      rule: "lang-deprecated", what: "no single successor", turtle: MessageCase.label(#""a"@sr-CS"#),
      count: 1,
      message: "no single"),
    MessageCase(
      rule: "lang-deprecated", what: "a redundant tag", turtle: MessageCase.label(#""a"@zh-yue"#), count: 1,
      message: "\"yue\""),
    MessageCase(
      rule: "lang-deprecated", what: "present tags",
      turtle: MessageCase.label(
        #""a"@he, "a"@id, "a"@yi, "a"@i-default, "a"@i-mingo, "a"@sr-Latn, "a"@zh-Hans"#), count: 0),
    MessageCase(
      rule: "lang-not-canonical", what: "extensions out of order",
      turtle: MessageCase.label(#""a"@en-u-ca-gregory-t-de"#), count: 1, message: "\"en-t-de-u-ca-gregory\""),
    MessageCase(
      rule: "lang-not-canonical", what: "case, which reading makes uniform; region and variants",
      turtle: MessageCase.label(#""a"@EN-gb, "a"@zh-hANS-cn, "a"@sl-IT-rozaj-biske-1994"#), count: 0),
    MessageCase(
      rule: "lang-prefix", what: "an extended language", turtle: MessageCase.label(#""a"@de-cmn"#), count: 1),
    MessageCase(
      rule: "lang-prefix", what: "pinyin without Latin letters",
      turtle: MessageCase.label(#""a"@zh-CN-pinyin"#),
      count: 1),
    MessageCase(
      rule: "lang-prefix", what: "a region between, a second variant, a variant for all",
      turtle: MessageCase.label(
        #""a"@sl-IT-rozaj-biske, "a"@de-AT-1996, "a"@fr-fonipa, "a"@ja-Latn-hepburn"#),
      count: 0),
    MessageCase(
      rule: "lang-redundant-script", what: "Cyrillic for Russian",
      turtle: MessageCase.label(#""a"@ru-Cyrl-RU"#),
      count: 1, message: "\"ru-RU\""),
    MessageCase(
      rule: "lang-redundant-script", what: "another script, languages with two",
      turtle: MessageCase.label(#""a"@ru-Latn, "a"@zh-Hans, "a"@az-Latn, "a"@en-Shaw"#), count: 0),
  ]

  static let texts: [MessageCase] = [
    MessageCase(
      rule: "lang-missing", what: "a note that is a node, and an xl Label",
      turtle:
        #"ex:a a skos:Concept ; skos:definition [ rdf:value "text" ] . ex:b a skos:Concept ; skosxl:prefLabel [ skosxl:literalForm "b" ] ."#,
      count: 2),
    MessageCase(
      rule: "lang-missing", what: "numbers, notations, dates, identifiers, markup",
      turtle: #"""
        ex:a a skos:Concept ; skos:prefLabel "1990", "+" ; skos:notation "A1" ; dct:identifier "a" ; dct:created "2020-01-01" ;
          skos:note "<b>x</b>"^^rdf:HTML, ex:n .
        """#, count: 0),
    MessageCase(
      rule: "lang-missing", what: "texts of somebody else, and of agents",
      turtle: #"""
        ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:exactMatch <http://other.example/a> ; dct:creator ex:me .
        <http://other.example/a> skos:prefLabel "a" . ex:me rdfs:label "Me" .
        """#, count: 0),
    MessageCase(
      rule: "lang-undeclared", what: "a language too many", turtle: MessageCase.label(#""a"@en, "b"@de"#),
      configuration: .declaring(languages: "en", "fr"), count: 1, message: "\"de\""),
    MessageCase(
      rule: "lang-undeclared", what: "a region that is declared does not declare the language",
      turtle: MessageCase.label(#""a"@en"#), configuration: .declaring(languages: "en-GB"), count: 1),
    MessageCase(
      rule: "lang-undeclared", what: "more specific tags, and nothing declared",
      turtle: MessageCase.label(#""a"@zh-Hans-CN"#), configuration: .declaring(languages: "zh"), count: 0),
    MessageCase(
      rule: "lang-undeclared", what: "nothing declared", turtle: MessageCase.label(#""a"@zh"#), count: 0),
    MessageCase(
      rule: "mapping-target-unknown", what: "a misspelled target",
      turtle: "ex:a a skos:Concept ; skos:broadMatch ex:b .", count: 1),
    MessageCase(
      rule: "mapping-target-unknown", what: "a target that only has a label, one elsewhere, a relation",
      turtle:
        #"ex:a a skos:Concept ; skos:broadMatch ex:b, <http://other.example/x> ; skos:broader ex:c . ex:b skos:prefLabel "b"@en ."#,
      count: 0),
    MessageCase(
      rule: "note-target-broken", what: "an empty blank node", turtle: "ex:a a skos:Concept ; skos:note [] .",
      count: 1),
    MessageCase(
      rule: "note-target-broken", what: "documents",
      turtle:
        "ex:a a skos:Concept ; skos:note <http://example.org/doc/a.html>, <http://other.example/x>, <http://example.org/?page=1> .",
      count: 0),
    MessageCase(
      rule: "out-links-missing", what: "mappings that stay within",
      turtle: "ex:a a skos:Concept ; skos:closeMatch ex:b . ex:b a skos:Concept .", count: 1),
    MessageCase(
      rule: "out-links-missing", what: "a link by owl:sameAs; no concepts at all",
      turtle: "ex:a a skos:Concept ; owl:sameAs <http://other.example/x> .", count: 0),
    MessageCase(
      rule: "out-links-missing", what: "no concepts at all", turtle: "ex:a dct:title \"a\"@en .", count: 0),
  ]

  @Test(arguments: iris) func `IRIs`(item: MessageCase) throws { try item.verify() }
  @Test(arguments: tags) func `language tags`(item: MessageCase) throws { try item.verify() }
  @Test(arguments: texts) func `texts and links`(item: MessageCase) throws { try item.verify() }

  @Test func `a fix of a tag makes no second preferred label`() throws {
    let graph = try Graph(turtle: MessageCase.label(#""a"@iw, "b"@he"#))
    let findings = SKOSCheck.run(graph, rules: [.langDeprecated])
    #expect(findings.count == 1)
    #expect(findings.first?.fix == nil)
  }

  @Test func `what a program puts into a graph unchecked is found`() {
    let graph = Graph([
      Triple(IRI(uncheckedValid: "cat"), .SKOS.prefLabel, Term.literal(.string("cat"))),
      Triple(IRI(uncheckedValid: "http://example.org/a b"), .SKOS.prefLabel, Term.literal(.string("cat"))),
    ])
    #expect(SKOSCheck.run(graph, rules: [.iriInvalid]).map(\.focus.iri?.string) == ["cat"])
    #expect(SKOSCheck.run(graph, rules: [.iriSpace]).map(\.focus.iri?.string) == ["http://example.org/a b"])
  }

  @Test func `the registry knows what RFC 5646 says it has`() {
    #expect(LanguageSubtagRegistry.languages["ja"]?.impliedScript == "Jpan")
    #expect(LanguageSubtagRegistry.languages["iw"]?.preferred == "he")
    #expect(LanguageSubtagRegistry.languages.contains("qtz"))
    #expect(LanguageSubtagRegistry.extendedLanguages["yue"]?.prefixes == ["zh"])
    #expect(LanguageSubtagRegistry.variants["hepburn"]?.prefixes == ["ja-Latn"])
    #expect(LanguageSubtagRegistry.regions["BU"]?.isDeprecated == true)
    #expect(LanguageSubtagRegistry.wholeTags["i-lux"]?.preferred == "lb")
  }
}

extension CheckConfiguration {
  /// A configuration with one namespace.
  static func namespace(_ namespace: String) -> CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.namespaces = [namespace]
    return configuration
  }
}

@Suite(.needsSharedData("vocabularies/rda/RDACarrierType.nt"))
struct `Real vocabularies under profile web` {
  /// Numbers that a program of a few lines over pyoxigraph counted, with the character data of Python.
  @Test(
    arguments: [
      ("periodo/periodo-initial.ttl", ["lang-unregistered": 1972, "lang-missing": 1808]),
      ("gemet/gemet-de.rdf.gz", ["lang-missing": 1]),
      ("rda/RDACarrierType.nt", [:]),
    ] as [(String, [String: Int])])
  func `the findings are those that others counted`(path: String, expected: [String: Int]) throws {
    let rules = ["lang-unregistered", "lang-malformed", "lang-missing", "iri-invalid", "iri-near-duplicate"]
      .compactMap(Rule.named)
    let findings = try SKOSCheck.run(Graph(shared: "vocabularies/" + path), rules: rules)
    #expect(Dictionary(grouping: findings, by: \.rule).mapValues(\.count) == expected)
  }
}
