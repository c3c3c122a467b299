internal import RDF

extension Rule {
  /// An abbreviation stands beside what it abbreviates.
  static let abbreviationWithoutFullForm = Rule(
    id: "abbreviation-without-full-form",
    title: "A term that is typed as an abbreviation stands beside a full form in its language",
    severity: .warning, profile: .term,
    sources: ["ISO 10241-1, abbreviated forms; TBX termType; lexinfo termType"],
    reason: """
      Who does not know an abbreviation learns nothing from it. Only SKOS-XL Labels can be typed, by a class or a \
      property such as termType; plain labels are not guessed at.
      """,
    firingExample: """
      ex:cv a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "OPAC"@en ; ex:termType ex:acronym .
      """,
    cleanExample: """
      ex:cv a skos:Concept ; skosxl:prefLabel ex:l1 ; skosxl:altLabel ex:l2 .
      ex:l2 a skosxl:Label ; skosxl:literalForm "online public access catalogue"@en .
      ex:l1 a skosxl:Label ; skosxl:literalForm "OPAC"@en ; ex:termType ex:acronym .
      """,
    evaluate: { context in
      guard !context.view.labelNodes.isEmpty else { return [] }
      let types = TermTypes(context)
      let forms = Dictionary(grouping: context.view.literalForms, by: \.from)
      var short: [TermID: Set<TermID>] = [:]
      for use in context.view.labelNodes where types.isAbbreviation(use.text) {
        for form in forms[use.text, default: []] { short[use.resource, default: []].insert(form.to) }
      }
      return short.sorted { $0.key < $1.key }.flatMap { concept, texts -> [Rule.Violation] in
        guard context.isOwnValidConcept(concept) else { return [] }
        return texts.sorted().compactMap { text in
          let language = context.language(text)?.primary
          let isExplained = context.index.labels[concept].contains { other in
            other.kind != .hiddenLabel && !texts.contains(other.text)
              && context.language(other.text)?.primary == language
          }
          guard !isExplained else { return nil }
          return Rule.Violation(
            focus: concept,
            message:
              "\(context.names.name(concept)) has the abbreviation \(context.names.text(text)) and no full form in this language",
            related: [text])
        }
      }
    })
}
