/// Who is a member of a committee and has one vote in it, by its code: `DE`, `GB`, `ISO/TC 46`.
///
/// National bodies go by the two letters of ISO 3166-1, others by the name that the committee knows them by.
public struct MemberBody: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code, in capitals.
  public let code: String

  /// The longest code, in characters: the names of liaison organisations have some twenty.
  public static let codeLengthMax = 40

  /// Reads a code in any case, with white space around it.
  ///
  /// - Throws: `Malformed` for what is empty, too long, does not begin with a letter, or has other characters than
  ///   Latin letters without accents, digits, single spaces, hyphens, full stops and slashes.
  public init(_ text: some StringProtocol) throws(Malformed) {
    let words = text.split(whereSeparator: \.isWhitespace).map { $0.uppercased() }
    let code = words.joined(separator: " ")
    // What becomes a plain letter only as a capital, such as a dotless i, is none.
    guard text.unicodeScalars.allSatisfy({ $0.isASCII || $0.properties.isWhitespace }),
      let first = code.unicodeScalars.first, Self.isLetter(first),
      code.unicodeScalars.count <= Self.codeLengthMax, code.unicodeScalars.allSatisfy(Self.isPart)
    else { throw Malformed(text: String(text)) }
    self.code = code
  }

  /// The code.
  public var description: String { code }

  /// Orders by the code.
  public static func < (left: MemberBody, right: MemberBody) -> Bool {
    left.code.unicodeScalars.lexicographicallyPrecedes(right.code.unicodeScalars)
  }

  /// Why a text is no code of a member body.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    /// A sentence for people without its full stop.
    public var description: String {
      "\"\(text.prefix(60))\" is no code of a member body; expected two letters such as DE, or the name of an "
        + "organisation in at most \(MemberBody.codeLengthMax) letters, digits, spaces, hyphens, full stops and "
        + "slashes"
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || ("0"..."9").contains(scalar) || [" ", "-", ".", "/"].contains(scalar)
  }
}
