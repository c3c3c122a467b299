internal import RDF

extension Rule {
  /// Extended languages and variants stand behind the prefixes that they are registered for.
  static let langPrefix = Rule(
    id: "lang-prefix",
    title: "An extended language or variant stands behind a prefix that it is registered for",
    severity: .info, profile: .web,
    sources: ["RFC 5646 §2.2.2, §2.2.5 and §3.1.8"],
    reason: """
      A variant says how one language is written or spoken: "1996" is an orthography of German. Behind another \
      language it says nothing that anybody could rely on.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "couleur"@fr-1996 .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "couleur"@fr, "Farbe"@de-CH-1996, "y\u{E1}ns\u{E8}"@zh-Latn-CN-pinyin .
      """,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        guard parts.fault == nil, parts.deprecated.subtags.isEmpty, let first = parts.misplaced.first else {
          return nil
        }
        let prefixes = first.prefixes.prefix(4).map { "\"\($0)\"" }.joined(separator: ", ")
        return LanguageTagCheck.Fault(
          reason: "has \"\(first.subtag)\", which is registered for use behind \(prefixes) only")
      }
    })
}
