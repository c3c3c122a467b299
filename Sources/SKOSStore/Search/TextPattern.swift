import Foundation

/// A folded text that is looked for, and how well other folded texts match it: a pure function of bytes.
struct TextPattern {
  /// How a text matches, the best first.
  enum Tier: UInt8 {
    case exactPreferred, exact, prefix, word, infix, note, typo
  }

  struct Grade {
    let tier: Tier
    /// The number of typing errors.
    var distance = 0
  }

  private let needle: [UInt8]
  private let words: [[UInt8]]
  private let mode: SearchQuery.Mode
  private let misspelt: [MisspeltWord]

  init(_ folded: String, mode: SearchQuery.Mode) {
    needle = Array(folded.utf8)
    self.mode = mode
    words = needle.withUnsafeBytes { text in Words.ranges(in: text).map { Array(text[$0]) } }
    misspelt = words.map(MisspeltWord.init)
  }

  var isEmpty: Bool { needle.isEmpty }
  /// Whether any of its words may be typed wrongly.
  var allowsTypos: Bool { misspelt.contains { $0.distanceMax > 0 } }

  /// What every text that matches contains; empty if there is nothing of the sort.
  var anchor: [UInt8] {
    switch mode {
    case .typo: []
    case .exact, .prefix, .infix: needle
    case .any, .word: words.max { $0.count < $1.count } ?? needle
    }
  }

  /// How a folded text matches; nil if it does not.
  func grade(_ text: UnsafeRawBufferPointer, _ role: TextRole) -> Grade? {
    guard let grade = gradeOfLabel(text, role) else { return nil }
    guard role.isNote else { return grade }
    // Whole notes are not typed: only words and parts are looked for in them.
    return mode == .exact || mode == .prefix || grade.tier == .typo ? nil : Grade(tier: .note)
  }

  private func gradeOfLabel(_ text: UnsafeRawBufferPointer, _ role: TextRole) -> Grade? {
    if mode == .exact || mode == .any || mode == .typo, text.elementsEqual(needle) {
      return Grade(tier: role == .preferred || role == .literalForm ? .exactPreferred : .exact)
    }
    switch mode {
    case .exact: return nil
    case .prefix: return text.starts(with: needle) ? Grade(tier: .prefix) : nil
    case .word: return beginsWords(of: text) ? Grade(tier: .word) : nil
    case .infix: return Bytes.first(needle, in: text, from: 0) == nil ? nil : Grade(tier: .infix)
    case .any, .typo:
      if text.starts(with: needle) { return Grade(tier: .prefix) }
      if beginsWords(of: text) { return Grade(tier: .word) }
      if Bytes.first(needle, in: text, from: 0) != nil { return Grade(tier: .infix) }
      guard mode == .typo, !role.isNote, let distance = distance(to: text) else { return nil }
      return Grade(tier: .typo, distance: distance)
    }
  }

  private func beginsWords(of text: UnsafeRawBufferPointer) -> Bool {
    guard !words.isEmpty else { return false }
    return words.allSatisfy { word in
      var start = 0
      while let found = Bytes.first(word, in: text, from: start) {
        if Words.begins(at: found, in: text) { return true }
        start = found + 1
      }
      return false
    }
  }

  /// The sum of the distances of its words to the nearest words of a text; nil if one has none near enough.
  private func distance(to text: UnsafeRawBufferPointer) -> Int? {
    guard allowsTypos else { return nil }
    var sum = 0
    for word in misspelt {
      var best = Int.max
      Words.forEach(in: text) { range, measure in
        guard best > 0, word.mayBeNear(measure) else { return }
        if let distance = word.distance(to: UnsafeRawBufferPointer(rebasing: text[range])) {
          best = min(best, distance)
        }
      }
      guard best != Int.max else { return nil }
      sum += best
    }
    return sum
  }
}

