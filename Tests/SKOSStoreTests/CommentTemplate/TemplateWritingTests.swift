import Foundation
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

/// Random tables of comments, with texts that are hard on spreadsheets and on XML.
enum RandomTemplate {
  static func template(_ random: inout SplitMix) throws -> CommentTemplate {
    let bodies = ["DE", "FR", "ISO/TC 37", "W3C"]
    let comments = try (0..<Int.random(in: 0...8, using: &random)).map { _ in
      let code = bodies.randomElement(using: &random)
      let author: TemplateComment.Author =
        if Int.random(in: 0..<6, using: &random) == 0 { .editingUnit } else {
          .memberBody(try MemberBody(code ?? "DE"))
        }
      return TemplateComment(
        author: author, number: Bool.random(using: &random) ? Int.random(in: 0...2_000, using: &random) : nil,
        line: text(&random), clause: text(&random), paragraph: text(&random),
        type: Comment.Kind.allCases.randomElement(using: &random) ?? .general, comment: "c" + text(&random),
        proposedChange: text(&random), observation: text(&random))
    }
    return CommentTemplate(
      document: "ISO/CD 5127", project: "46-12", date: "2026-11-29", language: try LanguageTag("fr"),
      comments: comments)
  }

  private static let pieces = [
    "=1+1", "-", "@", "'", "\"", ",", ";", "\t", "\n", " ", "<b>", "&amp;", "&\u{301}", "]]>", "é", "語",
    "\u{1F600}",
    "a", "3.1", "|", "\\", "\u{2011}", "\u{202E}", "+", "''",
  ]

  static func text(_ random: inout SplitMix) -> String {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      .joined()
  }
}

