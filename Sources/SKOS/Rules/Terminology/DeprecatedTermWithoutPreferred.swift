internal import RDF

extension Rule {
  /// A deprecated term says what to use instead.
  static let deprecatedTermWithoutPreferred = Rule(
    id: "deprecated-term-without-preferred",
    title:
      "A concept with a deprecated term has a preferred term in the same language that is not deprecated",
    severity: .error, profile: .term,
    sources: ["ISO 10241-1, deprecated terms"],
    reason: """
      A term is deprecated in favour of another. If there is none, readers are told what not to say and nothing \
      else. Only SKOS-XL Labels can be marked, by owl:deprecated or a status.
      """,
    firingExample: """
      ex:disabled a skos:Concept ; skosxl:altLabel ex:l1 ; skosxl:prefLabel ex:l2 .
      ex:l2 a skosxl:Label ; skosxl:literalForm "personne handicapée"@fr .
      ex:l1 a skosxl:Label ; skosxl:literalForm "cripple"@en ; owl:deprecated true .
      """,
    cleanExample: """
      ex:disabled a skos:Concept ; skosxl:altLabel ex:l1 ; skosxl:prefLabel ex:l2 .
      ex:l2 a skosxl:Label ; skosxl:literalForm "disabled person"@en-GB .
      ex:l1 a skosxl:Label ; skosxl:literalForm "cripple"@en ; owl:deprecated true .
      """,
    evaluate: { context in
      guard !context.view.labelNodes.isEmpty else { return [] }
      let types = TermTypes(context)
      let forms = Dictionary(grouping: context.view.literalForms, by: \.from)
      var deprecated: [TermID: Set<TermID>] = [:]
      for use in context.view.labelNodes where types.isDeprecated(use.text) {
        for form in forms[use.text, default: []] { deprecated[use.resource, default: []].insert(form.to) }
      }
      return deprecated.sorted { $0.key < $1.key }.flatMap { concept, texts -> [Rule.Violation] in
        guard context.isOwnValidConcept(concept) else { return [] }
        return texts.sorted().compactMap { text in
          let language = context.language(text)?.primary
          let hasPreferred = context.preferredLabels(of: concept).contains {
            !texts.contains($0.text) && context.language($0.text)?.primary == language
          }
          guard !hasPreferred else { return nil }
          return Rule.Violation(
            focus: concept,
            message:
              "\(context.names.name(concept)) has the deprecated term \(context.names.text(text)) and no preferred term in this language",
            related: [text])
        }
      }
    })
}
