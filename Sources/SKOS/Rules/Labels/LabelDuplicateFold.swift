internal import RDF

extension Rule {
  /// An alternative label adds something to the preferred one.
  static let labelDuplicateFold = Rule(
    id: "label-duplicate-fold",
    title: "An alternative label differs from the preferred label in more than capitals or the plural",
    severity: .info, profile: .label,
    sources: ["iQvoc (no duplicate among labels), extended to capitals and plurals"],
    reason: """
      Search finds both anyway, and readers see the same word twice. Such a form is better kept as a hidden label.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:altLabel "Libraries"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:altLabel "book collection"@en, "Library"@de .
      """,
    fix: .proposed,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      let dictionary = context.view.graph.dictionary
      return context.view.labels.filter { $0.kind == .altLabel }.compactMap { use in
        // Nobody has as many labels; comparing each with each would take long.
        guard context.index.labels[use.resource].count <= 1000 else { return nil }
        let number = dictionary.languageNumber(of: use.text)
        let twin = context.index.labels[use.resource].first { other in
          guard other.kind == .prefLabel, other.text != use.text,
            dictionary.languageNumber(of: other.text) == number
          else { return false }
          return areAlike(context.text(use.text), context.text(other.text), languages.prose(of: use.text))
        }
        guard let twin else { return nil }
        let statement = context.statement(use.evidence)
        let isXL = statement.object != use.text
        let hidden = isXL ? LabelKind.hiddenLabel.xlProperty : LabelKind.hiddenLabel.property
        let old = context.triple(use.evidence)
        return Rule.Violation(
          focus: use.resource,
          message:
            "\(context.names.name(use.resource)) has the alternative label \(context.names.text(use.text)), which differs from the preferred label \(context.names.text(twin.text)) only in capitals or number",
          related: [use.text, twin.text], statements: [statement], removed: [old],
          added: [Triple(old.subject, hidden, old.object)])
      }
    })

  private static func areAlike(_ left: String, _ right: String, _ language: ProseLanguage?) -> Bool {
    guard abs(left.utf8.count - right.utf8.count) <= 6 else { return false }
    if LabelComparison.form(of: left, withoutAccents: false)
      == LabelComparison.form(of: right, withoutAccents: false)
    {
      return true
    }
    guard let language, language != .chinese else { return false }
    let (one, other) = (Words(left, language), Words(right, language))
    guard one.count == other.count, one.count > 0, one.lead == other.lead else { return false }
    return one.words.indices.allSatisfy { index in
      Inflection.agree(one[index], other[index], language) && one.gap(after: index) == other.gap(after: index)
    }
  }
}
