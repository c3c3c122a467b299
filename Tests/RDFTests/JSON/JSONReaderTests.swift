import RDF
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String, limits: JSON.Limits = JSON.Limits()) throws(SyntaxError) -> JSON {
    try JSON(parsing: Array(text.utf8), limits: limits)
  }

  private func fault(_ bytes: [UInt8], limits: JSON.Limits = JSON.Limits()) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try JSON(parsing: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  // Every production of RFC 8259 at its edges.
  private static let accepted: [(text: String, value: JSON)] = [
    ("null", nil), ("true", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
    (" \t\r\n[ \n1 ,\t2 ]\r\n", [1, 2]),
    ("{ \"a\" : 1 , \"b\" : [ ] }", ["a": 1, "b": []]),
    ("[null,true,false,[[]],{\"\":{}}]", [nil, true, false, [[]], ["": [:]]]),
    ("0", 0), ("-0", .number(JSON.Number(uncheckedValid: "-0"))), ("123", 123), ("-1", -1),
    ("1.5", .number(JSON.Number(uncheckedValid: "1.5"))),
    ("0e+1", .number(JSON.Number(uncheckedValid: "0e+1"))),
    ("1E22", .number(JSON.Number(uncheckedValid: "1E22"))),
    ("-0.0e-00", .number(JSON.Number(uncheckedValid: "-0.0e-00"))),
    ("1e400", .number(JSON.Number(uncheckedValid: "1e400"))),
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
    ("\"\\u0041\\u00e9\\u00E9\\u0000\"", "A\u{E9}\u{E9}\0"),
    ("\"\\uD83D\\uDE00\\udbff\\udfff\"", "\u{1F600}\u{10FFFF}"),
    (
      "\"\u{7F}\u{2028}\u{2029}\u{FEFF}\u{FFFE}\u{10FFFF}\"",
      "\u{7F}\u{2028}\u{2029}\u{FEFF}\u{FFFE}\u{10FFFF}"
    ),
    ("\"a/b\"", "a/b"), ("\"\\\\u0041\"", "\\u0041"), ("[\"\\u005C\\u0022\"]", ["\\\""]),
  ]

  @Test(arguments: accepted) func `a text that RFC 8259 allows is read`(
    _ example: (text: String, value: JSON)
  ) throws {
    #expect(try read(example.text) == example.value)
  }

  // Each is refused at the place given, as line:column of where reading could not go on.
  private static let refused: [(text: String, place: String)] = [
    ("", "1:1"), (" ", "1:2"), ("nul", "1:1"), ("nulL", "1:1"), ("True", "1:1"), ("NaN", "1:1"),
    ("Infinity", "1:1"),
    ("-Infinity", "1:2"), ("+1", "1:1"), ("-", "1:2"), ("01", "1:2"), ("-01", "1:3"), ("1.", "1:3"),
    (".5", "1:1"),
    ("1.e1", "1:3"), ("1e", "1:3"), ("1e+", "1:4"), ("1e1.5", "1:4"), ("0x1", "1:2"), ("1_000", "1:2"),
    ("- 1", "1:2"),
    ("1 2", "1:3"), ("[] []", "1:4"), ("{}}", "1:3"), ("null,", "1:5"), ("[1,]", "1:4"), ("[,1]", "1:2"),
    ("[1 2]", "1:4"), ("[1", "1:3"), ("[", "1:2"), ("]", "1:1"), ("[1}", "1:3"), ("{", "1:2"), ("}", "1:1"),
    ("{]", "1:2"), ("{\"a\"}", "1:5"), ("{\"a\":}", "1:6"), ("{\"a\":1,}", "1:8"),
    ("{\"a\":1 \"b\":2}", "1:8"),
    ("{,}", "1:2"), ("{a:1}", "1:2"), ("{1:1}", "1:2"), ("{'a':1}", "1:2"), ("{\"a\"=1}", "1:5"),
    ("{null:1}", "1:2"),
    ("{\"a\":1]", "1:7"), ("[\n1,\n\n  x]", "4:3"), ("[\"é\u{1F600}\", x]", "1:8"),
    ("\"", "1:2"), ("\"abc", "1:5"), ("\"\\\"", "1:4"), ("\"\\", "1:3"), ("\"\\x\"", "1:3"),
    ("\"\\U0041\"", "1:3"),
    ("\"\\u\"", "1:4"), ("\"\\u12\"", "1:6"), ("\"\\u12G4\"", "1:6"), ("\"\t\"", "1:2"), ("\"a\nb\"", "1:3"),
    ("\"\0\"", "1:2"), ("\"\u{1F}\"", "1:2"), ("'a'", "1:1"), ("// c\n1", "1:1"), ("/* c */ 1", "1:1"),
    ("1 # c", "1:3"),
    ("[1]\u{0}", "1:4"), ("\u{A0}1", "1:1"), ("\u{2028}1", "1:1"), ("[\u{C}1]", "1:2"),
    ("{\"a\":1,\"a\":2}", "1:8"),
    ("{\"a\":1,\"\\u0061\":2}", "1:8"), ("[{\"x\":{\"b\":1,\"b\":1}}]", "1:14"),
    ("\"\\uD800\"", "1:2"), ("\"a\\uDC00\"", "1:3"), ("\"\\uD800\\u0041\"", "1:2"), ("\"\\uD800\\n\"", "1:2"),
    ("\"\\uD800\\uD800\"", "1:2"), ("\"\\uDE00\\uD83D\"", "1:2"), ("\"\\uD800x\"", "1:2"),
    ("\"\\uD800\\", "1:2"),
    ("\u{FEFF}[]", "1:1"),
  ]

  @Test(arguments: refused) func `a text that RFC 8259 does not allow is refused where it goes wrong`(
    _ example: (text: String, place: String)
  ) throws {
    let error = try #require(fault(Array(example.text.utf8)))
    #expect(error.position?.description == example.place, "\(error)")
  }

  @Test func `an error says what was found and what was expected`() throws {
    let error = try #require(fault(Array("{\"a\": 1;".utf8)))
    #expect(error.description == "1:8: found \";\"; expected \",\" or \"}\"")
    #expect(error.code == .grammar)
    #expect(error.position?.offset == 7)
    let twice = try #require(fault(Array("{\"a\":1,\"a\":2}".utf8)))
    #expect(twice.message == "the name \"a\" occurs twice in one object; expected unique names")
  }

  @Test func `names are told apart by code points, not by how they look`() throws {
    let value = try read("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
  }

  @Test func `a name occurring twice is found in large objects too`() throws {
    let members = (0..<100).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
    #expect(try read("{\(members)}").object?.count == 100)
    #expect(fault(Array("{\(members),\"n57\":0}".utf8))?.code == .grammar)
  }

  @Test func `bytes that are not UTF-8 are refused at their offset`() throws {
    let bad: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
      [0xE0, 0x9F, 0xBF],
      [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]
    for bytes in bad {
      for (before, after) in [
        ("\"", "\""), ("[\"aé", "\"]"), ("\"\\n", "\""), ("\"\\né", "\\n\""), ("{\"é", "\":1}"),
      ] {
        let error = try #require(fault(Array(before.utf8) + bytes + Array(after.utf8)))
        #expect(error.code == .encoding)
        #expect(error.position?.offset == before.utf8.count)
      }
      #expect(fault([0x5B] + bytes)?.position?.offset == 1)
    }
  }

  @Test func `every scalar is read as it is`() throws {
    var text = ""
    for code in stride(from: UInt32(0x20), through: 0x10FFFF, by: 0x1F) {
      guard let scalar = Unicode.Scalar(code), scalar != "\"", scalar != "\\" else { continue }
      text.unicodeScalars.append(scalar)
    }
    #expect(try Array(read("\"\(text)\"").string?.utf8 ?? "".utf8) == Array(text.utf8))
  }

  // MARK: - Limits

  private func nested(_ depth: Int) -> String {
    String(repeating: "[{\"a\":", count: depth / 2) + (depth % 2 == 1 ? "[]" : "1")
      + String(repeating: "}]", count: depth / 2)
  }

  @Test func `nesting is limited`() {
    #expect(fault(Array(nested(127).utf8)) == nil)
    #expect(fault(Array(nested(128).utf8)) == nil)
    #expect(fault(Array(nested(129).utf8))?.code == .limit)
    #expect(fault(Array(nested(130).utf8))?.code == .limit)
  }

  @Test func `a hundred thousand brackets are refused at once`() {
    let clock = ContinuousClock()
    for opening in ["[", "{\"a\":", "[{\"a\":"] {
      let bytes = Array(String(repeating: opening, count: 100_000).utf8)
      var error: SyntaxError?
      let time = clock.measure { error = fault(bytes) }
      #expect(error?.code == .limit)
      #expect(time < .milliseconds(100))
    }
  }

  @Test func `a value of the greatest depth is compared, hashed, written and freed`() throws {
    let value = try read(nested(128))
    #expect(try value == read(nested(128)))
    #expect(Set([value, value]).count == 1)
    #expect(value.serialized() == Array(nested(128).utf8))
  }

  @Test func `strings are limited in bytes, names and escaped ones too`() {
    var limits = JSON.Limits()
    limits.stringByteCountMax = 4
    for (content, fits) in [
      ("abc", true), ("abcd", true), ("abcde", false), ("éé", true), ("éée", false), ("\\n\\n\\n\\n", true),
      ("\\n\\n\\n\\nx", false), ("ab\\u00e9", true), ("ab\\u00e9x", false), ("\\uD83D\\uDE00", true),
      ("a\\uD83D\\uDE00", false),
    ] {
      #expect((fault(Array("\"\(content)\"".utf8), limits: limits) == nil) == fits, "\(content)")
      let error = fault(Array("{\"\(content)\":1}".utf8), limits: limits)
      #expect(error?.code == (fits ? nil : .limit), "\(content)")
    }
  }

  @Test func `numbers are limited in characters`() {
    for (count, fits) in [(63, true), (64, true), (65, false)] {
      let error = fault(Array(("-1." + String(repeating: "5", count: count - 3)).utf8))
      #expect(error?.code == (fits ? nil : .limit))
    }
  }

  @Test func `values are limited in number`() {
    var limits = JSON.Limits()
    limits.valueCountMax = 5
    #expect(fault(Array("[1,2,3]".utf8), limits: limits) == nil)
    #expect(fault(Array("[1,{\"a\":2},3]".utf8), limits: limits) == nil)
    #expect(fault(Array("[1,{\"a\":2},3,4]".utf8), limits: limits)?.code == .limit)
  }

  @Test func `cutting a text anywhere never passes for a whole text`() {
    let bytes = Array("{\"a\":[1,-2.5e3,\"\\uD83D\\uDE00é\",true,null],\"b\":{}}".utf8)
    #expect(fault(bytes) == nil)
    for end in bytes.indices {
      let error = fault(Array(bytes[..<end]))
      #expect(error != nil)
      #expect((error?.position?.offset ?? .max) <= end)
    }
  }
}
