import Foundation

/// The part of a text that shows why it was found, short enough for a line of a table.
enum Excerpt {
  /// 60: what a terminal of 140 places has for it beside a label and an IRI.
  static let widthMax = 60

  /// A text, or the part of it around what was looked for, with "…" where it goes on.
  ///
  /// Where what was looked for does not stand in it as it is, as with typing errors, its beginning is shown.
  /// - Parameter widthMax: the most places of a terminal that the part takes.
  static func of(_ text: String, around wanted: String, widthMax: Int = widthMax) -> String {
    guard Print.width(text) > widthMax else { return text }
    let found = text.range(of: wanted, options: [.caseInsensitive, .diacriticInsensitive])
    var start = found?.lowerBound ?? text.startIndex
    // A third of the room is for what comes before, so that it is seen in its sentence.
    var before = 0
    while start > text.startIndex {
      let previous = text.index(before: start)
      before += Print.width(String(text[previous]))
      guard before <= widthMax / 3 else { break }
      start = previous
    }
    start = wordStart(in: text, from: start, upTo: found?.lowerBound ?? start)
    let opening = start > text.startIndex ? "…" : ""
    var (end, width) = (start, Print.width(opening) + 1)
    while end < text.endIndex {
      width += Print.width(String(text[end]))
      guard width <= widthMax else { return opening + text[start..<end] + "…" }
      end = text.index(after: end)
    }
    return opening + text[start...]
  }

  /// The start of the first whole word, if there is one before a place; scripts without spaces begin anywhere.
  private static func wordStart(
    in text: String, from start: String.Index, upTo limit: String.Index
  ) -> String.Index {
    guard start > text.startIndex, let space = text[start..<limit].firstIndex(of: " ") else { return start }
    return text.index(after: space)
  }
}
