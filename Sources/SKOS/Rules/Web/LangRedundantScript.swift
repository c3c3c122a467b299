internal import RDF

extension Rule {
  /// A tag does not name the script that its language is always written in.
  static let langRedundantScript = Rule(
    id: "lang-redundant-script",
    title: "A language tag does not name the script that its language implies",
    severity: .info, profile: .web,
    sources: ["RFC 5646 §3.1.9 (Suppress-Script) and §4.1"],
    reason: """
      Nearly all English is in Latin letters, so "en-Latn" says no more than "en", and programs that look for "en" may \
      pass it by.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en-Latn-GB .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en-GB, "boja"@sr-Latn, "\u{431}\u{43E}\u{458}\u{430}"@sr-Cyrl .
      """,
    fix: .safe,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        guard parts.fault == nil, let script = parts.redundantScript else { return nil }
        let shorter = parts.withoutScript
        return LanguageTagCheck.Fault(
          reason:
            "names the script \"\(script)\", which \"\(parts.language)\" implies; \"\(shorter)\" says the same",
          mended: shorter)
      }
    })
}
