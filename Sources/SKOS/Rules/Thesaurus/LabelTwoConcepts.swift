internal import RDF

extension Rule {
  /// A term names one concept.
  static let labelTwoConcepts = Rule(
    id: "label-two-concepts",
    title: "A preferred label does not join two nouns by \"and\", \"or\" or a slash",
    severity: .info, profile: .thes,
    sources: ["ISO 25964-1, compound terms and complex concepts; ANSI/NISO Z39.19"],
    reason: """
      "Cats and dogs" are two concepts, each of which somebody will look for. Names such as "Trinidad and Tobago" and \
      relations "between …" are one; labels of more than six words are left alone. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:pets a skos:Concept ; skos:prefLabel "cats and dogs"@en .
      """,
    cleanExample: """
      ex:cats a skos:Concept ; skos:prefLabel "cats"@en .
      ex:island a skos:Concept ; skos:prefLabel "Trinidad and Tobago"@en ; skos:altLabel "Trinidad and/or Tobago"@en .
      ex:net a skos:Concept ; skos:prefLabel "TCP/IP"@en ; skos:altLabel "km/h"@en .
      """,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      return context.view.labels.compactMap { use in
        guard use.kind == .prefLabel,
          !context.traits[use.text].isDisjoint(with: [.space, .commaOrSlash, .beyondASCII]),
          let language = languages.prose(of: use.text),
          language == .chinese || hasJoint(use.text, language, context),
          context.isOwnValidConcept(use.resource), let joint = joint(context.text(use.text), language),
          language != .german || !isNameElsewhere(use, context)
        else { return nil }
        return Rule.Violation(
          focus: use.resource,
          message:
            "the preferred label \(context.names.text(use.text)) of \(context.names.name(use.resource)) joins two things by \"\(joint)\"; make two concepts of it, unless it means one",
          related: [use.text], statements: [context.statement(use.evidence)])
      }
    })

  /// Whether the bytes show a slash, an ampersand or a conjunction of the language between spaces.
  private static func hasJoint(_ id: TermID, _ language: ProseLanguage, _ context: CheckContext) -> Bool {
    let words = spellings[language.rawValue]
    return context.view.graph.dictionary.withText(of: id) { text in
      var start = -1
      for place in text.indices {
        let byte = text[place]
        if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "&") { return true }
        guard byte == 0x20 else { continue }
        if start > 0, place - start <= 4 {
          for word in words where word.count == place - start {
            var isWord = true
            for offset in word.indices where text[start + offset] != word[offset] { isWord = false }
            if isWord { return true }
          }
        }
        start = place + 1
      }
      return false
    }
  }

  private static let spellings: [[[UInt8]]] = ProseLanguage.allCases.map { language in
    conjunctions[language, default: []].sorted().map { Array($0.utf8) }
  }
  private static let conjunctions: [ProseLanguage: Set<String>] = [
    .english: ["and", "or"], .french: ["et", "ou"], .german: ["und", "oder"], .spanish: ["y", "e", "o", "u"],
  ]
  private static let between: Set<String> = ["between", "entre", "zwischen"]

  private static func joint(_ text: String, _ language: ProseLanguage) -> String? {
    // A long label is a sentence or a list of attributes, and joins other things than two concepts.
    let words = Words(text, language, limit: 14)
    if words.count > (language == .chinese ? 12 : 6) { return nil }
    if language == .chinese { return chineseJoint(words) }
    for index in words.words.indices.dropLast() where index > 0 {
      if between.contains(words[index].lowercased()) { return nil }
      guard conjunctions[language, default: []].contains(words[index]) else { continue }
      // A hyphen before it leaves half a word: "Süd- und Antarktisgebiete".
      guard !isName(words, index + 1), words.gap(after: index - 1) == " ", words.gap(after: index) == " "
      else { continue }
      return words.spelling(index)
    }
    for index in words.words.indices.dropLast() {
      let gap = words.gap(after: index)
      let mark = gap.contains("&") ? "&" : "/"
      guard gap == "/" || gap == " / " || gap == " & " else { continue }
      // Units, abbreviations and "and/or" are no nouns.
      let sides = [words.spelling(index), words.spelling(index + 1)]
      guard
        sides.allSatisfy({
          $0.unicodeScalars.count > 3 && $0 != $0.uppercased() && !$0.contains(where: \.isNumber)
        }),
        !isName(words, index + 1)
      else { continue }
      return mark
    }
    return nil
  }

  /// Whether a capital says that the whole is a name; in German every noun has one.
  private static func isName(_ words: Words, _ index: Int) -> Bool {
    words.language != .german && words.spelling(index).startsWithCapital
  }

  /// Whether the concept has labels in languages that show names by their capitals, and none of them joins two things.
  private static func isNameElsewhere(_ use: SKOSView.LabelUse, _ context: CheckContext) -> Bool {
    let others = context.preferredLabels(of: use.resource).compactMap { other -> Bool? in
      guard let language = context.language(other.text).flatMap(ProseLanguage.init),
        language.keepsCapitalsForNames
      else { return nil }
      return joint(context.text(other.text), language) != nil
    }
    return !others.isEmpty && !others.contains(true)
  }

  private static func chineseJoint(_ words: Words) -> String? {
    for index in words.words.indices where index >= 2 && index + 2 < words.count {
      let (before, after) = (words[index - 1], words[index + 1])
      switch words[index] {
      case "与": if !"参赠授给付".contains(before) && !"会否时".contains(after) { return "与" }
      case "和": if !"共饱缓总温中调柔谐".contains(before) && !"平谐解声服约".contains(after) { return "和" }
      case "及": if !"普涉以顾波".contains(before) && !"时格第".contains(after) { return "及" }
      default: continue
      }
    }
    return nil
  }
}
