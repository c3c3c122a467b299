internal import RDF

extension Rule {
  /// A text is in a script that its language is written in.
  static let langScriptMismatch = Rule(
    id: "lang-script-mismatch",
    title: "A text has letters of a script in which its language is written",
    severity: .warning, profile: .label,
    sources: ["BCP 47 (RFC 5646 §2.2.3) for script subtags; Unicode Standard, blocks of the scripts"],
    reason: """
      A Russian text that is tagged as English is shown to English readers and found by nobody else. The tag is \
      wrong, or it lacks a script subtag such as zh-Latn. Names and abbreviations in Latin letters are left alone, \
      and so are single letters of Greek or Cyrillic.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "кошка"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "кошка"@ru, "mao"@zh-Latn, "Felis catus"@el .
      ex:decay a skos:Concept ; skos:prefLabel "β"@en .
      """,
    evaluate: { context in
      var check = ScriptCheck(context)
      let labels = context.view.labels.compactMap { use -> Rule.Violation? in
        guard let found = check.mismatch(in: use.text, isNote: false) else { return nil }
        return violation(context, use.resource, use.kind.name, use.text, found, use.evidence)
      }
      return labels
        + context.view.notes.compactMap { note in
          guard note.kind != .example, let text = note.text,
            let found = check.mismatch(in: text, isNote: true)
          else { return nil }
          return violation(context, note.resource, note.kind.name, text, found, note.evidence)
        }
    })

  private static func violation(
    _ context: CheckContext, _ resource: TermID, _ kind: String, _ text: TermID, _ language: LanguageTag,
    _ evidence: Int
  ) -> Rule.Violation {
    Rule.Violation(
      focus: resource,
      message:
        "the \(kind) of \(context.names.name(resource)), \(context.quoted(text)), is not in a script that \(language) is written in",
      related: [text], statements: [context.statement(evidence)])
  }
}

/// Looks for texts in an unexpected script; each literal is read once, and mostly only its first letter.
private struct ScriptCheck {
  private let context: CheckContext
  private var languages: LiteralLanguages
  /// By the number of the tag: whether it was looked at, and the scripts of the language.
  private var known: [(isKnown: Bool, scripts: Scripts?)] = []

  init(_ context: CheckContext) {
    self.context = context
    languages = LiteralLanguages(context)
  }

  /// The language of a text that is in no script of it; nil if all is well.
  mutating func mismatch(in id: TermID, isNote: Bool) -> LanguageTag? {
    // What has only ASCII is Latin; in a label of another language it may well be a name.
    let isBeyond = context.traits[id].contains(.beyondASCII)
    guard isBeyond || isNote else { return nil }
    let dictionary = context.view.graph.dictionary
    guard let number = dictionary.languageNumber(of: id) else { return nil }
    while known.count <= number { known.append((false, nil)) }
    if !known[number].isKnown {
      known[number] = (true, languages.tag(of: id).flatMap { Scripts.expected(in: $0.string) })
    }
    guard let scripts = known[number].scripts else { return nil }
    if !isBeyond && scripts.contains(.latin) { return nil }
    return dictionary.withText(of: id) { Self.differs($0, scripts, isNote: isNote) }
      ? languages.tag(of: id) : nil
  }

  private static func differs(_ text: Span<UInt8>, _ expected: Scripts, isNote: Bool) -> Bool {
    var (symbols, latin, others) = (0, 0, 0)
    var place = 0
    while place < text.count {
      let (value, width) = text.scalar(at: place)
      place += width
      let script = Scripts.of(value)
      if script.isEmpty { continue }
      if !script.isDisjoint(with: expected) { return false }
      if script == .latin {
        latin += 1
      } else if Scripts.symbolic.contains(script) {
        symbols += 1
      } else {
        others += 1
      }
    }
    // A long remark in Latin letters is no name; a label with some of them may be one.
    return isNote
      ? latin + symbols > 40 || others > 0 && latin == 0 : (symbols > 2 || others > 0) && latin == 0
  }
}
