internal import RDF

/// The terms of a vocabulary in one language, found in running text.
///
/// Terms are compared word by word, each in any form that `Inflection` knows; those in capitals only as they are
/// written. A qualifier in brackets at the end is no part of a term.
struct TermLexicon {
  /// An occurrence of a term.
  struct Match {
    let words: Range<Int>
    /// The concepts that have the term.
    let concepts: [TermID]
    /// The label.
    let label: TermID
  }

  private struct Term {
    let words: [String]
    /// The words as they are written, if capitals matter.
    let spelling: [String]?
    let label: TermID
    var concepts: [TermID]
  }

  private let language: ProseLanguage
  private var terms: [Term] = []
  private var byFirst: [String: [Int]] = [:]

  /// Takes in the preferred and alternative labels of concepts.
  init(_ context: CheckContext, _ language: ProseLanguage, where isWanted: (TermID) -> Bool = { _ in true }) {
    self.language = language
    var languages = LiteralLanguages(context)
    var places: [TermID: Int] = [:]
    for use in context.view.labels
    where use.kind != .hiddenLabel && languages.prose(of: use.text) == language
      && context.view.classes(of: use.resource).contains(.concept) && isWanted(use.resource)
    {
      if let place = places[use.text] {
        if place >= 0 && terms[place].concepts.last != use.resource {
          terms[place].concepts.append(use.resource)
        }
        continue
      }
      places[use.text] = add(context.text(use.text), use) ?? -1
    }
  }

  /// Whether there is nothing to find.
  var isEmpty: Bool { terms.isEmpty }

  private mutating func add(_ text: String, _ use: SKOSView.LabelUse) -> Int? {
    let words = Words(Self.withoutQualifier(text), language)
    guard let first = words.words.first?.form else { return nil }
    if words.count == 1 {
      guard words[0].unicodeScalars.count > 1, !FunctionWords.contains(words[0], language) else { return nil }
    }
    let spellings = words.words.indices.map(words.spelling)
    let isCapitals = spellings.allSatisfy {
      $0.utf8.count > 1 && $0 == $0.uppercased() && $0 != $0.lowercased()
    }
    terms.append(
      Term(
        words: words.words.map(\.form), spelling: isCapitals ? spellings : nil, label: use.text,
        concepts: [use.resource]))
    // A term in the plural is found by its singular too: `bases` goes both ways.
    for key in ([first] + Inflection.bases(of: first, language)).uniqued {
      byFirst[key, default: []].append(terms.count - 1)
    }
    return terms.count - 1
  }

  /// A label without the qualifier in brackets that tells homographs apart.
  static func withoutQualifier(_ text: String) -> String {
    guard text.hasSuffix(")") || text.hasSuffix("）"),
      let open = text.lastIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex
    else { return text }
    return String(text[..<open])
  }

  /// The terms in a text, without those that lie inside a longer one.
  func matches(in words: Words) -> [Match] {
    var found: [Match] = []
    var covered = 0
    for start in 0..<words.count {
      guard let (length, places) = longest(at: start, in: words), start + length > covered else { continue }
      covered = start + length
      for place in places {
        found.append(
          Match(words: start..<covered, concepts: terms[place].concepts, label: terms[place].label))
      }
    }
    return found
  }

  private func longest(at start: Int, in words: Words) -> (length: Int, places: [Int])? {
    var best = 0
    var places: [Int] = []
    for key in ([words[start]] + Inflection.bases(of: words[start], language)).uniqued {
      for place in byFirst[key, default: []]
      where terms[place].words.count >= best && has(terms[place], at: start, words) {
        if terms[place].words.count > best { places = [] }
        best = terms[place].words.count
        if !places.contains(place) { places.append(place) }
      }
    }
    return best > 0 ? (best, places) : nil
  }

  private func has(_ term: Term, at start: Int, _ words: Words) -> Bool {
    guard term.words.count <= words.count - start else { return false }
    for offset in term.words.indices {
      if let spelling = term.spelling {
        let written = words.spelling(start + offset)
        guard written == spelling[offset] || written == spelling[offset] + "s" else { return false }
      } else if !Inflection.agree(words[start + offset], term.words[offset], language) {
        return false
      }
      guard offset > 0 else { continue }
      guard Self.isInsideTerm(words.gap(after: start + offset - 1)) else { return false }
    }
    return true
  }

  /// Whether what stands between two words leaves them one term.
  private static func isInsideTerm(_ gap: String) -> Bool {
    gap.utf8.count <= 3 && !gap.contains { ",;:.!?()，、。；：（）".contains($0) }
  }
}
