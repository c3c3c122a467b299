import Foundation
import RDF
import TestSupport
import Testing

@Suite struct GzipEncoderTests {
  private static func compress(_ pieces: [[UInt8]]) throws -> [UInt8] {
    let encoder = GzipEncoder()
    var bytes: [UInt8] = []
    for piece in pieces { try encoder.feed(piece) { bytes += $0 } }
    try encoder.finish { bytes += $0 }
    return bytes
  }

  @Test func `gzip decompresses what was compressed`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let noise = (0..<300_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    for content in [[], Array("a".utf8), GzipDecoderTests.text, noise] {
      let bytes = try Self.compress([content])
      #expect(try Gzip.decompressed(bytes) == content)
      let outcome = GzipDecoderTests.decompress(bytes)
      #expect(outcome.content == content && outcome.error == nil)
    }
  }

  @Test func `the same pieces give the same bytes, which are fewer`() throws {
    let pieces = [GzipDecoderTests.text, [], GzipDecoderTests.text]
    let bytes = try Self.compress(pieces)
    #expect(try Self.compress(pieces) == bytes)
    #expect(bytes.count < GzipDecoderTests.text.count / 2)
    #expect(try Gzip.decompressed(bytes) == GzipDecoderTests.text + GzipDecoderTests.text)
  }
}
