/// Writes the parts of `spec/protocol.md` that the declarations determine; a test compares them with the file.
public enum ProtocolMarkdown {
  /// The table of errors.
  public static var errors: String {
    rows(
      ["code", "name", "meaning", "what to do"],
      RPCErrorName.allCases.map { ["\($0.code)", "`\($0.rawValue)`", $0.meaning, $0.remedy] })
  }

  /// The table of default limits.
  public static var limits: String {
    rows(
      ["limit", "default", "of", "told by `rpc.hello`"],
      ServiceLimits().rows.map { ["`\($0.name)`", grouped($0.value), $0.meaning, $0.isTold ? "yes" : ""] })
  }

  /// A section for each method, in the order of the table.
  public static func methods(_ declarations: [MethodDeclaration]) -> String {
    declarations.map(section).joined(separator: "\n")
  }

  /// The document with the text between the marks of a section replaced; nil if the marks are not there.
  ///
  /// The marks are lines: `<!-- name: begin … -->` and `<!-- name: end -->`.
  public static func replacing(_ name: String, with text: String, in document: String) -> String? {
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
    guard let begin = lines.firstIndex(where: { $0.hasPrefix("<!-- \(name): begin") }),
      let end = lines[begin...].firstIndex(of: "<!-- \(name): end -->")
    else { return nil }
    let body = ["", text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n")]
    return (lines[...begin].map(String.init) + body + lines[end...].map(String.init)).joined(separator: "\n")
  }

  private static func section(_ method: MethodDeclaration) -> String {
    var text = "### `\(method.name)`\n\n\(method.summary). For \(method.access)"
    text += method.isWrite ? "; it writes.\n" : ".\n"
    if !method.parameters.isEmpty {
      text += "\n"
      text += rows(
        ["parameter", "type", "", "meaning"],
        method.parameters.map {
          ["`\($0.name)`", $0.schema.words, $0.isRequired ? "required" : "", $0.description]
        })
    }
    text += "\nResult: \(method.result.description)"
    if case .object(let members) = method.result.schema, !members.isEmpty {
      text += ":\n\n"
      text += rows(
        ["member", "type", "meaning"],
        members.map { ["`\($0.name)`\($0.isRequired ? "" : "?")", $0.schema.words, $0.description] })
    } else {
      text += ".\n"
    }
    if !method.errors.isEmpty {
      text += "\nErrors: \(method.errors.map { "`\($0.rawValue)`" }.joined(separator: ", ")).\n"
    }
    return text
  }

  private static func rows(_ head: [String], _ rows: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + rows).map { cells in
      "| "
        + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        .joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// The number with commas between groups of three digits.
  private static func grouped(_ value: Int) -> String {
    let digits = Array(String(value))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }
}
