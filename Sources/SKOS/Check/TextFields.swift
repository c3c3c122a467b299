internal import RDF

/// The texts that people read and exports show: labels, titles, notations and notes.
enum TextFields {
  /// A text, the resource that has it, and the place of the statement that says so.
  struct Field {
    let resource: TermID
    let text: TermID
    let evidence: Int
    let isLabel: Bool

    /// The statements that the text stands in: that of the field, or those of the xl Label or node that holds it.
    func statements(_ context: CheckContext) -> [Graph.Statement] {
      let statement = context.statement(evidence)
      if statement.object == text { return [statement] }
      return context.view.graph.statements(subject: statement.object).filter { $0.object == text }
    }
  }

  /// The texts of the vocabulary's own that have a trait, or all of them, in the order of labels, titles, notations and notes.
  static func having(_ traits: TextTraits?, _ context: CheckContext) -> [Field] {
    var fields: [Field] = []
    func add(_ resource: TermID, _ text: TermID, _ evidence: Int, isLabel: Bool = false) {
      if let traits, context.traits[text].isDisjoint(with: traits) { return }
      guard context.isOurs(resource) else { return }
      fields.append(Field(resource: resource, text: text, evidence: evidence, isLabel: isLabel))
    }
    for use in context.view.labels { add(use.resource, use.text, use.evidence, isLabel: true) }
    for edge in context.view.titles { add(edge.from, edge.to, edge.evidence, isLabel: true) }
    for edge in context.view.notations { add(edge.from, edge.to, edge.evidence) }
    for use in context.view.notes {
      if let text = use.text { add(use.resource, text, use.evidence) }
    }
    return fields
  }
}
