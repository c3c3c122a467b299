internal import RDF

extension Rule {
  /// S13: the same literal does not fill two of the three label roles of one resource.
  static let labelRoleOverlap = Rule(
    id: "label-role-overlap",
    title: "A text is only one of preferred, alternative and hidden label of a resource",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §5.4, S13; S55 to S57 for the labels that come from SKOS-XL"],
    reason: """
      The roles exclude each other: a text that is preferred need not be alternative as well. Keep the more \
      significant role.
      """,
    firingExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en ; skos:altLabel "love"@en .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skos:prefLabel "love"@en ; skos:altLabel "adoration"@en, "love" .
      """,
    fix: .proposed,
    evaluate: { context in
      // A resource often has several such texts, one after the other; it is named once.
      var named: (id: TermID, name: String)?
      var violations: [Rule.Violation] = []
      for run in LabelRuns.runs(
        context.view.labels, belongTogether: { $0.resource == $1.resource && $0.text == $1.text })
      {
        let kinds = LabelKind.allCases.filter { kind in run.contains { $0.kind == kind } }
        guard kinds.count > 1, let first = run.first else { continue }
        let name =
          named.flatMap { $0.id == first.resource ? $0.name : nil } ?? context.names.name(first.resource)
        named = (first.resource, name)
        let roles = kinds.map(\.name).joined(separator: " and ")
        violations.append(
          Rule.Violation(
            focus: first.resource, message: "\(name) has \(context.names.text(first.text)) as \(roles)",
            related: [first.text], statements: LabelRuns.statements(run, context),
            removed: weaker(run, than: kinds[0]).map(context.triple)))
      }
      return violations
    })

  /// The statements that give a label a role other than the most significant one it has.
  static func weaker(_ run: ArraySlice<SKOSView.LabelUse>, than kind: LabelKind) -> [Int] {
    // A property may be a sub-property of two of the three.
    let kept = run.filter { $0.kind == kind }.map(\.evidence)
    return run.map(\.evidence).filter { !kept.contains($0) }.uniqued
  }
}
