import Foundation
import RDF
import TestSupport
import Testing

/// Documents in Turtle, TriG, N-Triples and N-Quads made to exhaust memory or time, or to crash: each ends in
/// an error with a place.
@Suite struct TextHostileTests {
  struct Document: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let syntaxes: [RDFSyntax]
    let bytes: [UInt8]
    let code: SyntaxError.Code
    let line: Int

    init(
      _ name: String, _ syntaxes: [RDFSyntax], _ text: String, _ code: SyntaxError.Code, line: Int = 1
    ) {
      (testDescription, self.syntaxes, bytes) = (name, syntaxes, Array(text.utf8))
      (self.code, self.line) = (code, line)
    }
  }

  private static let lines: [RDFSyntax] = [.nTriples, .nQuads]
  private static let blocks: [RDFSyntax] = [.turtle, .triG]
  private static let all = lines + blocks

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
  private static let million = 1_000_000

  static let nested: [Document] = [
    Document("a million [ as object", blocks, "<a:s> <a:p>\n" + times(million, "[<a:p>"), .limit, line: 2),
    Document("a million [ as subject", blocks, times(million, "[<a:p>"), .limit),
    Document(
      "a million [ without a predicate", blocks, "\n<a:s> <a:p> " + times(million, "["), .grammar, line: 2),
    Document("a million ( as object", blocks, "<a:s> <a:p>\n" + times(million, "("), .limit, line: 2),
    Document("a million ( as subject", blocks, times(million, "("), .limit),
    Document("a million [ and ( in turns", blocks, "<a:s> <a:p> " + times(million / 2, "[<a:p>("), .limit),
    Document(
      "a million ( on lines of their own", blocks, "<a:s> <a:p> " + times(million, "(\n"), .limit, line: 257),
    Document("a million { in a graph", [.triG], "<a:g>\n{" + times(million, "{"), .grammar, line: 2),
    Document("a million {", blocks, times(million, "{"), .grammar),
    Document("a million GRAPH {", [.triG], times(million, "GRAPH <a:g> {\n"), .grammar, line: 2),
    Document("a million [ where there are none", lines, "<a:s> <a:p> " + times(million, "["), .grammar),
    Document("a million ( where there are none", lines, times(million, "("), .grammar),
    Document("a million closing brackets", all, "<a:s> <a:p> " + times(million, "]"), .grammar),
  ]

  static let long: [Document] = [
    Document("a long IRI", all, "<a:s> <a:p> <a:\(times(90_000, "x"))> .", .limit),
    Document("a long IRI by escapes", all, "<a:s> <a:p> <a:\(times(9_000, "\\u00E9"))> .", .limit),
    Document(
      "a long relative reference", blocks, "BASE <a:/b/>\n<\(times(9_000, "x"))> <a:p> 1 .", .limit, line: 2),
    Document(
      "a name that becomes a long IRI", blocks,
      "PREFIX a: <a:\(times(5_000, "x"))>\na:\(times(5_000, "y")) a a:c .", .limit, line: 2),
    Document("a long literal", all, "<a:s> <a:p> \"\(times(1_100_000, "x"))\" .", .limit),
    Document("a long literal by escapes", all, "<a:s> <a:p> \"\(times(1_100_000, "\\n"))\" .", .limit),
    Document(
      "a long literal over many lines", blocks, "<a:s> <a:p> '''\(times(1_100_000, "\n"))''' .", .limit),
    Document("a long number", blocks, "<a:s> <a:p>\n\(times(1_100_000, "7")) .", .limit, line: 2),
    Document("a long fraction", blocks, "<a:s> <a:p> .\(times(1_100_000, "7")) .", .limit),
    Document("a long exponent", blocks, "<a:s> <a:p> 1e\(times(1_100_000, "7")) .", .limit),
    Document("a long blank node label", all, "_:\(times(20_000, "b")) <a:p> <a:o> .", .limit),
    Document("a long blank node label of dots", all, "_:b\(times(20_000, "."))b <a:p> <a:o> .", .limit),
    Document("a long prefix", blocks, "PREFIX \(times(20_000, "p")): <a:>", .limit),
    Document("a long undeclared prefix", blocks, "\(times(20_000, "p")):x a <a:c> .", .limit),
    Document("a long local name", blocks, "PREFIX : <a:>\n:\(times(20_000, "p")) a :c .", .limit, line: 2),
    Document(
      "a long local name of escapes", blocks, "PREFIX : <a:>\n:\(times(20_000, "\\-")) a :c .", .limit,
      line: 2),
    Document(
      "a long local name of percents", blocks, "PREFIX : <a:>\n:\(times(20_000, "%20")) a :c .", .limit,
      line: 2),
    Document("a long language tag", all, "<a:s> <a:p> \"o\"@a\(times(5_000, "-bcdefgh")) .", .limit),
    Document("a language subtag of nine letters", all, "<a:s> <a:p> \"o\"@en-abcdefghi .", .languageTag),
    Document("a language tag of hyphens", all, "<a:s> <a:p> \"o\"@\(times(1_000, "-")) .", .languageTag),
    Document("a long word", blocks, times(20_000, "true"), .limit),
    Document("a long directive", blocks, "@\(times(20_000, "p")) <a:> .", .grammar),
  ]

  static let broken: [Document] = [
    Document("NUL between statements", all, "<a:s> <a:p> <a:o> .\n\0", .grammar, line: 2),
    Document("NUL in an IRI", all, "<a:\0> <a:p> <a:o> .", .grammar),
    Document("NUL in a blank node label", all, "_:a\0b <a:p> <a:o> .", .grammar),
    Document("NUL in a name", blocks, "PREFIX : <a:>\n:a\0b a :c .", .grammar, line: 2),
    Document("NUL in a language tag", all, "<a:s> <a:p> \"o\"@e\0n .", .grammar),
    Document("NUL for a dot", all, "<a:s> <a:p> <a:o> \0", .grammar),
    Document("a whole page of NULs", all, times(4_096, "\0"), .grammar),
    Document("an escaped NUL in an IRI", all, "<a:\\u0000> <a:p> <a:o> .", .iri),
    Document("a high surrogate by escape", all, "<a:s> <a:p> \"\\uD800\" .", .grammar),
    Document("a low surrogate by escape", all, "<a:s> <a:p> \"\\uDFFF\" .", .grammar),
    Document("a pair of surrogates by escape", all, "<a:s> <a:p> \"\\uD83D\\uDE00\" .", .grammar),
    Document("a long escape of a surrogate", all, "<a:s> <a:p> \"\\U0000DC00\" .", .grammar),
    Document("a surrogate by escape in an IRI", all, "<a:\\uD800> <a:p> <a:o> .", .grammar),
    Document("a surrogate over several lines", blocks, "<a:s> <a:p> '''\n\n\\uD800''' .", .grammar, line: 3),
    Document("an escape beyond Unicode", all, "<a:s> <a:p> \"\\U00110000\" .", .grammar),
    Document("the largest escape", all, "<a:s> <a:p> \"\\UFFFFFFFF\" .", .grammar),
    Document("an escape that is too short", all, "<a:s> <a:p> \"\\u12\" .", .grammar),
    Document("an escape at the end", all, "<a:s> <a:p> \"\\U0001F60", .grammar),
    Document("a backslash at the end", all, "<a:s> <a:p> \"\\", .grammar),
    Document(
      "a hundred thousand prefixes and then none", blocks,
      (0..<100_000).map { "PREFIX p\($0): <a:\($0)/>\n" }.joined() + "q: a p1:c .", .prefix, line: 100_001),
    Document(
      "one prefix declared a hundred thousand times", blocks,
      times(100_000, "PREFIX p: <a:>\n") + "p:s a q:c .", .prefix, line: 100_001),
    Document(
      "a hundred thousand bases that lengthen each other", blocks,
      "BASE <a:/>\n" + times(100_000, "BASE <x/>\n") + "<\\> a <c> .", .limit, line: 4_096),
    Document("a line of a million commas", blocks, "<a:s> <a:p> 1\(times(million, ",")) .", .grammar),
    Document("a line of a million semicolons", blocks, "<a:s> <a:p> 1\(times(million, ";")) <", .grammar),
    Document("a line of a million full stops", all, "<a:s> <a:p> <a:o> \(times(million, "."))", .grammar),
    Document(
      "a line of a hundred thousand objects without end", blocks,
      "<a:s> <a:p> \(times(100_000, "1 , "))", .grammar),
    Document(
      "a statement that never comes to its object", all, "<a:s>\(times(million, " ")) <a:p>", .grammar),
    Document("a million quotation marks", all, "<a:s> <a:p> \(times(million, "\"")) .", .grammar),
    Document("a million opening angles", all, times(million, "<"), .grammar),
    Document("a million backslashes", all, times(million, "\\"), .grammar),
    Document("a million colons", lines, times(million, ":"), .grammar),
    Document("a million at signs", all, times(million, "@"), .grammar),
    Document("a million percent signs", all, "<a:\(times(million, "%"))> <a:p> <a:o> .", .iri),
    Document(
      "a byte order mark in the middle", all, "<a:s> <a:p> <a:o> .\n\u{FEFF}<a:s> <a:p> <a:o> .", .grammar,
      line: 2),
    Document("UTF-16", all, "<\0a\0:\0s\0>\0", .grammar),
    Document("an HTML page", all, "<!DOCTYPE html>\n<html><body>Not found</body></html>", .grammar),
    Document("JSON", lines + [.turtle], "{\"@id\": \"http://e/\"}", .grammar),
    Document("gzip", all, "\u{1F}\u{8}\0", .grammar),
  ]

  @Test(arguments: nested) func `deep nesting is refused, on a small stack too`(_ document: Document) throws {
    try check(document)
    for syntax in document.syntaxes {
      let error = errorOnSmallStack(document.bytes, as: syntax)
      #expect(error?.code == document.code && error?.position?.line == document.line)
    }
  }
  @Test(arguments: long) func `a long token is given up where it starts`(_ document: Document) throws {
    try check(document)
  }
  @Test(arguments: broken) func `what is broken is refused where it breaks`(_ document: Document) throws {
    try check(document)
  }

  private func check(_ document: Document) throws {
    for syntax in document.syntaxes {
      let start = threadTime
      let whole = outcome(of: document.bytes, as: syntax)
      let time = threadTime - start
      let error = try #require(whole.error, "\(syntax) accepts it")
      #expect(error.code == document.code, "\(syntax): \(error)")
      #expect(!error.message.isEmpty && error.message.utf8.count < 400)
      let position = try #require(error.position)
      #expect(position.line == document.line, "\(syntax): \(error)")
      #expect(position == document.bytes.position(at: position.offset), "\(syntax): \(error)")
      // Generous, for a build without optimisation.
      #expect(time < 10, "\(time) s")
      let cuts: [Cut] = document.bytes.count <= 5_000 ? [.byteByByte, .inSevens] : [.inPieces(of: 4_093)]
      for cut in cuts {
        let other = outcome(of: document.bytes, as: syntax, cut: cut)
        #expect(other.isEqual(to: whole), "\(syntax), fed \(cut): \(other.error as Any)")
      }
    }
  }

  /// The error that a document ends with in a thread with half a megabyte of stack; a parser that follows the
  /// input by recursion does not come back from there.
  private func errorOnSmallStack(_ bytes: [UInt8], as syntax: RDFSyntax) -> SyntaxError? {
    let done = DispatchSemaphore(value: 0)
    let box = Box()
    let thread = Thread {
      box.error = outcome(of: bytes, as: syntax).error
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.error
  }

  /// Written by one thread before it signals, read by another after it has waited.
  private final class Box: @unchecked Sendable {
    var error: SyntaxError?
  }

  // MARK: Without end

  /// A token that never ends, and how much of it may be taken in before it is given up.
  struct EndlessToken: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let syntaxes: [RDFSyntax]
    let start: String
    let more: String
    let byteCountMax: Int

    init(_ name: String, _ syntaxes: [RDFSyntax], _ start: String, _ more: String, atMost byteCountMax: Int) {
      (testDescription, self.syntaxes, self.start) = (name, syntaxes, start)
      (self.more, self.byteCountMax) = (more, byteCountMax)
    }
  }

  private static let limits = ParserLimits()
  /// An escape writes one byte in at most ten.
  private static let literal = 10 * limits.literalByteCountMax
  private static let iri = 10 * limits.iriByteCountMax

  static let endless: [EndlessToken] = [
    EndlessToken("an IRI", all, "<a:", "x", atMost: iri),
    EndlessToken("an IRI of escapes", all, "<a:", "\\U000000E9", atMost: iri),
    EndlessToken("a string", all, "<a:s> <a:p> \"", "xyz ", atMost: literal),
    EndlessToken("a string of escapes", all, "<a:s> <a:p> \"", "\\U00000041", atMost: literal),
    EndlessToken("a string in apostrophes", blocks, "<a:s> <a:p> '", "\"", atMost: literal),
    EndlessToken("a long string", blocks, "<a:s> <a:p> \"\"\"", "x\n", atMost: literal),
    EndlessToken("a long string of quotation marks", blocks, "<a:s> <a:p> '''", "x''", atMost: literal),
    EndlessToken("a blank node label", all, "_:", "b", atMost: iri),
    EndlessToken("a blank node label of dots", all, "_:b", ".", atMost: iri),
    EndlessToken("a language tag", all, "<a:s> <a:p> \"o\"@a", "-bcdefgh", atMost: iri),
    EndlessToken("a number", blocks, "<a:s> <a:p> ", "7", atMost: literal),
    EndlessToken("a prefix", blocks, "PREFIX ", "p", atMost: iri),
    EndlessToken("a local name", blocks, "PREFIX : <a:> :", "%20", atMost: iri),
    EndlessToken("a local name of dots", blocks, "PREFIX : <a:> :a", ".", atMost: iri),
    EndlessToken("a word", blocks, "<a:s> ", "true", atMost: iri),
    EndlessToken("a directive", blocks, "@", "prefix", atMost: iri),
  ]

  /// What comes from a connection at a time.
  private static let chunkByteCount = 64 << 10
  /// How much of a token somebody sends who means harm.
  private static let sentByteCount = 100_000_000

  @Test(arguments: endless) func `of a token without end no more is taken in than its limit`(
    _ token: EndlessToken
  ) throws {
    let chunk = Array(Self.times(Self.chunkByteCount / token.more.utf8.count, token.more).utf8)
    for syntax in token.syntaxes {
      let start = threadTime
      var parser = DocumentParser(syntax, into: StatementCounter())
      var fedByteCount = 0
      var failure: SyntaxError?
      do throws(SyntaxError) {
        try parser.feed(Array(token.start.utf8))
        while fedByteCount < Self.sentByteCount {
          try parser.feed(chunk)
          fedByteCount += chunk.count
        }
      } catch {
        failure = error
      }
      let error = try #require(failure, "\(syntax) takes \(fedByteCount) bytes")
      #expect([.limit, .grammar].contains(error.code), "\(syntax): \(error)")
      #expect(error.position?.line == 1, "\(syntax): \(error)")
      #expect(fedByteCount <= token.byteCountMax + 2 * Self.chunkByteCount, "\(syntax): \(fedByteCount)")
      #expect(threadTime - start < 20)
    }
  }

  @Test(arguments: all) func `a comment or white space may be as long as it likes, at no cost`(
    _ syntax: RDFSyntax
  ) throws {
    for filler in ["# comment ", " "] {
      let start = threadTime
      let chunk = Array(Self.times(Self.chunkByteCount / filler.utf8.count, filler).utf8)
      var parser = DocumentParser(syntax, into: StatementCounter())
      try parser.feed(Array("<a:s> <a:p> <a:o> . ".utf8))
      for _ in 0..<160 { try parser.feed(chunk) }
      try parser.feed(Array("\n<a:s> <a:p> <a:o> .\n".utf8))
      try parser.finish()
      #expect(parser.sink.statementCount == 2)
      #expect(threadTime - start < 20)
    }
  }

  // MARK: Bad UTF-8

  /// Some of each class that the Unicode Standard (table 3-7) leaves out, at its edges.
  static let malformed: [[UInt8]] = [
    [0x80], [0xBF], [0xC3, 0x28], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xC1, 0xBF],
    [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
  ]

  @Test(arguments: malformed) func `bytes that are not UTF-8 are refused at their first, cut in two anywhere`(
    _ bytes: [UInt8]
  ) throws {
    let places: [(before: String, after: String, syntaxes: [RDFSyntax])] = [
      ("# \u{E9}", "\n", Self.all), ("<a:s> <a:\u{E9}", "> <a:o> .", Self.all),
      ("<a:s> <a:p> \"\u{20AC}", "\" .", Self.all), ("_:\u{E9}", " <a:p> <a:o> .", Self.all),
      ("<a:s> <a:p> \"o\"@en", " .", Self.all), ("<a:s> <a:p> <a:o> .\n", "\n", Self.all),
      ("<a:s> <a:p> '''\u{1F600}\n", "''' .", Self.blocks), ("PREFIX \u{E9}", ": <a:>", Self.blocks),
      ("PREFIX : <a:> :\u{E9}", " a :c .", Self.blocks), ("<a:s> <a:p> 1", " .", Self.blocks),
    ]
    for (before, after, syntaxes) in places {
      let document = Array(before.utf8) + bytes + Array(after.utf8)
      for syntax in syntaxes {
        for cut in 1..<document.count {
          let error = errorOfHalves(document, cutAt: cut, as: syntax)
          #expect(error?.code == .encoding, "\(syntax), \(before), cut at \(cut): \(error as Any)")
          #expect(error?.position?.offset == before.utf8.count, "\(syntax), \(before), cut at \(cut)")
        }
        // Where the document ends there, what it broke off may be named instead.
        let end = outcome(of: Array(before.utf8) + bytes, as: syntax).error
        #expect(end != nil, "\(syntax), \(before) and no more")
      }
    }
  }

  private func errorOfHalves(_ document: [UInt8], cutAt cut: Int, as syntax: RDFSyntax) -> SyntaxError? {
    var parser = DocumentParser(syntax, into: StatementCounter())
    do throws(SyntaxError) {
      try parser.feed(Array(document[..<cut]))
      try parser.feed(Array(document[cut...]))
      try parser.finish()
      return nil
    } catch {
      return error
    }
  }
}

extension DocumentParser {
  fileprivate mutating func feed(_ chunk: [UInt8]) throws(SyntaxError) {
    try chunk.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in try feed(buffer) }
  }
}
