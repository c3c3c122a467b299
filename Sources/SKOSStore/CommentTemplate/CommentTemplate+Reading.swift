import RDF
import SKOS

extension CommentTemplate {
  /// Reads a file of comments: a Word document (.docx), or a sheet of comma-, semicolon- or tab-separated values.
  ///
  /// Which of the two it is, is told from its first bytes. Headings are found in any of the wordings and orders that
  /// `TemplateColumn.init(heading:)` knows. Rows without a comment are passed over. O(n).
  /// - Parameter sender: whose the comments are that do not say it.
  /// - Throws: `TemplateFault` for a file in which there are no comments to read; what is wrong with single rows is in
  ///   the result.
  public static func reading(
    _ bytes: [UInt8], from sender: TemplateComment.Author? = nil, limits: ZipLimits = ZipLimits()
  ) throws(TemplateFault) -> TemplateReading {
    isDocument(bytes)
      ? try reading(docx: bytes, from: sender, limits: limits)
      : try reading(csv: bytes, from: sender)
  }

  /// Whether a file begins as a Word document does, one of the old kind too, which reading refuses by name.
  public static func isDocument(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  /// Reads a Word document.
  ///
  /// All tables with the headings of the template are read, one after the other; those within cells only if there is
  /// no other.
  /// - Throws: as `reading(_:from:limits:)`.
  public static func reading(
    docx bytes: [UInt8], from sender: TemplateComment.Author? = nil, limits: ZipLimits = ZipLimits()
  ) throws(TemplateFault) -> TemplateReading {
    let document = try WordDocument(bytes, limits: limits)
    var found: [(depth: Int, rows: TemplateRows)] = []
    for (index, table) in document.tables.enumerated() {
      if let rows = TemplateRows(table.rows, table: index + 1, sender: sender) {
        found.append((table.depth, rows))
      }
    }
    guard let depth = found.map(\.depth).min() else {
      throw noTable("none of the \(document.tables.count) tables has")
    }
    let all = found.filter { $0.depth == depth }.map(\.rows)
    let template = CommentTemplate(
      document: label(document.headTexts, ["document"]),
      project: label(document.headTexts, ["project", "projet"]),
      date: label(document.headTexts, ["date"]), language: document.language,
      comments: all.flatMap(\.comments))
    return TemplateReading(
      template: template, faults: all.flatMap(\.faults), remarks: all.flatMap(\.remarks))
  }

  /// Reads a sheet, in UTF-8 or UTF-16; the apostrophes that guard against formulas are taken away.
  ///
  /// - Parameter limits: of these the longest entry, as the longest sheet.
  /// - Throws: as `reading(_:from:limits:)`.
  public static func reading(
    csv bytes: [UInt8], from sender: TemplateComment.Author? = nil, limits: ZipLimits = ZipLimits()
  ) throws(TemplateFault) -> TemplateReading {
    guard bytes.count <= limits.entryByteCountMax else {
      throw TemplateFault(.tooLong, "the sheet is longer than \(limits.entryByteCountMax) bytes")
    }
    let lines: [CSVRow]
    do throws(SheetFault) {
      lines = try CSVReader.rows(bytes)
    } catch {
      throw TemplateFault(.sheet, row: error.line, column: error.column, error.message)
    }
    let rows = lines.map { line in
      TemplateRows.Row(
        number: line.line,
        cells: line.cells.enumerated().map { index, text in
          TemplateRows.Cell(
            column: index + 1, text: TemplateComment.normalized(CellText.unguarded(text)))
        })
    }
    guard let found = TemplateRows(rows, table: nil, sender: sender) else {
      throw noTable("the sheet has not")
    }
    return TemplateReading(
      template: CommentTemplate(comments: found.comments), faults: found.faults,
      remarks: found.remarks)
  }

  private static func noTable(_ what: String) -> TemplateFault {
    let headings = TemplateColumn.allCases.map { "\"\($0.heading)\"" }.joined(separator: ", ")
    return TemplateFault(
      .noTable, "\(what) the headings of the commenting template; expected \(headings)")
  }

  /// What follows a label and a colon in one of some texts; empty if nothing does.
  private static func label(_ texts: [String], _ labels: [String]) -> String {
    for text in texts.flatMap({ $0.split(separator: "\n") }) {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, TemplateColumn.words(String(parts[0])).count == 1,
        labels.contains(TemplateColumn.words(String(parts[0])).joined())
      else { continue }
      let value = TemplateComment.normalized(String(parts[1]))
      if !value.isEmpty { return value }
    }
    return ""
  }
}
