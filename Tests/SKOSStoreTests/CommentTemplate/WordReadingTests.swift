import Testing

@testable import SKOSStore

private typealias Word = WordSupport

@Suite struct `Comments in a Word document` {
  private func only(_ rows: [String]) throws -> TemplateComment {
    let reading = try Word.reading(rows)
    #expect(reading.faults == [], "\(reading.faults)")
    #expect(reading.template.comments.count == 1)
    return try #require(reading.template.comments.first)
  }

  @Test func `are read with every column`() throws {
    let comment = try only([Word.texts(["FR-007", "12", "3.1", "Note 1", "ed", "Why.", "What.", "Accepted"])])
    #expect(
      comment
        == TemplateComment(
          author: .memberBody(try MemberBody("FR")), number: 7, line: "12", clause: "3.1",
          paragraph: "Note 1",
          type: .editorial, comment: "Why.", proposedChange: "What.", observation: "Accepted"))
  }

  @Test func `are put together from runs that are split anywhere`() throws {
    let split = Word.cell(
      "<w:r><w:t>The de</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:rPr><w:b/></w:rPr><w:t>fini</w:t></w:r>"
        + "<w:bookmarkStart w:id='0' w:name='x'/><w:hyperlink><w:r><w:t xml:space='preserve'>tion </w:t></w:r></w:hyperlink>"
        + "<w:smartTag><w:r><w:t>is</w:t></w:r></w:smartTag><w:r><w:t xml:space='preserve"
        + "'> wide</w:t></w:r>")
    #expect(try only([Word.comment([6: split])]).comment == "The definition is wide")
  }

  @Test func `have what was inserted and not what was deleted or moved away`() throws {
    let tracked = Word.cell(
      Word.run("a") + "<w:ins w:id='1' w:author='x'>\(Word.run("b"))</w:ins>"
        + "<w:del w:id='2'><w:r><w:delText>c</w:delText></w:r></w:del><w:moveFrom>\(Word.run("d"))</w:moveFrom>"
        + "<w:moveTo>\(Word.run("e"))</w:moveTo><w:ins><w:del><w:r><w:delText>f</w:delText></w:r></w:del></w:ins>"
    )
    #expect(try only([Word.comment([6: tracked])]).comment == "abe")
  }

  @Test func `lose rows, cells and ends of paragraphs that were deleted`() throws {
    let deletedRow = Word.row(
      ["NL", "1", "1", "", "ge", "gone", "", ""].map { Word.cell(Word.run($0)) },
      properties: "<w:del w:id='3'/>")
    let insertedRow = Word.row(
      ["DE", "1", "1", "", "ge", "kept", "", ""].map { Word.cell(Word.run($0)) },
      properties: "<w:ins w:id='3'/>")
    #expect(try only([deletedRow, insertedRow]).comment == "kept")
    #expect(
      try only([Word.comment([8: Word.cell(Word.run("x"), properties: "<w:cellDel/>")])]).observation == "")
    let joined =
      "<w:tc><w:tcPr/><w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>\(Word.run("one "))</w:p><w:p>\(Word.run("two"))</w:p></w:tc>"
    #expect(try only([Word.comment([6: joined])]).comment == "one two")
  }

  @Test func `keep paragraphs, line breaks, tabs and hyphens that do not break`() throws {
    let lines =
      "<w:tc><w:tcPr/><w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:br/><w:t>b</w:t>"
      + "<w:tab/><w:t>c</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:cr/></w:r></w:p></w:tc>"
    #expect(try only([Word.comment([6: lines])]).comment == "a\nb\tc\n\nd\u{2011}e")
  }

  @Test func `have the results of fields, formulas, and content controls that were filled in`() throws {
    let field = Word.cell(
      "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar "
        + "w:fldCharType='separate'/></w:r>\(Word.run("3.1"))<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        + "<m:oMath><m:r><m:t>+x</m:t></m:r></m:oMath>"
        + "<w:sdt><w:sdtPr/><w:sdtContent>\(Word.run(" in"))</w:sdtContent></w:sdt>"
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>\(Word.run("Click here"))</w:sdtContent></w:sdt>"
        + "<w:ruby><w:rt>\(Word.run("reading"))</w:rt><w:rubyBase>\(Word.run(" 語"))</w:rubyBase></w:ruby>")
    #expect(try only([Word.comment([6: field])]).comment == "3.1+x in 語")
  }

  @Test func `have one of two alternatives`() throws {
    let box = Word.cell(
      "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p>\(Word.run("box"))</w:p>"
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>\(Word.run("box"))</w:p>"
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
    #expect(try only([Word.comment([6: box])]).comment == "box")
  }

  @Test func `are found in rows and cells that stand in content controls`() throws {
    let cells = ["DE", "1", "2", "", "ge", "inside", "", ""].map {
      "<w:sdt><w:sdtPr/><w:sdtContent>\(Word.cell(Word.run($0)))</w:sdtContent></w:sdt>"
    }
    let row = "<w:sdt><w:sdtPr/><w:sdtContent>\(Word.row(cells))</w:sdtContent></w:sdt>"
    #expect(try only([row]).comment == "inside")
  }

  @Test func `take what was merged downwards from the cell above`() throws {
    let start = Word.row(
      [Word.cell(Word.run("GB"), properties: "<w:vMerge w:val='restart'/>")]
        + ["1", "3", "", "te", "one", "", ""].map { Word.cell(Word.run($0)) })
    let next = Word.row(
      [Word.cell("", properties: "<w:vMerge/>")]
        + ["2", "4", "", "ed", "two", "", ""].map { Word.cell(Word.run($0)) })
    let reading = try Word.reading([start, next])
    #expect(reading.template.comments.map(\.reference) == ["GB", "GB"])
    #expect(reading.template.comments.map(\.comment) == ["one", "two"])
  }

  @Test func `do not multiply a long text without end that is merged downwards`() throws {
    let text = String(repeating: "x", count: 1 << 20)
    let start = Word.row(
      ["GB", "1", "3", "", "te"].map { Word.cell(Word.run($0)) }
        + [Word.cell(Word.run(text), properties: "<w:vMerge w:val='restart'/>")])
    let next = Word.row(
      ["GB", "2", "3", "", "te"].map { Word.cell(Word.run($0)) } + [Word.cell("", properties: "<w:vMerge/>")])
    let most = TemplateRows.continuedByteCountMax >> 20
    var limits = ZipLimits()
    limits.compressionRatioMax = 2_000
    func reading(_ count: Int) throws -> TemplateReading {
      let rows = [Word.texts(Word.headings), start] + Array(repeating: next, count: count)
      return try CommentTemplate.reading(Word.document(Word.table(rows)), limits: limits)
    }
    let (sound, more) = (try reading(most), try reading(most + 5))
    #expect(sound.faults == [] && sound.template.comments.count == most + 1)
    #expect(more.faults.map(\.kind) == [.tooLong])
  }

  @Test func `are in their columns behind cells that span several, and after columns that are left out`()
    throws
  {
    let spanning = Word.row([
      Word.cell(Word.run("DE")), Word.cell(Word.run("12")),
      Word.cell(Word.run("3.1"), properties: "<w:gridSpan w:val='2'/>"),
      Word.cell(Word.run("te")), Word.cell(Word.run("c")), Word.cell(Word.run("p")), Word.cell(""),
    ])
    let comment = try only([spanning])
    #expect(
      comment.clause == "3.1" && comment.paragraph == "" && comment.comment == "c"
        && comment.proposedChange == "p")
    let legacy = Word.row([
      Word.cell(Word.run("DE")), Word.cell(Word.run("12")),
      Word.cell(Word.run("3.1"), properties: "<w:hMerge w:val='restart'/>"),
      Word.cell("", properties: "<w:hMerge/>"), Word.cell(Word.run("te")), Word.cell(Word.run("c")),
      Word.cell(""),
      Word.cell(""),
    ])
    #expect(try only([legacy]).clause == "3.1")
    let late = Word.row(
      ["3.1", "", "te", "c", "", ""].map { Word.cell(Word.run($0)) }, properties: "<w:gridBefore w:val='2'/>")
    let reading = try CommentTemplate.reading(
      Word.document(Word.table([Word.texts(Word.headings), late])), from: .memberBody(try MemberBody("SE")))
    #expect(reading.template.comments.map(\.clause) == ["3.1"])
    #expect(reading.template.comments.map(\.reference) == ["SE"])
  }

  @Test func `leave out rows without a comment, and remark on texts across the table`() throws {
    let across = Word.row([Word.cell(Word.run("Clause 3"), properties: "<w:gridSpan w:val='8'/>")])
    let reading = try Word.reading([
      across, Word.texts(["DE", "", "", "", "", "", "", ""]),
      Word.texts(["DE", "", "", "", "te", "", "", ""]),
      Word.texts(Word.headings), Word.texts(["1", "2", "(3)", "4", "5", "(6)", "(7)", "8"]), Word.comment(),
      Word.texts(Array(repeating: " \u{A0} ", count: 8)),
    ])
    #expect(reading.faults == [] && reading.template.comments.count == 1)
    #expect(reading.remarks == ["table 1, row 2: \"Clause 3\" stands across the table and was left out"])
  }

  @Test func `are found in the one table that has them, whatever else is there`() throws {
    let other = Word.table([Word.texts(["Date: 2026-11-29", "Document: ISO/CD 5127", "Project: 12"])])
    let list = Word.table([
      Word.texts(["Name", "Country", "Email"]), Word.texts(["A", "DE", "a@example.org"]),
    ])
    let table = Word.table([Word.texts(Word.headings), Word.comment()])
    let header =
      "<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\(other)</w:hdr>"
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    let relations =
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='\(relation)' Target='../word/./head.xml'/></Relationships>"
    let reading = try CommentTemplate.reading(
      Word.document(
        list + "<w:p>\(Word.run("Dear all"))</w:p>" + table,
        parts: ["word/head.xml": header, "word/_rels/document.xml.rels": relations]))
    #expect(reading.template.comments.count == 1 && reading.faults == [])
    #expect(reading.template.document == "ISO/CD 5127")
    #expect(reading.template.date == "2026-11-29" && reading.template.project == "12")
  }

  @Test func `are read from several tables, and from one within a table that only lays out`() throws {
    let table = Word.table([Word.texts(Word.headings), Word.comment()])
    #expect(try CommentTemplate.reading(Word.document(table + "<w:p/>" + table)).template.comments.count == 2)
    let frame = Word.table([Word.row(["<w:tc><w:tcPr/>\(table)<w:p/></w:tc>"])])
    #expect(try CommentTemplate.reading(Word.document(frame)).template.comments.count == 1)
    let inner = Word.table([Word.texts(["a", "b"]), Word.texts(["c", "d"])])
    let cell = "<w:tc><w:tcPr/><w:p>\(Word.run("See:"))</w:p>\(inner)<w:p/></w:tc>"
    #expect(try only([Word.comment([6: cell])]).comment == "See:\na\tb\nc\td")
  }

  @Test func `are not read from tables that are nested too deeply, or rows that are too long`() throws {
    func nested(_ depth: Int) -> String {
      let table = Word.table([Word.texts(Word.headings), Word.comment()])
      return (1..<depth).reduce(table) { inner, _ in Word.table([Word.row(["<w:tc>\(inner)<w:p/></w:tc>"])]) }
    }
    #expect(
      try CommentTemplate.reading(Word.document(nested(WordTables.tableDepthMax))).template.comments.count
        == 1)
    #expect(throws: TemplateFault.self) {
      try CommentTemplate.reading(Word.document(nested(WordTables.tableDepthMax + 1)))
    }
    let wide = Word.row(Array(repeating: "<w:tc/>", count: WordTables.columnCountMax))
    let table = Word.table([Word.texts(Word.headings), Word.comment(), wide])
    #expect(try CommentTemplate.reading(Word.document(table)).template.comments.count == 1)
    #expect(throws: TemplateFault.self) {
      try CommentTemplate.reading(
        Word.document(table.replacing("<w:tc/></w:tr>", with: "<w:tc/><w:tc/></w:tr>")))
    }
  }

  @Test func `are read in the strict variant, and from a main part of another name`() throws {
    let table = Word.table([Word.texts(Word.headings), Word.comment()])
    let strict = try Word.document(
      "<x:t xmlns:x='urn:x'/>"
        + table.replacing("w:", with: "s:")
        .replacing("<s:tbl>", with: "<s:tbl xmlns:s='http://purl.oclc.org/ooxml/wordprocessingml/main'>"))
    #expect(try CommentTemplate.reading(strict).template.comments.count == 1)
    #expect(
      try CommentTemplate.reading(Word.document(table, main: "word/document2.xml")).template.comments.count
        == 1)
  }

  @Test func `are named with table, row and column where something is wrong`() throws {
    let reading = try Word.reading([
      Word.texts(["", "", "3", "", "te", "c", "", ""]), Word.texts(["1DE", "", "3", "", "te", "c", "", ""]),
      Word.texts(["DE", "", "3", "", "xx", "c", "", ""]),
      Word.texts(["DE", "", "3", "", "te/ed", "c", "", ""]),
      Word.texts(["DE", "", "3", "", "", "c", "", ""]), Word.texts(["DE", "", "3", "", "te", "", "", ""]),
      Word.comment(),
    ])
    #expect(
      reading.faults.map(\.description) == [
        "table 1, row 2, column 1: found no code of a member body; expected two letters such as DE, or ** for the editing unit",
        "table 1, row 3, column 1: found \"1DE\"; expected the code of a member body such as DE or DE-003, or ** for the editing unit",
        "table 1, row 4, column 5: found \"xx\"; expected ge (general), te (technical) or ed (editorial)",
        "table 1, row 5, column 5: found \"te/ed\"; expected ge (general), te (technical) or ed (editorial)",
        "table 1, row 6, column 5: found no type of comment; expected ge (general), te (technical) or ed (editorial)",
        "table 1, row 7, column 6: found no comment and no proposed change; expected one of them at least",
      ])
    #expect(reading.template.comments.count == 1)
    #expect(throws: TemplateFaults.self) { try reading.sound() }
  }

  @Test func `miss a column that the template has to have, and leave out one that it does not have`() throws {
    let document = try Word.document(
      Word.table([Word.texts(["MB", "Clause", "Comments", "Status"]), Word.texts(["DE", "3", "c", "open"])]))
    let reading = try CommentTemplate.reading(document)
    #expect(
      reading.faults.first?.description
        == "table 1, row 1: no column has the heading \"Type of comment\"; expected one")
    #expect(
      reading.remarks == [
        "table 1, row 1, column 4: \"Status\" is no column of the template and was left out"
      ])
  }

  @Test func `are missed where there are none`() throws {
    func kind(_ bytes: [UInt8]) -> TemplateFault.Kind? {
      do throws(TemplateFault) {
        _ = try CommentTemplate.reading(bytes)
        return nil
      } catch {
        return error.kind
      }
    }
    #expect(kind(try Word.document("<w:p/>")) == .noTable)
    #expect(kind(try Word.document(Word.table([Word.texts(["a", "b"])]))) == .noTable)
    #expect(kind([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == .oldDocument)
    #expect(kind(Array("PK".utf8)) == .archive(.truncated))
    #expect(kind(Array("a,b\r\n1,2\r\n".utf8)) == .noTable)
    #expect(kind(Array("a,\"b".utf8)) == .sheet)
    #expect(kind([]) == .noTable)
    var empty = ZipWriter()
    try empty.add("hello.txt", [1])
    #expect(kind(empty.finished()) == .markup)
  }

  @Test(arguments: [
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
  ])
  func `are not read from markup with a document type`(_ declaration: String) throws {
    var archive = ZipWriter()
    try archive.add("word/document.xml", Array("\(declaration)<x>&a;</x>".utf8))
    do throws(TemplateFault) {
      _ = try CommentTemplate.reading(archive.finished())
      Issue.record("read")
    } catch {
      #expect(error.kind == .markup)
      #expect(error.message.contains("document type"), "\(error)")
    }
  }
}

