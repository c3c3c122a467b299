internal import RDF

extension Rule {
  /// Mappings lead to what is in use.
  static let mappingTargetDeprecated = Rule(
    id: "mapping-target-deprecated",
    title: "A concept in use is not mapped to a retired one",
    severity: .warning, profile: .life,
    sources: ["VocBench integrity checks (broken alignments: deprecated targets)"],
    reason: """
      Records are carried over along mappings. One to a retired concept carries them to an entry that must not be used; \
      map to what took its place.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://example.com/kitten> .
      <http://example.com/kitten> owl:deprecated true ; dct:isReplacedBy <http://example.com/cat> .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://example.com/cat> .
      <http://example.com/kitten> owl:deprecated true ; dct:isReplacedBy <http://example.com/cat> .
      """,
    fix: .proposed,
    evaluate: { context in
      guard !context.retired.isEmpty else { return [] }
      let evidence = context.view.mappings.filter { context.retired.contains($0.to) }.map(\.evidence)
      return RetiredTargets.violations(evidence.uniqued, context)
    })
}
