internal import RDF

extension Rule {
  /// Homographs are told apart by qualifiers, all of them.
  static let homographUnqualified = Rule(
    id: "homograph-unqualified",
    title: "If a preferred label has a qualifier, another concept of the scheme does not have it without",
    severity: .warning, profile: .thes,
    sources: ["ISO 25964-1, homographs and qualifiers; Metanorma (terms told apart by domain)"],
    reason: """
      Next to "mercury (planet)" a bare "mercury" is taken for everything that is called so. Qualify both.
      """,
    firingExample: """
      ex:planet a skos:Concept ; skos:prefLabel "mercury (planet)"@en .
      ex:metal a skos:Concept ; skos:prefLabel "mercury"@en .
      """,
    cleanExample: """
      ex:planet a skos:Concept ; skos:prefLabel "mercury (planet)"@en .
      ex:metal a skos:Concept ; skos:prefLabel "mercury (metal)"@en .
      """,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      func hash(_ id: TermID, _ end: Int?) -> UInt64 {
        let salt = dictionary.languageNumber(of: id) ?? -1
        return dictionary.withText(of: id) { LabelComparison.hash($0, salt: salt, count: end) }
      }
      var qualified: [(text: TermID, resource: TermID, hash: UInt64)] = []
      for use in context.view.labels where use.kind == .prefLabel {
        guard !context.traits[use.text].isDisjoint(with: [.bracket, .beyondASCII]),
          let end = dictionary.withText(of: use.text, Qualifiers.endOfBase)
        else { continue }
        qualified.append((use.text, use.resource, hash(use.text, end)))
      }
      guard !qualified.isEmpty else { return [] }
      var finder = TwinFinder(capacity: qualified.count)
      for item in qualified { _ = finder.insert(item.hash) }
      var bases: [UInt64: [SKOSView.LabelUse]] = [:]
      for use in context.view.labels where use.kind == .prefLabel {
        let hash = hash(use.text, nil)
        if finder.contains(hash), context.isOwnValidConcept(use.resource) {
          bases[hash, default: []].append(use)
        }
      }
      var pairs: [TermID: [(use: SKOSView.LabelUse, qualified: TermID)]] = [:]
      for item in qualified where bases[item.hash] != nil && context.isOwnValidConcept(item.resource) {
        let base = TermLexicon.withoutQualifier(context.text(item.text)).trimmedEnd
        for use in bases[item.hash, default: []].prefix(100)
        where use.resource != item.resource && context.text(use.text) == base
          && SchemeGroups.share(use.resource, item.resource, context)
        {
          pairs[use.resource, default: []].append((use, item.resource))
        }
      }
      return pairs.sorted { $0.key < $1.key }.compactMap { resource, found in
        guard let first = found.first else { return nil }
        let others = found.map(\.qualified).uniqued
        return Rule.Violation(
          focus: resource,
          message:
            "the preferred label \(context.names.text(first.use.text)) of \(context.names.name(resource)) has no qualifier, unlike that of \(context.list(others))",
          related: [first.use.text] + others, statements: [context.statement(first.use.evidence)])
      }
    })
}

/// Qualifiers in brackets at the end of labels.
enum Qualifiers {
  /// Where the label before its qualifier ends, in bytes; nil if it has none.
  static func endOfBase(_ text: Span<UInt8>) -> Int? {
    let isWide =
      text.count > 3 && text[text.count - 3] == 0xEF && text[text.count - 2] == 0xBC
      && text[text.count - 1] == 0x89
    guard text.count > 2, isWide || text[text.count - 1] == UInt8(ascii: ")") else { return nil }
    var place = text.count - 1
    while place > 0 {
      place -= 1
      let isOpen =
        text[place] == UInt8(ascii: "(")
        || (text[place] == 0xEF && place + 2 < text.count && text[place + 1] == 0xBC
          && text[place + 2] == 0x88)
      guard isOpen else { continue }
      while place > 0 && text[place - 1] == 0x20 { place -= 1 }
      return place > 0 ? place : nil
    }
    return nil
  }
}

extension String {
  /// The text without the spaces at its end.
  var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
