internal import RDF

extension Rule {
  /// A document that cannot be read; what the parser says is the finding.
  static let rdfSyntaxError = Rule(
    id: rdfSyntaxErrorID,
    title: "A document follows the rules of its syntax",
    severity: .error, profile: .core,
    sources: ["RDF 1.1 Turtle, TriG, N-Triples, N-Quads, RDF/XML; JSON-LD 1.1"],
    reason: """
      What stands behind a fault cannot be relied on: one program stops there, the next one guesses. Nothing else \
      is checked before the document can be read.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en
      ex:dog a skos:Concept .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:dog a skos:Concept .
      """,
    // The parser finds these, before there is a graph.
    evaluate: { _ in [] })

  /// The id of the rule that a document breaks which cannot be read.
  public static let rdfSyntaxErrorID = "rdf-syntax-error"
}
