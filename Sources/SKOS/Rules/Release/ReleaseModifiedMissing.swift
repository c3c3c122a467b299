internal import RDF

extension Rule {
  /// A release says when it was last changed.
  static let releaseModifiedMissing = Rule(
    id: "release-modified-missing",
    title: "A vocabulary states the date of its last change",
    severity: .warning, profile: .rel,
    sources: [
      "DCAT 3 (properties of a catalogued resource)", "VocPub requirement 2.1.5",
      "Skosify (set_modified)",
    ],
    reason: """
      Programs that keep a copy ask for this date to learn whether they have to fetch the vocabulary again.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals ;
        dct:modified "2026-01-31"^^xsd:date .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:modified "2026-01-31T12:00:00Z"^^xsd:dateTime .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { context in ReleaseMetadata.violations(context, field) { _ in latest(context) } })
}

private let field = ReleaseMetadata.Field.date(
  "date of last change",
  [.DCTerms.modified, ReleaseMetadata.Field.pav("lastUpdateOn")]
    + ReleaseMetadata.Field.schema("dateModified"))

/// The latest date on which an entry was changed: the vocabulary cannot have been changed last before that.
private func latest(_ context: CheckContext) -> Term? {
  guard let modified = context.id(of: .DCTerms.modified) else { return nil }
  let dates = Set(context.view.graph.statements(predicate: modified).map(\.object)).compactMap { id in
    CalendarDate(context.text(id)).map { (date: $0, id: id) }
  }
  guard let last = dates.max(by: { ($0.date, $0.id) < ($1.date, $1.id) }) else { return nil }
  let text = context.text(last.id).prefix(10)
  return .literal(.typed(String(text), datatype: .XSD.date))
}
