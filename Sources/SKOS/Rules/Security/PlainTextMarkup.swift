/// Finds what is markup in a plain text, and takes it out.
struct PlainTextMarkup {
  /// The pieces of markup, in their order: `<b>`, `&amp;`, `[here](http://…)`.
  private(set) var found: [String] = []
  /// The text without them: tags dropped, characters decoded, the address of a link in brackets behind its text.
  private(set) var plain: String?

  private let bytes: [UInt8]
  private var index = 0
  private var output: [UInt8] = []

  /// Where the last end tag of each element stands, so that no start tag is looked for an end in vain.
  private var lastEnds: [String: Int] = [:]
  /// The place of the next `]`, once it has been looked for.
  private var nextBracket = -1
  /// Whether a comment has been looked for an end in vain.
  private var lacksCommentEnd = false

  /// The most bytes of a tag or of the address of a link; longer ones are no markup that anybody wrote.
  private static let longest = 1024

  /// Looks through a text once; O(n).
  init(_ text: String) {
    bytes = Array(text.utf8)
    findEnds()
    while index < bytes.count {
      let length: Int?
      switch bytes[index] {
      case UInt8(ascii: "<"): length = takeTag()
      case UInt8(ascii: "&"): length = takeEntity()
      case UInt8(ascii: "["): length = takeLink()
      default: length = nil
      }
      if let length {
        found.append(String(validating: bytes[index..<index + length], as: UTF8.self) ?? "")
        index += length
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    plain = String(validating: output, as: UTF8.self)
  }

  /// Whether a tag was found whose content is not text.
  var hasScript: Bool {
    found.contains { tag in ["<script", "<style", "<iframe"].contains { tag.lowercased().hasPrefix($0) } }
  }

  // MARK: Tags

  private mutating func takeTag() -> Int? {
    var end = index + 1
    if bytes[end...].starts(with: "!--".utf8) {
      guard !lacksCommentEnd, let close = firstIndex(of: "-->", from: end) else {
        lacksCommentEnd = true
        return nil
      }
      return close + 3 - index
    }
    let isEnd = end < bytes.count && bytes[end] == UInt8(ascii: "/")
    if isEnd { end += 1 }
    let nameStart = end
    let limit = min(bytes.count, index + 12)
    while end < limit, Self.isAlphanumeric(bytes[end]) { end += 1 }
    let name = Self.name(bytes[nameStart..<end])
    guard Self.elements.contains(name) else { return nil }
    guard let (close, hasAttributes) = attributesEnd(end) else { return nil }
    let isVoid = Self.voidElements.contains(name)
    // "<b>" in a formula may be meant; a pair of tags, or attributes, cannot.
    guard isEnd || isVoid || hasAttributes || hasEnd(of: name, from: close) else { return nil }
    if isVoid, output.last != 0x20, !output.isEmpty { output.append(0x20) }
    return close + 1 - index
  }

  /// The place of the `>` behind the attributes of a tag, and whether there are any.
  private func attributesEnd(_ start: Int) -> (close: Int, hasAttributes: Bool)? {
    var place = start
    var hasAttributes = false
    while true {
      let before = place
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
      if place < bytes.count, bytes[place] == UInt8(ascii: "/") { place += 1 }
      guard place < bytes.count, place - start < Self.longest else { return nil }
      if bytes[place] == UInt8(ascii: ">") { return (place, hasAttributes) }
      guard place > before, let next = attributeEnd(place) else { return nil }
      hasAttributes = true
      place = next
    }
  }

  /// Where an attribute with its value ends: `name="…"`, `name='…'`, `name=value`.
  private func attributeEnd(_ start: Int) -> Int? {
    var place = start
    while place < bytes.count, Self.isAlphanumeric(bytes[place]) || "-:_".utf8.contains(bytes[place]) {
      place += 1
    }
    guard place > start, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "=") else { return nil }
    place += 1
    let quote = bytes[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      return bytes[(place + 1)...].prefix(Self.longest).firstIndex(of: quote).map { $0 + 1 }
    }
    while place < bytes.count, !Self.isSpace(bytes[place]), !"<>".utf8.contains(bytes[place]) { place += 1 }
    return place
  }

  private func hasEnd(of name: String, from start: Int) -> Bool {
    lastEnds[name].map { $0 >= start } ?? false
  }

  /// The name of an element, which is ASCII, in small letters.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)?.lowercased() ?? ""
  }

  /// Notes where the last end tag of each element stands.
  private mutating func findEnds() {
    var place = 0
    while let found = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = found + 1
      guard place < bytes.count, bytes[place] == UInt8(ascii: "/") else { continue }
      let name = bytes[(place + 1)...].prefix(12).prefix(while: Self.isAlphanumeric)
      lastEnds[Self.name(name)] = found
    }
  }

  /// Where a text of ASCII stands, whatever the case of its letters.
  private func firstIndex(of text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count, start <= bytes.count - wanted.count else { return nil }
    return (start...bytes.count - wanted.count).first { place in
      wanted.indices.allSatisfy { offset in
        let byte = bytes[place + offset]
        return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == wanted[offset]
      }
    }
  }

  private static let voidElements: Set<String> = ["br", "hr", "img", "p", "li"]
  private static let elements: Set<String> = voidElements.union([
    "a", "abbr", "b", "big", "blockquote", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "font", "h1",
    "h2",
    "h3", "h4", "h5", "h6", "i", "iframe", "ins", "kbd", "math", "ol", "pre", "q", "ruby", "s", "script",
    "small",
    "span", "strike", "strong", "style", "sub", "sup", "svg", "table", "tbody", "td", "th", "tr", "tt", "u",
    "ul",
    "var",
  ])

  // MARK: Entities

  private mutating func takeEntity() -> Int? {
    // The longest name has eight letters.
    guard let end = bytes[index..<min(index + 12, bytes.count)].firstIndex(of: UInt8(ascii: ";")) else {
      return nil
    }
    let name = Substring(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    let scalar: Unicode.Scalar?
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    } else if name.hasPrefix("#") {
      scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    } else {
      scalar = HTMLEntities.scalar(named: name)
    }
    guard let scalar else { return nil }
    output.append(contentsOf: String(Character(scalar)).utf8)
    return end + 1 - index
  }

  // MARK: Links

  private mutating func takeLink() -> Int? {
    if nextBracket < index { nextBracket = bytes[index...].firstIndex(of: UInt8(ascii: "]")) ?? bytes.count }
    let close = nextBracket
    guard close + 1 < bytes.count, bytes[close + 1] == UInt8(ascii: "("),
      let end = bytes[(close + 2)...].prefix(Self.longest).firstIndex(where: {
        ")[]<".utf8.contains($0) || Self.isSpace($0)
      }), bytes[end] == UInt8(ascii: ")")
    else { return nil }
    let target = bytes[(close + 2)..<end]
    guard
      ["http://", "https://", "mailto:", "www.", "/", "./", "../", "#"].contains(where: {
        target.starts(with: $0.utf8)
      })
    else { return nil }
    output.append(contentsOf: bytes[(index + 1)..<close])
    output.append(contentsOf: " (".utf8)
    output.append(contentsOf: target)
    output.append(UInt8(ascii: ")"))
    return end + 1 - index
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