@Suite struct `A heading of the commenting template` {
  @Test(arguments: [
    ("MB/NC", TemplateColumn.memberBody), ("MB/\nNC1", .memberBody), ("MB¹", .memberBody),
    ("Member body", .memberBody),
    ("Country", .memberBody), ("NC", .memberBody), ("Line number", .line), ("Line number\n(e.g. 17)", .line),
    ("LINE NO.", .line), ("Clause/ Subclause", .clause),
    ("Clause No./\nSubclause No./\nAnnex\n(e.g. 3.1)", .clause),
    ("Paragraph/ Figure/ Table/", .paragraph), ("Paragraph/\nFigure/Table/Note\n(e.g. Table 1)", .paragraph),
    ("Type of comment2", .type), ("Type of com-ment", .type), ("Type", .type), ("Comments", .comment),
    ("Comment (justification for change) by the MB", .comment), ("Proposed change", .proposedChange),
    ("Proposed change by the MB", .proposedChange), ("Observations of the\nsecretariat", .observation),
    ("Secretariat observations on each comment submitted", .observation), ("Resolution", .observation),
    ("Numéro de ligne", .line), ("Article/ Paragraphe", .clause), ("Type de commentaire", .type),
    ("Commentaires", .comment), ("Modification proposée", .proposedChange),
    ("Observations du secrétariat", .observation),
    ("Zeile", .line), ("Abschnitt", .clause), ("Art des Kommentars", .type),
    ("Vorgeschlagene Änderung", .proposedChange),
  ])
  func `is known in many wordings`(_ heading: String, _ column: TemplateColumn) {
    #expect(TemplateColumn(heading: heading) == column)
  }

