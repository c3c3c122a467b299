/// Where sentences end.
enum Sentences {
  /// Where, in UTF-8, a further sentence begins; nil if the text has only one.
  ///
  /// What stands in brackets is not looked at: a remark in brackets belongs to its sentence.
  static func second(in bytes: [UInt8], _ language: ProseLanguage) -> (endOfFirst: Int, start: Int)? {
    var depth = 0
    var place = 0
    while place < bytes.count {
      let (scalar, width) = Words.scalar(in: bytes, at: place)
      switch scalar {
      case "(", "[", "（", "［", "【": depth += 1
      case ")", "]", "）", "］", "】": depth = max(0, depth - 1)
      case ".", "!", "?", "。", "！", "？":
        if depth == 0, let start = start(behind: place, width, scalar, bytes, language) {
          return (place, start)
        }
      default: break
      }
      place += width
    }
    return nil
  }

  private static func start(
    behind place: Int, _ width: Int, _ mark: Unicode.Scalar, _ bytes: [UInt8], _ language: ProseLanguage
  ) -> Int? {
    var next = place + width
    var spaces = 0
    while next < bytes.count {
      let (scalar, width) = Words.scalar(in: bytes, at: next)
      if scalar.properties.isWhitespace { spaces += 1 } else if !isClosing(scalar) || spaces > 0 { break }
      next += width
    }
    guard next < bytes.count else { return nil }
    if mark == "。" || mark == "！" || mark == "？" { return next }
    let following = Words.scalar(in: bytes, at: next).scalar
    guard spaces > 0,
      following.properties.isUppercase || Words.isIdeograph(following) || following == "¿" || following == "¡"
    else { return nil }
    guard mark == "." else { return next }
    let word = Abbreviations.word(endingAt: place, in: bytes)
    if word.isEmpty || Abbreviations.contains(word, language) { return nil }
    // German writes ordinal numbers with a stop: "der 2. Band".
    if language == .german, word.allSatisfy({ $0.isNumber || "IVXLC".contains($0) }) { return nil }
    return next
  }

  private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    "\"'”’»）)]".unicodeScalars.contains(scalar)
  }

  /// The text without the stop that ends it; nil if it ends otherwise, or with an abbreviation or an ellipsis.
  static func withoutFinalStop(_ text: String, _ language: ProseLanguage) -> String? {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == 0x20 || (0x09...0x0D).contains(last) { bytes.removeLast() }
    let stops = ["。", "．"].map { Array($0.utf8) }
    if let stop = stops.first(where: { bytes.suffix($0.count).elementsEqual($0) }) {
      bytes.removeLast(stop.count)
    } else {
      guard bytes.last == UInt8(ascii: ".") else { return nil }
      bytes.removeLast()
      guard bytes.last != UInt8(ascii: ".") else { return nil }
      let word = Abbreviations.word(endingAt: bytes.count, in: bytes)
      guard
        !Abbreviations.contains(word, language) || !(word.unicodeScalars.last.map(Words.isInWord) ?? false)
      else {
        return nil
      }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
  }
}