@Suite struct `A written table of comments` {
  @Test func `reads back the same from a Word document and from a sheet`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("tables of comments: seed \(seed)")
    var random = SplitMix(state: seed)
    for round in 0..<300 {
      let template = try RandomTemplate.template(&random)
      let document = try CommentTemplate.reading(template.docx()).sound()
      #expect(document == template, "seed \(seed), round \(round)")
      let separator = CSVSeparator.allCases.randomElement(using: &random) ?? .comma
      let sheet = template.csv(separator: separator, hasByteOrderMark: Bool.random(using: &random))
      #expect(
        try CommentTemplate.reading(sheet).sound().comments == template.comments,
        "seed \(seed), round \(round)")
    }
  }

  @Test func `reads back also where the same comment stands over and over`() throws {
    let comment = TemplateComment(author: .editingUnit, type: .editorial, comment: "x")
    let template = CommentTemplate(comments: Array(repeating: comment, count: 3_000))
    #expect(try CommentTemplate.reading(template.docx()).sound() == template)
  }

  @Test func `has the same bytes each time`() throws {
    var random = SplitMix(state: 1)
    let template = try RandomTemplate.template(&random)
    #expect(try template.docx() == template.docx())
  }

  @Test func `begins no cell of a sheet with a formula`() throws {
    var template = CommentTemplate()
    template.comments = [
      TemplateComment(
        author: .editingUnit, line: "-1", clause: "+1", type: .technical, comment: "=HYPERLINK(\"x\")",
        proposedChange: "@SUM(A1)")
    ]
    let text = try #require(String(validating: template.csv(), as: UTF8.self))
    #expect(
      text.split(separator: "\r\n").last
        == "**,'-1,'+1,,te,\"'=HYPERLINK(\"\"x\"\")\",'@SUM(A1),")
  }

  @Test func `refuses a character that XML does not have, and says where it is`() throws {
    for (scalar, code) in [("\u{1}", "U+0001"), ("\u{FFFE}", "U+FFFE"), ("\u{B}", "U+000B")] {
      var template = CommentTemplate()
      template.comments = [
        TemplateComment(author: .editingUnit, type: .general, comment: "a"),
        TemplateComment(author: .editingUnit, type: .general, comment: "a\(scalar)b"),
      ]
      do throws(TemplateFault) {
        _ = try template.docx()
        Issue.record("written")
      } catch {
        #expect(
          error.description
            == "table 1, row 3, column 6: a Word document cannot hold the character \(code); take it out")
      }
    }
  }

  @Test func `has landscape pages, headings on each of them, and says its title and language`() throws {
    let template = CommentTemplate(document: "ISO/CD <5127>", language: try LanguageTag("fr-CA"))
    let archive = try ZipArchive(template.docx())
    func part(_ name: String) throws -> String {
      let content = try #require(try archive.content(of: name))
      return try #require(String(validating: content, as: UTF8.self))
    }
    let document = try part("word/document.xml")
    #expect(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"))
    #expect(document.contains("<w:tblHeader/>"))
    let grid = document.split(separator: "<w:gridCol w:w=\"").dropFirst().compactMap {
      Int($0.prefix { $0 != "\"" })
    }
    #expect(grid.count == 8 && grid.reduce(0, +) == 16_838 - 2 * 720)
    #expect(
      try part("docProps/core.xml").contains(
        "<dc:title>Comments on ISO/CD &lt;5127&gt;</dc:title><dc:language>fr-CA<"))
    #expect(try part("word/styles.xml").contains("<w:lang w:val=\"fr-CA\"/>"))
    #expect(try part("word/header1.xml").contains("Document: ISO/CD &lt;5127&gt;"))
  }

  @Test func `is read and written alike by programs that are not ours`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("documents of other programs: seed \(seed)")
    var random = SplitMix(state: seed)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "template-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for round in 0..<4 {
      let template = try RandomTemplate.template(&random)
      let rows = template.comments.map { comment in
        JSON.array(TemplateColumn.allCases.map { .string(comment[$0]) })
      }
      let ours = folder.appendingPathComponent("ours-\(round).docx").path
      try Data(template.docx()).write(to: URL(fileURLWithPath: ours))
      guard let read = try Oracle.python("comment-template.py", ["read", ours]) else { return }
      let table = try JSON(parsing: read)
      let headings = JSON.array(TemplateColumn.allCases.map { .string($0.heading) })
      #expect(table == .array([headings] + rows), "seed \(seed), round \(round)")
      let list = folder.appendingPathComponent("rows-\(round).json")
      try Data(JSON.array([headings] + rows).serialized()).write(to: list)
      let theirs = folder.appendingPathComponent("theirs-\(round).docx").path
      _ = try Oracle.python("comment-template.py", ["write", list.path, theirs])
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: theirs)))
      #expect(
        try CommentTemplate.reading(bytes).sound().comments == template.comments,
        "seed \(seed), round \(round)")
    }
  }

  @Test func `damaged at random is refused or read, and nothing else`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("damaged documents: seed \(seed)")
    var random = SplitMix(state: seed)
    let sound = try WordSupport.document(
      WordSupport.table([WordSupport.texts(WordSupport.headings), WordSupport.comment()]))
    var refusedCount = 0
    for _ in 0..<2_000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if (try? CommentTemplate.reading(bytes)) == nil { refusedCount += 1 }
    }
    #expect(refusedCount > 1_000, "seed \(seed)")
  }

  @Test func `of damaged markup is refused or read, and nothing else`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("damaged markup: seed \(seed)")
    var random = SplitMix(state: seed)
    let rows = [
      WordSupport.texts(WordSupport.headings), WordSupport.comment(),
      WordSupport.row(
        [
          WordSupport.cell(
            "<w:ins>\(WordSupport.run("DE"))</w:ins>", properties: "<w:vMerge w:val='restart'/>"),
          WordSupport.cell(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>", properties: "<w:gridSpan w:val='2'/>"),
          WordSupport.cell("<w:del/>" + WordSupport.table([WordSupport.texts(["a"])])),
        ], properties: "<w:gridBefore w:val='1'/>"),
    ]
    let body = WordSupport.table(rows)
    // Tags are put where they do not belong, so that what is left is often well-formed.
    let pieces = [
      "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tc/>", "<w:tr/>", "<w:tbl/>",
      "<w:p/>", "<w:del/>",
      "<w:sdt/>", "<w:sdt>", "</w:sdt>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:tcPr><w:hMerge/></w:tcPr>",
      "<w:gridSpan w:val='-9'/>", "<w:trPr><w:gridBefore w:val='99999999999999999999'/></w:trPr>",
      "<w:r><w:sym w:char='G'/></w:r>",
      "<w:tcPr><w:gridSpan w:val='4611686018427387904'/></w:tcPr>", "<mc:Fallback>", "</mc:Fallback>",
      "<w:t>x</w:t>",
    ]
    var readCount = 0
    for _ in 0..<1_500 {
      var text = Array(body)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = text.indices.filter { text[$0] == "<" }.randomElement(using: &random) ?? 0
        text.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: place)
      }
      if (try? CommentTemplate.reading(WordSupport.document(String(text)))) != nil { readCount += 1 }
    }
    #expect((100...1_400).contains(readCount), "seed \(seed)")
  }
}

