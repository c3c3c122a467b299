internal import RDF

extension Rule {
  /// A definition starts from the superordinate concept.
  static let definitionNoGenus = Rule(
    id: "definition-no-genus",
    title: "A definition names its superordinate concept among its first words",
    severity: .info, profile: .term,
    sources: ["ISO 704, intensional definitions (superordinate concept and delimiting characteristics)"],
    reason: """
      A definition says which kind of thing it is and what sets it apart from its siblings. If no word of a broader \
      concept's terms is there, the definition or the place in the hierarchy may be wrong. In Chinese the whole \
      definition is looked at, since the superordinate concept stands last. Read for English, French, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal ; skos:definition "small furry pet"@en .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal ; skos:definition "small mammals kept as pets"@en .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en .
      """,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      return context.definitions.compactMap { definition in
        let language = definition.language
        guard language != .german else { return nil }
        let above = context.index.up[definition.note.resource].map(\.to).filter(context.own.contains)
        guard !above.isEmpty, above.count < 100 else { return nil }
        var wanted: Set<String> = []
        for concept in above.uniqued {
          for use in context.index.labels[concept] where languages.prose(of: use.text) == language {
            for word in Words(TermLexicon.withoutQualifier(context.text(use.text)), language).words
            where !FunctionWords.contains(word.form, language) {
              wanted.formUnion(forms(word.form, language))
            }
          }
        }
        guard !wanted.isEmpty else { return nil }
        let words = definition.words(limit: language == .chinese ? .max : 14)
        let isNamed = words.words.contains { word in
          forms(word.form, language).contains(where: wanted.contains)
        }
        guard !isNamed else { return nil }
        return context.violation(
          definition,
          "does not name a broader concept, \(context.list(above.uniqued)), among its first words",
          related: above.uniqued)
      }
    })

  /// A word with what it may be a form of, and so its parts if it has hyphens: "ultramafic-hornfels".
  private static func forms(_ word: String, _ language: ProseLanguage) -> [String] {
    let parts = word.contains("-") ? word.split(separator: "-").map(String.init) : []
    return ([word] + parts).flatMap { [$0] + Inflection.bases(of: $0, language) }
  }
}
