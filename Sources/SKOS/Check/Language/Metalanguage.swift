/// Phrases that speak of the word instead of the thing.
enum Metalanguage {
  private static let starts = PhraseTable([
    .english: [
      "term used for", "term used to describe", "term used to refer to", "term used to denote",
      "term used to designate",
      "term used when", "term used in", "word used for", "word used to describe", "word used to refer to",
      "expression used to describe", "expression used for", "name given to", "name used for",
      "general term for",
      "generic term for", "collective term for", "umbrella term for", "another term for", "another word for",
      "another name for", "term for", "term referring to", "term that refers to", "term which refers to",
      "term describing",
      "term denoting", "used to describe", "used to refer to", "refers to", "referring to", "denotes",
      "this term",
      "the term", "any of various", "any of several", "is when", "is where", "when a", "when an", "when the",
      "see also",
      "synonym for",
    ],
    .french: [
      "terme utilisé pour", "terme employé pour", "terme désignant", "terme générique", "terme qui désigne",
      "mot désignant",
      "mot utilisé pour", "expression désignant", "expression utilisée pour", "nom donné à", "nom donné au",
      "nom donné aux",
      "désigne", "se dit de", "se dit d", "se réfère à", "fait référence à", "c est quand", "c'est quand",
      "quand on", "lorsque",
      "ce terme", "le terme", "synonyme de",
    ],
    .german: [
      "Bezeichnung für", "Sammelbezeichnung für", "Begriff für", "Ausdruck für", "Sammelbegriff für",
      "Oberbegriff für",
      "Fachbegriff für", "Name für", "Wort für", "bezeichnet", "wird verwendet für", "wenn man", "wenn ein",
      "wenn eine",
      "dieser Begriff", "der Begriff", "Synonym für",
    ],
    .spanish: [
      "término usado para", "término utilizado para", "término que designa", "término que se refiere a",
      "término genérico",
      "palabra usada para", "palabra que designa", "expresión que designa", "nombre dado a",
      "nombre que se da a",
      "nombre que recibe", "dícese de", "dícese del", "se dice de", "se dice del", "se refiere a",
      "se refiere al",
      "hace referencia a", "hace referencia al", "cuando se", "este término", "el término", "sinónimo de",
    ],
    .chinese: ["是指", "系指", "泛指", "特指", "意指", "用来指", "所谓", "该术语", "本术语", "一种术语"],
  ])

  /// The phrase that a definition starts with, an article aside.
  static func start(of words: Words) -> String? {
    guard words.lead.isEmpty else { return nil }
    for start in [0, 1] where start == 0 || Articles.start(words) {
      let length = starts.length(at: start, of: words)
      guard length > 0 else { continue }
      return words.text(words.words[0].range.lowerBound..<words.words[start + length - 1].range.upperBound)
    }
    return nil
  }
}