@Suite struct `Tables of comments brought together` {
  private func comment(
    _ code: String, _ clause: String, _ line: String = "", _ text: String = "c", number: Int? = nil
  ) throws
    -> TemplateComment
  {
    TemplateComment(
      author: code == "**" ? .editingUnit : .memberBody(try MemberBody(code)), number: number, line: line,
      clause: clause,
      type: .technical, comment: text)
  }

  @Test func `are sorted by clause, then line, then member body`() throws {
    let all = try [
      comment("FR", "3.10", "7"), comment("DE", "3.10", "7"), comment("DE", "3.2", "12"),
      comment("DE", "3.2", "9"),
      comment("**", "3.2", "9"), comment("GB", "Annex B"), comment("GB", "A.2"),
      comment("GB", "Bibliography"),
      comment("GB", "Foreword"), comment("GB", ""), comment("GB", "Introduction"), comment("GB", "general"),
      comment("GB", "3.2"), comment("GB", "10"), comment("GB", "Clause 3"), comment("GB", "Annex A"),
      comment("GB", "Annex A, A.10"), comment("GB", "zzz"),
    ]
    for order in [all, all.reversed()] {
      let merged = CommentTemplate.merged([CommentTemplate(comments: order)], numbering: .kept).comments
      let general = order.first { $0.clause == "" || $0.clause == "general" }?.clause ?? ""
      #expect(
        merged.map { "\($0.author) \($0.clause) \($0.line)" } == [
          "GB \(general) ", general == "" ? "GB general " : "GB  ", "GB Foreword ", "GB Introduction ",
          "GB Clause 3 ",
          "GB 3.2 ", "** 3.2 9", "DE 3.2 9", "DE 3.2 12", "DE 3.10 7", "FR 3.10 7", "GB 10 ", "GB Annex A ",
          "GB A.2 ",
          "GB Annex A, A.10 ", "GB Annex B ", "GB Bibliography ", "GB zzz ",
        ])
    }
  }

  @Test func `number each member body's comments, and leave numbers alone that are there`() throws {
    let de = CommentTemplate(
      comments: try [
        comment("DE", "9", "", "a"), comment("DE", "1", "", "b", number: 2), comment("DE", "1", "", "c"),
      ])
    let fr = CommentTemplate(
      comments: try [
        comment("FR", "5", "", "d"), comment("FR", "5", "", "e", number: 1),
        comment("FR", "5", "", "f", number: 1),
      ])
    let merged = CommentTemplate.merged([de, fr]).comments
    #expect(
      merged.map { "\($0.reference) \($0.comment)" } == [
        "DE-002 b", "DE-003 c", "FR-002 d", "FR-001 e", "FR-003 f", "DE-001 a",
      ])
  }

  @Test func `number all comments in their new order, if that is wanted`() throws {
    let table = CommentTemplate(comments: try [comment("DE", "9", number: 4), comment("FR", "1")])
    let merged = CommentTemplate.merged([table], numbering: .throughout).comments
    #expect(merged.map(\.reference) == ["FR-001", "DE-002"])
  }

  @Test func `keep what stands at the top, and the language if it is one`() throws {
    let (fr, en) = (try LanguageTag("fr"), try LanguageTag("en"))
    let merged = CommentTemplate.merged([
      CommentTemplate(date: "1", language: fr), CommentTemplate(document: "D", date: "2", language: fr),
    ])
    #expect(merged == CommentTemplate(document: "D", date: "1", language: fr))
    #expect(
      CommentTemplate.merged([CommentTemplate(language: fr), CommentTemplate(language: en)]).language == nil)
    #expect(CommentTemplate.merged([]) == CommentTemplate())
  }
}
