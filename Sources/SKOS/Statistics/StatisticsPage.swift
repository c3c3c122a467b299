/// Statistics of one or several vocabularies as one HTML page that needs nothing else: charts are drawn in the page.
public struct StatisticsPage: Sendable {
  private let reports: [(name: String, statistics: VocabularyStatistics)]

  /// Takes vocabularies with what they are called.
  public init(_ reports: [(name: String, statistics: VocabularyStatistics)]) { self.reports = reports }

  /// The page; whatever the vocabularies say is escaped, and every chart has its table.
  public var html: String {
    let title = "Statistics of " + reports.map(\.name).joined(separator: ", ")
    var body = ""
    for (number, report) in reports.enumerated() {
      if reports.count > 1 { body += "<h2>\(HTMLPage.escaped(report.name))</h2>\n" }
      for (place, table) in report.statistics.tables.enumerated() {
        body += Self.html(table, level: reports.count > 1 ? 3 : 2, id: "t\(number)-\(place)")
      }
    }
    return HTMLPage(title: title, body: body).html
  }

  private static func html(_ table: StatisticsTable, level: Int, id: String) -> String {
    let title = HTMLPage.escaped(table.title)
    var html = "<section aria-labelledby=\"\(id)\">\n<h\(level) id=\"\(id)\">\(title)</h\(level)>\n"
    if !table.bars.isEmpty { html += BarChart(title: table.barsTitle, bars: table.bars, id: id).svg }
    html += "<div class=\"wide\">\n<table>\n"
    if !table.heads.isEmpty {
      let heads = table.heads.enumerated().map { column, head in
        "<th scope=\"col\"\(number(column, table))>\(HTMLPage.escaped(head))</th>"
      }
      html += "<thead><tr>\(heads.joined())</tr></thead>\n"
    }
    html += "<tbody>\n"
    for row in table.shownRows {
      let cells = row.enumerated().map { column, cell in
        let text = "<bdi>\(HTMLPage.escaped(cell))</bdi>"
        return column == 0 ? "<th scope=\"row\">\(text)</th>" : "<td\(number(column, table))>\(text)</td>"
      }
      html += "<tr>\(cells.joined())</tr>\n"
    }
    html += "</tbody>\n</table>\n</div>\n"
    if table.hiddenRowCount > 0 {
      html += "<p class=\"quiet\">… and \(table.hiddenRowCount) more, all of them in JSON.</p>\n"
    }
    return html + "</section>\n"
  }

  private static func number(_ column: Int, _ table: StatisticsTable) -> String {
    column >= table.firstNumber ? " class=\"number\"" : ""
  }
}

/// Horizontal bars as SVG within a page.
struct BarChart {
  let title: String
  let bars: [(label: String, value: Int)]
  /// What the identifiers of its title and description begin with.
  let id: String

  /// The most bars that are drawn: as many as fit on a screen or two.
  private static let barCountMax = 60
  /// The most characters of a label; the table beside has all of them.
  private static let labelCountMax = 24
  private static let (labelWidth, barWidth, numberWidth, rowHeight) = (180, 400, 90, 22)

  /// The chart, with a title and a description for those who do not see it.
  var svg: String {
    let shown = bars.prefix(Self.barCountMax)
    let most = max(shown.map(\.value).max() ?? 0, 1)
    let (width, height) = (
      Self.labelWidth + Self.barWidth + Self.numberWidth, shown.count * Self.rowHeight + 4
    )
    let description =
      shown.count < bars.count
      ? "The first \(shown.count) of \(bars.count) bars; the numbers are in the table below."
      : "The numbers are in the table below."
    var svg =
      "<figure>\n<svg viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" role=\"img\" "
    svg +=
      "aria-labelledby=\"\(id)-title \(id)-desc\">\n<title id=\"\(id)-title\">\(HTMLPage.escaped(title))</title>\n"
    svg += "<desc id=\"\(id)-desc\">\(description)</desc>\n"
    for (row, bar) in shown.enumerated() {
      let (top, base) = (row * Self.rowHeight + 3, row * Self.rowHeight + 16)
      // As doubles, because the numbers are the vocabulary's and a product of two might not fit.
      let length = Int(Double(bar.value) / Double(most) * Double(Self.barWidth))
      let label =
        bar.label.count > Self.labelCountMax ? bar.label.prefix(Self.labelCountMax - 1) + "…" : bar.label[...]
      svg +=
        "<text x=\"\(Self.labelWidth - 8)\" y=\"\(base)\" text-anchor=\"end\">\(HTMLPage.escaped(String(label)))</text>"
      svg +=
        "<rect x=\"\(Self.labelWidth)\" y=\"\(top)\" width=\"\(max(length, bar.value > 0 ? 1 : 0))\" height=\"16\"/>"
      svg += "<text x=\"\(Self.labelWidth + length + 6)\" y=\"\(base)\">\(bar.value)</text>\n"
    }
    return svg + "</svg>\n<figcaption class=\"quiet\">\(HTMLPage.escaped(title))</figcaption>\n</figure>\n"
  }
}
