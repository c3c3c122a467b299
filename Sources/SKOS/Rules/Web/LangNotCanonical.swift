internal import RDF

extension Rule {
  /// Language tags are in canonical form.
  static let langNotCanonical = Rule(
    id: "lang-not-canonical",
    title: "A language tag is in canonical form",
    severity: .info, profile: .web,
    sources: ["RFC 5646 §4.5"],
    reason: """
      Two tags for the same language are two languages to a program that compares them. The case of letters is made \
      uniform when a vocabulary is read; the order of extensions and the choice between "zh-yue" and "yue" are not.
      """,
    firingExample: """
      ex:peace a skos:Concept ; skos:prefLabel "\u{633}\u{644}\u{627}\u{645}"@ar-arb .
      """,
    cleanExample: """
      ex:peace a skos:Concept ; skos:prefLabel "\u{633}\u{644}\u{627}\u{645}"@arb, "pax"@la-t-en-u-co-standard .
      """,
    fix: .safe,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        guard parts.fault == nil, parts.grandfathered == nil, parts.deprecated.subtags.isEmpty else {
          return nil
        }
        let canonical = parts.canonical
        guard canonical != tag.string else { return nil }
        return LanguageTagCheck.Fault(reason: "is \"\(canonical)\" in canonical form", mended: canonical)
      }
    })
}
