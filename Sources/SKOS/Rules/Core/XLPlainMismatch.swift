internal import RDF

extension Rule {
  /// S55 to S57: where a resource has plain labels beside xl ones, they say the same.
  static let xlPlainMismatch = Rule(
    id: "xl-plain-mismatch",
    title: "The plain labels of a resource are those that its SKOS-XL Labels stand for",
    severity: .warning, profile: .core,
    sources: ["SKOS Reference, Appendix B.3, S55 to S57"],
    reason: """
      Many programs read only plain labels, others only SKOS-XL. If the two differ, people see another vocabulary in \
      each of them.
      """,
    firingExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en ; skosxl:prefLabel ex:l1 ; skosxl:altLabel ex:l2 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "adoration"@en .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en, "amour"@fr ; skosxl:prefLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      """,
    fix: .safe,
    evaluate: { context in
      context.view.labelNodes.map(\.resource).uniqued.compactMap { mismatch($0, context) }
    })

  private static func mismatch(_ id: TermID, _ context: CheckContext) -> Rule.Violation? {
    let labels = context.index.labels[id]
    let plain = labels.filter { context.statement($0.evidence).object == $0.text }
    guard !plain.isEmpty else { return nil }
    let dumbed = labels.filter { context.statement($0.evidence).object != $0.text }
    let missing = difference(of: dumbed, notIn: plain)
    var extra = difference(of: plain, notIn: dumbed)
    if !extra.isEmpty {
      // A vocabulary may give xl Labels to some labels only; where it has some of a kind in a language, it means all.
      let languages = Set(dumbed.map { KindAndLanguage(kind: $0.kind, language: context.language($0.text)) })
      extra.removeAll {
        !languages.contains(KindAndLanguage(kind: $0.kind, language: context.language($0.text)))
      }
    }
    guard !missing.isEmpty || !extra.isEmpty, let subject = context.subject(id) else { return nil }
    func list(_ uses: [SKOSView.LabelUse]) -> String {
      uses.map { "\(context.names.text($0.text)) as \($0.kind.name)" }.uniqued.joined(separator: ", ")
    }
    var parts: [String] = []
    if !missing.isEmpty { parts.append("\(list(missing)) only in SKOS-XL") }
    if !extra.isEmpty { parts.append("\(list(extra)) only as a plain label") }
    return Rule.Violation(
      focus: id, message: "\(context.names.name(id)) has " + parts.joined(separator: " and "),
      related: (missing + extra).map(\.text).uniqued,
      statements: LabelRuns.statements(missing + extra, context),
      // Where there is one label in SKOS-XL and another one plain, a person has to tell which is right.
      added: extra.isEmpty
        ? missing.map { Triple(subject, $0.kind.property, context.view.graph.dictionary[$0.text]) }.uniqued
        : [])
  }

  private struct KindAndLanguage: Hashable {
    let kind: LabelKind
    let language: LanguageTag?
  }

  private struct KindAndText: Hashable {
    let kind: LabelKind
    let text: TermID
  }

  /// The labels that are not among others in the same role.
  private static func difference(
    of some: [SKOSView.LabelUse], notIn others: [SKOSView.LabelUse]
  ) -> [SKOSView.LabelUse] {
    let known = Set(others.map { KindAndText(kind: $0.kind, text: $0.text) })
    return some.filter { !known.contains(KindAndText(kind: $0.kind, text: $0.text)) }
  }
}
