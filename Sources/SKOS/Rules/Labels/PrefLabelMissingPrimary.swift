internal import RDF

extension Rule {
  /// Everything is named in the language that the register works in.
  static let prefLabelMissingPrimary = Rule(
    id: "pref-label-missing-primary",
    title: "What has a preferred label has one in the register's primary language",
    severity: .error, profile: .label,
    sources: ["iQvoc (publication requires a preferred label in the main language)"],
    reason: """
      Committees discuss, sort and print entries in one language first. An entry that has no name in it cannot be \
      talked about.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "chat"@fr .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "chat"@fr, "cat"@en-GB .
      """,
    exampleConfiguration: .declaring(primary: "en"),
    evaluate: { context in
      guard let primary = context.configuration.primaryLanguage else { return [] }
      var languages = LiteralLanguages(context)
      return Naming.resources(context).compactMap { id in
        let names = Naming.names(of: id, context)
        guard !names.isEmpty,
          !names.contains(where: { languages.tag(of: $0)?.matches(range: primary) ?? false })
        else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "the \(Naming.kind(of: id, context)) \(context.names.name(id)) has no preferred label in \(primary), the primary language"
        )
      }
    })
}

extension CheckConfiguration {
  /// The configuration of examples: the languages that a register declares.
  static func declaring(
    primary: String? = nil, mandatory: [String] = [], _ change: (inout CheckConfiguration) -> Void = { _ in }
  ) -> CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.primaryLanguage = primary.flatMap { try? LanguageTag($0) }
    configuration.mandatoryLanguages = mandatory.compactMap { try? LanguageTag($0) }
    configuration.languages = configuration.mandatoryLanguages
    change(&configuration)
    return configuration
  }
}
