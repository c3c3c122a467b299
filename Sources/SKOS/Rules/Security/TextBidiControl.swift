internal import RDF

extension Rule {
  /// Controls of text direction are paired, and not in IRIs and notations.
  static let textBidiControl = Rule(
    id: "text-bidi-control",
    title: "Controls of text direction come in pairs, and stand in no IRI or notation",
    severity: .error, profile: .sec,
    sources: [
      "UAX 9 §2 and X1 to X8; RFC 3987 §4.1; UTS 39 §3.1; CVE-2021-42574 for what they are misused for"
    ],
    reason: """
      An override that is not ended turns round what is shown behind it, in this text and, on many pages, in the next \
      ones: a reviewer reads something else than programs do.
      """,
    firingExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "cat \u202Egod"@en .
      """#,
    cleanExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "\u05D7\u05EA\u05D5\u05DC \u2066(cat)\u2069"@he ; skos:notation "C1" .
      """#,
    fix: .proposed,
    evaluate: { context in
      let marked = context.characters.marked.filter {
        !context.characters[$0].isDisjoint(with: [.bidiControl, .invisible])
      }
      guard !marked.isEmpty else { return [] }
      let notations = Set(context.view.notations.map(\.to))
      return marked.flatMap { id -> [Violation] in
        if context.view.graph.dictionary.isIRI(id) { return bidiControls(inIRI: id, context) }
        guard context.view.graph.dictionary.isLiteral(id) else { return [] }
        let scalars = Array(context.text(id).unicodeScalars)
        let found = scalars.filter { InvisibleCharacters.isBidiControl($0.value) }
        let isNotation = notations.contains(id)
        guard !found.isEmpty, isNotation || !BidiBalance.isBalanced(scalars) else { return [] }
        return context.textUses(id).map { use in
          var violation = Violation(
            focus: use.owner,
            message:
              "\(context.names.name(use.owner)) has \(context.names.text(id)) with \(found.uniqued.map(\.codePoint).joined(separator: ", "))"
              + (isNotation ? ", in a notation" : ", not in pairs"),
            related: [id], statements: use.statements)
          var mended = String.UnicodeScalarView()
          mended.append(contentsOf: scalars.lazy.filter { !InvisibleCharacters.isBidiControl($0.value) })
          (violation.removed, violation.added) = context.replacing(use, by: String(mended))
          return violation
        }
      }
    })

  /// RFC 3987 §4.1 forbids direction marks in IRIs too.
  private static func bidiControls(inIRI id: TermID, _ context: CheckContext) -> [Violation] {
    let found = context.text(id).unicodeScalars.filter {
      InvisibleCharacters.isBidiControl($0.value) || [0x200E, 0x200F, 0x061C].contains($0.value)
    }
    guard !found.isEmpty else { return [] }
    let list = found.uniqued.map(\.codePoint).joined(separator: ", ")
    return IRIPlaces.violations(id, context) { "\($0) has \(list) in its IRI" }
  }
}
