internal import RDF

extension Rule {
  /// A label says something.
  static let labelEmpty = Rule(
    id: "label-empty",
    title: "A label or title is not blank",
    severity: .error, profile: .label,
    sources: ["qSKOS (empty labels); SkoHub shapes"],
    reason: """
      A blank label is shown as nothing at all, in place of a label in another language that would have been of use.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:altLabel "  "@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      func isBlank(_ id: TermID) -> Bool {
        guard !context.traits[id].isDisjoint(with: [.oddSpace, .beyondASCII]) else { return false }
        return dictionary.withText(of: id) { text in
          // Most texts start with a letter of ASCII, and few others with a byte of a blank.
          guard !text.isEmpty else { return true }
          switch text[0] {
          case 0x00...0x20, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: return nil
          default: return false
          }
        }
          ?? context.text(id).unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}"
          }
      }
      let labels = context.view.labels.filter { isBlank($0.text) }.map { use in
        let statements = LabelRuns.statements(CollectionOfOne(use), context)
        return Rule.Violation(
          focus: use.resource, message: "\(context.names.name(use.resource)) has a blank \(use.kind.name)",
          related: [use.text], statements: statements, removed: statements.map(context.view.graph.triple))
      }
      let titles = context.view.titles.filter { isBlank($0.to) }.map { edge in
        Rule.Violation(
          focus: edge.from, message: "\(context.names.name(edge.from)) has a blank title or rdfs:label",
          related: [edge.to], statements: [context.statement(edge.evidence)],
          removed: [context.triple(edge.evidence)])
      }
      return labels + titles
    })
}
