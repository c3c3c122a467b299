internal import RDF

extension Rule {
  /// Texts are no longer than the register allows.
  static let textTooLong = Rule(
    id: "text-too-long",
    title: "A label or another text is no longer than the register allows",
    severity: .warning, profile: .sec,
    sources: ["Thresholds of the register: labelLength and textLength"],
    reason: """
      A label of many lines breaks lists and menus, and is usually a definition in the wrong place; a text of many \
      pages slows down every program that shows it.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat, that is to say a small domesticated animal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small domesticated animal that hunts"@en .
      """,
    exampleConfiguration: .limitingLabels(to: 30),
    evaluate: { context in
      let thresholds = context.configuration.thresholds
      let limits = (label: max(thresholds.labelLength, 0), other: max(thresholds.textLength, 0))
      // A text of few bytes has few characters; with a lower limit every text is counted.
      let traits: TextTraits? = min(limits.label, limits.other) >= 200 ? .long : nil
      return TextFields.having(traits, context).compactMap { field in
        let limit = field.isLabel ? limits.label : limits.other
        let length = context.view.graph.dictionary.withText(of: field.text) { text in
          // Bytes that go on with a character are not counted.
          text.count <= limit ? 0 : text.withUnsafeBufferPointer { $0.count { $0 & 0xC0 != 0x80 } }
        }
        guard length > limit else { return nil }
        return Violation(
          focus: context.owner(field.resource),
          message:
            "\(context.names.name(field.resource)) has a text of \(length) characters, \"\(String(context.text(field.text).prefix(40)).printable)…\"; the register allows \(limit)",
          related: [field.text], statements: [context.statement(field.evidence)])
      }
    })
}

extension CheckConfiguration {
  /// The configuration of a register that limits labels.
  static func limitingLabels(to length: Int) -> CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.thresholds.labelLength = length
    return configuration
  }
}
