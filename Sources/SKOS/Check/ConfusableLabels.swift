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
    let dictionary = context.view.graph.dictionary
    var suspects: [(hash: UInt64, text: TermID)] = []
    var found: [(TermID, TermID)] = []
    var isSeen = Array(repeating: false, count: dictionary.count)
    var skeleton: [UInt8] = []
    for use in context.view.labels where use.kind != .hiddenLabel {
      let text = use.text
      guard isSuspect(text, context), !isSeen[Int(text.rawValue)], context.isOurs(use.resource) else {
        continue
      }
      isSeen[Int(text.rawValue)] = true
      skeleton.removeAll(keepingCapacity: true)
      appendSkeleton(of: text, to: &skeleton, context)
      // A text without look-alikes that is this skeleton.
      if let plain = dictionary.id(ofText: skeleton.span, alike: text), plain != text,
        !isSuspect(plain, context),
        differConfusingly(text, plain, context)
      {
        found.append((text, plain))
      }
      suspects.append((hash(skeleton, language: dictionary.languageTagPlace(of: text)), text))
    }
    suspects.sort { ($0.hash, $0.text) < ($1.hash, $1.text) }
    var start = 0
    for end in suspects.indices.dropFirst() {
      guard suspects[end].hash == suspects[start].hash else {
        start = end
        continue
      }
      let (first, other) = (suspects[start].text, suspects[end].text)
      guard dictionary.languageTagPlace(of: first) == dictionary.languageTagPlace(of: other),
        differConfusingly(first, other, context)
      else { continue }
      found.append((other, first))
    }
    return found.flatMap { pairs($0.0, $0.1, context) }
  }

  private static func isSuspect(_ text: TermID, _ context: CheckContext) -> Bool {
    context.traits[text].contains(.lookAlike) || context.characters[text].contains(.lookAlike)
  }

  private static func appendSkeleton(of text: TermID, to skeleton: inout [UInt8], _ context: CheckContext) {
    context.view.graph.dictionary.withText(of: text) { bytes in
      if context.characters[text].contains(.lookAlike) {
        Confusables.appendSkeleton(of: bytes, to: &skeleton)
      } else {
        Confusables.appendASCIISkeleton(of: bytes, to: &skeleton)
      }
    }
  }

  /// FNV-1a over a skeleton and the number of its language.
  private static func hash(_ skeleton: [UInt8], language: Int?) -> UInt64 {
    var value = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: language ?? -1)
    for byte in skeleton { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return value
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
    return owners.flatMap { owner in
      let direct = context.index.labels[owner].filter { $0.text == text && $0.kind != .hiddenLabel }
      return direct.isEmpty ? labelled(by: owner, text, context) : Array(direct)
    }.filter { context.isOurs($0.resource) && seen.insert($0.resource).inserted }
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
