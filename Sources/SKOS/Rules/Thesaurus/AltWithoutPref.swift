internal import RDF

extension Rule {
  /// A non-preferred term leads to a preferred one.
  static let altWithoutPref = Rule(
    id: "alt-without-pref",
    title: "A concept with an alternative or hidden label in a language has a preferred label in it",
    severity: .error, profile: .thes,
    sources: [
      "ISO 25964-1 (equivalence relates terms of one language; XML schema v1.4); VocBench integrity checks (altLabel without prefLabel)"
    ],
    reason: """
      A non-preferred term says "use …". Without a preferred term in the language there is nothing to use. A label \
      in a variety, en-GB, goes with a preferred label in another variety of the language. Without a tag a label is \
      of any language.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:altLabel "minet"@fr .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "chat"@fr ; skos:altLabel "minet"@fr-CA, "moggy"@en-GB, "Felis" .
      """,
    fix: .proposed,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      var found: [Rule.Violation] = []
      let dictionary = context.view.graph.dictionary
      var preferred: [Int] = []
      for run in LabelRuns.runs(context.view.labels, belongTogether: { $0.resource == $1.resource })
        + singles(context.view.labels)
      {
        guard let resource = run.first?.resource, run.contains(where: { $0.kind != .prefLabel }) else {
          continue
        }
        // Numbers of tags tell quickly that all is well; most labels are in a language that has a preferred one.
        preferred.removeAll(keepingCapacity: true)
        var isOpen = false
        for use in run where use.kind == .prefLabel {
          let number = dictionary.languageNumber(of: use.text)
          // A preferred label without a tag may be in any language.
          if let number { preferred.append(number) } else { isOpen = true }
        }
        guard !isOpen else { continue }
        let lone = run.filter { use in
          guard use.kind != .prefLabel, let number = dictionary.languageNumber(of: use.text) else {
            return false
          }
          return !preferred.contains(number)
        }
        guard !lone.isEmpty, context.isOwnValidConcept(resource) else { continue }
        let primaries = Set(
          run.filter { $0.kind == .prefLabel }.compactMap { languages.tag(of: $0.text)?.primary })
        let foreign = lone.filter { use in
          languages.tag(of: use.text).map { !primaries.contains($0.primary) } ?? false
        }
        guard !foreign.isEmpty else { continue }
        let tags = foreign.compactMap { languages.tag(of: $0.text)?.primary }.uniqued.sorted()
        found.append(violation(context, resource, tags, foreign))
      }
      return found
    })

  /// Resources with a single label, which form no run.
  private static func singles(_ labels: [SKOSView.LabelUse]) -> [ArraySlice<SKOSView.LabelUse>] {
    labels.indices.compactMap { place in
      let isAlone =
        (place == 0 || labels[place - 1].resource != labels[place].resource)
        && (place + 1 == labels.count || labels[place + 1].resource != labels[place].resource)
      return isAlone ? labels[place...place] : nil
    }
  }

  private static func violation(
    _ context: CheckContext, _ resource: TermID, _ tags: [Substring], _ uses: [SKOSView.LabelUse]
  ) -> Rule.Violation {
    let kinds = uses.map(\.kind).uniqued.sorted().map(\.name).joined(separator: " and ")
    var violation = Rule.Violation(
      focus: resource,
      message:
        "\(context.names.name(resource)) has the \(kinds) \(context.names.text(uses[0].text))\(uses.count > 1 ? " and others" : "") and no preferred label in \(tags.joined(separator: ", "))",
      related: uses.prefix(2).map(\.text), statements: uses.prefix(2).map { context.statement($0.evidence) })
    // With several to choose from in a language, which one is preferred is for people to say.
    guard uses.count == tags.count, uses.allSatisfy({ $0.kind == .altLabel }) else { return violation }
    for use in uses {
      let old = context.triple(use.evidence)
      let isXL = context.statement(use.evidence).object != use.text
      let preferred = isXL ? LabelKind.prefLabel.xlProperty : LabelKind.prefLabel.property
      violation.removed.append(old)
      violation.added.append(Triple(old.subject, preferred, old.object))
    }
    return violation
  }
}
