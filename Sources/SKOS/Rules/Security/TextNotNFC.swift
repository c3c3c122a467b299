internal import RDF

extension Rule {
  /// Texts are in Normalization Form C.
  static let textNotNFC = Rule(
    id: "text-not-nfc",
    title: "A text is in Unicode Normalization Form C",
    severity: .warning, profile: .sec,
    sources: ["UAX 15; RDF 1.1 Concepts §3.3 (lexical forms should be in NFC)"],
    reason: """
      An accented letter can be written as one character or as a letter and an accent. Both look the same, and RDF \
      takes them for different texts: searches miss one, and duplicates go unnoticed.
      """,
    firingExample: #"""
      ex:cafe a skos:Concept ; skos:prefLabel "cafe\u0301"@fr .
      """#,
    cleanExample: #"""
      ex:cafe a skos:Concept ; skos:prefLabel "caf\u00E9"@fr, "q\u0323\u0307"@en .
      """#,
    fix: .safe,
    evaluate: { context in
      context.textUses(having: .conditionalInNFC).compactMap { use in
        let text = context.text(use.text)
        let normal = text.inNFC
        guard !normal.hasSameScalars(as: text) else { return nil }
        var violation = Rule.Violation(
          focus: use.owner,
          message:
            "\(context.names.name(use.owner)) has \(context.names.text(use.text)), which is not in Normalization Form C",
          related: [use.text], statements: use.statements)
        // Of a compatibility ideograph NFC keeps the meaning, and loses the shape that somebody may have wanted.
        if !text.unicodeScalars.contains(where: isCompatibilityIdeograph) {
          (violation.removed, violation.added) = context.replacing(use, by: normal)
        }
        return violation
      }
    })

  private static func isCompatibilityIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    (0xF900...0xFAFF).contains(scalar.value) || (0x2F800...0x2FA1F).contains(scalar.value)
  }
}
