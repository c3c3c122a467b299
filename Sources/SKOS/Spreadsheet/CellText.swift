/// How the values of a property stand in one cell, so that nothing is lost and nothing is run.
///
/// Values are separated by ` | `. White space around a value is not part of it. In a value `\` is written `\\`, `|`
/// is `\|`, a carriage return `\r`; white space at its ends is `\s`, `\t`, `\n`; a value without any text is `\e`.
/// Other line breaks stay as they are. A cell that begins with `=`, `+`, `-`, `@`, or with an apostrophe that could
/// be taken for this guard, gets an apostrophe in front, so that no spreadsheet program takes it for a formula.
package enum CellText {
  /// The cell of some values; empty if there are none.
  static func encode(_ values: [String]) -> String { guarded(values.map(escaped).joined(separator: " | ")) }

  /// The values of a cell.
  ///
  /// - Throws: `Malformed` for a backslash that escapes nothing, and for separators with nothing between them.
  static func decode(_ cell: String) throws(Malformed) -> [String] {
    let text = unguarded(Array(cell.unicodeScalars))
    var values: [String] = []
    var parts: [[Scalar]] = [[]]
    var index = 0
    while index < text.count {
      let scalar = text[index]
      switch scalar {
      case "|": parts.append([])
      case "\r":
        // Carriage returns of the text are escaped, so this one is a program's way to end lines.
        if index + 1 >= text.count || text[index + 1] != "\n" { parts[parts.count - 1].append(.plain("\n")) }
      case "\\":
        index += 1
        guard index < text.count, let meant = escapes[text[index]] else {
          throw Malformed(
            description:
              "a backslash stands before \\, |, r, n, t, s or e only; write \\\\ for a backslash itself")
        }
        parts[parts.count - 1].append(.exact(meant))
      default: parts[parts.count - 1].append(.plain(scalar))
      }
      index += 1
    }
    if parts.count == 1, trimmed(parts[0]).isEmpty { return [] }
    for part in parts {
      let trimmed = trimmed(part)
      guard !trimmed.isEmpty else {
        throw Malformed(
          description:
            "there is nothing on one side of a |; take it out, or write \\| for a bar within a text")
      }
      var value = String.UnicodeScalarView()
      for scalar in trimmed { if let scalar = scalar.value { value.append(scalar) } }
      values.append(String(value))
    }
    return values
  }

  /// What is wrong with a cell.
  struct Malformed: Error, Hashable, CustomStringConvertible {
    let description: String
  }

  /// A character of a cell: as it stands there, or by an escape, which trimming leaves alone.
  private enum Scalar {
    case plain(Unicode.Scalar)
    /// Nil stands for the empty text.
    case exact(Unicode.Scalar?)

    var value: Unicode.Scalar? {
      switch self {
      case .plain(let scalar): scalar
      case .exact(let scalar): scalar
      }
    }

    var isSpace: Bool { if case .plain(let scalar) = self { CellText.isSpace(scalar) } else { false } }
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar?] = [
    "\\": "\\", "|": "|", "r": "\r", "n": "\n", "t": "\t", "s": " ", "e": nil,
  ]

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  private static func trimmed(_ part: [Scalar]) -> ArraySlice<Scalar> {
    guard let first = part.firstIndex(where: { !$0.isSpace }),
      let last = part.lastIndex(where: { !$0.isSpace })
    else { return [] }
    return part[first...last]
  }

  private static func escaped(_ value: String) -> String {
    let scalars = Array(value.unicodeScalars)
    guard !scalars.isEmpty else { return "\\e" }
    let first = scalars.firstIndex { !isSpace($0) } ?? scalars.count
    let last = scalars.lastIndex { !isSpace($0) } ?? -1
    var text = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\": text += "\\\\"
      case "|": text += "\\|"
      case "\r": text += "\\r"
      case " " where index < first || index > last: text += "\\s"
      case "\t" where index < first || index > last: text += "\\t"
      case "\n" where index < first || index > last: text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r"]

  private static func isGuardable(_ scalar: Unicode.Scalar) -> Bool {
    dangerous.contains(scalar) || scalar == "'"
  }

  /// Puts an apostrophe before what a spreadsheet program might run.
  package static func guarded(_ cell: String) -> String {
    let start = Array(cell.unicodeScalars.prefix(2))
    guard let first = start.first else { return cell }
    let looksGuarded = first == "'" && start.count > 1 && isGuardable(start[1])
    return dangerous.contains(first) || looksGuarded ? "'" + cell : cell
  }

  private static func unguarded(_ cell: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
    guard cell.count > 1, cell[0] == "'", isGuardable(cell[1]) else { return cell[...] }
    return ArraySlice(Array(cell.dropFirst()))
  }

  /// A cell without its guard.
  package static func unguarded(_ cell: String) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: unguarded(Array(cell.unicodeScalars)))
    return String(text)
  }
}
