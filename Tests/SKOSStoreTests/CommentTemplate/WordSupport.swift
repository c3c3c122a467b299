@testable import SKOSStore

/// Word documents for tests, made of markup that is written by hand as Word and LibreOffice write it.
enum WordSupport {
  static let headings = [
    "MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table/", "Type of comment", "Comments",
    "Proposed change", "Observations of the secretariat",
  ]

  /// A document with a body, and other parts as they are given.
  static func document(_ body: String, parts: [String: String] = [:], main: String = "word/document.xml")
    throws -> [UInt8]
  {
    var archive = ZipWriter()
    try archive.add(
      "[Content_Types].xml",
      Array("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>".utf8))
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    try archive.add(
      "_rels/.rels",
      Array(
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='\(relation)' Target='/\(main)'/></Relationships>"
          .utf8))
    let namespaces =
      "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' xmlns:v='urn:schemas-microsoft-com:vml'"
    try archive.add(
      main, Array("<w:document \(namespaces)><w:body>\(body)<w:sectPr/></w:body></w:document>".utf8))
    for (name, text) in parts { try archive.add(name, Array(text.utf8)) }
    return archive.finished()
  }

  static func table(_ rows: [String]) -> String { "<w:tbl><w:tblPr/><w:tblGrid/>\(rows.joined())</w:tbl>" }

  static func row(_ cells: [String], properties: String = "") -> String {
    "<w:tr><w:trPr>\(properties)</w:trPr>\(cells.joined())</w:tr>"
  }

  /// A cell with the content of one paragraph.
  static func cell(_ content: String, properties: String = "") -> String {
    "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p>\(content)</w:p></w:tc>"
  }

  static func run(_ text: String) -> String { "<w:r><w:t xml:space='preserve'>\(text)</w:t></w:r>" }

  static func texts(_ texts: [String]) -> String { row(texts.map { cell(run($0)) }) }

  /// A row with one comment whose cells can be replaced.
  static func comment(_ changes: [Int: String] = [:]) -> String {
    let plain = ["DE", "12", "3.1", "Note 1", "te", "The comment.", "A change.", ""].map { cell(run($0)) }
    return row(plain.enumerated().map { changes[$0.offset + 1] ?? $0.element })
  }

  /// What is read from a table with the usual headings and some rows.
  static func reading(_ rows: [String]) throws -> TemplateReading {
    try CommentTemplate.reading(document(table([texts(headings)] + rows)))
  }
}
