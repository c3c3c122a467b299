extension Rule {
  /// Language tags follow the grammar of BCP 47.
  static let langMalformed = Rule(
    id: "lang-malformed",
    title: "A language tag follows the grammar of BCP 47",
    severity: .error, profile: .web,
    sources: [
      "RDF 1.1 Concepts §3.3; RFC 5646 §2.1 and §2.2.9; qSKOS (omitted or invalid language tags)"
    ],
    reason: """
      Programs choose texts by their tags. A tag that breaks the grammar is understood by none of them, or by each in \
      another way. The parsers refuse what Turtle's own grammar forbids; this finds what it lets through.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en-GB-latn .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en-GB, "Farbe"@de-CH-1996, "\u{8272}"@zh-Hans, "x"@x-signs .
      """,
    fix: .proposed,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        return parts.fault.map { fault in
          guard fault.isMended else { return LanguageTagCheck.Fault(reason: fault.reason) }
          let mended = parts.string
          return LanguageTagCheck.Fault(reason: "\(fault.reason); \"\(mended)\" would do", mended: mended)
        }
      }
    })
}
