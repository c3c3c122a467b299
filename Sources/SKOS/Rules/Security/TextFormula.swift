internal import RDF

extension Rule {
  /// Texts do not begin as formulas of spreadsheets do.
  static let textFormula = Rule(
    id: "text-formula",
    title: "A label, title, notation or note does not begin like a formula of a spreadsheet",
    severity: .info, profile: .sec,
    sources: ["OWASP, CSV Injection; CVE-2021-41270 (Symfony, for how exports are guarded)"],
    reason: """
      Spreadsheets run a cell that begins with =, +, - or @. Exports have to escape such a text; whoever writes one \
      with another tool should know that it is there. Numbers with a sign are left alone, and so are suffixes.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:note "=HYPERLINK(A1)"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "-logy"@en ; skos:notation "-273.15" ; skos:note "a = b"@en .
      """,
    evaluate: { context in
      TextFields.having(.formula, context).compactMap { field in
        guard startsFormula(context.text(field.text)) else { return nil }
        return Violation(
          focus: context.owner(field.resource),
          message:
            "\(context.names.name(field.resource)) has \(context.names.text(field.text)), which a spreadsheet takes for a formula",
          related: [field.text], statements: [context.statement(field.evidence)])
      }
    })

  /// Whether a text is a formula to a spreadsheet, and not just a number, a suffix such as "-logy" or an item of a list.
  private static func startsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    let rest = text.unicodeScalars.dropFirst()
    guard first == "-" || first == "+" else { return true }
    if rest.allSatisfy({ "0123456789., \u{A0}%".unicodeScalars.contains($0) }) { return false }
    guard first == "-" else { return true }
    if let next = rest.first, next == " " || next.value >= 0x80 { return false }
    // A suffix is letters up to the next space; a formula has operators, brackets or digits.
    let word = rest.prefix { $0 != " " && $0 != "," && $0 != ";" }
    return !word.allSatisfy { $0.properties.isAlphabetic || $0 == "-" || $0 == "'" }
  }
}
