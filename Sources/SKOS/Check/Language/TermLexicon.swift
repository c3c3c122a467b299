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

  /// A step from a place in the tree of terms by a word.
  private struct Step: Hashable {
    let place: Int
    let word: String
  }

  /// More words than any term has that is used in sentences.
  private static let wordCountMax = 12

  private let language: ProseLanguage
  private var terms: [Term] = []
  /// Where each word leads; terms that begin alike share their way.
  private var steps: [Step: Int] = [:]
  /// The terms that end at each place.
  private var ends: [[Int]] = [[]]

  /// Takes in the preferred and alternative labels of concepts.
  init(_ context: CheckContext, _ language: ProseLanguage) {
    self.language = language
    var languages = LiteralLanguages(context)
    var places: [TermID: Int] = [:]
    for use in context.view.labels
    where use.kind != .hiddenLabel && languages.prose(of: use.text) == language
      && context.view.classes(of: use.resource).contains(.concept)
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

  private mutating func add(_ text: String, _ use: SKOSView.LabelUse) -> Int? {
    let words = Words(Self.withoutQualifier(text), language)
    guard (1...Self.wordCountMax).contains(words.count) else { return nil }
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
    insert(words.words.map(\.form))
    return terms.count - 1
  }

  /// Adds a way for the last term; each word also by what it may be a form of, since `agree` goes both ways.
  private mutating func insert(_ words: [String]) {
    var place = 0
    for word in words {
      let forms = [word] + Inflection.bases(of: word, language)
      var known: Int?
      for form in forms where known == nil { known = steps[Step(place: place, word: form)] }
      let next = known ?? ends.count
      if known == nil { ends.append([]) }
      for form in forms where steps[Step(place: place, word: form)] == nil {
        steps[Step(place: place, word: form)] = next
      }
      place = next
    }
    ends[place].append(terms.count - 1)
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
    var best: (length: Int, places: [Int])?
    var reached = [0]
    var length = 0
    while !reached.isEmpty, start + length < words.count {
      let word = words[start + length]
      let forms = [word] + Inflection.bases(of: word, language)
      reached = reached.flatMap { place in forms.compactMap { steps[Step(place: place, word: $0)] } }.uniqued
      length += 1
      let found = reached.flatMap { ends[$0] }.filter { has(terms[$0], at: start, words) }
      if !found.isEmpty { best = (length, found) }
    }
    return best
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
