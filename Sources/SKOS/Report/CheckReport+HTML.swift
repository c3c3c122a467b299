internal import RDF

extension CheckReport {
  /// The report as one page of HTML that needs nothing else: no script, no font, no connection.
  ///
  /// Charts are bars whose numbers stand beside them, so that nobody needs to see them. At most
  /// `findingsShownMax` findings of a rule are listed, and the page says so.
  public var html: String {
    let title = files.count == 1 ? "Check of \(files.first?.name ?? "")" : "Check of \(files.count) files"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.xmlEscaped)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>\(title.xmlEscaped)</h1>
      <p>\(verdict.xmlEscaped)</p>
      \(severityChart)
      \(ruleChart)
      \(files.map(section).joined(separator: "\n"))
      <footer><p>termctl check \(version.xmlEscaped), \(rules.count) rules</p></footer>
      </body>
      </html>

      """
  }

  /// How many findings of a rule the page lists for a file.
  public static let findingsShownMax = 200

  private var verdict: String {
    let parts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = newCount(severity)
      return count == 0 ? nil : severity.counted(count)
    }
    let known = knownCount == 0 ? "" : " \(knownCount) more are in the baseline."
    return (parts.isEmpty ? "Nothing new was found." : parts.joined(separator: ", ") + ".") + known
  }

  private var severityChart: String {
    bars(
      title: "Findings by severity",
      rows: Severity.allCases.reversed().map { ($0.rawValue, newCount($0), $0.rawValue) })
  }

  private var ruleChart: String {
    let groups = Dictionary(grouping: items.map(\.item).filter { !$0.isKnown }, by: \.rule)
    let rows = groups.map { ($0.key, $0.value.count, $0.value.first?.severity.rawValue ?? "info") }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return rows.isEmpty ? "" : bars(title: "Findings by rule", rows: rows)
  }

  /// A table whose second column is a bar with its number.
  private func bars(title: String, rows: [(name: String, count: Int, style: String)]) -> String {
    let most = max(rows.map(\.count).max() ?? 0, 1)
    let lines = rows.map { name, count, style in
      // At least one per cent, so that a single finding among thousands still shows.
      let width = count == 0 ? 0 : max(count * 100 / most, 1)
      return """
        <tr><th scope="row">\(name.xmlEscaped)</th><td class="number">\(count)</td>\
        <td class="chart"><span class="bar \(style)" style="width:\(width)%"></span></td></tr>
        """
    }
    return """
      <table class="bars"><caption>\(title.xmlEscaped)</caption>
      \(lines.joined(separator: "\n"))
      </table>
      """
  }

  private func section(_ file: File) -> String {
    let size = file.tripleCount.map { "\($0) triples" } ?? "cannot be read"
    var order: [String] = []
    var groups: [String: [Item]] = [:]
    for item in file.items {
      if groups[item.rule] == nil { order.append(item.rule) }
      groups[item.rule, default: []].append(item)
    }
    let sorted = order.compactMap { id in groups[id].map { (id, $0) } }.sorted {
      ($0.1.first?.severity ?? .info) > ($1.1.first?.severity ?? .info)
    }
    let body = sorted.isEmpty ? "<p>No findings.</p>" : sorted.map(group).joined(separator: "\n")
    return """
      <section>
      <h2>\(file.name.xmlEscaped) <small>\(size)</small></h2>
      \(body)
      </section>
      """
  }

  private func group(_ id: String, _ items: [Item]) -> String {
    let rule = Rule.named(id)
    let shown = items.prefix(Self.findingsShownMax).map { item in
      let place = item.position.map { "<span class=\"place\">\($0)</span> " } ?? ""
      let source = item.sourceLine.map { "<pre>\($0.printable.xmlEscaped)</pre>" } ?? ""
      let known = item.isKnown ? " <em>(in the baseline)</em>" : ""
      return "<li>\(place)\(item.message.xmlEscaped)\(known)\(source)</li>"
    }
    let rest = items.count - shown.count
    let more = rest > 0 ? "<p>and \(rest) more</p>" : ""
    let severity = items.first?.severity.rawValue ?? "info"
    return """
      <details\(severity == "error" ? " open" : "")>
      <summary><span class="tag \(severity)">\(severity)</span> <code>\(id.xmlEscaped)</code> \
      \((rule?.title ?? "").xmlEscaped) <span class="number">\(items.count)</span></summary>
      <p>\((rule?.reason ?? "").xmlEscaped)</p>
      <ul>
      \(shown.joined(separator: "\n"))
      </ul>
      \(more)
      </details>
      """
  }

  private static let style = """
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
    body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
    h1, h2 { line-height: 1.2; overflow-wrap: anywhere; }
    small { font-weight: normal; opacity: .7; }
    table.bars { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
    table.bars caption { text-align: start; font-weight: bold; padding-bottom: .3rem; }
    table.bars th { text-align: start; font-weight: normal; white-space: nowrap; padding-inline-end: 1rem; }
    td.number { text-align: end; padding-inline-end: .6rem; font-variant-numeric: tabular-nums; }
    td.chart { width: 60%; }
    .bar { display: inline-block; height: .8em; min-width: 0; border-radius: .2em; }
    .error { background: #c62828; } .warning { background: #b26a00; } .info { background: #1565c0; }
    .tag { color: #fff; border-radius: .3em; padding: 0 .4em; font-size: .85em; }
    details { border-top: 1px solid #8884; padding: .4rem 0; }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    summary .number { float: inline-end; opacity: .7; }
    li { overflow-wrap: anywhere; margin: .3rem 0; }
    .place { font-variant-numeric: tabular-nums; opacity: .7; }
    pre { margin: .2rem 0; padding: .3rem .5rem; background: #8882; overflow-x: auto; }
    footer { opacity: .7; margin-top: 3rem; }
    @media print { details > * { display: revert; } }
    """
}

extension Severity {
  /// "1 error", "3 warnings".
  public func counted(_ count: Int) -> String {
    switch self {
    case .error: count == 1 ? "1 error" : "\(count) errors"
    case .warning: count == 1 ? "1 warning" : "\(count) warnings"
    case .info: count == 1 ? "1 remark" : "\(count) remarks"
    }
  }
}
