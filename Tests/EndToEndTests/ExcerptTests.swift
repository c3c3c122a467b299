import Testing

@testable import termctl

@Suite struct `Excerpts of what was found` {
  @Test func `a text that is short enough is shown whole, also at the limit`() {
    #expect(Excerpt.of("abcde", around: "c", widthMax: 6) == "abcde")
    #expect(Excerpt.of("abcde", around: "c", widthMax: 5) == "abcde")
    #expect(Excerpt.of("abcdef", around: "a", widthMax: 5) == "abcd…")
  }

  @Test func `a longer one is shown around what was looked for, whatever the case and the accents`() {
    let text = "document that is kept by a repository, with its métadonnées and a key to them"
    #expect(Excerpt.of(text, around: "METADONNEES", widthMax: 30) == "…with its métadonnées and a k…")
    #expect(Excerpt.of(text, around: "document", widthMax: 20) == "document that is ke…")
    #expect(Excerpt.of(text, around: "them", widthMax: 20) == "…to them")
    #expect(Excerpt.of(text, around: "metadta", widthMax: 20) == "document that is ke…")
  }

  @Test func `wide characters take two places`() {
    let text = "用于查找、识别和选择资源的元数据记录"
    #expect(Excerpt.of(text, around: "元数据", widthMax: 20) == "…资源的元数据记录")
    #expect(Excerpt.of(text, around: "用", widthMax: 12) == "用于查找、…")
  }

  @Test func `no part is wider than the limit, wherever what was looked for stands`() {
    let text = "ae\u{301}文 zz 👩‍🚀 " + String(repeating: "word 文献 ", count: 9) + "end"
    for widthMax in 4...40 {
      for wanted in ["ae", "文献", "end", "", "nowhere", "\u{301}"] {
        #expect(Print.width(Excerpt.of(text, around: wanted, widthMax: widthMax)) <= widthMax)
      }
    }
  }
}
