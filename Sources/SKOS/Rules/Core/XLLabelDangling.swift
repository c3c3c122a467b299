internal import RDF

extension Rule {
  /// An xl Label belongs to something.
  static let xlLabelDangling = Rule(
    id: "xl-label-dangling",
    title: "A SKOS-XL Label is the label of something",
    severity: .warning, profile: .core,
    sources: ["VocBench integrity checks (dangling xLabels)"],
    reason: """
      A Label that nothing refers to is shown nowhere. Usually the concept was deleted and its Label forgotten, or the \
      link was taken away by mistake.
      """,
    firingExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "adoration"@en .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "electronic book"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "e-book"@en ; skosxl:labelRelation ex:l1 .
      """,
    fix: .proposed,
    evaluate: { context in
      let graph = context.view.graph
      return context.view.resources(where: { $0.contains(.label) }).compactMap { id in
        let about = graph.statements(subject: id)
        // What is only mentioned, or kept as retired, is not forgotten.
        guard !about.isEmpty, !context.retired.contains(id),
          // Whoever points at it has a use for it, be it a concept, another Label or a compound equivalence.
          !graph.statements(object: id).contains(where: { $0.subject != id }),
          !about.contains(where: { context.view.roles(of: $0.predicate).contains(.objectLabel) }),
          // Some vocabularies point from the Label to the concept.
          !about.contains(where: { !context.view.classes(of: $0.object).isDisjoint(with: .concept) })
        else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "the Label \(labelName(id, context)) belongs to no concept; attach it to one, or remove it",
          statements: about, removed: about.map(graph.triple))
      }
    })

  /// A Label by its literal form, since that is what people know it by.
  static func labelName(_ id: TermID, _ context: CheckContext) -> String {
    let form = context.view.graph.statements(subject: id).first {
      context.view.roles(of: $0.predicate).contains(.literalForm)
    }
    return [form.map { context.names.text($0.object) }, context.names.name(id)].compactMap { $0 }
      .joined(separator: " ")
  }
}
