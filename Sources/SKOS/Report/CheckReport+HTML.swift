internal import RDF

extension CheckReport {
  /// The report as one page of HTML that needs nothing else: no script, no font, no connection.
  ///
  /// Charts are bars whose numbers stand beside them, so that nobody needs to see them. At most
  /// `findingsShownMax` findings of a rule are listed for a file, and the page says so.
  public var html: String {
    let title = files.count == 1 ? "Check of \(files.first?.name ?? "")" : "Check of \(files.count) files"
    let body = """
      <p>\(HTMLPage.escaped(verdict))</p>
      \(charts)
      \(files.map(section).joined(separator: "\n"))
      <p class="quiet">termctl check \(HTMLPage.escaped(version)), \(rules.count) rules</p>
      """
    return HTMLPage(title: title, body: body).html
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

  private var charts: String {
    let groups = Dictionary(grouping: items.map(\.item).filter { !$0.isKnown }, by: \.rule)
    guard !groups.isEmpty else { return "" }
    let severities = Severity.allCases.reversed().map { (label: $0.rawValue, value: newCount($0)) }
    let rules = groups.map { (label: $0.key, value: $0.value.count) }
      .sorted { ($1.value, $0.label) < ($0.value, $1.label) }
    return BarChart(title: "Findings by severity", bars: severities, id: "severity").svg
      + BarChart(title: "Findings by rule", bars: rules, id: "rule").svg
  }

  private func section(_ file: File) -> String {
    let size = file.tripleCount.map { "\($0) triples" } ?? "cannot be read"
    let groups = Dictionary(grouping: file.items, by: \.rule)
    // The gravest first, then in the order of the file.
    let order = file.items.map(\.rule).uniqued.map { ($0, groups[$0, default: []]) }
    let sorted = Severity.allCases.reversed().flatMap { severity in
      order.filter { $0.1.first?.severity == severity }
    }
    let body = sorted.isEmpty ? "<p>No findings.</p>" : sorted.map(group).joined(separator: "\n")
    return """
      <section>
      <h2>\(HTMLPage.escaped(file.name)) <span class="quiet">\(size)</span></h2>
      \(body)
      </section>
      """
  }

  private func group(_ id: String, _ items: [Item]) -> String {
    let rule = Rule.named(id)
    let shown = items.prefix(Self.findingsShownMax).map { item in
      let place = item.position.map { "<span class=\"quiet\">\($0)</span> " } ?? ""
      let source = item.sourceLine.map { "\n<pre>\(HTMLPage.escaped($0))</pre>" } ?? ""
      let known = item.isKnown ? " <em>(in the baseline)</em>" : ""
      return "<li>\(place)<bdi>\(HTMLPage.escaped(item.message))</bdi>\(known)\(source)</li>"
    }
    let rest = items.count - shown.count
    let severity = items.first?.severity ?? .info
    return """
      <details\(severity == .error ? " open" : "")>
      <summary>\(items.count) × <strong>\(severity.rawValue)</strong> <code>\(HTMLPage.escaped(id))</code>: \
      \(HTMLPage.escaped(rule?.title ?? ""))</summary>
      <p class="quiet">\(HTMLPage.escaped(rule?.reason ?? ""))</p>
      <ul>
      \(shown.joined(separator: "\n"))
      </ul>
      \(rest > 0 ? "<p>… and \(rest) more, all of them in JSON.</p>" : "")
      </details>
      """
  }
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
