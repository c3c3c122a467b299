import Testing

@testable import SKOSStore

@Suite struct `Folding of labels` {
  @Test(arguments: [
    ("Archive", "archive"), ("ARCHIVE 3.1", "archive 3.1"), ("École", "ecole"), ("E\u{301}cole", "ecole"),
    ("Ｗｉｄｅ", "wide"), ("文献 ABC", "文献 abc"), ("Größe", "grosse"), ("ΑΡΧΕΙΟ", "αρχειο"),
    ("Ελληνικά", "ελληνικα"),
    ("Україна", "украіна"), ("", ""), ("{[x]}", "{[x]}"),
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
}
