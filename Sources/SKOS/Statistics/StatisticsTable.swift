/// A table of a report: a title, heads, and rows of cells.
struct StatisticsTable {
  let title: String
  /// What each column holds; empty for a table of pairs that explain themselves.
  let heads: [String]
  /// The cells, ours and the vocabulary's alike; writers escape all of them.
  let rows: [[String]]
  /// From which column on there are numbers, which align on the right.
  var firstNumber = 1
  /// What to draw as bars beside the table: for each row a label and a number.
  var bars: [(label: String, value: Int)] = []
  /// What the bars show, for those who do not see them.
  var barsTitle = ""

  /// The most rows that a text or a page shows.
  ///
  /// 200: as many as somebody reads; a hierarchy may have 100,000 levels. JSON has them all.
  static let rowCountMax = 200

  /// How many rows are not shown.
  var hiddenRowCount: Int { max(rows.count - Self.rowCountMax, 0) }

  /// The rows that are shown.
  var shownRows: ArraySlice<[String]> { rows.prefix(Self.rowCountMax) }

  /// The table as text, in columns that align on a terminal; controls are written out.
  ///
  /// - Parameter title: shows the title, such as in bold.
  func text(title style: (String) -> String) -> String {
    let lines = ((heads.isEmpty ? [] : [heads]) + shownRows).map { $0.map(\.printable) }
    let columnCount = lines.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      lines.map { $0.indices.contains(column) ? $0[column].columnCount : 0 }.max() ?? 0
    }
    var text = style(title) + "\n"
    for line in lines {
      let cells = line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.columnCount)
        return column >= firstNumber ? space + cell : cell + space
      }
      let row = "  " + cells.joined(separator: "  ")
      text += String(row.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
    if hiddenRowCount > 0 { text += "  … and \(hiddenRowCount) more, all of them in JSON\n" }
    return text
  }
}

extension String {
  /// How many places of a terminal the text takes: East Asian wide characters and emoji two, marks none.
  var columnCount: Int {
    unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        return sum + 2
      case 0x200B...0x200F: return sum
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return sum
        default: return sum + 1
        }
      }
    }
  }
}

/// A part of a whole in per cent with one decimal, rounded down, so that nothing incomplete shows as 100.0.
struct Percent: CustomStringConvertible {
  /// In thousandths of the whole.
  private let thousandths: Int

  /// `part` of `whole`; 0 of nothing.
  init(_ part: Int, of whole: Int) {
    let (product, overflows) = part.multipliedReportingOverflow(by: 1000)
    thousandths = whole <= 0 || overflows ? 0 : product / whole
  }

  /// The number with one decimal, `99.9`.
  var description: String { "\(thousandths / 10).\(thousandths % 10)" }
}
