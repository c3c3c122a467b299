internal import RDF

/// Collects the tables of a part of a Word document, and the texts outside of them.
///
/// What Word and LibreOffice make of one text is put together again: runs split anywhere, tracked changes (insertions
/// are kept, deletions are not), fields by their results, content controls without their placeholders, one of two
/// alternatives. A paragraph ends with a line feed, and so does a line break. A table within a cell is a text of that
/// cell, and a table of its own. Nothing recurses: nesting is a stack, and bounded by the XML reader.
/// - Source: ISO/IEC 29500-1, 17.
final class WordTables: XMLElementHandler {
  /// A table in the order in which tables end.
  struct Table {
    /// How many tables it stands in.
    let depth: Int
    /// The order in which tables begin.
    let ordinal: Int
    let rows: [TemplateRows.Row]
  }

  private struct OpenTable {
    let ordinal: Int
    var rows: [TemplateRows.Row] = []
    var rowCount = 0
    var row: OpenRow?
  }

  private struct OpenRow {
    var isDeleted = false
    var nextColumn = 1
    var cells: [TemplateRows.Cell] = []
    var cell: OpenCell?
  }

  private struct OpenCell {
    var span = 1
    var continuesAbove = false
    var continuesLeft = false
    var isDeleted = false
    var text = ""
  }

  /// The tables that have ended.
  private(set) var tables: [Table] = []
  /// The paragraphs outside of tables, the first thousand.
  private(set) var paragraphs: [String] = []

  private var open: [OpenTable] = []
  private var tableCount = 0
  /// The names of the open elements; only those of WordprocessingML have one.
  private var path: [String] = []
  /// How deep within something that is passed over.
  private var skippedDepth = 0
  /// For each open content control, whether it shows its placeholder.
  private var placeholders: [Bool] = []
  private var loose = ""
  private var isParagraphMarkDeleted = false

  private var cellCount = 0
  private var rowCount = 0

  /// The most paragraphs outside of tables that are kept: the document's name stands at its beginning.
  private static let looseCountMax = 1_000
  /// The most columns of a row, and the most that a cell may span: Word has at most 63.
  static let columnCountMax = 1_024
  /// The most cells of a document: those of as many rows as are read of a table, with some room.
  static let cellCountMax = 2_000_000
  /// The most rows of a document.
  static let rowCountMax = 500_000
  /// The deepest nesting of tables: the text of each is kept once more for every table around it.
  static let tableDepthMax = 4

