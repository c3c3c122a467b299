internal import RDF

extension Rule {
  /// Plain texts have no markup.
  static let textMarkup = Rule(
    id: "text-markup",
    title: "A plain text has no tags, entities or Markdown links",
    severity: .warning, profile: .sec,
    sources: ["SKOS Reference §5.4 and §7 with RDF 1.1 Concepts §3.3 and §5.2 (rdf:HTML is for markup)"],
    reason: """
      One program shows "&lt;i&gt;" as it is written, another runs what it finds in it. A literal of datatype rdf:HTML \
      says that it is markup; plain text has to be plain.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "the species <i>Felis catus</i> &amp; its breeds"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "the species Felis catus & its breeds"@en ;
        skos:note "weight <b and age > 2; [0](1)"@en, "<i>Felis</i>"^^rdf:HTML .
      """,
    fix: .proposed,
    evaluate: { context in
      TextFields.having(.markup, context).compactMap { field in
        guard context.view.graph.dictionary.isPlainLiteral(field.text) else { return nil }
        let text = context.text(field.text)
        let markup = PlainTextMarkup(text)
        guard !markup.found.isEmpty else { return nil }
        let list = markup.found.uniqued.prefix(3).map { "\"\($0.printable)\"" }.joined(separator: ", ")
        var violation = Violation(
          focus: context.owner(field.resource),
          message:
            "\(context.names.name(field.resource)) has a plain text with markup, \(list): \(context.names.text(field.text))",
          related: [field.text], statements: [context.statement(field.evidence)])
        // What was encoded may be markup in its turn.
        var plain = markup
        for _ in 0..<3 where !plain.found.isEmpty { plain = PlainTextMarkup(plain.plain ?? "") }
        if !markup.hasScript, plain.found.isEmpty, let text = plain.plain, !text.isEmpty {
          let use = TextUse(
            text: field.text, owner: field.resource, statements: field.statements(context))
          (violation.removed, violation.added) = context.replacing(use, by: text)
        }
        return violation
      }
    })
}
