/// Marks what changed between two texts, word by word.
enum WordDiff {
  /// A stretch of text that both texts have, or only one of them.
  enum Segment: Hashable {
    case kept(String)
    case removed(String)
    case inserted(String)
  }

  /// More pairs of words than this are not compared; the texts then stand as a whole.
  ///
  /// One million: texts of a thousand words each, in a few milliseconds.
  private static let pairCountMax = 1_000_000

  /// The new text with `[-old-]` and `{+new+}` around what changed, and how much of the longer text stayed, 0 to 1.
  static func marked(from old: String, to new: String) -> (text: String, keptShare: Double) {
    let (segments, keptShare) = segments(from: old, to: new)
    let text = segments.map { segment in
      switch segment {
      case .kept(let text): text
      case .removed(let text): "[-\(text)-]"
      case .inserted(let text): "{+\(text)+}"
      }
    }.joined()
    return (text, keptShare)
  }

  /// Both texts in one, stretch by stretch, and how much of the longer text stayed, 0 to 1.
  static func segments(from old: String, to new: String) -> (segments: [Segment], keptShare: Double) {
    let left = words(old)
    let right = words(new)
    let prefix = zip(left, right).prefix { $0 == $1 }.count
    let suffix = zip(left.dropFirst(prefix).reversed(), right.dropFirst(prefix).reversed()).prefix {
      $0 == $1
    }.count
    let oldMiddle = Array(left[prefix..<left.count - suffix])
    let newMiddle = Array(right[prefix..<right.count - suffix])
    let pairs = isShort(oldMiddle, newMiddle) ? commonWords(oldMiddle, newMiddle) : []
    let kept = left[..<prefix] + pairs.map { oldMiddle[$0.0] } + left[(left.count - suffix)...]
    let length = max(weight(left[...]), weight(right[...]))
    var segments = SegmentList()
    segments.append(.kept, left[..<prefix])
    append(oldMiddle, newMiddle, keeping: pairs, to: &segments)
    segments.append(.kept, left[(left.count - suffix)...])
    return (segments.all, length == 0 ? 1 : Double(weight(kept)) / Double(length))
  }

  /// How much text there is in words, without what stands between them.
  private static func weight(_ words: ArraySlice<Substring>) -> Int {
    words.reduce(0) { $0 + ($1.first.map { $0.isLetter || $0.isNumber } == true ? $1.count : 0) }
  }

  private static func isShort(_ old: [Substring], _ new: [Substring]) -> Bool {
    !old.isEmpty && !new.isEmpty && old.count <= pairCountMax / new.count
  }

  private static func append(
    _ old: [Substring], _ new: [Substring], keeping pairs: [(Int, Int)], to segments: inout SegmentList
  ) {
    var (oldStart, newStart) = (0, 0)
    for (oldIndex, newIndex) in pairs {
      segments.append(.removed, old[oldStart..<oldIndex])
      segments.append(.inserted, new[newStart..<newIndex])
      segments.append(.kept, old[oldIndex...oldIndex])
      (oldStart, newStart) = (oldIndex + 1, newIndex + 1)
    }
    segments.append(.removed, old[oldStart...])
    segments.append(.inserted, new[newStart...])
  }

  /// Stretches in the making: neighbours of one kind become one, empty ones none.
  private struct SegmentList {
    enum Kind { case kept, removed, inserted }
    private var parts: [(kind: Kind, text: String)] = []

    mutating func append(_ kind: Kind, _ words: ArraySlice<Substring>) {
      guard !words.isEmpty else { return }
      if parts.last?.kind == kind {
        parts[parts.count - 1].text += words.joined()
      } else {
        parts.append((kind, words.joined()))
      }
    }

    var all: [Segment] {
      parts.map { part in
        switch part.kind {
        case .kept: .kept(part.text)
        case .removed: .removed(part.text)
        case .inserted: .inserted(part.text)
        }
      }
    }
  }

  /// The words that both texts have in the same order, as many as there can be, as pairs of places.
  ///
  /// A space that stands alone between changes is left out: it would only break the marks up.
  private static func commonWords(_ old: [Substring], _ new: [Substring]) -> [(Int, Int)] {
    let pairs = heaviestCommonSequence(old, new)
    return pairs.indices.filter { index in
      let (row, column) = pairs[index]
      guard old[row] == " " else { return true }
      let followsWord = index > 0 && pairs[index - 1] == (row - 1, column - 1)
      let precedesWord = index + 1 < pairs.count && pairs[index + 1] == (row + 1, column + 1)
      return followsWord || precedesWord
    }.map { pairs[$0] }
  }

  /// The common sequence of greatest weight, where no number of spaces outweighs a word.
  private static func heaviestCommonSequence(_ old: [Substring], _ new: [Substring]) -> [(Int, Int)] {
    let width = new.count + 1
    var weights = Array(repeating: Int32(0), count: (old.count + 1) * width)
    for row in old.indices.reversed() {
      for column in new.indices.reversed() {
        let skipping = max(weights[(row + 1) * width + column], weights[row * width + column + 1])
        let taking = weights[(row + 1) * width + column + 1] + (old[row] == " " ? 1 : 1 << 12)
        weights[row * width + column] = old[row] == new[column] ? max(taking, skipping) : skipping
      }
    }
    var pairs: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < old.count && column < new.count {
      let weight = weights[row * width + column]
      if weights[(row + 1) * width + column] == weight {
        row += 1
      } else if weights[row * width + column + 1] == weight {
        column += 1
      } else {
        pairs.append((row, column))
        (row, column) = (row + 1, column + 1)
      }
    }
    return pairs
  }

  /// Words, spaces and single marks; writing systems without spaces come apart into characters.
  static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      var end = text.index(after: start)
      if isOfWord(text[start]) {
        while end < text.endIndex, isOfWord(text[end]) { text.formIndex(after: &end) }
      }
      words.append(text[start..<end])
      start = end
    }
    return words
  }

  private static func isOfWord(_ character: Character) -> Bool {
    guard character.isLetter || character.isNumber, let scalar = character.unicodeScalars.first else {
      return false
    }
    // Thai and Lao to Myanmar, Khmer, kana to Han, and the supplementary ideographs stand without spaces.
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      return false
    default: return true
    }
  }
}