  /// The two namespaces of WordprocessingML: that of every program, and that of the strict variant.
  private static let namespaces: Set<String> = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
  ]
  private static let mathNamespaces: Set<String> = [
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
  ]
  private static let compatibilityNamespace =
    "http://schemas.openxmlformats.org/markup-compatibility/2006"
  /// What does not belong to the text: deletions and where moved text was, instructions of fields, readings above
  /// characters.
  private static let skipped: Set<String> = [
    "delText", "instrText", "delInstrText", "moveFrom", "rt", "annotationRef",
  ]

  // MARK: Events

  func startElement(_ name: XMLElementName, _ attributes: [XMLElementName: String])
    throws(SyntaxError)
  {
    guard skippedDepth == 0 else {
      skippedDepth += 1
      return
    }
    if name.namespace == Self.compatibilityNamespace, name.local == "Fallback" {
      skippedDepth = 1
      return
    }
    guard Self.namespaces.contains(name.namespace) else {
      path.append(Self.mathNamespaces.contains(name.namespace) && name.local == "t" ? "t" : "")
      return
    }
    let parent = path.last ?? ""
    let isMark = parent == "rPr" || parent == "trPr" || parent == "tcPr"
    if Self.skipped.contains(name.local) || name.local == "del" && !isMark {
      skippedDepth = 1
      return
    }
    path.append(name.local)
    let value = attributes[XMLElementName(namespace: name.namespace, local: "val")]
    if !(try begin(name.local)) { note(name.local, in: parent, value, attributes, name.namespace) }
  }

  func endElement(_ name: XMLElementName) throws(SyntaxError) {
    guard skippedDepth == 0 else {
      skippedDepth -= 1
      return
    }
    switch path.popLast() {
    case "tbl": endTable()
    case "tr": endRow()
    case "tc": endCell()
    case "p": endParagraph()
    case "sdt": placeholders.removeLast()
    default: break
    }
  }

  func characters(_ text: String) throws(SyntaxError) {
    if skippedDepth == 0, path.last == "t" { append(text) }
  }

  /// Opens what has an end of its own; false for everything else.
  private func begin(_ name: String) throws(SyntaxError) -> Bool {
    switch name {
    case "tbl":
      try limit(open.count, Self.tableDepthMax, "tables nested in one another")
      tableCount += 1
      open.append(OpenTable(ordinal: tableCount))
    case "tr":
      try limit(rowCount, Self.rowCountMax, "rows")
      rowCount += 1
      change { $0.row = OpenRow() }
    case "tc":
      try limit(cellCount, Self.cellCountMax, "cells")
      try limit(open.last?.row?.cells.count ?? 0, Self.columnCountMax, "cells in a row")
      cellCount += 1
      change { $0.row?.cell = OpenCell() }
    case "p": isParagraphMarkDeleted = false
    case "sdt": placeholders.append(false)
    default: return false
    }
    return true
  }

  private func limit(_ count: Int, _ most: Int, _ what: String) throws(SyntaxError) {
    guard count < most else {
      throw SyntaxError(.limit, at: nil, "the document has more than \(most) \(what)")
    }
  }

  /// Takes note of a property or a character.
  private func note(
    _ name: String, in parent: String, _ value: String?, _ attributes: [XMLElementName: String],
    _ namespace: String
  ) {
    switch (parent, name) {
    case ("trPr", "del"): change { $0.row?.isDeleted = true }
    case ("trPr", "gridBefore"): change { $0.row?.nextColumn += Self.span(value, least: 0) }
    case ("tcPr", "gridSpan"): change { $0.row?.cell?.span = Self.span(value, least: 1) }
    case ("tcPr", "vMerge"): change { $0.row?.cell?.continuesAbove = value != "restart" }
    case ("tcPr", "hMerge"): change { $0.row?.cell?.continuesLeft = value != "restart" }
    case ("tcPr", "cellDel"): change { $0.row?.cell?.isDeleted = true }
    case ("rPr", "del") where path.dropLast(2).last == "pPr": isParagraphMarkDeleted = true
    case ("sdtPr", "showingPlcHdr"):
      if !placeholders.isEmpty {
        placeholders[placeholders.count - 1] = value != "0" && value != "false"
      }
    case ("r", "tab"), ("r", "ptab"): append("\t")
    case ("r", "br"), ("r", "cr"): append("\n")
    case ("r", "noBreakHyphen"): append("\u{2011}")
    case ("r", "sym"):
      append(Self.symbol(attributes[XMLElementName(namespace: namespace, local: "char")]))
    default: break
    }
  }

  private func change(_ body: (inout OpenTable) -> Void) {
    if !open.isEmpty { body(&open[open.count - 1]) }
  }

  private static func span(_ value: String?, least: Int) -> Int {
    min(max(value.flatMap { Int($0) } ?? 1, least), columnCountMax)
  }

  /// A character of a font of symbols, which has no meaning without the font.
  private static func symbol(_ code: String?) -> String {
    guard let code, let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value),
      value >= 0x20,
      !(0xE000...0xF8FF).contains(value)
    else { return "\u{FFFD}" }
    return String(scalar)
  }

  // MARK: Text

  private func append(_ text: String) {
    guard !placeholders.contains(true) else { return }
    if let index = openCell {
      open[index].row?.cell?.text += text
    } else if open.isEmpty, paragraphs.count < Self.looseCountMax {
      loose += text
    }
  }

  /// The innermost table with an open cell.
  private var openCell: Int? { open.lastIndex { $0.row?.cell != nil } }

  private func endParagraph() {
    guard !isParagraphMarkDeleted else {
      isParagraphMarkDeleted = false
      return
    }
    if openCell != nil {
      append("\n")
    } else if !loose.isEmpty {
      paragraphs.append(TemplateComment.normalized(loose))
      loose = ""
    }
  }

  private func endCell() {
    change { table in
      guard var row = table.row, let cell = row.cell else { return }
      // Taken out while it is changed, so that its cells are not copied for each.
      table.row = nil
      row.cell = nil
      let text = cell.isDeleted ? "" : TemplateComment.normalized(cell.text)
      if cell.continuesLeft, let last = row.cells.last {
        row.cells[row.cells.count - 1] = TemplateRows.Cell(
          column: last.column, span: last.span + cell.span, text: last.text,
          isContinued: last.isContinued)
      } else {
        row.cells.append(
          TemplateRows.Cell(
            column: row.nextColumn, span: cell.span, text: text, isContinued: cell.continuesAbove))
      }
      row.nextColumn += cell.span
      table.row = row
    }
  }

  private func endRow() {
    change { table in
      guard let row = table.row else { return }
      table.row = nil
      table.rowCount += 1
      if !row.isDeleted {
        table.rows.append(TemplateRows.Row(number: table.rowCount, cells: row.cells))
      }
    }
  }

  private func endTable() {
    guard let table = open.popLast() else { return }
    tables.append(Table(depth: open.count, ordinal: table.ordinal, rows: table.rows))
    // A table in a cell is also a text of that cell.
    let lines = table.rows.map { $0.cells.map(\.text).joined(separator: "\t") }
    if !open.isEmpty { append(lines.joined(separator: "\n") + "\n") }
  }
}
