import RDF
import TestSupport
import Testing

/// Damaged documents: whatever comes of one must not depend on how it is cut.
@Suite(.needsSharedData("suites/rdf11")) struct TurtleMutationTests {
  /// Bytes that begin, end or upset tokens.
  private static let upsetting: [UInt8] =
    Array("<>\"'\\.:;,@#[](){}%_-+0aeuU^\n\r\t ".utf8) + [
      0x00, 0x7F, 0x80, 0xC3, 0xA9, 0xE2, 0x82, 0xED, 0xF0, 0xFF,
    ]

  @Test(arguments: [RDFSyntax.turtle, .triG, .nTriples, .nQuads])
  func `a damaged document ends the same way however it is cut`(_ syntax: RDFSyntax) throws {
    let folder =
      "suites/rdf11/rdf-"
      + (syntax == .nTriples ? "n-triples" : syntax == .nQuads ? "n-quads" : syntax.rawValue)
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    var options = ParserOptions(base: try IRI("http://example.org/document"))
    options.limits.iriByteCountMax = 60
    options.limits.literalByteCountMax = 60
    options.limits.nestingDepthMax = 4
    for path in SharedData.files(in: folder, endingIn: "." + syntax.fileExtension).shuffled(using: &random)
      .prefix(150)
    {
      var bytes = try SharedData.bytes(path)
      guard !bytes.isEmpty, bytes.count < 2000 else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &random) { Self.damage(&bytes, &random) }
      let whole = outcome(of: bytes, as: syntax, options: options)
      if let position = whole.error?.position { #expect((0...bytes.count).contains(position.offset)) }
      for cut in Cut.allCases {
        let other = outcome(of: bytes, as: syntax, cut: cut, options: options)
        #expect(
          other.isEqual(to: whole),
          "seed \(seed), \(path), fed \(cut): \(other.error as Any), \(whole.error as Any)")
      }
    }
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    let byte = upsetting.randomElement(using: &random) ?? 0
    switch Int.random(in: 0...4, using: &random) {
    case 0: bytes[place] = byte
    case 1: bytes.insert(byte, at: place)
    case 2: bytes.remove(at: place)
    case 3: bytes.removeSubrange(place...)
    default: bytes.insert(contentsOf: repeatElement(byte, count: 100), at: place)
    }
  }
}
