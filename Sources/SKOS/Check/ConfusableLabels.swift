internal import RDF

/// Finds labels of two resources in one language that look the same and differ.
///
/// In such a pair at least one label has a character that looks like something else. Only those labels are turned into
/// skeletons; a label without such a character is its own skeleton, so that it is found by looking the skeleton up.
enum ConfusableLabels {
  /// Two uses of labels that look the same.
  struct Pair {
    let use: SKOSView.LabelUse
    let other: SKOSView.LabelUse
  }

  /// All pairs, each resource and text on the side of `use` once with the first other resource that it meets.
  static func pairs(_ context: CheckContext) -> [Pair] {
    var suspects: [Suspect] = []
    var seen: Set<TermID> = []
    for use in context.view.labels where use.kind != .hiddenLabel {
      guard isSuspect(use.text, context), context.own.contains(use.resource), seen.insert(use.text).inserted
      else {
        continue
      }
      suspects.append(suspect(use.text, context))
    }
    guard !suspects.isEmpty else { return [] }
    var found: [(TermID, TermID)] = []
    for suspect in suspects {
      if let plain = plainTwin(of: suspect, context), differConfusingly(suspect.text, plain, context) {
        found.append((suspect.text, plain))
      }
    }
    suspects.sort { ($0.hash, $0.text) < ($1.hash, $1.text) }
    var start = 0
    for end in 1..<suspects.count + 1
    where end == suspects.count || suspects[end].hash != suspects[start].hash {
      let first = suspects[start].text
      for other in suspects[start..<end].dropFirst()
      where other.language == suspects[start].language && differConfusingly(first, other.text, context) {
        found.append((other.text, first))
      }
      start = end
    }
    return found.flatMap { pairs($0.0, $0.1, context) }
  }

  private struct Suspect {
    let text: TermID
    let language: Int?
    let skeleton: String
    let hash: Int
  }

  private static func isSuspect(_ text: TermID, _ context: CheckContext) -> Bool {
    context.traits[text].contains(.lookAlike) || context.characters[text].contains(.lookAlike)
  }

  private static func suspect(_ text: TermID, _ context: CheckContext) -> Suspect {
    let skeleton = Confusables.skeleton(of: context.text(text))
    let language = context.view.graph.dictionary.languageTagPlace(of: text)
    var hasher = Hasher()
    hasher.combine(language)
    skeleton.hash(into: &hasher)
    return Suspect(text: text, language: language, skeleton: skeleton, hash: hasher.finalize())
  }

  /// The text of the vocabulary that is the suspect's skeleton itself, in the same language.
  private static func plainTwin(of suspect: Suspect, _ context: CheckContext) -> TermID? {
    let literal: Literal =
      context.language(suspect.text).map { .languageTagged(suspect.skeleton, $0) }
      ?? .string(suspect.skeleton)
    guard let id = context.view.graph.dictionary.id(of: .literal(literal)), id != suspect.text else {
      return nil
    }
    return isSuspect(id, context) ? nil : id
  }

  /// Whether two texts with equal skeletons differ in what readers cannot be expected to see: in their scripts, in
  /// `0`, `1`, `I` and `|`, or in nothing but signs.
  private static func differConfusingly(_ first: TermID, _ second: TermID, _ context: CheckContext) -> Bool {
    let (first, second) = (context.text(first), context.text(second))
    guard first != second, Confusables.skeleton(of: first) == Confusables.skeleton(of: second) else {
      return false
    }
    func scripts(_ text: String) -> Set<Script> {
      Set(text.unicodeScalars.map(Script.init)).subtracting([.common])
    }
    func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
    return scripts(first) != scripts(second)
      || Confusables.asciiSkeleton(of: first) == Confusables.asciiSkeleton(of: second)
      || letters(first) == letters(second)
  }

  /// The uses of two texts by different resources.
  private static func pairs(_ text: TermID, _ other: TermID, _ context: CheckContext) -> [Pair] {
    let (uses, others) = (labelUses(of: text, context), labelUses(of: other, context))
    return uses.compactMap { use in
      others.first { $0.resource != use.resource }.map { Pair(use: use, other: $0) }
    }
  }

  /// The labels with a text, each resource once.
  private static func labelUses(of text: TermID, _ context: CheckContext) -> [SKOSView.LabelUse] {
    var seen: Set<TermID> = []
    let owners = context.view.graph.statements(object: text).map { context.owner($0.subject) }.uniqued
    return (owners.isEmpty ? [] : owners).flatMap { owner in
      let direct = context.index.labels[owner].filter { $0.text == text && $0.kind != .hiddenLabel }
      return direct.isEmpty ? labelled(by: owner, text, context) : Array(direct)
    }.filter { context.own.contains($0.resource) && seen.insert($0.resource).inserted }
  }

  /// The labels that an xl Label with an IRI of its own gives to resources.
  private static func labelled(
    by node: TermID, _ text: TermID, _ context: CheckContext
  ) -> [SKOSView.LabelUse] {
    guard context.view.classes(of: node).contains(.label) else { return [] }
    return context.view.graph.statements(object: node).flatMap { statement in
      context.index.labels[statement.subject].filter { $0.text == text && $0.kind != .hiddenLabel }
    }
  }
}
