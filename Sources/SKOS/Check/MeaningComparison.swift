internal import RDF

/// Tells what of an entry's meaning is otherwise than before: its preferred labels, its definitions, what is broader, and
/// what it is said to match.
///
/// - Texts are the same if they have the same words, whatever their case, punctuation and white space. In a definition a
///   word of five letters or more may differ by one letter, as a misspelling does; a name is what it is to the letter.
/// - A text in a further language is a translation and changes no meaning; a definition where there was none does, and so
///   does one that is gone.
/// - Notes, alternative labels, narrower concepts and close matches do not make the meaning: a narrower concept is stated
///   on the broader one as well, which is not changed by that.
struct MeaningComparison {
  private typealias Side = (view: SKOSView, index: VocabularyIndex, id: TermID)

  private let now: Side
  private let before: Side

  /// - Parameters:
  ///   - id: the entry in what is checked.
  ///   - old: the same entry in the release before.
  init(_ context: CheckContext, _ id: TermID, _ previous: PreviousRelease, _ old: TermID) {
    now = (context.view, context.index, id)
    before = (previous.view, previous.index, old)
  }

  /// The aspects that changed, as people call them, in the order in which an entry is read.
  func changes() -> [String] {
    labels() + definitions() + relations()
  }

  private func labels() -> [String] {
    let kind = LabelKind.prefLabel
    let (new, old) = (Self.labels(now), Self.labels(before))
    return Self.languages(old).filter { !Self.isSame(new[$0] ?? [], old[$0] ?? [], isExact: true) }
      .map { Aspect.label(kind, $0).name }
  }

  private func definitions() -> [String] {
    let (new, old) = (Self.definitions(now), Self.definitions(before))
    // Whoever is the first to define an entry says what it means.
    let languages = old.isEmpty ? Self.languages(new) : Self.languages(old)
    return languages.filter { !Self.isSame(new[$0] ?? [], old[$0] ?? [], isExact: false) }
      .map { Aspect.note(.definition, $0).name }
  }

  private func relations() -> [String] {
    let kinds: [RelationKind] = [.broader, .exactMatch, .broadMatch, .narrowMatch]
    return kinds.filter { Self.targets($0, now) != Self.targets($0, before) }
      .map { Aspect.relation($0).name }
  }

  // MARK: What each side says

  private static func labels(_ side: Side) -> [LanguageTag?: [String]] {
    let dictionary = side.view.graph.dictionary
    let literals = side.index.labels[side.id].filter { $0.kind == .prefLabel }.map(\.text)
    return Dictionary(grouping: literals) { dictionary.languageTag(of: $0) }
      .mapValues { $0.map { dictionary.text(of: $0) } }
  }

  private static func definitions(_ side: Side) -> [LanguageTag?: [String]] {
    let dictionary = side.view.graph.dictionary
    let literals = side.index.notes[side.id].filter { $0.kind == .definition }.compactMap(\.text)
    return Dictionary(grouping: literals) { dictionary.languageTag(of: $0) }
      .mapValues { $0.map { dictionary.text(of: $0) } }
  }

  private static func languages(_ texts: [LanguageTag?: [String]]) -> [LanguageTag?] {
    texts.keys.sorted { $0?.string ?? "" < $1?.string ?? "" }
  }

  private static func targets(_ kind: RelationKind, _ side: Side) -> Set<Term> {
    let graph = side.view.graph
    if kind == .broader {
      return Set(side.index.broader[side.id].map { graph.dictionary[$0.to] })
    }
    guard let property = kind.property.flatMap({ graph.dictionary.id(of: .iri($0)) }) else { return [] }
    return Set(graph.statements(subject: side.id, predicate: property).map { graph.dictionary[$0.object] })
  }

  // MARK: Texts

  /// Whether two sets of texts say the same, each text of one side as some text of the other.
  private static func isSame(_ texts: [String], _ others: [String], isExact: Bool) -> Bool {
    let (left, right) = (texts.map(words), others.map(words))
    return left.allSatisfy { one in right.contains { areAlike(one, $0, isExact: isExact) } }
      && right.allSatisfy { one in left.contains { areAlike(one, $0, isExact: isExact) } }
  }

  private static func areAlike(_ words: [String], _ others: [String], isExact: Bool) -> Bool {
    words.count == others.count
      && zip(words, others).allSatisfy { $0 == $1 || !isExact && isMisspelling($0, of: $1) }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The fewest letters of a word in which one other letter is taken for a misspelling.
  private static let misspelledLengthMin = 5

  /// Whether two words differ by one letter: another one, one too many or too few, or two that changed places.
  private static func isMisspelling(_ word: String, of other: String) -> Bool {
    let (left, right) = (Array(word), Array(other))
    guard min(left.count, right.count) >= misspelledLengthMin, abs(left.count - right.count) <= 1,
      !(left + right).contains(where: \.isNumber)
    else { return false }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }
      .count
    let middles = (Array(left.dropFirst(start).dropLast(end)), Array(right.dropFirst(start).dropLast(end)))
    return max(middles.0.count, middles.1.count) <= 1
      || middles.0.count == 2 && middles.0 == Array(middles.1.reversed())
  }
}