/// A word and how far another may be from it.
private struct MisspeltWord {
  private let bytes: [UInt8]
  private let scalars: [UInt32]
  private let measure: Words.Measure
  /// 0 for one or two letters and for scripts whose words are not spelt out, 1 up to five letters, else 2.
  let distanceMax: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scalars = String(validating: bytes, as: UTF8.self)?.unicodeScalars.map(\.value) ?? []
    var measure = Words.Measure()
    bytes.withUnsafeBytes { word in Words.forEach(in: word) { measure = $1 } }
    self.measure = measure
    // Thai to Myanmar, Khmer, and from the radicals of Chinese to Hangul: one character there is a syllable or word.
    let isSyllabic = scalars.contains { value in
      (0x0E00...0x0EFF).contains(value) || (0x1000...0x109F).contains(value)
        || (0x1780...0x17FF).contains(value) || (0x2E80...0xD7FF).contains(value) || value >= 0x20000
    }
    distanceMax =
      isSyllabic || scalars.count > 64
      ? 0 : [0, 0, 0, 1, 1, 1][min(scalars.count, 5)] + (scalars.count > 5 ? 1 : 0)
  }

  /// Whether a word of some measure can be near enough: each error changes at most two bits of the signature.
  func mayBeNear(_ other: Words.Measure) -> Bool {
    abs(other.codePointCount - measure.codePointCount) <= distanceMax
      && (measure.signature ^ other.signature).nonzeroBitCount <= 2 * distanceMax
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours, if it is small enough.
  func distance(to word: UnsafeRawBufferPointer) -> Int? {
    if distanceMax == 0 { return word.elementsEqual(bytes) ? 0 : nil }
    guard let text = String(validating: word, as: UTF8.self) else { return nil }
    let distance = Self.distance(scalars, text.unicodeScalars.map(\.value))
    return distance <= distanceMax ? distance : nil
  }

  /// Optimal string alignment: a part that was swapped is not edited again.
  private static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
    var twoBefore = [Int](repeating: 0, count: right.count + 1)
    var before = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in right.indices {
        var best = min(before[j + 1] + 1, row[j] + 1, before[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, twoBefore[j - 1] + 1)
        }
        row.append(best)
      }
      twoBefore = before
      before = row
    }
    return before[right.count]
  }
}

/// Where words begin and end in folded UTF-8.
enum Words {
  /// What a word is compared by before it is compared as a whole.
  struct Measure {
    var codePointCount = 0
    /// Which code points occur, by the lowest six bits of each one's last byte.
    var signature: UInt64 = 0
  }

  /// Hands out the words, which is what lies between spaces and punctuation, each with its measure.
  ///
  /// Searches with typing errors go through all words of a vocabulary here, so nothing is allocated.
  @inline(__always)
  static func forEach(in text: UnsafeRawBufferPointer, _ take: (Range<Int>, Measure) -> Void) {
    var (start, index) = (0, 0)
    var measure = Measure()
    while index < text.count {
      let isSeparator = isSeparator(at: index, in: text)
      let first = index
      index += 1
      while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
      if !isSeparator {
        if measure.codePointCount == 0 { start = first }
        measure.codePointCount += 1
        measure.signature |= 1 << UInt64(text[index - 1] & 63)
      } else if measure.codePointCount > 0 {
        take(start..<first, measure)
        measure = Measure()
      }
    }
    if measure.codePointCount > 0 { take(start..<text.count, measure) }
  }

  /// Where the words are.
  static func ranges(in text: UnsafeRawBufferPointer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    forEach(in: text) { range, _ in ranges.append(range) }
    return ranges
  }

  /// Whether a word begins at a code point.
  static func begins(at index: Int, in text: UnsafeRawBufferPointer) -> Bool {
    guard index > 0 else { return true }
    var before = index - 1
    while before > 0, text[before] & 0xC0 == 0x80 { before -= 1 }
    return isSeparator(at: before, in: text)
  }

  /// Whether a code point separates words: ASCII but letters and digits, and the punctuation of Latin-1, Arabic
  /// and the blocks General Punctuation and CJK Symbols and Punctuation.
  private static func isSeparator(at index: Int, in text: UnsafeRawBufferPointer) -> Bool {
    let byte = text[index]
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return false
    case 0..<0x80, 0xC2: return true
    case 0xD8:
      return index + 1 < text.count
        && (text[index + 1] == 0x8C || text[index + 1] == 0x9B || text[index + 1] == 0x9F)
    case 0xE2: return index + 1 < text.count && (text[index + 1] == 0x80 || text[index + 1] == 0x81)
    case 0xE3: return index + 1 < text.count && text[index + 1] == 0x80
    default: return false
    }
  }
}

/// Searching bytes for bytes.
enum Bytes {
  /// Where a text first occurs at or after a place.
  static func first(_ needle: [UInt8], in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard !needle.isEmpty, start < text.count, let base = text.baseAddress else { return nil }
    let found = needle.withUnsafeBytes { needle in
      needle.baseAddress.flatMap { findBytes(base + start, text.count - start, $0, needle.count) }
    }
    return found.map { $0 - base }
  }

  /// Less than, equal to or greater than zero, as the left bytes come before, are, or come after the right ones.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let count = min(left.count, right.count)
    if count > 0, let one = left.baseAddress, let other = right.baseAddress {
      let order = memcmp(one, other, count)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}

/// The C library's `memmem`, which Swift's module of it leaves out as it is no part of ISO C or POSIX.2008.
@_silgen_name("memmem")
private func findBytes(
  _ text: UnsafeRawPointer, _ textCount: Int, _ needle: UnsafeRawPointer, _ needleCount: Int
) -> UnsafeRawPointer?
