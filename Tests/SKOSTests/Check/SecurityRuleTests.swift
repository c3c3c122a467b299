import RDF
@testable import SKOS
import TestSupport
import Testing

/// Cases of profile sec; what is expected comes from the Unicode Standard and its annexes, not from the rules.
@Suite struct `Rules of profile sec` {
  static let characters: [MessageCase] = [
    MessageCase(
      rule: "text-control-char", what: "C1, a noncharacter, U+FFFD, DEL",
      turtle: #"""
        ex:a skos:note "a\u0085b"@en . ex:b skos:note "a\uFDD0"@en . ex:c skos:note "a\uFFFDb"@en . ex:d dct:description "a\u007F"@en .
        ex:e skos:note "\U0001FFFE"@en .
        """#, count: 5),
    MessageCase(
      rule: "text-control-char", what: "tabs, line ends, no-break space, private use, emoji",
      turtle: #"""
        ex:a skos:note "a\tb\r\nc\u00A0d\uE000\U0001F431"@en .
        """#, count: 0),
    MessageCase(
      rule: "text-control-char", what: "texts of somebody else",
      turtle: #"""
        ex:a a skos:Concept ; skos:exactMatch <http://other.example/a> . <http://other.example/a> skos:prefLabel "a\u0007" .
        """#, count: 0),
    MessageCase(
      rule: "text-invisible",
      what:
        "soft hyphen, byte order mark, word joiner, ZWNJ in German, a mark of direction in Latin, a Hangul filler",
      turtle: #"""
        ex:a skos:note "Dampf\u00ADschiff"@de . ex:b skos:note "\uFEFFa"@en . ex:c skos:note "a\u2060b"@en . ex:d skos:note "Auf\u200Clage"@de .
        ex:e skos:note "cat\u200E"@en . ex:f skos:note "\u3164"@ko .
        """#, count: 6),
    MessageCase(
      rule: "text-invisible", what: "a variation selector behind a letter, tag letters without a flag",
      turtle: #"""
        ex:a skos:note "a\uFE0F"@en . ex:b skos:note "cat\U000E0061\U000E007F"@en .
        """#, count: 2),
    MessageCase(
      rule: "text-invisible",
      what: "Persian, Malayalam, Sinhala, Bengali, Thai, Mongolian, Hebrew with Latin, ideographic variants",
      turtle: #"""
        ex:a skos:note "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"@fa, "\u0D28\u0D4D\u200D"@ml, "\u0DC1\u0DCA\u200D\u0DBB\u0DD3"@si,
          "\u09B0\u200D\u09CD\u09AF"@bn, "\u0E01\u0E32\u200B\u0E23"@th, "\u1820\u180B"@mn, "\u05D0\u200E (a)\u200E"@he,
          "\u845B\U000E0100"@ja, "\u2260\uFE00"@en, "\u0647\u200D"@fa .
        """#, count: 0),
    MessageCase(
      rule: "text-invisible", what: "emoji",
      turtle: #"""
        ex:a skos:note "\U0001F468\u200D\U0001F469\u200D\U0001F467 \u2764\uFE0F\u200D\U0001F525 1\uFE0F\u20E3 \U0001F44D\U0001F3FD\u200D\U0001F4BB \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"@en .
        """#, count: 0),
    MessageCase(
      rule: "text-bidi-control",
      what: "an end without a start, an isolate over two lines, a crossing, a notation, an IRI",
      turtle: #"""
        ex:a skos:note "a\u202C"@en . ex:b skos:note "\u2066a\nb\u2069"@en . ex:c skos:note "\u202A\u2066\u202C\u2069"@en .
        ex:d skos:notation "\u2066A\u2069" . <http://example.org/\u200Ea> skos:note "a"@en .
        """#, count: 5),
    MessageCase(
      rule: "text-bidi-control", what: "nested pairs, marks of direction",
      turtle: #"""
        ex:a skos:note "\u2067\u05D0 \u202Aa\u202C\u2069"@he, "\u05D0\u200F"@he .
        """#, count: 0),
    MessageCase(
      rule: "text-not-nfc",
      what: "the ohm sign, decomposed Hangul, marks out of order, a compatibility ideograph",
      turtle: #"""
        ex:a skos:note "5 \u2126"@en . ex:b skos:note "\u1100\u1161"@ko . ex:c skos:note "q\u0307\u0323"@en . ex:d skos:note "\uFA19"@ja .
        """#, count: 4),
    MessageCase(
      rule: "text-not-nfc", what: "Vietnamese, Hebrew points, Devanagari, Korean, the micro sign, a ligature",
      turtle: #"""
        ex:a skos:note "Vi\u1EC7t"@vi, "\u05E9\u05B8\u05C1"@he, "\u0915\u094D\u0937"@hi, "\uD55C"@ko, "\u00B5m \uFB01"@en, "\u0915\u093C"@hi .
        """#, count: 0),
  ]

  static let labels: [MessageCase] = [
    MessageCase(
      rule: "label-confusable", what: "a zero and a letter",
      turtle: #"ex:a skos:prefLabel "O2"@en . ex:b skos:altLabel "02"@en ."#, count: 1),
    MessageCase(
      rule: "label-confusable", what: "Cyrillic letters in a Latin word",
      turtle: #"ex:a skos:prefLabel "paypal"@en . ex:b skos:prefLabel "\u0440\u0430ypal"@en ."#, count: 1),
    MessageCase(
      rule: "label-confusable", what: "micro and mu, a typographic apostrophe",
      turtle: #"""
        ex:a skos:prefLabel "\u00B5m"@en . ex:b skos:prefLabel "\u03BCm"@en .
        ex:c skos:prefLabel "Crohn's disease"@en . ex:d skos:prefLabel "Crohn\u2019s disease"@en .
        """#, count: 2),
    MessageCase(
      rule: "label-confusable", what: "untagged texts, an xl Label",
      turtle: #"ex:a skos:prefLabel "Al" . ex:b skosxl:prefLabel [ skosxl:literalForm "AI" ] ."#, count: 1),
    MessageCase(
      rule: "label-confusable",
      what: "other languages, the same concept, hidden labels, the same text, letters of one script",
      turtle: #"""
        ex:a skos:prefLabel "CO"@en ; skos:altLabel "C0"@en . ex:b skos:prefLabel "\u0421\u041E"@ru . ex:c skos:hiddenLabel "AI"@en, "CO"@en .
        ex:d skos:prefLabel "Al"@en . ex:e skos:prefLabel "Al"@en . ex:f skos:prefLabel "k\u0131l"@tr . ex:g skos:prefLabel "kil"@tr .
        ex:h skos:prefLabel "modern"@en . ex:i skos:prefLabel "modem"@en . ex:j skos:prefLabel "Type II"@en . ex:k skos:prefLabel "Type I"@en .
        ex:l skos:prefLabel "C\u00E6sar"@en . ex:m skos:prefLabel "Caesar"@en .
        """#, count: 0),
    MessageCase(
      rule: "label-mixed-script", what: "Latin in Russian, in Greek, Greek capitals in English",
      turtle: #"""
        ex:a a skos:Concept ; skos:prefLabel "E\u0432\u0440\u0430\u0437\u0438\u044F"@ru . ex:b a skos:Concept ; skos:prefLabel "A\u03B8\u03AE\u03BD\u03B1"@el .
        ex:c a skos:Concept ; skos:prefLabel "\u0391lpha"@en .
        """#, count: 3, message: "Latin and Cyrillic"),
    MessageCase(
      rule: "label-mixed-script", what: "Japanese with Hangul",
      turtle: MessageCase.label(#""\u3042\uD55C"@ja"#),
      count: 1),
    MessageCase(
      rule: "label-mixed-script", what: "what technical terms need",
      turtle: MessageCase.label(
        #"""
        "TGF\u03B2, \u03B1IIb\u03B23, \u0394\u03A8m, \u03BCm, k\u03A9"@en, "pH-\u043C\u0435\u0442\u0440, 3D-\u043F\u0440\u0438\u043D\u0442\u0435\u0440"@ru,
        "T\u30B7\u30E3\u30C4\u3092\u7740\u308B"@ja, "\uC5D1\uC2A4\u7DDA X\uC120"@ko, "\u0E23\u0E30\u0E1A\u0E1AGPS"@th, "\u05D4DNA"@he, "COVID-19 \u75AB\u82D7"@zh, "\u00B5g \u212B"@en
        """#), count: 0),
    MessageCase(
      rule: "label-mixed-script", what: "hidden labels, notes, somebody else's",
      turtle: #"""
        ex:a a skos:Concept ; skos:hiddenLabel "c\u0430t"@en ; skos:note "c\u0430t"@en ; skos:exactMatch <http://other.example/a> .
        <http://other.example/a> skos:prefLabel "c\u0430t"@en .
        """#, count: 0),
  ]

  static let fields: [MessageCase] = [
    MessageCase(
      rule: "text-markup", what: "a line break, a link, a comment, numbers",
      turtle: #"""
        ex:a skos:note "a<br/>b"@en . ex:b skos:note "see [here](https://a.example/x)"@en . ex:c skos:note "a <!-- b -->"@en .
        ex:d skos:note "caf&#233; &#xE9;"@en . ex:e skos:prefLabel "R&amp;D"@en . ex:f skos:note "<a href='x'>y</a>"@en .
        """#, count: 6),
    MessageCase(
      rule: "text-markup", what: "signs that are meant",
      turtle: #"""
        ex:a skos:note "p < 0.05 and q > 1; a<b>c; R&D; AT&T; x<y; List<String>; a[1](2); &foo; [sic] (1999); http://a.example/?a=1&b=2"@en .
        """#, count: 0),
    MessageCase(
      rule: "text-formula", what: "an at sign, an addition, a call behind a minus",
      turtle: #"""
        ex:a skos:note "@SUM(1)"@en . ex:b skos:note "+A1"@en . ex:c skos:altLabel "-cmd|x!A1"@en . ex:d skos:notation "=1+1" .
        """#, count: 4),
    MessageCase(
      rule: "text-formula", what: "suffixes, numbers, lists, signs within",
      turtle: #"""
        ex:a skos:altLabel "-itis"@en, "-ism, -ist"@en ; skos:notation "-1", "+49 30" ; skos:note "- first\n- second"@en, "a = b"@en .
        """#, count: 0),
    MessageCase(
      rule: "text-too-long", what: "a label of 201 characters, a note of 10,001",
      turtle:
        "ex:a skos:prefLabel \"\(String(repeating: "\u{E9}", count: 201))\"@fr . ex:b skos:note \"\(String(repeating: "a", count: 10_001))\"@en .",
      count: 2),
    MessageCase(
      rule: "text-too-long", what: "200 characters of more bytes, a long note",
      turtle:
        "ex:a skos:prefLabel \"\(String(repeating: "\u{732B}", count: 200))\"@zh ; skos:note \"\(String(repeating: "a", count: 10_000))\"@en .",
      count: 0),
  ]

  @Test(arguments: characters) func `what characters a text has`(item: MessageCase) throws {
    try item.verify()
  }
  @Test(arguments: labels) func `what labels look like`(item: MessageCase) throws { try item.verify() }
  @Test(arguments: fields) func `what is in fields`(item: MessageCase) throws { try item.verify() }

  @Test func `markup is taken out and its text stays`() {
    #expect(PlainTextMarkup("a <i>b</i> &amp; <b class=\"x\">c</b>").plain == "a b & c")
    #expect(PlainTextMarkup("see [here](https://a.example/x).").plain == "see here (https://a.example/x).")
    #expect(PlainTextMarkup("<script>alert(1)</script>").hasScript)
    #expect(PlainTextMarkup("a < b").found == [])
    #expect(PlainTextMarkup("<").plain == "<")
    #expect(PlainTextMarkup("&#x110000;&#55296;&").plain == "&#x110000;&#55296;&")
  }

  @Test func `the fix of what is canonically equivalent keeps the language`() throws {
    let graph = try Graph(turtle: #"ex:a skos:prefLabel "e\u0301"@fr ; skos:notation "1" ."#)
    let fix = try #require(SKOSCheck.run(graph, rules: [.textNotNFC]).first?.fix)
    #expect(
      fix.added == [
        Triple(ex("a"), .SKOS.prefLabel, .literal(.languageTagged("\u{E9}", try LanguageTag("fr"))))
      ])
  }

  @Test func `scripts are those of the Unicode Character Database`() {
    let samples: [(Unicode.Scalar, Substring)] = [
      ("a", "Latn"), ("\u{430}", "Cyrl"), ("\u{3B1}", "Grek"), ("\u{4E00}", "Hani"), ("\u{20000}", "Hani"),
      ("1", "Zyyy"),
      ("\u{301}", "Zyyy"), ("\u{1D400}", "Zyyy"), ("\u{10400}", "Dsrt"), ("\u{B5}", "Zyyy"),
      ("\u{2126}", "Grek"),
    ]
    for (scalar, code) in samples { #expect(Script(of: scalar).code == code, "\(scalar)") }
  }

  @Test func `skeletons are those of UTS 39 for characters that are kept`() {
    #expect(Confusables.skeleton(of: "\u{440}\u{430}\u{443}\u{440}\u{430}l") == "paypal")
    #expect(Confusables.skeleton(of: "02 II") == "O2 ll")
    #expect(Confusables.skeleton(of: "\u{1D41A}") == "a")
    #expect(Confusables.skeleton(of: "m\u{131}\u{E6}") == "m\u{131}\u{E6}")
    #expect(Confusables.skeleton(of: "\u{451}") == "\u{EB}")
  }
}

@Suite(.needsSharedData("vocabularies/rda/RDACarrierType.nt"))
struct `Real vocabularies under profile sec` {
  /// Numbers that a program of a few lines over pyoxigraph counted, with the character data of Python.
  @Test(
    arguments: [
      ("rda/RDACarrierType.nt", ["text-invisible": 7, "text-not-nfc": 5]),
      ("stw/stw-9.06.ttl.gz", ["text-control-char": 40, "text-markup": 28]),
      ("gsq/lithology.ttl", ["text-not-nfc": 1, "text-markup": 2, "label-confusable": 1]),
      ("eu/countries-skos.rdf", ["text-invisible": 2, "label-mixed-script": 27]),
      ("voc4cat/voc4cat-2026-02-24.ttl", ["text-markup": 3]),
      ("physh/physh-2.7.0.ttl", [:]),
    ] as [(String, [String: Int])])
  func `the findings are those that others counted`(path: String, expected: [String: Int]) throws {
    let rules = [
      "text-control-char", "text-invisible", "text-bidi-control", "text-not-nfc", "text-markup",
      "label-confusable", "label-mixed-script",
    ]
    .compactMap(Rule.named)
    let findings = try SKOSCheck.run(Graph(shared: "vocabularies/" + path), rules: rules)
    #expect(Dictionary(grouping: findings, by: \.rule).mapValues(\.count) == expected)
  }
}

@Suite struct `Rules of profile sec on large texts` {
  /// Each of these is quadratic for whoever looks for an end from every start: hours, with as many as here.
  @Test(.timeLimit(.minutes(60)), arguments: ["<b>", "<a x=", "<!--", "[", "[a](", "&amp", "</b", "<a b='c"])
  func `markup without an end costs no more than its length`(piece: String) {
    let text = String(repeating: piece, count: 200_000)
    #expect(PlainTextMarkup(text).found.isEmpty || piece == "<a b='c")
  }
}
