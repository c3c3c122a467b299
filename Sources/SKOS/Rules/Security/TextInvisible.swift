internal import RDF

extension Rule {
  /// Texts have no invisible characters where no script needs them.
  static let textInvisible = Rule(
    id: "text-invisible",
    title: "A text has invisible characters only where its script needs them",
    severity: .warning, profile: .sec,
    sources: [
      "RFC 5892 appendix A.1 and A.2 (joiners); UTS 39 §3.1; UTS 51 (emoji sequences); UTS 37 (variation sequences); qSKOS (unprintable characters), narrowed"
    ],
    reason: """
      Two labels that differ in a zero-width space look the same and are found by different searches. Such characters \
      come along when text is copied from web pages, or are put there to deceive.
      """,
    firingExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "domestic\u200B cat"@en .
      """#,
    cleanExample: #"""
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en, "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"@fa, "\u0915\u094D\u200D\u0937"@hi ;
        skos:note "\u2764\uFE0F"@en .
      """#,
    fix: .proposed,
    evaluate: { context in
      context.textUses(having: .invisible).compactMap { use in
        let scalars = Array(context.text(use.text).unicodeScalars)
        let places = InvisibleCharacters.needless(in: scalars)
        guard !places.isEmpty else { return nil }
        let found = places.map { scalars[$0] }.uniqued.map(\.codePoint).joined(separator: ", ")
        var violation = Rule.Violation(
          focus: use.owner,
          message:
            "\(context.names.name(use.owner)) has \(context.names.text(use.text)) with \(found), which nobody sees",
          related: [use.text], statements: use.statements)
        let unwanted = Set(places)
        var mended = String.UnicodeScalarView()
        for (place, scalar) in scalars.enumerated() where !unwanted.contains(place) { mended.append(scalar) }
        (violation.removed, violation.added) = context.replacing(use, by: String(mended))
        return violation
      } + inIRIs(context)
    })

  /// Invisible characters in the vocabulary's own IRIs; an IRI is not changed by a fix.
  private static func inIRIs(_ context: CheckContext) -> [Violation] {
    context.characters.marked.compactMap { id in
      guard context.characters[id].contains(.invisible), context.view.graph.dictionary.isIRI(id),
        context.own.contains(id)
      else { return nil }
      let scalars = Array(context.text(id).unicodeScalars)
      let found = InvisibleCharacters.needless(in: scalars).map { scalars[$0] }.filter {
        // Direction marks in IRIs are for the rule about bidirectional controls.
        ![0x200E, 0x200F, 0x061C].contains($0.value)
      }
      guard !found.isEmpty else { return nil }
      return Violation(
        focus: id,
        message:
          "the IRI of \(context.names.name(id)) has \(found.uniqued.map(\.codePoint).joined(separator: ", ")), which nobody sees"
      )
    }
  }
}
