internal import RDF

extension Rule {
  /// A label is a name, not a sentence.
  static let labelPunctuation = Rule(
    id: "label-punctuation",
    title:
      "A label does not end with a stop, colon or semicolon, and its brackets and quotation marks are paired",
    severity: .info, profile: .label,
    sources: ["[own]; ANSI/NISO Z39.19 and ISO 25964-1 keep punctuation in terms to a minimum"],
    reason: """
      A stray stop or half a pair of brackets is mostly left over from copying, and keeps the label from being \
      found or recognised as the same as another. Abbreviations keep their stops.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat."@en ; skos:altLabel "cat (animal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en ; skos:altLabel "cat (animal)"@en, "Felis sp."@la, "a) cats"@en .
      """,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      let dictionary = context.view.graph.dictionary
      return context.view.labels.flatMap { use -> [Rule.Violation] in
        let traits = context.traits[use.text]
        guard use.kind != .hiddenLabel, !traits.isDisjoint(with: [.finalPunctuation, .bracket, .beyondASCII])
        else { return [] }
        let look = dictionary.withText(of: use.text) { PunctuationLook($0) }
        var found: [Rule.Violation] = []
        if look.endsWithStop {
          let text = context.text(use.text)
          if let tidy = PunctuationLook.withoutFinalPunctuation(text, languages.prose(of: use.text)) {
            let mended = LabelFix.replacing(use, by: tidy, context)
            found.append(
              violation(context, use, "ends with punctuation", mended.removed, mended.added))
          }
        }
        if !look.isPaired {
          found.append(violation(context, use, "has a bracket or quotation mark without its counterpart"))
        }
        return found
      }
    })

  private static func violation(
    _ context: CheckContext, _ use: SKOSView.LabelUse, _ fault: String, _ removed: [Triple] = [],
    _ added: [Triple] = []
  ) -> Rule.Violation {
    Rule.Violation(
      focus: use.resource,
      message:
        "the \(use.kind.name) \(context.names.text(use.text)) of \(context.names.name(use.resource)) \(fault)",
      related: [use.text], statements: [context.statement(use.evidence)], removed: removed, added: added)
  }
}

/// What the punctuation of a label looks like.
private struct PunctuationLook {
  private(set) var endsWithStop = false
  private(set) var isPaired = true

  init(_ text: Span<UInt8>) {
    var depths: (round: Int, square: Int, curly: Int) = (0, 0, 0)
    var (opened, closed, went) = (0, 0, false)
    var (straight, curved, guillemets) = (0, 0, 0)
    var last: UInt32 = 0
    var place = 0
    while place < text.count {
      let (value, width) = text.scalar(at: place)
      place += width
      switch value {
      case 0x28, 0xFF08: depths.round += 1; opened += 1
      case 0x29, 0xFF09:
        // A number or letter in a list, "a) cats", opens nothing.
        if depths.round == 0 && place <= 3 { break }
        depths.round -= 1; closed += 1
      case 0x5B, 0xFF3B: depths.square += 1; opened += 1
      case 0x5D, 0xFF3D: depths.square -= 1; closed += 1
      case 0x7B: depths.curly += 1
      case 0x7D: depths.curly -= 1
      // Behind a digit it is the sign for inches or seconds.
      case 0x22: if !(0x30...0x39).contains(last) { straight += 1 }
      case 0x201C, 0x201D, 0x201E, 0x201F: curved += 1
      case 0xAB, 0xBB: guillemets += 1
      default: break
      }
      if depths.round < 0 || depths.square < 0 || depths.curly < 0 { went = true }
      last = value
    }
    // An interval such as [0, 1) pairs a square bracket with a round one.
    let isInterval = opened == closed && depths.round == -depths.square && depths.curly == 0
    let bracketsPaired = depths == (0, 0, 0) && !went || isInterval && depths.round != 0 || isInterval && went
    isPaired = bracketsPaired && straight % 2 == 0 && curved % 2 == 0 && guillemets % 2 == 0
    switch last {
    case 0x2E, 0x3A, 0x3B, 0x3002, 0xFF0E, 0xFF1A, 0xFF1B: endsWithStop = true
    default: break
    }
  }

  /// The text without the punctuation at its end; nil if that belongs to an abbreviation, a number or an ellipsis.
  static func withoutFinalPunctuation(_ text: String, _ language: ProseLanguage?) -> String? {
    if text.hasSuffix(".") {
      let stem = text.dropLast()
      guard !stem.hasSuffix(".") else { return nil }
      let bytes = Array(stem.utf8)
      let word = Abbreviations.word(endingAt: bytes.count, in: bytes)
      // Ordinal numbers, numerals, capitals and short words are likelier abbreviated than ended.
      guard word.unicodeScalars.count > 3, !Abbreviations.contains(word, language),
        word.contains(where: \.isLowercase), !word.contains(where: \.isNumber)
      else { return nil }
    }
    var result = text
    while let last = result.unicodeScalars.last, ".:;。．：； ".unicodeScalars.contains(last) {
      result.unicodeScalars.removeLast()
    }
    return result.isEmpty ? nil : result
  }
}
