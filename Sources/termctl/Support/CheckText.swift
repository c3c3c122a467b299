import Foundation
import RDF
import SKOS

/// A report as people read it in a terminal: each finding with the line it stands in, then what they add up to.
struct CheckText {
  /// How many findings of a rule are shown for a file; nil for all.
  let shownMax: Int?
  /// Whether only a line is shown for each finding.
  let isBrief: Bool

  /// Prints the findings to standard output, and the sums to standard error.
  func print(_ report: CheckReport, in file: CheckReport.File) {
    var shown: [String: Int] = [:]
    for item in file.items where !item.isKnown {
      shown[item.rule, default: 0] += 1
      if let shownMax, shown[item.rule, default: 0] > shownMax { continue }
      Terminal.line(line(item, file.name))
      if !isBrief { excerpt(item) }
    }
    for (rule, count) in shown.sorted(by: { $0.key < $1.key }) {
      guard let shownMax, count > shownMax else { continue }
      Terminal.line("\(file.name): and \(count - shownMax) more [\(rule)] (--all shows them)")
    }
  }

  /// Says how many findings there are of each severity and of each rule.
  func summary(_ report: CheckReport) {
    for file in report.files where file.tripleCount != nil {
      let counts = Severity.allCases.reversed().compactMap { severity -> String? in
        let count = file.items.count { $0.severity == severity && !$0.isKnown }
        return count == 0 ? nil : severity.counted(count)
      }
      Terminal.note(
        "\(file.name): \(file.tripleCount ?? 0) triples, "
          + (counts.isEmpty ? "no findings" : counts.joined(separator: ", ")))
    }
    let groups = Dictionary(grouping: report.items.map(\.item).filter { !$0.isKnown }, by: \.rule)
    guard !isBrief, groups.count > 1 else { return known(report) }
    let rows = groups.map { (rule: $0.key, items: $0.value) }.sorted {
      ($0.items[0].severity, $0.items.count, $1.rule) > ($1.items[0].severity, $1.items.count, $0.rule)
    }
    for (rule, items) in rows {
      let count = String(items.count)
      let padding = String(repeating: " ", count: max(8 - count.count, 0))
      Terminal.note("\(padding)\(count)  \(items[0].severity.rawValue)  \(rule)")
    }
    known(report)
  }

  private func known(_ report: CheckReport) {
    if report.knownCount > 0 { Terminal.note("\(report.knownCount) more are in the baseline") }
  }

  private func line(_ item: CheckReport.Item, _ file: String) -> String {
    let place = item.position.map { "\(file):\($0)" } ?? file
    let style: Terminal.Style =
      switch item.severity {
      case .error: .red
      case .warning: .yellow
      case .info: .cyan
      }
    return
      "\(Terminal.visible(place)): \(Terminal.styled(item.severity.rawValue, style)): \(Terminal.visible(item.message)) [\(item.rule)]"
  }

  /// The line of the file with a caret under the place.
  private func excerpt(_ item: CheckReport.Item) {
    guard let text = item.sourceLine, let column = item.sourceColumn, let position = item.position else {
      return
    }
    let number = String(position.line)
    // A tab is as wide under the line as in it; wide characters take two places.
    let before = text.prefix(column).map {
      $0 == "\t" ? "\t" : String(repeating: " ", count: Print.width(String($0)))
    }
    let margin = String(repeating: " ", count: number.count)
    Terminal.line("  \(Terminal.styled("\(number) |", .dim)) \(Terminal.visible(text))")
    Terminal.line(
      "  \(Terminal.styled("\(margin) |", .dim)) \(before.joined())\(Terminal.styled("^", .green))")
  }
}
