import Testing

@testable import SKOS

@Suite struct `Word marks` {
  @Test(arguments: [
    ["", "", ""], ["a b c", "a b c", "a b c"], ["a b c", "a x c", "a [-b-]{+x+} c"],
    ["a b", "a b c", "a b{+ c+}"],
    ["un sentiment", "un état", "un [-sentiment-]{+état+}"],
    ["one two three", "four five", "[-one two three-]{+four five+}"],
    [
      "the red and the blue one", "the blue and the red one",
      "the [-red-]{+blue+} and the [-blue-]{+red+} one",
    ],
    ["情報の集合", "情報の体系", "情報の[-集合-]{+体系+}"], ["a, b", "a; b", "a[-,-]{+;+} b"],
  ])
  func `what changed is marked`(texts: [String]) {
    #expect(WordDiff.marked(from: texts[0], to: texts[1]).text == texts[2])
  }

  @Test func `without the marks both texts come back`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      func text() -> String {
        (0..<Int.random(in: 0...8, using: &random)).map { _ in
          ["a", "b", "c", " ", ", "][Int.random(in: 0..<5, using: &random)]
        }.joined()
      }
      let (old, new) = (text(), text())
      let marked = WordDiff.marked(from: old, to: new).text
      #expect(marked.replacing(/\{\+.*?\+\}/, with: "").replacing(/\[-(.*?)-\]/) { $0.output.1 } == old)
      #expect(marked.replacing(/\[-.*?-\]/, with: "").replacing(/\{\+(.*?)\+\}/) { $0.output.1 } == new)
    }
  }

  @Test func `very long texts are not compared word by word`() {
    let old = String(repeating: "a b ", count: 3_000)
    let new = String(repeating: "c d ", count: 3_000)
    #expect(WordDiff.marked(from: old, to: new).text == "[-\(old.dropLast())-]{+\(new.dropLast())+} ")
  }

  @Test func `how much stayed is counted in words`() {
    #expect(WordDiff.marked(from: "", to: "").keptShare == 1)
    #expect(WordDiff.marked(from: "one two", to: "one two").keptShare == 1)
    #expect(WordDiff.marked(from: "one two", to: "one six").keptShare == 0.5)
    #expect(WordDiff.marked(from: "a - b", to: "c - d").keptShare == 0)
  }
}
