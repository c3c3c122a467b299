internal import RDF

extension Rule {
  /// Labels have single spaces between words and none around them.
  static let labelWhitespace = Rule(
    id: "label-whitespace",
    title: "A label has single spaces between words, and no white space around it",
    severity: .warning, profile: .label,
    sources: ["VocBench integrity checks (extra spaces in labels); Skosify (label whitespace)"],
    reason: """
      Nobody sees the space behind a label, but two labels that differ in it are two texts to a program: searches \
      miss one of them, and duplicates go unnoticed.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic  cat "@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en .
      """,
    fix: .safe,
    evaluate: { context in
      context.view.labels.compactMap { use in
        let traits = context.traits[use.text]
        guard
          traits.contains(.oddSpace)
            || traits.contains(.beyondASCII)
              && context.view.graph.dictionary.withText(of: use.text, String.mayHaveOddSpace)
        else { return nil }
        let text = context.text(use.text)
        let tidy = text.withTidySpaces
        guard tidy != text, !tidy.isEmpty else { return nil }
        let statement = context.statement(use.evidence)
        let mended = LabelFix.replacing(use, by: tidy, context)
        return Rule.Violation(
          focus: use.resource,
          message:
            "\(context.names.name(use.resource)) has \(context.names.text(use.text)) as \(use.kind.name), with white space around or between words that nobody sees",
          related: [use.text], statements: [statement], removed: mended.removed, added: mended.added)
      }
    })
}

extension String {
  /// Whether there may be white space beyond ASCII at the ends, or a line end beyond ASCII anywhere; from the bytes.
  static func mayHaveOddSpace(_ text: Span<UInt8>) -> Bool {
    func mayBeSpace(_ lead: UInt8) -> Bool { lead == 0xC2 || lead == 0xE1 || lead == 0xE2 || lead == 0xE3 }
    let count = text.count
    guard count > 1 else { return false }
    if mayBeSpace(text[0]) || mayBeSpace(text[count - 2]) || (count > 2 && mayBeSpace(text[count - 3])) {
      return true
    }
    for place in 0..<count - 1 {
      let byte = text[place]
      if byte == 0xC2 && text[place + 1] == 0x85 { return true }
      if byte == 0xE2, place + 2 < count, text[place + 1] == 0x80, text[place + 2] | 1 == 0xA9 { return true }
    }
    return false
  }

  /// The text with one ordinary space for each stretch of white space, and none at the ends.
  ///
  /// No-break spaces and the ideographic space stay inside a text, where they are meant: French sets the one before
  /// some signs, Chinese and Japanese the other between words.
  var withTidySpaces: String {
    var result = String.UnicodeScalarView()
    var isPending = false
    for scalar in unicodeScalars {
      if Self.isOrdinarySpace(scalar) {
        isPending = true
        continue
      }
      if isPending && !result.isEmpty { result.append(" ") }
      isPending = false
      result.append(scalar)
    }
    while let last = result.last, last.properties.isWhitespace { result.removeLast() }
    return String(result.drop { $0.properties.isWhitespace })
  }

  private static func isOrdinarySpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
