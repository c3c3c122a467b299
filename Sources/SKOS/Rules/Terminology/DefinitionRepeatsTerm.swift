internal import RDF

extension Rule {
  /// A definition leaves the term to the term.
  static let definitionRepeatsTerm = Rule(
    id: "definition-repeats-term",
    title: "A definition does not start by repeating its term",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, cl. 16; ISO 704, writing of definitions"],
    reason: """
      The term stands above the definition already. "A library is a building that …" and "library: building that …" \
      cannot replace the term in a sentence. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:definition "A library is a building for books"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:definition "building for books"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      var terms = OwnTerms(context)
      return context.definitions.compactMap { definition in
        let words = definition.words(limit: 24)
        let matches = terms.ownMatches(in: words, of: definition)
        guard let match = matches.first(where: { isAtStart($0, words) }),
          let end = Copulas.end(after: match.words.upperBound, in: words)
        else { return nil }
        return context.violation(
          definition, "starts with the term \(context.names.text(match.label)); start with what it is",
          related: [match.label], replacement: words.rest(from: end))
      }
    })
}
