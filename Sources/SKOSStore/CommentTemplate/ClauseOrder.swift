import Foundation

/// Where a clause stands in a document: what is about the whole first, then the front, numbered clauses, annexes, the
/// bibliography, and whatever cannot be placed last.
///
/// Numbers are compared as numbers of any length: 3.2 comes before 3.10.
struct ClauseOrder: Comparable {
  private enum Part: Comparable {
    /// The digits without zeros in front; a shorter number is a smaller one.
    case number(length: Int, digits: String)
    case word(String)
  }

  private let rank: Int
  private let parts: [Part]

  static func < (left: ClauseOrder, right: ClauseOrder) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    return left.parts.lexicographicallyPrecedes(right.parts)
  }

  static func == (left: ClauseOrder, right: ClauseOrder) -> Bool {
    left.rank == right.rank && left.parts == right.parts
  }

  /// Reads a cell such as `3.1.2`, `Clause 3`, `Annex A`, `A.2`, `Foreword` or nothing.
  init(clause text: String) {
    var tokens = Self.tokens(text)
    while let first = tokens.first, Self.fillers.contains(first) { tokens.removeFirst() }
    switch tokens.first {
    case nil: (rank, parts) = (0, [])
    case let first? where Self.whole.contains(first): (rank, parts) = (0, [])
    case let first? where Self.front.contains(first):
      let place = String(Self.front.firstIndex(of: first) ?? 0)
      (rank, parts) = (
        1, [.number(length: place.utf8.count, digits: place)] + Self.parts(tokens.dropFirst())
      )
    case let first? where first.first?.isNumber == true:
      (rank, parts) = (2, Self.parts(tokens[...]))
    case let first? where Self.annexes.contains(first):
      (rank, parts) = (3, Self.annexParts(tokens.dropFirst()))
    case let first? where first.utf8.count == 1: (rank, parts) = (3, Self.annexParts(tokens[...]))
    case let first? where Self.back.contains(first): (rank, parts) = (4, Self.parts(tokens[...]))
    default: (rank, parts) = (5, Self.parts(tokens[...]))
    }
  }

  /// Reads a cell with a line: the first number in it; nothing before all lines.
  init(line text: String) {
    (rank, parts) = (0, Self.parts(Self.tokens(text)[...]))
  }

  private static let fillers: Set<String> = [
    "clause", "clauses", "subclause", "section", "article", "entry", "no", "abschnitt", "term",
  ]
  private static let whole: Set<String> = [
    "general", "all", "whole", "entire", "document", "ge", "global", "throughout",
  ]
  private static let front = ["title", "cover", "contents", "foreword", "introduction"]
  private static let annexes: Set<String> = ["annex", "annexe", "appendix", "anhang"]
  private static let back: Set<String> = ["bibliography", "references", "index", "bibliographie"]

  /// Runs of digits and runs of letters, in small letters without accents.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var last = 0
    for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      let kind =
        ("0"..."9").contains(scalar)
        ? 1 : scalar.properties.isAlphabetic && scalar.properties.numericType == nil ? 2 : 0
      // An accent belongs to the letter before it.
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      if kind != 0, kind == last, let index = tokens.indices.last {
        tokens[index].unicodeScalars.append(scalar)
      } else if kind != 0 {
        tokens.append(String(scalar))
      }
      last = kind
    }
    return tokens
  }

  private static func parts(_ tokens: ArraySlice<String>) -> [Part] {
    tokens.map { token in
      guard token.first?.isNumber == true else { return .word(token) }
      let digits = token.drop { $0 == "0" }
      return .number(length: digits.utf8.count, digits: String(digits))
    }
  }

  /// `A`, `A.2`, and `Annex A, A.2`, which is the same place.
  private static func annexParts(_ tokens: ArraySlice<String>) -> [Part] {
    let doubled = tokens.count > 1 && tokens.first == tokens.dropFirst().first
    return parts(doubled ? tokens.dropFirst() : tokens)
  }
}
