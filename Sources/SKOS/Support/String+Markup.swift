extension String {
  /// The text as content, or as an attribute's value in quotation marks, of HTML and XML.
  ///
  /// Controls, and those that turn the reading direction, are written out; line feeds and tabs stay. What XML 1.0 does
  /// not allow becomes U+FFFD.
  var escapedForMarkup: String {
    var escaped = ""
    escaped.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped += String(scalar).printable
      }
    }
    return escaped
  }
}
