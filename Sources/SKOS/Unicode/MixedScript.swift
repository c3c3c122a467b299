/// Finds words whose letters come from scripts that do not go together.
///
/// The measure is the restriction level "highly restrictive" of UTS 39 §5.2, asked of each word and not of whole
/// labels, with what technical vocabularies need: Greek letters as symbols in Latin words ("TGFβ", "kΩ", "μm"), and
/// Latin beside a script that nobody can take for Latin, where words are not set apart ("GPS" in Thai, a Hebrew
/// article before an acronym).
enum MixedScript {
  /// The first word of a text with scripts that do not go together, and these scripts.
  static func firstWord(in text: String) -> (word: String, scripts: [Script])? {
    for word in text.unicodeScalars.split(whereSeparator: { !isPartOfWord($0) }) {
      if let scripts = clash(in: word) { return (String(String.UnicodeScalarView(word)), scripts) }
    }
    return nil
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: scalar.value == 0x200C || scalar.value == 0x200D
    }
  }

  private static func clash(in word: some BidirectionalCollection<Unicode.Scalar>) -> [Script]? {
    var scripts: [Script] = []
    for scalar in word {
      let script = Script(of: scalar)
      if script != .common && !scripts.contains(script) { scripts.append(script) }
    }
    guard scripts.count > 1 else { return nil }
    let set = Set(scripts)
    if eastAsian.contains(where: set.isSubset) { return nil }
    if set == [.latin, .greek] { return isSymbolic(word) ? nil : scripts }
    if set.count == 2, set.contains(.latin), set.isDisjoint(with: likeLatin) { return nil }
    return scripts
  }

  /// UTS 39 §5.2: the combinations with which Japanese, Chinese and Korean are written.
  private static let eastAsian: [Set<Script>] = [
    [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
  ]

  /// Scripts with letters that can be taken for Latin ones.
  private static let likeLatin: Set<Script> = [.cyrillic, .greek, .armenian, .cherokee, .coptic, .lisu]

  /// Whether the Greek letters of a word with Latin ones are symbols: no more than two in a row, and none that cannot
  /// be told from a Latin letter.
  private static func isSymbolic(_ word: some Collection<Unicode.Scalar>) -> Bool {
    var run = 0
    for scalar in word {
      guard Script(of: scalar) == .greek else {
        if Script(of: scalar) != .common { run = 0 }
        continue
      }
      run += 1
      if run > 2 || indistinct.contains(scalar) { return false }
    }
    return true
  }

  /// Greek letters that are drawn as Latin ones, so that no one would use them as symbols beside these.
  private static let indistinct: Set<Unicode.Scalar> = Set(
    "\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39A}\u{39C}\u{39D}\u{39F}\u{3A1}\u{3A4}\u{3A5}\u{3A7}\u{3BF}"
      .unicodeScalars)
}
