internal import RDF

extension Rule {
  /// Within a scheme a preferred label names one concept.
  static let prefLabelDuplicate = Rule(
    id: "pref-label-duplicate",
    title: "Two concepts of a scheme do not share a preferred label",
    severity: .error, profile: .label,
    sources: [
      "SKOS Primer §2.2.1; qSKOS (overlapping labels), narrowed to preferred labels of one scheme; VocBench integrity checks (same labels); SkoHub shapes; iQvoc"
    ],
    reason: """
      Whoever reads or types a preferred label means one concept. If two have the same, add a qualifier, \
      "mercury (planet)", or merge them.
      """,
    firingExample: """
      ex:planet a skos:Concept ; skos:inScheme ex:s ; skos:prefLabel "mercury"@en .
      ex:metal a skos:Concept ; skos:inScheme ex:s ; skos:prefLabel "mercury"@en .
      ex:s a skos:ConceptScheme ; skos:prefLabel "science"@en .
      """,
    cleanExample: """
      ex:planet a skos:Concept ; skos:inScheme ex:s ; skos:prefLabel "mercury"@en .
      ex:metal a skos:Concept ; skos:inScheme ex:t ; skos:prefLabel "mercury"@en .
      ex:s a skos:ConceptScheme ; skos:prefLabel "planets"@en .
      ex:t a skos:ConceptScheme ; skos:prefLabel "metals"@en .
      """,
    evaluate: { context in
      var counts: [UInt8] = Array(repeating: 0, count: context.view.graph.dictionary.count)
      var twins = CanonicalTwins(context)
      for use in context.view.labels where use.kind == .prefLabel {
        let place = Int(use.text.rawValue)
        if counts[place] < 2 { counts[place] += 1 }
        if counts[place] == 1 { twins.see(use.text) }
      }
      let groups = twins.groups
      var byText: [TermID: [TermID]] = [:]
      for use in context.view.labels
      where use.kind == .prefLabel && (counts[Int(use.text.rawValue)] > 1 || groups[use.text] != nil)
        && context.isOwnValidConcept(use.resource)
      {
        byText[groups[use.text] ?? use.text, default: []].append(use.resource)
      }
      var texts: [[TermID]: [TermID]] = [:]
      for (text, resources) in byText where resources.count > 1 {
        for group in SchemeGroups.of(resources, context) { texts[group, default: []].append(text) }
      }
      return texts.map { group, texts in violation(context, group, texts.sorted()) }
    })

  private static func violation(_ context: CheckContext, _ group: [TermID], _ texts: [TermID])
    -> Rule.Violation
  {
    let shown = texts.prefix(3).map(context.names.text).joined(separator: ", ")
    let labels =
      texts.count == 1 ? "label \(shown)" : "labels \(shown)\(texts.count > 3 ? " and others" : "")"
    return Rule.Violation(
      focus: group[0],
      message:
        "\(context.names.name(group[0])) shares the preferred \(labels) with \(context.list(group.dropFirst()))",
      related: group.dropFirst() + texts)
  }
}

extension CheckContext {
  /// The names of resources for a message, at most five of them.
  func list(_ ids: some Collection<TermID>) -> String {
    let named = ids.prefix(5).map(names.name).joined(separator: ", ")
    return ids.count > 5 ? "\(named) and \(ids.count - 5) more" : named
  }
}

/// Finds texts that are the same to Unicode although their characters differ, composed or with marks behind letters.
private struct CanonicalTwins {
  private let context: CheckContext
  private var composed: [TermID] = []
  private var decomposed: [TermID] = []

  init(_ context: CheckContext) { self.context = context }

  mutating func see(_ id: TermID) {
    guard context.traits[id].contains(.beyondASCII) else { return }
    let hasMark = context.view.graph.dictionary.withText(of: id) { text in
      for place in text.indices where text[place] == 0xCC || text[place] == 0xCD { return true }
      return false
    }
    if hasMark { decomposed.append(id) } else { composed.append(id) }
  }

  /// The text that stands for all its twins, by each of them; empty if there are none.
  var groups: [TermID: TermID] {
    guard !decomposed.isEmpty else { return [:] }
    struct Key: Hashable {
      let text: String
      let language: Int?
    }
    // Swift compares strings by canonical equivalence.
    func key(_ id: TermID) -> Key {
      Key(text: context.text(id), language: context.view.graph.dictionary.languageNumber(of: id))
    }
    var first: [Key: TermID] = [:]
    var groups: [TermID: TermID] = [:]
    for id in decomposed {
      let key = key(id)
      groups[id] = first[key] ?? id
      if first[key] == nil { first[key] = id }
    }
    for id in composed { if let twin = first[key(id)] { groups[id] = twin } }
    return groups
  }
}
