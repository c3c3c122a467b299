import RDF
import Testing

@Suite struct JSONWriterTests {
  private func text(_ value: JSON, _ layout: JSON.Layout = .compact) -> String? {
    String(validating: value.serialized(layout), as: UTF8.self)
  }

  @Test func `compact text has no white space and keeps the order of members`() {
    let value: JSON = ["b": [1, true, nil, "x"], "a": ["z": [], "y": [:]]]
    #expect(text(value) == #"{"b":[1,true,null,"x"],"a":{"z":[],"y":{}}}"#)
  }

  @Test func `indented text has a line for each member and element`() {
    let value: JSON = ["a": [1, ["b": nil], []], "c": [:]]
    let expected = """
      {
        "a": [
          1,
          {
            "b": null
          },
          []
        ],
        "c": {}
      }
      """
    #expect(text(value, .indented) == expected)
  }

  @Test func `only quotation marks, backslashes and controls are escaped`() {
    #expect(
      text("\"\\/\u{8}\t\n\u{C}\r\0\u{1F}\u{7F}é\u{2028}\u{2029}\u{1F600}")
        == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é\u{2028}\u{2029}\u{1F600}\"")
  }

  @Test func `numbers are written with the digits they were read with`() throws {
    let digits = "[1.0,-0,1E+2,0.10,123456789012345678901234567890]"
    #expect(try text(JSON(parsing: Array(digits.utf8))) == digits)
  }

  @Test func `what is written reads back as the same value`() throws {
    var scalars: [JSON] = [nil, true, 0, "", "a\"b\\c\u{1}", [], [:]]
    var controls = ""
    for code in UInt8(0)..<0x30 { controls.unicodeScalars.append(Unicode.Scalar(code)) }
    scalars.append(.string(controls))
    let value: JSON = ["": .array(scalars), "nested": [[[["x": .array(scalars)]]]]]
    for layout in [JSON.Layout.compact, .indented] {
      #expect(try JSON(parsing: value.serialized(layout)) == value)
    }
  }

  // The examples of RFC 8785 §3.2.2.3, appendix B.
  private static let numbers: [(bits: UInt64, text: String)] = [
    (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
    (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
    (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
    (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
    (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
    (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
    (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
    (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
    (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
    (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
    (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
    (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
  ]

  @Test(arguments: numbers) func `a number in canonical form is spelled as ECMAScript spells it`(
    _ example: (bits: UInt64, text: String)
  ) throws {
    let number = JSON.number(JSON.Number(uncheckedValid: "\(Double(bitPattern: example.bits))"))
    #expect(try String(validating: number.canonical(), as: UTF8.self) == example.text)
  }

  // The example of RFC 8785 §3.2.3.
  @Test func `members in canonical form come in the order of UTF-16 code units`() throws {
    let text = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
       "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let canonical = try JSON(parsing: JSON(parsing: Array(text.utf8)).canonical())
    #expect(
      canonical.object?.members.compactMap(\.value.string) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
      ])
  }

  // The example of RFC 8785 §3.2.2.
  @Test func `the example of the scheme comes out as printed there`() throws {
    let text = #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try String(validating: JSON(parsing: Array(text.utf8)).canonical(), as: UTF8.self) == expected)
  }

  @Test func `a number beyond the doubles has no canonical form`() {
    #expect(throws: SyntaxError.self) { try JSON(parsing: Array("[1e400]".utf8)).canonical() }
  }
}
