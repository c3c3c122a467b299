/// The links of a `Link` header field.
///
/// - Source: RFC 8288 §3 and appendix B.2, whose leniency it shares: what cannot be read ends the field.
struct LinkHeader {
  struct Link {
    let target: String
    /// The relation types, in lower case.
    let relations: [String]
    let type: String?
  }

  private(set) var links: [Link] = []

  init(_ field: String) {
    var rest = field[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      let parameters = Self.readParameters(&rest)
      links.append(
        Link(
          target: String(target),
          relations: (parameters["rel"] ?? "").lowercased().split(separator: " ").map(String.init),
          type: parameters["type"]))
    }
  }

  /// Reads `; name=value` up to the comma before the next link; of parameters with one name the first counts.
  private static func readParameters(_ rest: inout Substring) -> [String: String] {
    var parameters: [String: String] = [:]
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" }
      guard rest.first == ";" else { return parameters }
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let name = rest.prefix { !";,= \t".contains($0) }
      rest = rest[name.endIndex...].drop { $0 == " " || $0 == "\t" }
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        value = readValue(&rest)
      }
      let key = name.lowercased()
      if parameters[key] == nil { parameters[key] = value }
    }
  }

  private static func readValue(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else {
      let value = rest.prefix { !";, \t".contains($0) }
      rest = rest[value.endIndex...]
      return String(value)
    }
    rest = rest.dropFirst()
    var value = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let escaped = rest.popFirst() {
        value.append(escaped)
      } else {
        value.append(character)
      }
    }
    return value
  }
}

/// A media type with its parameters.
///
/// - Source: RFC 9110 §8.3.1.
struct MediaType {
  /// Type and subtype in lower case.
  let essence: String
  let charset: String?
  let profiles: [String]

  init(_ text: String) {
    let pieces = text.split(separator: ";", omittingEmptySubsequences: false)
    essence = Self.trimmed(pieces.first ?? "").lowercased()
    var charset: String?
    var profiles: [String] = []
    for piece in pieces.dropFirst() {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      var value = Self.trimmed(piece[piece.index(after: equals)...])
      if value.first == "\"", value.last == "\"", value.count > 1 { value = value.dropFirst().dropLast() }
      switch Self.trimmed(piece[..<equals]).lowercased() {
      case "charset": charset = value.lowercased()
      case "profile": profiles = value.split(separator: " ").map(String.init)
      default: break
      }
    }
    self.charset = charset
    self.profiles = profiles
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  var isJSONLD: Bool { essence == "application/ld+json" }
  var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }
  /// Whether it is JSON, JSON-LD or another type built on JSON.
  var isJSON: Bool { essence == "application/json" || essence == "text/json" || essence.hasSuffix("+json") }
}
