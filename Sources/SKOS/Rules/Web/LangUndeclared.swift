internal import RDF

extension Rule {
  /// Texts are in the languages that the register declares.
  static let langUndeclared = Rule(
    id: "lang-undeclared",
    title: "Texts are in the languages of the register",
    severity: .warning, profile: .web,
    sources: ["qSKOS (incomplete language coverage), turned round: the languages are declared, not guessed"],
    reason: """
      A text in a language that the register does not keep is looked after by nobody. Often its tag is a slip, and the \
      text is missing where it should be.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en, "couleur"@ft .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en-GB, "couleur"@fr ; skos:altLabel "#FF0000"@zxx .
      """,
    exampleConfiguration: .declaring(languages: "en", "fr"),
    evaluate: { context in
      let declared = context.configuration.languages
      guard !declared.isEmpty else { return [] }
      let list = declared.map(\.string).joined(separator: ", ")
      return LanguageTagCheck.violations(context) { tag in
        // RFC 5646 §4.1: "zxx" is for what is in no language, such as codes.
        guard tag.primary != "zxx", !declared.contains(where: tag.matches) else { return nil }
        return LanguageTagCheck.Fault(reason: "is none of the register's languages, \(list)")
      }
    })
}

extension CheckConfiguration {
  /// The configuration of a register with these languages, the first of them its primary one.
  static func declaring(languages: String...) -> CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.languages = languages.compactMap { try? LanguageTag($0) }
    configuration.primaryLanguage = configuration.languages.first
    return configuration
  }
}
