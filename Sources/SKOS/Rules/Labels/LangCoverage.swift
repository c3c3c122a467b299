internal import RDF

extension Rule {
  /// Every entry is named in each language that the register promises.
  static let langCoverage = Rule(
    id: "lang-coverage",
    title: "What has a preferred label has one in each mandatory language",
    severity: .warning, profile: .label,
    sources: [
      "qSKOS (incomplete language coverage, no common languages), narrowed to declared languages; VocBench integrity checks (resources without lexicalisation)"
    ],
    reason: """
      Whoever reads the vocabulary in one of its languages finds a gap where an entry has no label in it. The \
      primary language is the business of pref-label-missing-primary.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "chat"@fr-CA .
      """,
    exampleConfiguration: .declaring(mandatory: ["en", "fr"]),
    evaluate: { context in
      let wanted = context.configuration.mandatoryLanguages.filter {
        $0 != context.configuration.primaryLanguage
      }
      guard !wanted.isEmpty else { return [] }
      var languages = LiteralLanguages(context)
      return Naming.resources(context).compactMap { id in
        let names = Naming.names(of: id, context)
        guard !names.isEmpty else { return nil }
        let missing = wanted.filter { language in
          !names.contains { languages.tag(of: $0)?.matches(range: language) ?? false }
        }
        guard !missing.isEmpty else { return nil }
        let list = missing.map(\.string).joined(separator: ", ")
        return Rule.Violation(
          focus: id,
          message:
            "the \(Naming.kind(of: id, context)) \(context.names.name(id)) has no preferred label in \(list)")
      }
    })
}
