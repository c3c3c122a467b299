internal import RDF

extension Rule {
  /// A word is written in one script.
  static let labelMixedScript = Rule(
    id: "label-mixed-script",
    title: "A word of a label is written in one script, or in scripts that go together",
    severity: .warning, profile: .sec,
    sources: ["UTS 39 §5.2 (highly restrictive), asked of each word and not of the whole label"],
    reason: """
      A Cyrillic letter in a Latin word cannot be seen, and who types the word does not find it. A label may have words \
      of several scripts; Japanese, Chinese and Korean mix theirs, and Greek letters are symbols in technical terms. \
      Hidden labels are left alone: they are there to hold what people mistype.
      """,
    firingExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "c\u0430t"@en .
      """#,
    cleanExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "Wi-Fi \u7F51\u7EDC"@zh, "\u03B2-carotene, TGF\u03B2, k\u03A9"@fr, "X-\u043B\u0443\u0447\u0438"@ru .
      """#,
    evaluate: { context in
      guard !context.characters.marked.isEmpty else { return [] }
      return context.view.labels.compactMap { use in
        guard context.characters[use.text].contains(.otherScript), use.kind != .hiddenLabel,
          context.isOurs(use.resource), let found = MixedScript.firstWord(in: context.text(use.text))
        else { return nil }
        let scripts = found.scripts.map(\.name).joined(separator: " and ")
        return Violation(
          focus: use.resource,
          message:
            "\(context.names.name(use.resource)) has \(context.names.text(use.text)) as \(use.kind.name), where \"\(found.word.printable)\" has letters of \(scripts)",
          related: [use.text], statements: [context.statement(use.evidence)])
      }
    })
}
