internal import RDF

extension Rule {
  /// The subtags of a language tag are registered.
  static let langUnregistered = Rule(
    id: "lang-unregistered",
    title: "The subtags of a language tag are in the IANA Language Subtag Registry",
    severity: .warning, profile: .web,
    sources: ["RFC 5646 §2.2.9; qSKOS (omitted or invalid language tags), narrowed to the registry"],
    reason: """
      A tag that nobody registered means nothing to anybody else: texts in "jp" are not found by those who look for \
      Japanese, which is "ja". The registry grows, so what it does not know is a warning; the message has its date.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "\u{8272}"@jp .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "\u{8272}"@ja, "colour"@en-GB, "Farb"@gsw, "color"@es-419 .
      """,
    fix: .proposed,
    evaluate: { context in
      LanguageTagCheck.violations(context) { tag in
        let parts = LanguageTagParts(tag)
        guard parts.fault == nil else { return nil }
        let unknown = parts.unregistered
        guard !unknown.isEmpty else { return nil }
        let list = unknown.map { "\"\($0.subtag)\" as a \($0.kind)" }.joined(separator: ", ")
        let reason = "has \(list), not in the IANA registry of \(LanguageSubtagData.date)"
        let replacements = Dictionary(
          unknown.compactMap { found in found.meant.map { (found.subtag, $0) } }
        ) { first, _ in first }
        guard replacements.count == unknown.count else { return LanguageTagCheck.Fault(reason: reason) }
        let mended = parts.replacing(replacements)
        return LanguageTagCheck.Fault(reason: "\(reason); \"\(mended)\" is meant", mended: mended)
      }
    })
}
