extension Rule {
  /// A definition demands nothing.
  static let definitionRequirement = Rule(
    id: "definition-requirement",
    title: "A definition contains no requirement, recommendation or permission",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.6; Metanorma (ISO style)"],
    reason: """
      What a thing is stands in its definition, what it shall be elsewhere: a requirement that hides among terms is \
      overlooked. For what is merely possible write "can" or "able to". Read for English, French, German, Spanish \
      and Chinese.
      """,
    firingExample: """
      ex:lock a skos:Concept ; skos:prefLabel "lock"@en ; skos:definition "device that shall be kept closed"@en .
      """,
    cleanExample: """
      ex:lock a skos:Concept ; skos:prefLabel "lock"@en ; skos:definition "device that keeps doors closed"@en .
      ex:day a skos:Concept ; skos:prefLabel "Labour Day"@en, "响应"@zh ;
        skos:definition "holiday on the first of May"@en, "对请求作出的反应"@zh .
      """,
    evaluate: { context in
      context.definitions.compactMap { definition in
        guard let verb = NormativeVerbs.first(in: definition.words(), withPermissions: true) else {
          return nil
        }
        return context.violation(definition, "contains the normative verb \"\(verb.printable)\"")
      }
    })
}
