internal import RDF

extension CheckReport {
  /// The new findings as workflow commands, which GitHub turns into annotations of the lines.
  public var gitHubAnnotations: String {
    var text = ""
    for (file, item) in items where !item.isKnown {
      var properties = ["file=" + Self.property(file)]
      if let position = item.position { properties += ["line=\(position.line)", "col=\(position.column)"] }
      properties.append("title=" + Self.property(item.rule))
      text +=
        "::\(Self.command(item.severity)) \(properties.joined(separator: ","))::\(Self.data(item.message))\n"
    }
    return text
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// What ends a command, or a property of it, is escaped, so that no text of a vocabulary is taken for a command.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
