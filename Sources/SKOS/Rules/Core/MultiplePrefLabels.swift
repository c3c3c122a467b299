internal import RDF

extension Rule {
  /// S14: at most one prefLabel per language tag, and at most one without a tag.
  static let multiplePrefLabels = Rule(
    id: "multiple-pref-labels",
    title: "A resource has at most one preferred label in a language",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §5.4, S14; RDF 1.1 Concepts §3.3 for tags that differ only in case"],
    reason: """
      The preferred label is the one text to show in a language. With two, every program shows another one. \
      Tags are compared whole: "en" and "en-GB" may each have one.
      """,
    firingExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en, "adoration"@EN .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en, "luv"@en-GB, "amour"@fr, "<3" ; skos:altLabel "adoration"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let preferred = context.view.labels.filter { $0.kind == .prefLabel }
      return LabelRuns.runs(preferred) { $0.resource == $1.resource }.flatMap { run -> [Rule.Violation] in
        guard run.count > 1 else { return [] }
        let byTag = Dictionary(grouping: run) { context.language($0.text) }
        return byTag.compactMap { tag, uses in violation(context, uses, tag) }
      }
    })

  private static func violation(
    _ context: CheckContext, _ uses: [SKOSView.LabelUse], _ tag: LanguageTag?
  ) -> Rule.Violation? {
    let texts = Set(uses.map(\.text))
    guard texts.count > 1, let resource = uses.first?.resource else { return nil }
    let sorted = texts.compactMap { id in context.view.graph.dictionary[id].literal.map { (id, $0) } }
      .sorted { $0.1 < $1.1 }
    let list = sorted.map { "\"\($0.1.lexicalForm.printable)\"" }.joined(separator: ", ")
    let demoted = demoted(uses, sorted)
    let language = tag.map { "in \($0)" } ?? "without language"
    return Rule.Violation(
      focus: resource,
      message:
        "\(context.names.name(resource)) has \(texts.count) preferred labels \(language): \(list); only one can be preferred",
      related: sorted.map(\.0), statements: LabelRuns.statements(uses, context),
      removed: demoted.map { context.triple($0.evidence) },
      added: demoted.map { use in
        let triple = context.triple(use.evidence)
        let isPlain = context.statement(use.evidence).object == use.text
        return Triple(
          triple.subject, isPlain ? LabelKind.altLabel.property : LabelKind.altLabel.xlProperty, triple.object
        )
      })
  }

  /// The labels that become alternative ones if the shortest stays preferred; of several the first in order.
  private static func demoted(
    _ uses: [SKOSView.LabelUse], _ sorted: [(TermID, Literal)]
  ) -> [SKOSView.LabelUse] {
    let kept = sorted.min { $0.1.lexicalForm.count < $1.1.lexicalForm.count }?.0
    // An xl Label with several forms cannot be split by changing its role.
    let evidence = uses.filter { $0.text == kept }.map(\.evidence)
    return uses.filter { !evidence.contains($0.evidence) }
  }
}