  @Test(arguments: ["", "Status", "1", "Email", "Name", "(Comments)"])
  func `is none of them otherwise`(_ heading: String) {
    #expect(TemplateColumn(heading: heading) == nil)
  }

  @Test func `is known as it is written`() {
    for column in TemplateColumn.allCases { #expect(TemplateColumn(heading: column.heading) == column) }
  }

  @Test func `is found in the order and place of an older template`() throws {
    let document = try WordSupport.document(
      WordSupport.table([
        WordSupport.texts(["1", "2", "(3)", "4", "5", "(6)", "(7)"]),
        WordSupport.texts([
          "MB1", "Clause No./ Subclause No./ Annex (e.g. 3.1)", "Paragraph/ Figure/Table/Note (e.g. Table 1)",
          "Type of com-ment2", "Comment (justification for change) by the MB", "Proposed change by the MB",
          "Secretariat observations on each comment submitted",
        ]), WordSupport.texts(["JP", "A.2", "Table 1", "te", "c", "p", "o"]),
      ]))
    let comment = try #require(CommentTemplate.reading(document).sound().comments.first)
    #expect(
      comment.clause == "A.2" && comment.paragraph == "Table 1" && comment.observation == "o"
        && comment.line == "")
  }
}

@Suite struct `The text of a cell` {
  @Test(arguments: [
    ("", ""), ("a", "a"), (" \t\n a b \u{A0}\u{2029}", "a b"), ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    ("a\r\r\nb", "a\n\nb"),
    ("\r\n", ""), ("\u{200B}a", "\u{200B}a"), ("a\n\u{301}", "a\n\u{301}"), (" a\r\n\r\nb ", "a\n\nb"),
  ])
  func `has no white space at its ends and line feeds only`(_ text: String, _ expected: String) {
    let normalized = TemplateComment.normalized(text)
    #expect(Array(normalized.unicodeScalars) == Array(expected.unicodeScalars))
    #expect(TemplateComment.normalized(normalized) == normalized)
  }
}

@Suite struct `The first cell of a comment` {
  @Test(arguments: [
    ("DE", "DE", nil), ("de-003", "DE", 3), ("DE 12", "DE", 12), ("DE3", "DE", 3), ("DE\n004", "DE", 4),
    ("**", "**", nil),
    ("**-001", "**", 1), ("** 2", "**", 2), ("W3C", "W3C", nil), ("W3C-5", "W3C", 5),
    ("ISO/TC 46", "ISO/TC 46", nil),
    ("ISO/TC 46-7", "ISO/TC 46", 7), ("IFLA – 9", "IFLA", 9), ("DE-000000001", "DE", 1),
  ])
  func `is a code and perhaps a number`(_ text: String, _ code: String, _ number: Int?) throws {
    let cell = try #require(TemplateAuthorCell(text))
    #expect(cell.author.description == code && cell.number == number)
  }

  @Test(arguments: ["", "7", "*", "***", "**x", "DE-1234567890", "-1", "D\u{301}E"])
  func `is refused otherwise`(_ text: String) { #expect(TemplateAuthorCell(text) == nil) }
}
