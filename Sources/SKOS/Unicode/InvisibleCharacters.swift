/// Finds characters that nobody sees where nothing needs them.
///
/// Joiners have a use in joined-up and Indic scripts (RFC 5892 appendix A.1 and A.2) and in emoji, variation selectors
/// behind what they vary, direction marks in text of both directions, and so on. A soft hyphen has none: where a
/// line may break is not what a text says.
enum InvisibleCharacters {
  /// An embedding, override or isolate of the bidirectional algorithm, or the end of one.
  static func isBidiControl(_ value: UInt32) -> Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }

  /// The invisible characters of a text that are there for no reason, by their places.
  static func needless(in scalars: [Unicode.Scalar]) -> [Int] {
    var hasRightToLeft: Bool?
    return scalars.indices.filter { index in
      let scalar = scalars[index]
      guard scalar.value >= 0x80, scalar.properties.isDefaultIgnorableCodePoint, !isBidiControl(scalar.value)
      else { return false }
      switch scalar.value {
      case 0x200E, 0x200F, 0x061C:
        let isMixed = hasRightToLeft ?? scalars.contains(where: RightToLeft.contains)
        hasRightToLeft = isMixed
        return !isMixed
      default: return !hasUse(index, in: scalars)
      }
    }
  }

  private static func hasUse(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? scalars[index - 1] : nil
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    guard let before else { return false }
    let script = Script(of: before)
    switch scalars[index].value {
    case 0x200C: return joinsIndic(before, after) || separatesJoined(index, in: scalars)
    case 0x200D:
      return joinsIndic(before, after) || joinsEmoji(before, after)
        || [JoiningType.dual, .left, .right, .causing].contains(JoiningType(of: before))
    case 0x200B:
      // Thai, Lao, Khmer, Burmese and Tibetan have no spaces between words; lines may break there.
      return spaceless.contains(script) && after.map { spaceless.contains(Script(of: $0)) } ?? false
    case 0x034F: return after.map { $0.properties.canonicalCombiningClass != .notReordered } ?? false
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return isVaried(before, by: scalars[index])
    case 0x180B...0x180F: return script == .named("Mong") || script == .named("Phag")
    case 0x115F, 0x1160: return script == .hangul || after.map { Script(of: $0) == .hangul } ?? false
    case 0x1BCA0...0x1BCA3: return script == .named("Dupl")
    case 0x1D173...0x1D17A: return (0x1D100...0x1D1FF).contains(before.value)
    case 0xE0020...0xE007F:
      // A flag of a part of a country: a black flag and tag letters.
      return before.value == 0x1F3F4 || (0xE0020...0xE007E).contains(before.value)
    default: return false
    }
  }

  private static let spaceless: Set<Script> = Set(
    ["Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Java", "Bali", "Lana", "Tale", "Talu"].map { Script.named($0) })

  /// A.2, and the first half of A.1: a joiner behind a virama, or before one as Bengali and Kannada have it.
  private static func joinsIndic(_ before: Unicode.Scalar, _ after: Unicode.Scalar?) -> Bool {
    before.properties.canonicalCombiningClass == .virama
      || after.map { $0.properties.canonicalCombiningClass == .virama } ?? false
  }

  /// The second half of A.1: letters before and after would be joined without it.
  private static func separatesJoined(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<index].last { JoiningType(of: $0) != .transparent }
    let after = scalars[(index + 1)...].first { JoiningType(of: $0) != .transparent }
    guard let before, let after else { return false }
    return [JoiningType.left, .dual].contains(JoiningType(of: before))
      && [JoiningType.right, .dual].contains(JoiningType(of: after))
  }

  private static func joinsEmoji(_ before: Unicode.Scalar, _ after: Unicode.Scalar?) -> Bool {
    guard let after, after.properties.isEmoji, after.value >= 0x80 else { return false }
    return before.value >= 0x80
      && (before.properties.isEmoji || before.properties.isEmojiModifier || before.value == 0xFE0F)
  }

  private static func isVaried(_ before: Unicode.Scalar, by selector: Unicode.Scalar) -> Bool {
    if before.properties.isDefaultIgnorableCodePoint { return false }
    if before.properties.isIdeographic || before.properties.isEmoji { return true }
    switch before.properties.generalCategory {
    case .mathSymbol, .otherSymbol, .otherPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation,
      .finalPunctuation, .dashPunctuation:
      return before.value >= 0x80 && selector.value == 0xFE00 || selector.value == 0xFE01
    case .otherLetter: return selector.value == 0xFE00
    default: return false
    }
  }
}
