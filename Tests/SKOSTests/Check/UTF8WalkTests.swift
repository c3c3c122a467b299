import Testing

@testable import SKOS

@Suite struct `Walking over UTF-8` {
  private func scalars(_ bytes: [UInt8]) -> [UInt32] {
    let text = bytes.span
    var place = 0
    var found: [UInt32] = []
    while place < text.count {
      let (value, width) = text.scalar(at: place)
      found.append(value)
      place += width
    }
    return found
  }

  @Test(arguments: ["", "a", "é", "目录", "فهرس", "😀x", "a\u{10FFFF}\u{80}\u{7FF}\u{800}\u{FFFF}"])
  func `gives the scalars of a string`(text: String) {
    #expect(scalars(Array(text.utf8)) == text.unicodeScalars.map(\.value))
  }

  @Test(arguments: [2, 3, 4])
  func `ends where a text is cut off`(width: Int) {
    let bytes = Array(["", "", "é", "目", "😀"][width].utf8)
    for count in 1..<width { #expect(scalars(Array("a".utf8) + bytes.prefix(count)) == [0x61, 0xFFFD]) }
  }

  /// Looking back at most forty bytes for the word, it may be met in the middle of a letter.
  @Test func `a long word before a full stop is cut between letters`() {
    for count in 10...20 {
      let bytes = Array(String(repeating: "目", count: count).utf8) + Array("a".utf8)
      let word = Abbreviations.word(endingAt: bytes.count, in: bytes)
      #expect(!word.contains("\u{FFFD}") && word.hasSuffix("a"))
    }
  }
}
