internal import Foundation

extension String {
  /// The text in Normalization Form C (UAX 15).
  var inNFC: String { precomposedStringWithCanonicalMapping }

  /// Whether the text has the same code points as another; `==` takes canonically equivalent texts for equal.
  func hasSameScalars(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Unicode.Scalar {
  /// The code point as people write it, `U+200B`, with its name if Unicode knows one.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "U+\(padded)" + (properties.name ?? properties.nameAlias).map { " \($0)" }.or("")
  }
}

extension Optional where Wrapped == String {
  /// The text, or another if there is none.
  fileprivate func or(_ other: String) -> String { self ?? other }
}
