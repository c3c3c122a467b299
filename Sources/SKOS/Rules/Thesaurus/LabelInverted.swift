internal import RDF

extension Rule {
  /// A term is in the order in which it is spoken.
  static let labelInverted = Rule(
    id: "label-inverted",
    title: "A preferred label is in direct word order, not inverted behind a comma",
    severity: .info, profile: .thes,
    sources: ["ISO 25964-1, word order of compound terms; ANSI/NISO Z39.19"],
    reason: """
      "Chemistry, organic" was made for card indexes. Readers look for the natural order; the inverted form may be an \
      alternative label. Only what ends like an adjective, in German what has a small letter, is taken for inverted: \
      other pairs with a comma are lists or names. Read for English, French, German and Spanish.
      """,
    firingExample: """
      ex:chemistry a skos:Concept ; skos:prefLabel "chemistry, organic"@en .
      """,
    cleanExample: """
      ex:chemistry a skos:Concept ; skos:prefLabel "organic chemistry"@en ; skos:altLabel "chemistry, organic"@en .
      ex:cocoa a skos:Concept ; skos:prefLabel "chocolate, cocoa"@en .
      ex:paris a skos:Concept ; skos:prefLabel "Paris, France"@en .
      ex:food a skos:Concept ; skos:prefLabel "salt, sugar and flour"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      return context.view.labels.compactMap { use in
        guard use.kind == .prefLabel, context.traits[use.text].isSuperset(of: [.commaOrSlash, .space]),
          !context.traits[use.text].contains(.digit), couldBeInverted(use.text, context),
          let language = languages.prose(of: use.text),
          context.isOwnValidConcept(use.resource)
        else { return nil }
        guard let direct = directOrder(context.text(use.text), language) else { return nil }
        let mended = LabelFix.replacing(use, by: direct, context)
        return Rule.Violation(
          focus: use.resource,
          message:
            "the preferred label \(context.names.text(use.text)) of \(context.names.name(use.resource)) is inverted; in direct order it might be \"\(direct.printable)\"",
          related: [use.text], statements: [context.statement(use.evidence)], removed: mended.removed,
          added: mended.added)
      }
    })

  /// Whether the bytes show one comma with a space behind it, and at most two words on either side.
  private static func couldBeInverted(_ id: TermID, _ context: CheckContext) -> Bool {
    context.view.graph.dictionary.withText(of: id) { text in
      var (comma, before, after) = (-1, 0, 0)
      for place in text.indices {
        switch text[place] {
        case UInt8(ascii: ","):
          guard comma < 0, place + 1 < text.count, text[place + 1] == 0x20 else { return false }
          comma = place
        case 0x20: if comma < 0 { before += 1 } else { after += 1 }
        default: break
        }
      }
      return comma > 0 && before <= 1 && after <= 2
    }
  }

  /// Words that join or qualify rather than name, so that what they stand in is no inverted term.
  private static let notInverted: [ProseLanguage: Set<String>] = [
    .english: [
      "and", "or", "by", "in", "with", "without", "from", "as", "to", "at", "on", "not", "including",
      "excluding",
      "except", "other", "others", "the", "a", "an", "that", "which", "who", "where", "when", "if", "than",
      "n", "also",
      "but", "into", "is", "are", "being", "his", "her", "its", "their", "seen", "etc",
    ],
    .french: [
      "et", "ou", "par", "en", "avec", "sans", "dans", "pour", "sur", "à", "au", "aux", "non", "sauf",
      "autre", "autres",
      "le", "la", "les", "un", "une", "qui", "que", "dont", "où", "y", "ni", "mais", "est", "sont", "etc",
      "de", "du", "des", "d", "l",
    ],
    .german: [
      "und", "oder", "mit", "ohne", "in", "im", "aus", "von", "vom", "zu", "zur", "zum", "für", "nicht",
      "außer", "der", "die",
      "das", "den", "dem", "des", "ein", "eine", "sonstige", "andere", "an", "am", "auf", "bei", "als", "wie",
      "nach", "durch",
      "sowie", "z", "u", "v", "einschließlich", "bzw", "insbesondere", "wenn", "daß", "dass", "um", "über",
      "unter", "wird", "sind", "ist",
    ],
    .spanish: [
      "y", "e", "o", "u", "por", "en", "con", "sin", "para", "sobre", "a", "al", "no", "excepto", "otro",
      "otros", "otra",
      "otras", "el", "la", "los", "las", "un", "una", "que", "de", "del", "etc", "es", "son", "donde", "pero",
      "ni", "como",
    ],
  ]

  private static let adjectiveEndings: [ProseLanguage: [String]] = [
    .english: ["al", "ic", "ive", "ous", "ary", "able", "ible", "ed", "less", "ful"],
    .french: [
      "al", "ale", "aux", "ales", "ique", "iques", "if", "ive", "ifs", "ives", "é", "ée", "és", "ées", "el",
      "elle", "els",
      "elles", "aire", "aires", "eux", "euse", "euses", "able", "ible", "ables", "ibles",
    ],
    .spanish: [
      "al", "ales", "ico", "ica", "icos", "icas", "ivo", "iva", "ivos", "ivas", "ado", "ada", "ados", "adas",
      "ario",
      "aria", "oso", "osa", "able", "ible", "ables", "ibles",
    ],
  ]

  private static func directOrder(_ text: String, _ language: ProseLanguage) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard language != .chinese, parts.count == 2, parts[1].hasPrefix(" "),
      !text.contains(where: { "()[]:;\"/&".contains($0) })
    else { return nil }
    let (left, right) = (Words(String(parts[0]), language), Words(String(parts[1]), language))
    guard (1...2).contains(left.count), (1...2).contains(right.count), !right.spelling(0).startsWithCapital
    else { return nil }
    let words = (left.words + right.words).map { $0.form.lowercased() }
    // "Roads, design of": the preposition at the end asks for what stands before the comma.
    let last = right[right.count - 1]
    if language == .english, right.count == 2, last == "of" || last == "for" {
      return "\(right.spelling(0)) \(last) \(parts[0])"
    }
    // "Chocolate, cocoa" and "storms, substorms" are lists.
    guard language == .german || adjectiveEndings[language, default: []].contains(where: last.hasSuffix)
    else {
      return nil
    }
    guard
      !words.contains(where: { notInverted[language, default: []].contains($0) || $0 == "of" || $0 == "for" })
    else {
      return nil
    }
    let tail = String(parts[1].dropFirst())
    return language == .english || language == .german ? "\(tail) \(parts[0])" : "\(parts[0]) \(tail)"
  }
}
