internal import RDF

extension Rule {
  /// S52: a Label has exactly one literalForm.
  static let xlLiteralFormCount = Rule(
    id: "xl-literal-form-count",
    title: "A SKOS-XL Label has exactly one literal form",
    severity: .error, profile: .core,
    sources: ["SKOS Reference, Appendix B.2.2, S52; S50, S54, S60, S61 for what is typed by use"],
    reason: """
      A Label stands for one text in one language. Without one there is nothing to show; for a translation or \
      a variant there is another Label.
      """,
    firingExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en, "amour"@fr .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1, ex:l2 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "amour"@fr .
      """,
    evaluate: { context in
      let forms = Dictionary(grouping: context.view.literalForms, by: \.from)
      return context.view.resources(where: { $0.contains(.label) }).compactMap { id in
        let own = forms[id, default: []]
        let texts = Set(own.map(\.to)).map(context.names.text).sorted()
        guard texts.count != 1 else { return nil }
        let name = context.names.name(id)
        guard texts.isEmpty else {
          return Rule.Violation(
            focus: id,
            message: "the Label \(name) has \(texts.count) literal forms: \(texts.joined(separator: ", "))",
            statements: own.map { context.statement($0.evidence) })
        }
        let evidence = context.view.evidence(that: id, isOneOf: .label)
        return Rule.Violation(
          focus: id, message: "the Label \(name) has no literal form", statements: Array(evidence.prefix(1)))
      }
    })
}
