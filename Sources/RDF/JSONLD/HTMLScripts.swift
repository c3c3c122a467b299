/// Finds the JSON-LD scripts of an HTML document, and its base.
///
/// This is no parser of HTML: it knows tags with their attributes, comments, and the elements whose content is text,
/// which is enough to tell a script from what only looks like one. XHTML is read in the same way. O(length), and
/// nothing is copied but attributes.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §9.5, "HTML Content Algorithms"; HTML §13.2.5,
///   "Tokenization".
struct HTMLScripts {
  /// A script, or another element with an identifier.
  struct Element {
    let isScript: Bool
    let id: String?
    let type: String
    /// Where the text of a script is.
    let content: Range<Int>
  }

  private(set) var elements: [Element] = []
  /// The `href` of the first `base` element that has one.
  private(set) var base: String?
  private let bytes: [UInt8]
  private var index = 0
  /// The elements whose content is text up to their end tag.
  private static let textElements: Set<String> = [
    "iframe", "noembed", "noframes", "noscript", "style", "textarea", "title", "xmp",
  ]

  /// Reads a document; elements with an identifier that are no scripts are kept as well, for a fragment may ask
  /// for one in vain.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      readMarkup()
    }
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    let place = index + offset
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func readMarkup() {
    guard let next = peek() else { return }
    if next == UInt8(ascii: "!") {
      let isComment = peek(1) == UInt8(ascii: "-") && peek(2) == UInt8(ascii: "-")
      // `<!-->` and `<!--->` are whole comments.
      skip(behind: isComment ? "-->" : ">", from: isComment ? index + 1 : index)
    } else if next == UInt8(ascii: "/") || next == UInt8(ascii: "?") {
      skip(behind: ">", from: index)
    } else if IRIGrammar.isAlpha(next) {
      readStartTag()
    }
  }

  private mutating func skip(behind end: StaticString, from start: Int) {
    let end = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
    index = start
    while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
    index = min(index + end.count, bytes.count)
  }

  private mutating func readStartTag() {
    let name = readText(lowercase: true) {
      Self.isSpace($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">")
    }
    let isKnown = name == "script" || name == "base"
    var attributes: [String: String] = [:]
    while let (attribute, value) = readAttribute() {
      // Of attributes with one name the first counts; of most elements only the identifier matters.
      guard isKnown || attribute == "id", attributes[attribute] == nil else { continue }
      attributes[attribute] = value
    }
    // A tag that the document breaks off is no tag.
    guard index > 0, bytes[index - 1] == UInt8(ascii: ">") else { return }
    if name == "base", base == nil { base = attributes["href"] }
    let start = index
    if name == "script" {
      let end = skipScript()
      elements.append(
        Element(isScript: true, id: attributes["id"], type: attributes["type"] ?? "", content: start..<end))
      return
    }
    if let id = attributes["id"] {
      elements.append(Element(isScript: false, id: id, type: "", content: start..<start))
    }
    if Self.textElements.contains(name) {
      while index < bytes.count, !isAtEndTag(name) { index += 1 }
    }
  }

  /// Reads the next attribute of a tag; nil behind the end of the tag.
  private mutating func readAttribute() -> (name: String, value: String)? {
    while let byte = peek(), Self.isSpace(byte) || byte == UInt8(ascii: "/") { index += 1 }
    guard let first = peek() else { return nil }
    if first == UInt8(ascii: ">") {
      index += 1
      return nil
    }
    // A name may begin with "=", which is no name otherwise.
    var isFirst = true
    let name = readText(lowercase: true) { byte in
      defer { isFirst = false }
      return Self.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
        || (byte == UInt8(ascii: "=") && !isFirst)
    }
    while let byte = peek(), Self.isSpace(byte) { index += 1 }
    guard peek() == UInt8(ascii: "=") else { return (name, "") }
    index += 1
    while let byte = peek(), Self.isSpace(byte) { index += 1 }
    return (name, HTMLCharacterReferences.decoded(readAttributeValue()))
  }

  private mutating func readAttributeValue() -> String {
    guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return readText { Self.isSpace($0) || $0 == UInt8(ascii: ">") }
    }
    index += 1
    let value = readText { $0 == quote }
    index = min(index + 1, bytes.count)
    return value
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  /// Reads up to a byte that ends the text; what is not UTF-8 becomes U+FFFD, as browsers have it.
  private mutating func readText(lowercase: Bool = false, until isEnd: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
    let text = String(validating: bytes[start..<index], as: UTF8.self) ?? "\u{FFFD}"
    return lowercase ? text.lowercased() : text
  }

  // MARK: Scripts

  /// Skips the text of a script and its end tag, and returns where the text ends.
  ///
  /// Behind `<!--`, a script in the script has an end tag of its own.
  private mutating func skipScript() -> Int {
    var isEscaped = false
    var isDoubleEscaped = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "<"):
        if !isEscaped, bytes[index...].starts(with: "<!--".utf8) {
          isEscaped = true
          // The dashes may belong to the end of the comment as well.
          index += 2
          continue
        }
        if isAtTag("</script") {
          guard isDoubleEscaped else { return skipEndTag() }
          isDoubleEscaped = false
        } else if isEscaped, isAtTag("<script") {
          isDoubleEscaped = true
        }
      case UInt8(ascii: "-"):
        if bytes[index...].starts(with: "-->".utf8) {
          isEscaped = false
          isDoubleEscaped = false
        }
      default: break
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func skipEndTag() -> Int {
    let end = index
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
    index = min(index + 1, bytes.count)
    return end
  }

  private func isAtEndTag(_ name: String) -> Bool {
    bytes[index] == UInt8(ascii: "<") && isAtTag("</" + name)
  }

  /// Whether a tag begins here, whose name ends behind the text given.
  private func isAtTag(_ start: String) -> Bool {
    let letters = start.utf8
    guard let next = peek(letters.count) else { return false }
    guard Self.isSpace(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ">") else { return false }
    return bytes[index..<index + letters.count].elementsEqual(letters) { byte, letter in
      byte == letter || (IRIGrammar.isAlpha(byte) && byte | 0x20 == letter)
    }
  }
}

/// The character references of HTML, as far as addresses, media types and identifiers need them.
enum HTMLCharacterReferences {
  private static let named: [String: String] = ["amp": "&", "apos": "'", "gt": ">", "lt": "<", "quot": "\""]

  /// The text with numeric references and those to `&`, `'`, `>`, `<` and `"` replaced; others stay.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      // The longest reference is a number of some digits.
      guard let semicolon = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: ampersand)..<semicolon])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result += character
      rest = rest[rest.index(after: semicolon)...]
    }
    return result + rest
  }

  private static func character(_ name: Substring) -> String? {
    guard name.first == "#" else { return named[String(name)] }
    let digits = name.dropFirst()
    let code =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return nil }
    return String(Character(scalar))
  }
}
