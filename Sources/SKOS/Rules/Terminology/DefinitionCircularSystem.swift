internal import RDF

extension Rule {
  /// Definitions do not explain each other in a circle.
  static let definitionCircularSystem = Rule(
    id: "definition-circular-system",
    title: "Two or three definitions in a language do not use each other's terms in a circle",
    severity: .warning, profile: .term,
    sources: ["ISO 704 6.5, circularity within a system of concepts"],
    reason: """
      If a book is what libraries lend, and a library is what lends books, nobody learns what either is. Terms that \
      several concepts share prove nothing and are left out. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:definition "institution that lends books"@en .
      ex:book a skos:Concept ; skos:prefLabel "book"@en ; skos:definition "thing that a library lends"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:definition "institution that lends books"@en .
      ex:book a skos:Concept ; skos:prefLabel "book"@en ; skos:definition "written or printed sheets bound together"@en .
      """,
    evaluate: { context in
      ProseLanguage.allCases.flatMap { DefinitionCircles.violations(context, $0) }
    })
}

/// Looks for circles of two or three concepts whose definitions use each other's terms.
private enum DefinitionCircles {
  /// How many steps a search may take before it gives up: only made-up vocabularies need as many.
  private static let stepCountMax = 20_000_000

  static func violations(_ context: CheckContext, _ language: ProseLanguage) -> [Rule.Violation] {
    var terms = OwnTerms(context)
    var uses: [TermID: Set<TermID>] = [:]
    var evidence: [TermID: Int] = [:]
    for definition in context.definitions where definition.language == language {
      let concept = definition.note.resource
      evidence[concept] = evidence[concept] ?? definition.note.evidence
      for match in terms.matches(in: definition.words()) {
        guard match.concepts.count == 1, let other = match.concepts.first, other != concept else { continue }
        uses[concept, default: []].insert(other)
      }
    }
    let sorted = uses.mapValues { $0.sorted() }
    var steps = 0
    var found: [Rule.Violation] = []
    for first in uses.keys.sorted() {
      // A circle is reported where its first concept is, so that it is found once.
      for second in sorted[first, default: []] where second > first {
        if uses[second, default: []].contains(first) {
          found.append(violation(context, [first, second], language, evidence))
        }
      }
      for second in sorted[first, default: []]
      where second > first && !uses[second, default: []].contains(first) {
        for third in sorted[second, default: []] where third > first && third != second {
          steps += 1
          guard steps < stepCountMax else { return found }
          guard uses[third, default: []].contains(first), !uses[third, default: []].contains(second),
            !uses[first, default: []].contains(third)
          else { continue }
          found.append(violation(context, [first, second, third], language, evidence))
        }
      }
    }
    return found
  }

  private static func violation(
    _ context: CheckContext, _ circle: [TermID], _ language: ProseLanguage, _ evidence: [TermID: Int]
  ) -> Rule.Violation {
    let names = circle.map(context.names.name)
    let way = (names.dropFirst() + names.prefix(1)).joined(separator: ", which is defined by ")
    return Rule.Violation(
      focus: circle[0],
      message: "the definitions in \(language.name) go round in a circle: \(names[0]) is defined by \(way)",
      related: Array(circle.dropFirst()),
      statements: circle.compactMap { evidence[$0].map(context.statement) })
  }
}
