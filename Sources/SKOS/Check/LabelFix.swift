internal import RDF

/// Makes the statements that give a label another text, whether it is plain or the literal form of an xl Label.
enum LabelFix {
  /// The statement that holds the label's text, and the same with another text in the same language.
  static func replacing(
    _ use: SKOSView.LabelUse, by text: String, _ context: CheckContext
  ) -> (removed: [Triple], added: [Triple]) {
    let graph = context.view.graph
    guard let literal = graph.dictionary[use.text].literal else { return ([], []) }
    let mended: Literal = literal.languageTag.map { .languageTagged(text, $0) } ?? .string(text)
    let removed = LabelRuns.statements(CollectionOfOne(use), context).filter { $0.object == use.text }
      .map(graph.triple)
    return (removed, removed.map { Triple($0.subject, $0.predicate, .literal(mended)) })
  }
}
