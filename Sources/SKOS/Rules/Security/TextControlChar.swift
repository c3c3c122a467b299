internal import RDF

extension Rule {
  /// Texts have no control characters, noncharacters or replacement characters.
  static let textControlChar = Rule(
    id: "text-control-char",
    title: "A text has no control character but tabs and line ends, no noncharacter and no U+FFFD",
    severity: .error, profile: .sec,
    sources: [
      "The Unicode Standard §23.1 and §23.7; XML 1.0 §2.2; qSKOS (unprintable characters in labels), narrowed"
    ],
    reason: """
      Control characters move cursors, end records and cannot be written in XML at all. U+FFFD is what is left of a \
      letter that was read in the wrong encoding: the text should be put right from its source.
      """,
    firingExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "domestic\u0007 cat"@en .
      """#,
    cleanExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en ; skos:note "first line\nsecond\tline"@en .
      """#,
    fix: .proposed,
    evaluate: { context in
      context.textUses(having: .control).map { use in
        let scalars = Array(context.text(use.text).unicodeScalars)
        let found = scalars.filter(isUnwanted).uniqued
        var violation = Rule.Violation(
          focus: use.owner,
          message:
            "\(context.names.name(use.owner)) has \(context.names.text(use.text)) with \(found.map(\.codePoint).joined(separator: ", "))",
          related: [use.text], statements: use.statements)
        if let mended = mended(scalars, found) {
          (violation.removed, violation.added) = context.replacing(use, by: mended)
        }
        return violation
      }
    })

  /// The text as it was meant, if that can be told.
  ///
  /// What U+FFFD stands for is lost. Control characters from U+0080 on are what is left of UTF-8 that was read as
  /// Latin-1: if the whole text makes UTF-8 again, that is what was meant, else nobody knows.
  private static func mended(_ scalars: [Unicode.Scalar], _ found: [Unicode.Scalar]) -> String? {
    if found.contains("\u{FFFD}") { return nil }
    if found.contains(where: { (0x80..<0xA0).contains($0.value) }) {
      let bytes = scalars.compactMap { UInt8(exactly: $0.value) }
      guard bytes.count == scalars.count, let text = String(validating: bytes, as: UTF8.self) else {
        return nil
      }
      return text.unicodeScalars.contains(where: isUnwanted) ? nil : text
    }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars.lazy.filter { !isUnwanted($0) })
    return String(kept)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF, 0xFFFD: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
