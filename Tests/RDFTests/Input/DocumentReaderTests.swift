import Foundation
import RDF
import TestSupport
import Testing

@Suite struct DocumentReaderTests {
  /// What came of reading.
  struct Outcome {
    let syntax: RDFSyntax?
    let quads: [(quad: Quad, position: TextPosition)]
    let error: SyntaxError?

    func isEqual(to other: Outcome) -> Bool {
      syntax == other.syntax && error == other.error
        && quads.elementsEqual(other.quads) { $0.quad == $1.quad && $0.position == $1.position }
    }
  }

  static let base = IRI(uncheckedValid: "http://example.org/document")

  static func read(
    _ bytes: [UInt8], as syntax: RDFSyntax? = nil, limits: ParserLimits = ParserLimits(),
    chunkByteCount: () -> Int = { Int.max }
  ) -> Outcome {
    let options = ParserOptions(base: base, limits: limits)
    var reader = DocumentReader(syntax, into: QuadCollector(), options: options)
    var failure: SyntaxError?
    do throws(SyntaxError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = rest.prefix(chunkByteCount())
        rest = rest.dropFirst(part.count)
        try part.withUnsafeBufferPointer { (chunk) throws(SyntaxError) in try reader.feed(chunk) }
      }
      try reader.finish()
    } catch {
      failure = error
    }
    return Outcome(syntax: reader.syntax, quads: reader.sink.quads, error: failure)
  }

  /// Small and large documents in every syntax, and some that are none.
  static func documents() throws -> [[UInt8]] {
    let lines = (0..<200).map { "<http://example.org/\($0)> <http://example.org/p> \"é\($0)\" .\n" }.joined()
    let prefixes = (0..<300).map { "@prefix p\($0): <http://example.org/\($0)/> .\n" }.joined()
    let comment = String(repeating: "# a comment\n", count: 1000)
    let texts = [
      "", "\n", "<", "{", "[]", "@", "\u{1F}", "nothing of ours", lines, comment + lines,
      prefixes + "p1:a a p2:b .",
      prefixes + "p1:a { p1:a a p2:b }", lines + "<a:b> <c:d> <e:f> <g:h> .", lines + "<a:b> <c:d> 'e' .",
      comment + "{ \"@id\": \"a:b\" }", "{ \"@id\": \"a:b\", \"@type\": [\"c:d\"] }",
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Bag rdf:about='a:b'/></rdf:RDF>",
    ]
    let plain = texts.map { Array($0.utf8) }
    let compressed = try plain.map { try Gzip.compressed($0) }
    return plain + compressed + compressed.map { $0.dropLast(2) } + [[0x1F, 0x8B], [0x1F], [0xFF, 0xFE]]
  }

  @Test func `the way the input is cut never changes the outcome`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    for bytes in try Self.documents() {
      let whole = Self.read(bytes)
      #expect(Self.read(bytes, chunkByteCount: { 1 }).isEqual(to: whole))
      for _ in 0..<3 {
        let cut = Self.read(bytes, chunkByteCount: { Int.random(in: 1...5000, using: &random) })
        #expect(cut.isEqual(to: whole))
      }
    }
  }

  @Test func `a compressed document reads as the plain one`() throws {
    for bytes in try Self.documents() where !bytes.starts(with: [0x1F]) {
      #expect(Self.read(try Gzip.compressed(bytes)).isEqual(to: Self.read(bytes)))
      #expect(Self.read(try Gzip.compressed(bytes), as: .turtle).isEqual(to: Self.read(bytes, as: .turtle)))
    }
  }

  @Test func `a graph name far behind many triples is still found`() {
    let lines = (0..<200).map { "<http://example.org/\($0)> <http://example.org/p> 'é\($0)' .\n" }.joined()
    let outcome = Self.read(Array((lines + "<a:g> { <a:b> <c:d> <e:f> }").utf8))
    #expect(outcome.error == nil)
    #expect(outcome.quads.count == 201)
    #expect(outcome.quads.last?.quad.graphName != nil)
  }

  @Test func `content that is no RDF is refused where it starts`() {
    let outcome = Self.read(Array("nothing of ours".utf8))
    #expect(outcome.error?.code == .grammar)
    #expect(outcome.error?.position == .start)
    #expect(outcome.syntax == nil)
  }

  @Test func `prefixes and comments may be as long as the limit before the first statement`() {
    var limits = ParserLimits()
    limits.detectionByteCountMax = 10_000
    // 15 bytes; what does not end within the limit still tells, unless nothing of it is seen.
    let statement = "<a:b> a <c:d> ."
    for (count, syntax) in [
      (9_985, RDFSyntax.turtle), (9_986, .turtle), (9_999, .nTriples), (10_000, .nTriples),
    ] {
      let comment = "#" + String(repeating: "x", count: count - 2) + "\n"
      let outcome = Self.read(Array((comment + statement + "\n\n").utf8), limits: limits)
      #expect(outcome.syntax == syntax, "\(count)")
    }
  }

  @Test func `a syntax that was given is not looked for`() {
    let outcome = Self.read(Array("<a:b> <c:d> <e:f> .".utf8), as: .triG)
    #expect(outcome.syntax == .triG)
    #expect(outcome.quads.count == 1)
  }

  @Test func `a whole document needs one call`() throws {
    let bytes = Array("@prefix a: <a:> . a:b a a:c .".utf8)
    let reader = try DocumentReader.read(try Gzip.compressed(bytes), into: GraphBuilder())
    #expect(reader.syntax == .turtle)
    #expect(reader.sink.graph().count == 1)
  }
}
