internal import RDF

/// Groups neighbours in a sorted list of labels.
enum LabelRuns {
  /// The longest runs in which each belongs with the one before it.
  static func runs(
    _ labels: [SKOSView.LabelUse], belongTogether: (SKOSView.LabelUse, SKOSView.LabelUse) -> Bool
  ) -> [ArraySlice<SKOSView.LabelUse>] {
    var runs: [ArraySlice<SKOSView.LabelUse>] = []
    var start = 0
    for end in 1..<max(labels.count, 1) + 1
    where end >= labels.count || !belongTogether(labels[end - 1], labels[end]) {
      if labels.isEmpty { break }
      if end - start > 1 { runs.append(labels[start..<end]) }
      start = end
    }
    return runs
  }

  /// The statements that labels stand for, each once; for an xl Label also that of its literal form.
  static func statements(_ uses: some Sequence<SKOSView.LabelUse>, _ context: CheckContext) -> [Graph
    .Statement]
  {
    var statements: [Graph.Statement] = []
    for use in uses {
      let statement = context.statement(use.evidence)
      var own = [statement]
      if statement.object != use.text {
        own += context.view.graph.statements(subject: statement.object).filter { $0.object == use.text }
      }
      for statement in own where !statements.contains(statement) { statements.append(statement) }
    }
    return statements
  }
}
