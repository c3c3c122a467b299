internal import RDF

/// Writes a table of comments as a Word document.
///
/// - Source: ISO/IEC 29500-1, 17; ISO/IEC 29500-2 for the archive.
struct WordWriter {
  private let template: CommentTemplate

  init(_ template: CommentTemplate) { self.template = template }

  /// A4 across: 297 mm by 210 mm, and margins of half an inch, in twentieths of a point.
  private static let (pageWidth, pageHeight, margin) = (16_838, 11_906, 720)

  /// The width of each column, in twentieths of a point; together that of the page between its margins.
  private static func width(_ column: TemplateColumn) -> Int {
    switch column {
    case .memberBody: 1_000
    case .line: 900
    case .clause: 1_300
    case .paragraph: 1_350
    case .type: 950
    case .comment: 4_000
    case .proposedChange: 3_500
    case .observation: 2_398
    }
  }

  private static let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let title = "Template for comments and secretariat observations"

  func bytes() throws(TemplateFault) -> [UInt8] {
    let parts: [(String, String)] = [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelations),
      ("docProps/core.xml", try coreProperties()), ("word/document.xml", try document()),
      ("word/_rels/document.xml.rels", documentRelations), ("word/styles.xml", styles),
      ("word/settings.xml", settings),
      ("word/header1.xml", try header()), ("word/footer1.xml", footer),
    ]
    var archive = ZipWriter()
    for (name, text) in parts {
      do throws(ZipFault) {
        try archive.add(name, Array((Self.declaration + text).utf8))
      } catch {
        throw TemplateFault(.archive(error.kind), error.message)
      }
    }
    return archive.finished()
  }

  // MARK: The table

  private func document() throws(TemplateFault) -> String {
    var text = "<w:document xmlns:w=\"\(Self.namespace)\" xmlns:r=\"\(Self.relations)\"><w:body>"
    text += Self.table(TemplateColumn.allCases.map(Self.width))
    // Headings are in English, whatever the language of the comments.
    let cells = TemplateColumn.allCases.map { column in
      Self.cell(
        Self.width(column),
        Self.paragraph(Self.escaped(column.heading), isBold: true, language: "en"))
    }
    text += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\(cells.joined())</w:tr>"
    for (index, comment) in template.comments.enumerated() { text += try row(comment, index + 2) }
    // A table has to be followed by a paragraph; this one is as low as can be.
    text +=
      "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>"
    text += "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>"
    text += "<w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
    text += "<w:pgSz w:w=\"\(Self.pageWidth)\" w:h=\"\(Self.pageHeight)\" w:orient=\"landscape\"/>"
    text +=
      "<w:pgMar w:top=\"1440\" w:right=\"\(Self.margin)\" w:bottom=\"\(Self.margin)\" w:left=\"\(Self.margin)\""
    text += " w:header=\"480\" w:footer=\"480\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    return text
  }

  private func row(_ comment: TemplateComment, _ row: Int) throws(TemplateFault) -> String {
    var text = "<w:tr>"
    for column in TemplateColumn.allCases {
      var paragraphs = ""
      for line in comment[column].split(separator: "\n", omittingEmptySubsequences: false) {
        paragraphs += Self.paragraph(
          try Self.checked(line, "table 1, row \(row), column \(column.rawValue)"))
      }
      text += Self.cell(Self.width(column), paragraphs)
    }
    return text + "</w:tr>"
  }

  private static func table(_ widths: [Int]) -> String {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
      .map { "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>" }.joined()
    let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    return
      "<w:tbl><w:tblPr><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/><w:tblBorders>\(borders)"
      + "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>"
  }

  private static func cell(_ width: Int, _ paragraphs: String) -> String {
    "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/></w:tcPr>\(paragraphs)</w:tc>"
  }

  /// A paragraph of text that has been escaped.
  private static func paragraph(_ text: String, isBold: Bool = false, language: String? = nil)
    -> String
  {
    guard !text.isEmpty else { return "<w:p/>" }
    var properties = isBold ? "<w:b/>" : ""
    if let language { properties += "<w:lang w:val=\"\(language)\"/>" }
    if !properties.isEmpty { properties = "<w:rPr>\(properties)</w:rPr>" }
    let pieces = text.split(separator: "\t", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "<w:t xml:space=\"preserve\">\($0)</w:t>" }
    return "<w:p><w:r>\(properties)\(pieces.joined(separator: "<w:tab/>"))</w:r></w:p>"
  }

  // MARK: The frame

  private func header() throws(TemplateFault) -> String {
    let widths = [5_398, 2_000, 5_000, 3_000]
    let texts = [
      Self.title, "Date: " + template.date, "Document: " + template.document,
      "Project: " + template.project,
    ]
    var text = "<w:hdr xmlns:w=\"\(Self.namespace)\">" + Self.table(widths) + "<w:tr>"
    for (index, (width, content)) in zip(widths, texts).enumerated() {
      let checked = try Self.checked(
        content[...].replacing("\n", with: " "), "the head of the page")
      text += Self.cell(width, Self.paragraph(checked, isBold: index == 0, language: "en"))
    }
    return text + "</w:tr></w:tbl><w:p/></w:hdr>"
  }

  private var footer: String {
    let key =
      "MB/NC: two-letter country code of the member body or national committee; ** for the editing unit. "
      + "Type of comment: ge = general, te = technical, ed = editorial."
    func field(_ name: String) -> String {
      "<w:fldSimple w:instr=\" \(name) \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
    }
    return "<w:ftr xmlns:w=\"\(Self.namespace)\">\(Self.paragraph(key, language: "en"))<w:p><w:pPr>"
      + "<w:jc w:val=\"right\"/></w:pPr>\(field("PAGE"))<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>"
      + "\(field("NUMPAGES"))</w:p></w:ftr>"
  }

  private var styles: String {
    let language = template.language.map { "<w:lang w:val=\"\($0.string)\"/>" } ?? ""
    return "<w:styles xmlns:w=\"\(Self.namespace)\"><w:docDefaults><w:rPrDefault><w:rPr>"
      + "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"
      + "\(language)</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"40\" "
      + "w:after=\"40\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" "
      + "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>"
  }

  /// That the document is one of today's, so that Word does not open it in a mode for old ones.
  private var settings: String {
    "<w:settings xmlns:w=\"\(Self.namespace)\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
      + "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
  }

  private func coreProperties() throws(TemplateFault) -> String {
    let language = template.language.map { "<dc:language>\($0.string)</dc:language>" } ?? ""
    let name = template.document.isEmpty ? Self.title : "Comments on " + template.document
    let title = try Self.checked(name[...], "the title of the document")
    return
      "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(title)</dc:title>\(language)</cp:coreProperties>"
  }

  private var contentTypes: String {
    let office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    let package = "application/vnd.openxmlformats-package"
    let parts = [
      ("word/document", "\(office).document.main+xml"), ("word/styles", "\(office).styles+xml"),
      ("word/settings", "\(office).settings+xml"),
      ("word/header1", "\(office).header+xml"), ("word/footer1", "\(office).footer+xml"),
      ("docProps/core", "\(package).core-properties+xml"),
    ]
    return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"\(package).relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + parts.map { "<Override PartName=\"/\($0.0).xml\" ContentType=\"\($0.1)\"/>" }.joined()
      + "</Types>"
  }

  private var packageRelations: String {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return Self.relationships([
      ("\(Self.relations)/officeDocument", "word/document.xml"),
      ("\(package)/metadata/core-properties", "docProps/core.xml"),
    ])
  }

  private var documentRelations: String {
    Self.relationships(
      [
        ("styles", "styles.xml"), ("header", "header1.xml"), ("footer", "footer1.xml"),
        ("settings", "settings.xml"),
      ]
      .map { ("\(Self.relations)/\($0.0)", $0.1) })
  }

  private static func relationships(_ all: [(type: String, target: String)]) -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + all.enumerated().map { index, relation in
        "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relation.type)\" Target=\"\(relation.target)\"/>"
      }.joined() + "</Relationships>"
  }

  // MARK: Characters

  /// Text with escapes.
  ///
  /// - Throws: `TemplateFault` if it has a character that XML 1.0 does not allow.
  private static func checked(_ text: Substring, _ place: String) throws(TemplateFault) -> String {
    // `[2] Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]`
    let bad = text.unicodeScalars.first {
      $0.value < 0x20 && $0 != "\t" || $0.value == 0xFFFE || $0.value == 0xFFFF
    }
    if let bad {
      let digits = String(bad.value, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      throw TemplateFault(
        .character, "\(place): a Word document cannot hold the character \(code); take it out")
    }
    return escaped(String(text))
  }

  /// By scalars and not by characters: an ampersand with an accent on it is an ampersand still.
  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
