import Testing

@testable import SKOSStore

@Suite struct `Folding of labels` {
  @Test(arguments: [
    ("Archive", "archive"), ("ARCHIVE 3.1", "archive 3.1"), ("École", "ecole"), ("E\u{301}cole", "ecole"),
    ("Ｗｉｄｅ", "wide"), ("文献 ABC", "文献 abc"), ("Größe", "grosse"), ("ΑΡΧΕΙΟ", "αρχειο"),
    ("Ελληνικά", "ελληνικα"),
    ("Україна", "украіна"), ("", ""), ("{[x]}", "{[x]}"), ("Œuvre ﬁn Ærø", "oeuvre fin aero"),
    ("مُحَمَّد", "محمد"), ("كتـــاب", "كتاب"), ("شָלוֹם", "شלום"), ("ｶﾞｽ", "ガス"), ("ハ", "ハ"), ("パ", "パ"),
    ("น้ำ", "น\u{E49}\u{E4D}า"), ("ΟΔΟΣ", "οδοσ"), ("İstanbul", "istanbul"), ("Łódź", "lodz"), ("ẞ", "ss"),
    ("  a \t b\u{0}c  ", "a b c"), ("co\u{AD}op", "coop"), ("繁體", "繁體"), ("ǅ", "dz"),
  ])
  func `case, diacritics and width do not matter`(_ label: String, _ folded: String) {
    #expect(LabelFolding.fold(label) == folded)
    #expect(LabelFolding.fold(folded) == folded, "folding twice is folding once")
  }

  @Test func `composed and decomposed labels fold to the same code points`() {
    let composed = Array(LabelFolding.fold("\u{AC00}").unicodeScalars)
    let decomposed = Array(LabelFolding.fold("\u{1100}\u{1161}").unicodeScalars)
    #expect(composed == decomposed)
  }

  @Test func `one look-up at a time and the way over decompositions agree`() {
    // A mark that folds to nothing sends the whole text the other way.
    for value in UInt32(0x20)...0x3100 {
      guard let scalar = UnicodeScalar(value), scalar.properties.generalCategory != .control else { continue }
      let text = "a" + String(scalar) + "b"
      #expect(LabelFolding.fold(text) == LabelFolding.fold("\u{AD}" + text), "U+\(String(value, radix: 16))")
    }
  }

  @Test func `folding twice is folding once, for every code point`() {
    for value in UInt32(1)...0x2FFFF {
      guard let scalar = UnicodeScalar(value) else { continue }
      let once = LabelFolding.fold(String(scalar))
      if LabelFolding.fold(once) != once { Issue.record("U+\(String(value, radix: 16)) gives \(once)") }
      if once.utf8.contains(where: { $0 < 0x20 }) {
        Issue.record("U+\(String(value, radix: 16)) is a control")
      }
    }
  }
}
