internal import RDF

extension Rule {
  /// S51: the literal form of an xl Label is a plain literal.
  static let xlLiteralFormNotPlain = Rule(
    id: "xl-literal-form-not-plain",
    title: "The literal form of a SKOS-XL Label is a text, with or without a language",
    severity: .error, profile: .core,
    sources: ["SKOS Reference, Appendix B.2.2, S51; RDF 1.1 Concepts §3.3 for what was a plain literal"],
    reason: """
      The literal form becomes a label of the concept. Programs that look for labels in a language do not find a \
      text of another datatype, and cannot show a resource.
      """,
    firingExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"^^xsd:token .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1, ex:l2 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "amour"^^xsd:string .
      """,
    // The form, dumbed down, is a label of the concept as well (S55).
    alsoBroken: ["label-not-plain-literal"],
    fix: .safe,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      return context.view.literalForms.compactMap { edge in
        guard !dictionary.isPlainLiteral(edge.to) else { return nil }
        let statement = context.statement(edge.evidence)
        let label = context.names.name(edge.from)
        guard let literal = dictionary[edge.to].literal else {
          return Rule.Violation(
            focus: edge.from,
            message:
              "the Label \(label) has \(context.names.name(edge.to)) as literal form, which is no text",
            statements: [statement])
        }
        // Tokens and normalised strings are strings with less white space: nothing is lost without the datatype.
        let isString = Self.stringTypes.contains(literal.datatype.string)
        let triple = context.triple(edge.evidence)
        let plain = Triple(triple.subject, triple.predicate, .literal(.string(literal.lexicalForm)))
        return Rule.Violation(
          focus: edge.from,
          message:
            "the literal form \(context.names.text(edge.to)) of the Label \(label) is of datatype \(literal.datatype.abbreviated); it should be a text with a language or without",
          statements: [statement], removed: isString ? [triple] : [], added: isString ? [plain] : [])
      }
    })

  private static let stringTypes = [IRI.XSD.namespace + "token", IRI.XSD.namespace + "normalizedString"]
}
