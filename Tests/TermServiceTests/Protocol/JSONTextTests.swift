import RDF
import Testing

@testable import TermService

/// What is a JSON text and what is not, asked of the whole way that a line takes (RFC 8259).
@Suite struct `JSON texts in requests` {
  private func answer(_ value: [UInt8]) throws -> JSON {
    let dispatcher = try TestService().dispatcher()
    let line =
      Array(#"{"jsonrpc":"2.0","id":1,"method":"echo.say","params":{"value":"#.utf8) + value
      + Array("}}".utf8)
    let reply = dispatcher.reply(to: line, in: dispatcher.makeSession(.tcp))
    return try JSON(parsing: try #require(reply.bytes))
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1", "-1", "10", "0.5", "-0.5e-7", "1E400", "1e+2", "20e1",
    "123456789012345678901234567890", #""""#, #""a""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041""#, #""\u00e9""#,
    #""\ud834\udd1e""#, #""\u0000""#, "\"\u{7F}\"", "\"\u{2028}\u{2029}\"", "\"\u{10FFFF}\"", "\"é漢🎼\"", "[]",
    "[ ]",
    "[1,2]", " [ 1 , 2 ] ", "[[]]", "{}", "{ }", #"{"":0}"#, #"{"a":{}}"#, #"{"a":1,"b":[null,{"c":false}]}"#,
    "\t[\r\n1 ]", #"{"a\u0000b":1}"#, #""\uFDD0""#, "[1.7976931348623157e308]",
  ])
  func `a text of the grammar is taken`(_ text: String) throws {
    let answer = try answer(Array(text.utf8))
    #expect(answer["error"] == nil, "\(text): \(answer)")
  }

  @Test(arguments: [
    // Numbers
    "01", "-01", "+1", "1.", ".5", "-", "--1", "1e", "1e+", "0x10", "1_000", "Infinity", "-Infinity", "NaN",
    "1 2",
    "1.2.3", "2.e3", "0e", "1eE2", "-.1", "１", "0.1.2", "9.e+",
    // Strings
    #"""#, #""a"#, "'a'", #""\x41""#, #""\u12""#, #""\u12G4""#, #""\""#, #""\a""#, #""\u 0041""#, "\"\t\"",
    "\"\u{0}\"",
    "\"\u{1F}\"", #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\ud800""#, "“a”", "a",
    // Arrays and objects
    "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "[\"a", "[][]", "{", "}",
    "{\"a\"",
    "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,\"a\":1}", "{a:1}", "{1:1}", "{\"a\" 1}",
    "{\"a\",1}",
    "{\"a\"::1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", #"{"a":1,"\u0061":2}"#, "{'a':1}", "{\"a\":1]",
    // Words and other things
    "True", "TRUE", "nul", "nulll", "fals", "undefined", "/* a */1", "1//a", "#1", "\u{FEFF}1", "\u{A0}1",
    "\u{2060}1",
    "\u{B}1", "\u{C}1", "", " ", "1;", "(1)", "<1>", "@", "`1`", "$", "\\u0031",
  ])
  func `a text beyond the grammar is refused with its place`(_ text: String) throws {
    let answer = try answer(Array(text.utf8))
    #expect(answer["error"]?["code"] == -32700, "\(text): \(answer)")
    #expect(answer["error"]?["data"]?["offset"]?.int != nil, "\(text): \(answer)")
    #expect(answer["id"] == .null)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) throws {
    let answer = try answer([0x22] + bytes + [0x22])
    #expect(answer["error"]?["code"] == -32700, "\(bytes): \(answer)")
  }

  @Test func `all pairs of bytes are a character or are refused`() throws {
    let dispatcher = try TestService().dispatcher()
    let session = dispatcher.makeSession(.tcp)
    let start = Array(#"{"jsonrpc":"2.0","id":1,"method":"echo.say","params":{"value":""#.utf8)
    for first in UInt8(0x80)...0xFF {
      for second in UInt8(0x80)...0xFF {
        let reply = dispatcher.reply(to: start + [first, second] + Array(#""}}"#.utf8), in: session)
        let isText = String(validating: [first, second], as: UTF8.self) != nil
        let answer = try #require(reply.bytes)
        #expect(answer.starts(with: Array(#"{"jsonrpc":"2.0","id":1,"result""#.utf8)) == isText)
      }
    }
  }
}
