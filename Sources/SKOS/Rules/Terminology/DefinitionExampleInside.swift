internal import RDF

extension Rule {
  /// Examples stand beside a definition, not in it.
  static let definitionExampleInside = Rule(
    id: "definition-example-inside",
    title: "A definition contains no examples",
    severity: .info, profile: .term,
    sources: ["ISO 704, writing of definitions; ISO 10241-1, examples; Metanorma (ISO style)"],
    reason: """
      An example illustrates what the definition has delimited already; inside it, and with "etc.", the border gets \
      blurred. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:pet a skos:Concept ; skos:prefLabel "pet"@en ; skos:definition "animal (e.g. a cat) kept for company"@en .
      """,
    cleanExample: """
      ex:pet a skos:Concept ; skos:prefLabel "pet"@en ; skos:definition "animal kept for company"@en ; skos:example "a cat"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      context.definitions.compactMap { definition in
        let words = definition.words()
        guard let phrase = ExamplePhrases.first(in: words) else { return nil }
        let shown = words.text(
          words.words[phrase.lowerBound].range
            .lowerBound..<words.words[phrase.upperBound - 1].range.upperBound)
        let cut = ExampleCut(words, phrase)
        var violation = context.violation(
          definition, "contains an example or an open list, \"\(shown.printable)\"; move it into an example",
          replacement: cut?.rest)
        if let cut, let subject = context.subject(definition.note.resource), !violation.removed.isEmpty,
          let example = NoteFix.literal(like: definition.note, cut.example, context)
        {
          violation.added.append(Triple(subject, .SKOS.example, .literal(example)))
        }
        return violation
      }
    })
}

/// An example in brackets, cut out of a definition.
private struct ExampleCut {
  let rest: String
  let example: String

  /// Nil if the example is not in brackets by itself, so that only a person can tell where it ends.
  init?(_ words: Words, _ phrase: Range<Int>) {
    let bytes = words.bytes
    let start = words.words[phrase.lowerBound].range.lowerBound
    let content = words.words[phrase.upperBound - 1].range.upperBound
    guard start > 0, let close = bytes[content...].firstIndex(of: UInt8(ascii: ")")),
      bytes[start - 1] == UInt8(ascii: "("), !bytes[content..<close].contains(UInt8(ascii: "("))
    else { return nil }
    var from = content
    while from < close, [0x2E, 0x20, 0x2C, 0x3A].contains(bytes[from]) { from += 1 }
    var before = start - 1
    while before > 0, bytes[before - 1] == 0x20 { before -= 1 }
    example = words.text(from..<close)
    rest = words.text(0..<before) + words.text((close + 1)..<bytes.count)
    guard !example.isEmpty, before > 0, ExamplePhrases.first(in: Words(rest, words.language)) == nil else {
      return nil
    }
  }
}
