internal import RDF

extension Rule {
  /// Others link to the vocabulary, as far as somebody has looked.
  static let inLinksMissing = Rule(
    id: "in-links-missing",
    title: "Some concept of the vocabulary is among those that others are known to link to",
    severity: .info, profile: .web,
    sources: ["qSKOS (missing in-links), asked of the whole vocabulary and of a list that is given"],
    reason: """
      A vocabulary that nobody links to is either new or not found. Nothing is asked of the network here: the list of \
      IRIs that others use comes from a search made elsewhere.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en .
      """,
    exampleConfiguration: {
      var configuration = CheckConfiguration()
      configuration.inLinks = ["http://example.org/dog"]
      return configuration
    }(),
    evaluate: { context in
      let concepts = context.ownConcepts
      guard let known = context.configuration.inLinks, let focus = context.ownSchemes.first ?? concepts.first,
        !concepts.contains(where: { known.contains(context.text($0)) })
      else { return [] }
      let scheme = context.ownSchemes.first.map { " of \(context.names.name($0))" } ?? ""
      return [
        Rule.Violation(
          focus: focus,
          message: "no concept\(scheme) is among the \(known.count) IRIs that others are known to link to")
      ]
    })
}
