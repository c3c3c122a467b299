internal import RDF

extension Rule {
  /// S58: one Label node does not fill two of the xl label roles of one resource.
  static let xlLabelRoleOverlap = Rule(
    id: "xl-label-role-overlap",
    title: "A SKOS-XL Label is only one of preferred, alternative and hidden label of a resource",
    severity: .error, profile: .core,
    sources: ["SKOS Reference, Appendix B.3.2, S58"],
    reason: "The roles exclude each other, as they do for plain labels. Keep the more significant role.",
    firingExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 ; skosxl:hiddenLabel ex:l1 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      """,
    cleanExample: """
      ex:love a skos:Concept ; skosxl:prefLabel ex:l1 ; skosxl:hiddenLabel ex:l2 .
      ex:l1 a skosxl:Label ; skosxl:literalForm "love"@en .
      ex:l2 a skosxl:Label ; skosxl:literalForm "loev"@en .
      """,
    // One xl Label in two roles means one text in two roles (S55 to S57).
    alsoBroken: ["label-role-overlap"],
    fix: .proposed,
    evaluate: { context in
      let sorted = context.view.labelNodes.sorted {
        ($0.resource, $0.text, $0.kind) < ($1.resource, $1.text, $1.kind)
      }
      return LabelRuns.runs(sorted) { $0.resource == $1.resource && $0.text == $1.text }.compactMap { run in
        let kinds = LabelKind.allCases.filter { kind in run.contains { $0.kind == kind } }
        guard kinds.count > 1, let first = run.first else { return nil }
        let roles = kinds.map(\.name).joined(separator: " and ")
        return Rule.Violation(
          focus: first.resource,
          message:
            "\(context.names.name(first.resource)) has the Label \(context.names.name(first.text)) as \(roles)",
          related: [first.text], statements: run.map { context.statement($0.evidence) },
          removed: weaker(run, than: kinds[0]).map(context.triple))
      }
    })
}
