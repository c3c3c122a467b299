/// A well-formed BCP 47 language tag in its conventional case, such as `en`, `zh-Hans-CN` or `sr-Latn`.
///
/// RDF 1.1 compares tags without regard to case, so one spelling is chosen on entry: language lower,
/// script Title, region UPPER (RFC 5646 §2.1.1). Well-formedness is syntax only; whether the subtags are
/// registered is a matter for validation rules.
public struct LanguageTag: Hashable, Sendable {
  /// The tag, in conventional case.
  public let string: String

  /// Creates a tag from any spelling.
  ///
  /// - Throws: `LanguageTag.Malformed` if a subtag is empty, longer than eight characters, or not
  ///   alphanumeric, or if the first has anything but letters (RDF 1.1 Turtle, production LANGTAG).
  public init(_ text: some StringProtocol) throws(Malformed) {
    guard let conventional = Self.conventional(text) else { throw Malformed(text: String(text)) }
    string = conventional
  }

  /// Wraps a tag already in conventional case.
  init(uncheckedConventional string: String) { self.string = string }

  /// The primary language subtag, `zh` of `zh-Hans-CN`.
  public var primary: Substring { string.prefix { $0 != "-" } }

  /// Whether this tag is `range` or more specific than it, as RFC 4647 §3.3.1 (basic filtering) says.
  public func matches(range: LanguageTag) -> Bool {
    string == range.string || string.hasPrefix(range.string + "-")
  }

  /// Why a string is not a language tag.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// The string that was given.
    public let text: String
    /// One sentence for people.
    public var description: String {
      "\"\(text)\" is not a well-formed language tag: expected letters, then subtags of 1 to 8 letters or digits separated by \"-\", as in \"zh-Hans\""
    }
  }

  private static func conventional(_ text: some StringProtocol) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var start = 0
    var position = 0
    var sawSingleton = false
    func close(_ end: Int) -> Bool {
      let length = end - start
      guard (1...8).contains(length) else { return false }
      if position == 0 {
        guard result[start..<end].allSatisfy(IRIGrammar.isAlpha) else { return false }
        if length == 1 { sawSingleton = true }
      } else if !sawSingleton {
        let isLetters = result[start..<end].allSatisfy(IRIGrammar.isAlpha)
        if length == 1 {
          sawSingleton = true
        } else if length == 2 && isLetters {
          for index in start..<end { result[index] &= 0xDF }
        } else if length == 4 && isLetters {
          result[start] &= 0xDF
        }
      }
      position += 1
      return true
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "-") {
        guard close(result.count) else { return nil }
        result.append(byte)
        start = result.count
      } else if IRIGrammar.isAlpha(byte) {
        result.append(byte | 0x20)
      } else if IRIGrammar.isDigit(byte) {
        result.append(byte)
      } else {
        return nil
      }
    }
    guard close(result.count) else { return nil }
    return String(validating: result, as: UTF8.self)
  }
}

extension LanguageTag: Comparable {
  /// Orders by code points.
  public static func < (left: LanguageTag, right: LanguageTag) -> Bool { left.string < right.string }
}

extension LanguageTag: CustomStringConvertible {
  /// The tag itself.
  public var description: String { string }
}
