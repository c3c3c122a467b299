import Foundation
import RDF
import TestSupport
import Testing

@Suite struct GzipDecoderTests {
  /// Some text that compresses, longer than the pieces in and out.
  static let text = Array((0..<40_000).map { "<http://example.org/\($0)> " }.joined().utf8)

  /// What came of decompressing: the content so far, its pieces, and the fault.
  struct Outcome {
    var content: [UInt8] = []
    var longestPiece = 0
    var error: SyntaxError?
  }

  static func decompress(
    _ bytes: [UInt8], limits: ParserLimits = ParserLimits(), chunkByteCount: () -> Int = { Int.max }
  ) -> Outcome {
    let decoder = GzipDecoder(limits: limits)
    var outcome = Outcome()
    func take(_ piece: UnsafeBufferPointer<UInt8>) {
      outcome.content.append(contentsOf: piece)
      outcome.longestPiece = max(outcome.longestPiece, piece.count)
    }
    do throws(SyntaxError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = rest.prefix(chunkByteCount())
        rest = rest.dropFirst(part.count)
        try part.withUnsafeBufferPointer { (chunk) throws(SyntaxError) in
          try decoder.feed(chunk, to: { (piece) throws(SyntaxError) in take(piece) })
        }
      }
      try decoder.finish(to: { (piece) throws(SyntaxError) in take(piece) })
    } catch {
      outcome.error = error
    }
    return outcome
  }

  @Test func `what gzip compressed comes back in pieces of at most 64 KiB`() throws {
    for content in [[], Array("a".utf8), Self.text] {
      let outcome = Self.decompress(try Gzip.compressed(content))
      #expect(outcome.error == nil)
      #expect(outcome.content == content)
      #expect(outcome.longestPiece <= 64 << 10)
    }
  }

  @Test func `several members are one content, and zeros may follow them`() throws {
    let members = try Gzip.compressed(Array("one ".utf8)) + Gzip.compressed([]) + Gzip.compressed(Self.text)
    for padding in [0, 1, 512, 100_000] {
      let outcome = Self.decompress(members + Array(repeating: 0, count: padding))
      #expect(outcome.error == nil)
      #expect(outcome.content == Array("one ".utf8) + Self.text)
    }
  }

  @Test func `what follows the last member and is no member is refused`() throws {
    let member = try Gzip.compressed(Array("content".utf8))
    let count = member.count
    for (tail, place) in [([0x41], count), ([0, 0, 0x1F], count + 2), ([0x1F, 0x41], nil)]
      as [([UInt8], Int?)]
    {
      let outcome = Self.decompress(member + tail)
      #expect(outcome.content == Array("content".utf8))
      #expect(outcome.error?.code == .compression)
      if let place { #expect(outcome.error?.message.contains("at byte \(place) of") == true) }
    }
  }

  @Test func `a file that was cut off anywhere is a fault that says where`() throws {
    let member = try Gzip.compressed(Array("content that ends too early".utf8))
    for count in 0..<member.count {
      let error = Self.decompress(Array(member.prefix(count))).error
      #expect(error?.code == .compression)
      #expect(
        error?.message.contains("at byte \(count) of the compressed file") == true,
        "\(count): \(error as Any)")
    }
  }

  @Test func `a wrong checksum, a wrong length and a wrong header are told apart`() throws {
    let member = try Gzip.compressed(Self.text)
    func damaged(_ index: Int) -> SyntaxError? {
      var bytes = member
      bytes[index] ^= 0x01
      return Self.decompress(bytes).error
    }
    #expect(damaged(member.count - 8)?.message.contains("the checksum that the gzip trailer has") == true)
    #expect(damaged(member.count - 4)?.message.contains("the length that the gzip trailer has") == true)
    #expect(damaged(0)?.message.hasPrefix("expected a gzip header") == true)
    for index in [0, 2, member.count / 2, member.count - 8, member.count - 1] {
      #expect(damaged(index)?.code == .compression, "\(index)")
    }
  }

  @Test func `the way the input is cut changes neither content nor fault`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let member = try Gzip.compressed(Self.text)
    var documents = [member + member, member + [0, 0, 1], Array(member.dropLast(3))]
    for _ in 0..<20 {
      var damaged = member
      damaged[Int.random(in: 0..<member.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      documents.append(damaged)
    }
    for document in documents {
      let whole = Self.decompress(document)
      let cuts = [
        Self.decompress(document, chunkByteCount: { 1 }),
        Self.decompress(document, chunkByteCount: { Int.random(in: 1...40_000, using: &random) }),
      ]
      for cut in cuts {
        #expect(cut.content == whole.content)
        #expect(cut.error == whole.error)
      }
    }
  }

  @Test func `content may be as long as the limit and no longer`() throws {
    let bytes = try Gzip.compressed(Self.text)
    var limits = ParserLimits()
    limits.compressionRatioMax = Int.max
    for (most, isRead) in [
      (Self.text.count - 1, false), (Self.text.count, true), (Self.text.count + 1, true),
    ] {
      limits.decompressedByteCountMax = most
      #expect(Self.decompress(bytes, limits: limits).error?.code == (isRead ? nil : .limit))
    }
  }

  @Test func `content may be as many times longer than the file as the limit says, and no more`() throws {
    let zeros = Array(repeating: UInt8(0), count: 1_200_000)
    let bytes = try Gzip.compressed(zeros)
    // Padding makes the file exactly a hundredth of its content.
    for (count, isRead) in [(11_999, false), (12_000, true), (12_001, true)] {
      let padded = bytes + Array(repeating: 0, count: count - bytes.count)
      #expect(Self.decompress(padded).error?.code == (isRead ? nil : .limit), "\(count)")
    }
    #expect(Self.decompress(bytes).error?.code == .limit)
  }

  @Test func `up to a mebibyte the ratio does not count`() throws {
    for (count, isRead) in [(1 << 20, true), ((1 << 20) + 1, false)] {
      let bytes = try Gzip.compressed(Array(repeating: 0, count: count))
      #expect(Self.decompress(bytes).error?.code == (isRead ? nil : .limit))
    }
  }

  @Test(.needsSharedData("vocabularies"))
  func `compressed vocabularies come out as gzip has them`() throws {
    let paths = SharedData.files(in: "vocabularies", endingIn: ".gz")
    #expect(paths.count >= 8)
    for path in paths where !path.contains("iconclass") {
      let compressed = [UInt8](try Data(contentsOf: try #require(SharedData.url(path))))
      let outcome = Self.decompress(compressed)
      #expect(outcome.error == nil)
      #expect(outcome.content == (try SharedData.bytes(path)), "\(path)")
    }
  }
}
