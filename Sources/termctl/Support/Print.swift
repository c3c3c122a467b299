import Foundation
import RDF

/// How answers look to people.
enum Print {
  /// A table with aligned columns; wide characters count two.
  static func table(_ rows: [[String]], indent: Int = 0) {
    guard let columns = rows.map(\.count).max() else { return }
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? width($0[column]) : 0 }.max() ?? 0
    }
    for row in rows {
      var line = String(repeating: " ", count: indent)
      for (column, cell) in row.enumerated() {
        let shown = Terminal.visible(cell)
        line += shown
        if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - width(cell) + 2) }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      Terminal.line(line)
    }
  }

  /// How many places of a terminal a text takes, near enough: East Asian wide characters take two, marks none.
  static func width(_ text: String) -> Int {
    Terminal.visible(text).unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        sum + 2
      case 0x0300...0x036F, 0x200B...0x200F: sum
      default: sum + 1
      }
    }
  }

  /// A label with its language where that is not the one asked for.
  static func label(_ json: JSON?) -> String { Terminal.visible(json?["text"]?.string ?? "") }

  static func text(_ json: JSON?) -> String {
    guard let json else { return "" }
    return Terminal.visible(json.string ?? json.int.map(String.init) ?? "")
  }

  /// "(retired, replaced by …)" for an entry that is out of use; nothing for others.
  static func retirement(_ json: JSON?) -> String {
    guard let json, !json.isNull else { return "" }
    let successors = (json["replacedBy"]?.array ?? []).map { successor in
      let name = label(successor["label"])
      return name.isEmpty ? text(successor["iri"]) : "\(name) <\(text(successor["iri"]))>"
    }
    let replacement = successors.isEmpty ? "" : ", replaced by " + successors.joined(separator: ", ")
    return Terminal.styled("  (retired\(replacement))", .red)
  }

  /// The day of a timestamp.
  static func day(_ json: JSON?) -> String { String((json?.string ?? "").prefix(10)) }

  /// The minute of a timestamp.
  static func minute(_ json: JSON?) -> String {
    String((json?.string ?? "").prefix(16)).replacing("T", with: " ")
  }

  /// A text of several lines.
  static func lines(_ json: JSON?) {
    for line in (json?.string ?? "").split(separator: "\n", omittingEmptySubsequences: true) {
      Terminal.line(Terminal.visible(String(line)))
    }
  }

  /// What changed in entries, as readable as a diff.
  static func entryChanges(_ entries: [JSON]) {
    for entry in entries {
      let status = entry["status"]?.string ?? ""
      let (mark, style): (String, Terminal.Style) =
        switch status {
        case "added": ("+", .green)
        case "removed": ("-", .red)
        default: ("~", .yellow)
        }
      let kind = entry["kind"]?.string.map { " (\($0))" } ?? ""
      Terminal.line(
        Terminal.styled("\(mark) ", style) + Terminal.styled(label(entry["label"]), .bold) + "\(kind)  "
          + Terminal.styled(text(entry["iri"]), .dim))
      for change in entry["changes"]?.array ?? [] { Terminal.line("    " + marked(text(change))) }
    }
  }

  /// What differs between two moments, and how many entries that is.
  ///
  /// - Parameter count: how many there are, where not all of them were told.
  static func entryDifferences(_ entries: [JSON], of count: Int? = nil) {
    entryChanges(entries)
    let count = count ?? entries.count
    if count > entries.count { Terminal.line("… and \(count - entries.count) more") }
    Terminal.line(
      count == 0 ? "nothing differs" : "\(count) \(count == 1 ? "entry differs" : "entries differ")")
  }

  /// Word marks `[-old-]{+new+}` in colour.
  static func marked(_ line: String) -> String {
    guard Terminal.usesColor(.standardOutput) else { return line }
    return line.replacing("[-", with: "\u{1B}[31m[-").replacing("-]", with: "-]\u{1B}[0m")
      .replacing("{+", with: "\u{1B}[32m{+").replacing("+}", with: "+}\u{1B}[0m")
  }
}

extension Print {
  /// A change request with its steps.
  static func changeRequest(_ request: JSON) {
    Terminal.line(
      Terminal.styled("Change request \(text(request["number"])): \(text(request["title"]))", .bold))
    var rows = [
      ["state", text(request["state"])],
      ["proposed by", "\(text(request["author"])), \(day(request["createdAt"]))"],
      ["because", text(request["justification"])],
      ["edition", text(request["edition"])],
      ["made against", "revision \(text(request["baseRevision"]))" + release(request["baseRelease"])],
    ]
    for item in request["items"]?.array ?? [] {
      rows.append([
        text(item["kind"]), "\(label(item["label"]))  " + Terminal.styled(text(item["iri"]), .dim),
      ])
    }
    table(rows, indent: 2)
    for step in request["transitions"]?.array ?? [] {
      let reason = step["reason"]?.string.flatMap { $0.isEmpty ? nil : ": " + Terminal.visible($0) } ?? ""
      Terminal.line(
        "  \(minute(step["at"]))  \(text(step["actor"])) (\(text(step["role"]))) → \(text(step["to"]))\(reason)"
      )
    }
    for stage in request["stages"]?.array ?? [] { stageLines(stage) }
    for duty in request["duties"]?.array ?? [] {
      let who = (duty["who"]?.array ?? []).map { text($0) }.joined(separator: " or ")
      let due = day(duty["due"])
      let until = due.isEmpty ? "" : duty["isOverdue"]?.bool == true ? ", was due \(due)" : ", by \(due)"
      let may = duty["isOptional"]?.bool == true ? " (may be left)" : ""
      Terminal.line("  next: \(who) \(text(duty["what"]))\(until)\(may)")
    }
    let next = (request["next"]?.array ?? []).map { text($0) }
    if !next.isEmpty { Terminal.line("  you may: \(next.joined(separator: ", "))") }
  }

  private static func stageLines(_ stage: JSON) {
    let end =
      stage["isOpen"]?.bool == true ? "until \(day(stage["closes"]))" : "closed \(day(stage["closes"]))"
    Terminal.line("  \(text(stage["stage"])) from \(day(stage["opened"])), \(end)")
    for answer in stage["answers"]?.array ?? [] {
      let procedure = answer["procedure"]?.string.map { ", \($0) procedure" } ?? ""
      let said = answer["text"]?.string.flatMap { $0.isEmpty ? nil : ": " + Terminal.visible($0) } ?? ""
      Terminal.line("    \(text(answer["memberBody"])) \(text(answer["position"]))\(procedure)\(said)")
    }
    for objection in stage["objections"]?.array ?? [] {
      Terminal.line("    \(text(objection["by"])) objects: \(text(objection["text"]))")
    }
    for ballot in stage["ballots"]?.array ?? [] { Terminal.line("    ballot \(text(ballot))") }
  }

  private static func release(_ json: JSON?) -> String { json?.string.map { ", after release \($0)" } ?? "" }
}
