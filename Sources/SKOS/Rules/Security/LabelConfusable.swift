internal import RDF

extension Rule {
  /// No two labels look the same and differ.
  static let labelConfusable = Rule(
    id: "label-confusable",
    title: "Labels of two resources in one language do not look the same while they differ",
    severity: .warning, profile: .sec,
    sources: ["UTS 39 §4 (skeletons), with the confusables.txt that Unicode/ConfusableData names"],
    reason: """
      "O2" with a letter and "02" with a digit, or a word with one Cyrillic letter, are two labels to a program and one \
      to a reader, who picks either. Labels in different languages are not compared, nor are hidden ones.
      """,
    firingExample: """
      ex:aluminium a skos:Concept ; skos:prefLabel "aluminium"@en ; skos:altLabel "Al"@en .
      ex:intelligence a skos:Concept ; skos:prefLabel "artificial intelligence"@en ; skos:altLabel "AI"@en .
      """,
    cleanExample: #"""
      ex:carbon a skos:Concept ; skos:prefLabel "carbon monoxide"@en ; skos:altLabel "CO"@en .
      ex:joint a skos:Concept ; skos:prefLabel "joint"@en, "\u0421\u041E"@ru ; skos:altLabel "modern"@en, "modem"@en .
      """#,
    evaluate: { context in
      ConfusableLabels.pairs(context).map { pair in
        let (use, other) = (pair.use, pair.other)
        return Violation(
          focus: use.resource,
          message:
            "\(context.names.name(use.resource)) has \(context.names.text(use.text)) as \(use.kind.name), which looks like \(context.names.text(other.text)) of \(context.names.name(other.resource)) but has \(difference(use.text, other.text, context))",
          related: [use.text, other.text, other.resource],
          statements: [context.statement(use.evidence), context.statement(other.evidence)])
      }
    })

  /// Where two texts differ first, "U+0030 DIGIT ZERO for U+004F LATIN CAPITAL LETTER O".
  private static func difference(_ text: TermID, _ other: TermID, _ context: CheckContext) -> String {
    let pairs = zip(context.text(text).unicodeScalars, context.text(other).unicodeScalars)
    guard let (here, there) = pairs.first(where: { $0 != $1 }) else { return "other characters" }
    return "\(here.codePoint) for \(there.codePoint)"
  }
}
