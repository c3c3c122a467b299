internal import RDF

extension Rule {
  /// A preferred label leads to one concept, however it is typed.
  static let labelAmbiguous = Rule(
    id: "label-ambiguous",
    title:
      "A preferred label is not also an alternative label of another concept of the scheme, nor its preferred label but for capitals or accents",
    severity: .warning, profile: .label,
    sources: ["qSKOS (overlapping labels), narrowed to one scheme and to what involves a preferred label"],
    reason: """
      Whoever types such a label gets two concepts, or the wrong one. A qualifier, or another label, tells them \
      apart. Accents count as ornament in English, French, Italian, Portuguese, Catalan and Dutch only: elsewhere \
      they make another letter.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:lion a skos:Concept ; skos:prefLabel "lion"@en ; skos:altLabel "Cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "Bär"@de .
      ex:lion a skos:Concept ; skos:prefLabel "lion"@en, "Bar"@de ; skos:altLabel "big cat"@en, "cat"@fr .
      """,
    evaluate: { context in
      let candidates = AmbiguousTexts(context)
      guard !candidates.classes.isEmpty else { return [] }
      var uses: [Int: [SKOSView.LabelUse]] = [:]
      for use in context.view.labels where use.kind != .hiddenLabel {
        guard let number = candidates.numbers[use.text], context.isOwnValidConcept(use.resource) else {
          continue
        }
        uses[number, default: []].append(use)
      }
      return uses.keys.sorted().flatMap { violations(context, uses[$0, default: []]) }
    })

  /// One for each preferred label of texts that are all alike.
  private static func violations(
    _ context: CheckContext, _ uses: [SKOSView.LabelUse]
  ) -> [Rule.Violation] {
    var bySchemes: [TermID?: [SKOSView.LabelUse]] = [:]
    for use in uses {
      let schemes = context.schemes(of: use.resource)
      if schemes.isEmpty { bySchemes[nil, default: []].append(use) }
      for scheme in schemes { bySchemes[scheme, default: []].append(use) }
    }
    var seen: Set<TermID> = []
    var found: [Rule.Violation] = []
    for (_, uses) in bySchemes.sorted(by: {
      ($0.value[0].resource, $0.value.count) < ($1.value[0].resource, $1.value.count)
    }) {
      var concepts: Set<TermID> = []
      for use in uses { concepts.insert(use.resource) }
      guard concepts.count > 1 else { continue }
      let alternatives = uses.filter { $0.kind == .altLabel }
      let preferred = uses.filter { $0.kind == .prefLabel }
      // Of one text they are another rule's business; two texts are reported where the first of them is.
      let byText = Dictionary(grouping: preferred, by: \.text)
      let texts = byText.keys.sorted()
      for (place, text) in texts.enumerated() {
        let later = texts[(place + 1)...].prefix(6).compactMap { byText[$0]?.first }
        for use in byText[text, default: []] where !seen.contains(use.resource) {
          var others = later.filter { $0.resource != use.resource }
          for other in alternatives where other.resource != use.resource {
            guard others.count < 6 else { break }
            others.append(other)
          }
          guard let other = others.first else { continue }
          seen.insert(use.resource)
          found.append(violation(context, use, other, others))
        }
      }
    }
    return found
  }

  private static func violation(
    _ context: CheckContext, _ use: SKOSView.LabelUse, _ other: SKOSView.LabelUse,
    _ others: [SKOSView.LabelUse]
  ) -> Rule.Violation {
    let resources = others.map(\.resource).uniqued
    let named = others.filter { $0.text == other.text && $0.kind == other.kind }.map(\.resource).uniqued
    let likeness =
      other.text == use.text
      ? "" : ", which differs from it only in capitals, accents or how they are encoded"
    return Rule.Violation(
      focus: use.resource,
      message:
        "\(context.names.name(use.resource)) has the preferred label \(context.names.text(use.text)); \(context.list(named)) has the \(other.kind.name) \(context.names.text(other.text))\(likeness)",
      related: resources + [use.text],
      statements: [context.statement(use.evidence), context.statement(other.evidence)])
  }
}

/// The texts of labels that are like others, in classes of those that are alike.
private struct AmbiguousTexts {
  /// The texts of each class.
  private(set) var classes: [[TermID]] = []
  /// The class of each text that is in one.
  private(set) var numbers: [TermID: Int] = [:]

  init(_ context: CheckContext) {
    let dictionary = context.view.graph.dictionary
    var roles: [UInt8] = Array(repeating: 0, count: dictionary.count)
    var preferred: [TermID] = []
    var alternative: [TermID] = []
    for use in context.view.labels where use.kind != .hiddenLabel {
      let place = Int(use.text.rawValue)
      if roles[place] == 0 {
        if use.kind == .prefLabel { preferred.append(use.text) } else { alternative.append(use.text) }
      }
      if roles[place] == 2 && use.kind == .prefLabel { preferred.append(use.text) }
      roles[place] |= use.kind == .prefLabel ? 1 : 2
    }
    func hash(_ id: TermID) -> UInt64 {
      let salt = dictionary.languageNumber(of: id) ?? -1
      return dictionary.withText(of: id) { LabelComparison.hash($0, salt: salt) }
    }
    var finder = TwinFinder(capacity: preferred.count)
    var wanted: Set<UInt64> = []
    var hashes: [UInt64] = []
    hashes.reserveCapacity(preferred.count)
    for id in preferred {
      let hash = hash(id)
      hashes.append(hash)
      if finder.insert(hash) || roles[Int(id.rawValue)] == 3 { wanted.insert(hash) }
    }
    var candidates: [(hash: UInt64, id: TermID)] = []
    for id in alternative where roles[Int(id.rawValue)] == 2 {
      let hash = hash(id)
      guard finder.contains(hash) else { continue }
      wanted.insert(hash)
      candidates.append((hash, id))
    }
    guard !wanted.isEmpty else { return }
    for (place, id) in preferred.enumerated() where wanted.contains(hashes[place]) {
      candidates.append((hashes[place], id))
    }
    group(candidates, roles, context)
  }

  private mutating func group(
    _ candidates: [(hash: UInt64, id: TermID)], _ roles: [UInt8], _ context: CheckContext
  ) {
    var languages = LiteralLanguages(context)
    var byHash: [UInt64: [TermID]] = [:]
    for candidate in candidates { byHash[candidate.hash, default: []].append(candidate.id) }
    for hash in byHash.keys.sorted() {
      let ids = byHash[hash, default: []]
      guard ids.count > 1 || roles[Int(ids[0].rawValue)] == 3 else { continue }
      var byForm: [[UInt32]: [TermID]] = [:]
      for id in ids {
        let accents = LabelComparison.areAccentsSecondary(in: languages.tag(of: id))
        byForm[LabelComparison.form(of: context.text(id), withoutAccents: accents), default: []].append(id)
      }
      for alike in byForm.values.sorted(by: { $0[0] < $1[0] })
      where alike.count > 1 || roles[Int(alike[0].rawValue)] == 3 {
        for id in alike { numbers[id] = classes.count }
        classes.append(alike.sorted())
      }
    }
  }
}
