import Testing

@testable import TermService

@Suite struct LineFramerTests {
  /// Feeds bytes in the pieces that the cuts make and returns all frames.
  private func frames(_ bytes: [UInt8], limit: Int, cuts: [Int]) -> [LineFramer.Frame] {
    var framer = LineFramer(byteCountMax: limit)
    var frames: [LineFramer.Frame] = []
    var start = 0
    for end in cuts + [bytes.count] {
      frames += framer.push(Array(bytes[start..<end]))
      start = end
    }
    return frames
  }

  /// Checks frames for the whole, every cut in two, every cut in three and byte by byte.
  private func check(
    _ text: String, limit: Int = 10, _ expected: [LineFramer.Frame],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = Array(text.utf8)
    var ways: [[Int]] = [[], Array(0..<bytes.count)]
    for first in 0...bytes.count {
      ways.append([first])
      for second in first...bytes.count { ways.append([first, second]) }
    }
    for cuts in ways {
      #expect(
        frames(bytes, limit: limit, cuts: cuts) == expected, "cuts \(cuts)", sourceLocation: sourceLocation)
    }
  }

  private func line(_ text: String) -> LineFramer.Frame { .line(Array(text.utf8)) }

  @Test func `lines are the same however the stream is cut`() {
    check("", [])
    check("abc", [])
    check("abc\n", [line("abc")])
    check("a\nbc\nd", [line("a"), line("bc")])
    check("é\nü\n", [line("é"), line("ü")])
  }

  @Test func `one carriage return before the end is dropped`() {
    check("abc\r\nd\r\n", [line("abc"), line("d")])
    check("a\r\r\n", [line("a\r")])
    check("a\rb\n", [line("a\rb")])
  }

  @Test func `lines without content are skipped`() {
    check("\n\r\n\na\n\n", [line("a")])
  }

  @Test func `the limit counts bytes without the line's end`() {
    check("123456789\n", [line("123456789")])
    check("1234567890\n", [line("1234567890")])
    check("1234567890\r\n", [line("1234567890")])
    check("12345678901\n", [.tooLong])
    check("12345678901\r\n", [.tooLong])
    check("1234567890\r1\n", [.tooLong])
    check("12345678901", [.tooLong])
  }

  @Test func `a line that is too long is reported once and ends the stream`() {
    check("ab\n12345678901234567890\ncd\n12345678901\n", [line("ab"), .tooLong])
  }

  @Test func `a line that is too long is not kept`() {
    var framer = LineFramer(byteCountMax: 1_000)
    let chunk = [UInt8](repeating: 0x61, count: 400)
    #expect(framer.push(chunk).isEmpty)
    #expect(framer.push(chunk).isEmpty)
    #expect(framer.unfinishedByteCount == 800)
    #expect(framer.push(chunk) == [.tooLong])
    #expect(framer.unfinishedByteCount == 0)
    for _ in 0..<1_000 { #expect(framer.push(chunk).isEmpty) }
    #expect(framer.unfinishedByteCount == 0)
  }

  @Test func `random streams give the same lines cut at random as whole`() {
    var generator = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: .min ... .max, using: &generator)
    var random = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let bytes: [UInt8] = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        [0x61, 0x62, 0x0A, 0x0D, 0xC3].randomElement(using: &random) ?? 0x61
      }
      let cuts = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        Int.random(in: 0...bytes.count, using: &random)
      }
      let whole = frames(bytes, limit: 12, cuts: [])
      #expect(frames(bytes, limit: 12, cuts: cuts.sorted()) == whole, "seed \(seed), round \(round)")
    }
  }
}
