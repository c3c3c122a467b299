internal import RDF

extension Rule {
  /// S12: the values of the three label properties are plain literals.
  static let labelNotPlainLiteral = Rule(
    id: "label-not-plain-literal",
    title: "A label is a text, with or without a language",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §5.3, S12; RDF 1.1 Concepts §3.3 for what was a plain literal"],
    reason: """
      Programs show labels and search in them. They cannot show a resource where a text belongs, and do not find a \
      text of another datatype; for labels that are resources there is SKOS-XL.
      """,
    firingExample: """
      ex:love a skos:Concept ; skos:prefLabel ex:loveLabel ; skos:altLabel "<b>love</b>"^^rdf:HTML .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en, "<3" ; skos:altLabel "affection"^^xsd:string, "adoration"@en ;
        skosxl:altLabel ex:loveLabel .
      ex:loveLabel a skosxl:Label ; skosxl:literalForm "adoration"@en .
      """,
    evaluate: { context in
      let resources = context.view.misplaced.filter {
        !context.view.roles(of: context.statement($0).predicate).isDisjoint(with: .anyLabel)
      }.compactMap { evidence -> Rule.Violation? in
        let statement = context.statement(evidence)
        guard !context.view.graph.dictionary.isLiteral(statement.object) else { return nil }
        let names = context.names
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(names.name(statement.subject)) has \(names.name(statement.object)) as \(names.property(statement.predicate)), which is a resource and no text; SKOS-XL has a property for that",
          related: [statement.object], statements: [statement])
      }
      let texts = context.view.labels.compactMap { use -> Rule.Violation? in
        let dictionary = context.view.graph.dictionary
        guard !dictionary.isPlainLiteral(use.text), let literal = dictionary[use.text].literal else {
          return nil
        }
        return Rule.Violation(
          focus: use.resource,
          message:
            "the \(use.kind.name) \(context.names.text(use.text)) of \(context.names.name(use.resource)) is of datatype \(literal.datatype.abbreviated); a label is a text with a language or without",
          related: [use.text], statements: LabelRuns.statements(CollectionOfOne(use), context))
      }
      return resources + texts
    })
}
