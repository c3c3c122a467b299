import Testing

@testable import SKOS

@Suite struct `Comma-separated values` {
  private func cells(_ text: String) throws -> [[String]] {
    try CSVReader.rows(Array(text.utf8)).map(\.cells)
  }

  @Test func `are read as RFC 4180 says`() throws {
    #expect(try cells("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(try cells("a,b\n\"x,\"\"y\"\"\n\r\nz\",\n") == [["a", "b"], ["x,\"y\"\n\r\nz", ""]])
    #expect(try cells("a\r1") == [["a"], ["1"]])
    #expect(try cells("\u{FEFF}a,b\n\n\nc,d") == [["a", "b"], ["c", "d"]])
    #expect(try cells("") == [])
  }

  @Test func `are recognised with semicolons and tabs, whatever stands in quotes`() throws {
    #expect(try cells("\"a,b,c\";d\n1;2") == [["a,b,c", "d"], ["1", "2"]])
    #expect(try cells("a\tb\n1,5\t2;5") == [["a", "b"], ["1,5", "2;5"]])
    #expect(try cells("a\n1;2") == [["a"], ["1;2"]])
  }

  @Test func `are read from UTF-16 as Excel writes it`() throws {
    for (mark, isLittle) in [([0xFF, 0xFE] as [UInt8], true), ([0xFE, 0xFF], false)] {
      let bytes = Array("a\té𝄞\r\n1\t2".utf16).flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        return isLittle ? [low, high] : [high, low]
      }
      #expect(try CSVReader.rows(mark + bytes).map(\.cells) == [["a", "é𝄞"], ["1", "2"]])
      #expect(throws: SheetFault.self) { try CSVReader.rows(mark + bytes.dropLast()) }
    }
  }

  @Test(arguments: [
    ("a,b\n\"x", 2, 1), ("a,b\n1,\"x\"y", 2, 2), ("a,b\n1,x\"y\"", 2, 2), ("a\n\"1\n2\"\n3\"", 4, 1),
  ])
  func `with broken quotes are refused with the place`(text: String, line: Int, column: Int) throws {
    let fault = #expect(throws: SheetFault.self) { try cells(text) }
    #expect(fault?.line == line && fault?.column == column)
  }

  @Test func `with bytes that are no text are refused with the place`() throws {
    let fault = #expect(throws: SheetFault.self) { try CSVReader.rows(Array("a,b\n1,".utf8) + [0xE9]) }
    #expect(fault?.description.hasPrefix("line 2, column 2 (B): ") == true)
  }

  @Test func `columns are called as spreadsheet programs call them`() {
    #expect(
      [1, 26, 27, 52, 53, 702, 703].map(SheetFault.letters) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func `what is written is read again`() throws {
    let awkward = ["", "a", "\"", ",", ";", "\t", "a\r\nb", "\n", "é\u{301}", "'", "\"\"", " x "]
    for separator in CSVSeparator.allCases {
      var writer = CSVWriter(separator: separator, hasByteOrderMark: true)
      writer.write(row: awkward)
      writer.write(row: awkward.reversed())
      #expect(try CSVReader.rows(writer.bytes).map(\.cells) == [awkward, awkward.reversed()], "\(separator)")
    }
  }
}

@Suite struct `The text of a cell` {
  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a | b"), (["a|b\\c"], "a\\|b\\\\c"), ([""], "\\e"),
      ([" a "], "\\sa\\s"), (["a\nb"], "a\nb"), (["a\r\nb"], "a\\r\nb"), (["=1+1"], "'=1+1"),
      (["+49"], "'+49"), (["-x"], "'-x"), (["@SUM"], "'@SUM"), (["\tx"], "\\tx"), (["\rx"], "\\rx"),
      (["'tis"], "'tis"), (["'=x"], "''=x"), (["''"], "'''"), (["\n"], "\\n"),
    ] as [([String], String)])
  func `is this and is read again`(values: [String], cell: String) throws {
    #expect(CellText.encode(values) == cell)
    #expect(try CellText.decode(cell) == values)
  }

  @Test func `is read as people type it`() throws {
    #expect(try CellText.decode("a|b") == ["a", "b"])
    #expect(try CellText.decode("  a  |\n b ") == ["a", "b"])
    #expect(try CellText.decode(" \n ") == [])
    #expect(try CellText.decode("a\r\nb\rc") == ["a\nb\nc"])
    for bad in ["a |", "| a", "a | | b", "\\x", "a\\"] {
      #expect(throws: CellText.Malformed.self, "\(bad)") { try CellText.decode(bad) }
    }
  }

  @Test(arguments: 0..<2_000 as Range<UInt64>)
  func `loses nothing of any values`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let letters: [Unicode.Scalar] = [
      "a", "|", "\\", " ", "\n", "\r", "\t", "=", "+", "-", "@", "'", "\"", "e", "s", "\u{301}", "\u{A0}",
      "語",
    ]
    let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        if let letter = letters.randomElement(using: &random) { text.append(letter) }
      }
      return String(text)
    }
    let cell = CellText.encode(values)
    let read = try CellText.decode(cell)
    #expect(read.map { Array($0.unicodeScalars) } == values.map { Array($0.unicodeScalars) }, "seed \(seed)")
    if let first = cell.unicodeScalars.first {
      #expect(!"=+-@\t\r".unicodeScalars.contains(first), "seed \(seed)")
    }
    var writer = CSVWriter(separator: .semicolon)
    writer.write(row: ["x", cell])
    let back = try CSVReader.rows(writer.bytes).map { $0.cells.map { Array($0.unicodeScalars) } }
    #expect(back == [[Array("x".unicodeScalars), Array(cell.unicodeScalars)]], "seed \(seed)")
  }
}
