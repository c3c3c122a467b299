internal import RDF

extension Rule {
  /// Language tags use no deprecated subtags.
  static let langDeprecated = Rule(
    id: "lang-deprecated",
    title: "A language tag has no deprecated subtag, and is not deprecated as a whole",
    severity: .warning, profile: .web,
    sources: ["RFC 5646 §2.2.9, §3.1.6 and §4.5"],
    reason: """
      Registered tags live for ever, but some have been replaced: "iw" by "he", "i-klingon" by "tlh". Whoever asks for \
      the language by its present tag does not find texts under the old one.
      """,
    firingExample: """
      ex:peace a skos:Concept ; skos:prefLabel "\u{5E9}\u{5DC}\u{5D5}\u{5DD}"@iw .
      """,
    cleanExample: """
      ex:peace a skos:Concept ; skos:prefLabel "\u{5E9}\u{5DC}\u{5D5}\u{5DD}"@he .
      """,
    fix: .safe,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        guard parts.fault == nil else { return nil }
        let (subtags, preferred) = parts.deprecated
        guard !subtags.isEmpty else { return nil }
        let isWhole = subtags.first.map { $0 == tag.string } ?? false
        let list = subtags.map { "\"\($0)\"" }.joined(separator: " and ")
        return LanguageTagCheck.Fault(
          reason: (isWhole ? "is deprecated" : "has the deprecated \(list)")
            + (preferred.map { "; \"\($0)\" is preferred" }
              ?? ", for which the registry prefers no single other"),
          mended: preferred)
      }
    })
}
