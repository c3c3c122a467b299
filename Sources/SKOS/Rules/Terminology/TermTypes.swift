internal import RDF

/// What SKOS-XL Labels say about themselves as designations: that they are abbreviations, or deprecated.
///
/// TBX and lexinfo say it by a property such as termType, Glossarist and others by a class. What counts is the last
/// part of an IRI, or a text, in small letters and without what stands between words.
struct TermTypes {
  private static let abbreviations: Set<String> = [
    "abbreviation", "acronym", "initialism", "abbreviatedform", "abbreviatedterm", "shortform", "clippedterm",
    "initialismterm", "acronymterm",
  ]
  private static let deprecations: Set<String> = [
    "deprecated", "deprecatedterm", "deprecatedtermadmnsts", "superseded", "supersededterm",
    "supersededtermadmnsts", "obsolete", "obsoleteterm", "notrecommended",
  ]
  private static let statusProperties: Set<String> = [
    "status", "administrativestatus", "normativestatus", "normativeauthorization", "termstatus",
  ]

  private let context: CheckContext

  init(_ context: CheckContext) { self.context = context }

  /// Whether a Label says that it is an abbreviation.
  func isAbbreviation(_ label: TermID) -> Bool {
    context.view.graph.statements(subject: label).contains { statement in
      let property = name(statement.predicate)
      guard property.hasSuffix("type") || property == "abbreviationtype" || property == "termform" else {
        return false
      }
      return Self.abbreviations.contains(name(statement.object))
    }
  }

  /// Whether a Label is deprecated as a designation.
  func isDeprecated(_ label: TermID) -> Bool {
    context.retired.contains(label)
      || context.view.graph.statements(subject: label).contains { statement in
        Self.statusProperties.contains(name(statement.predicate))
          && Self.deprecations.contains(name(statement.object))
      }
  }

  private func name(_ id: TermID) -> String { EntryStatus.name(context.view.graph.dictionary[id]) }
}
