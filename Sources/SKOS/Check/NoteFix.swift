internal import RDF

/// Makes the statements that give a note another text, whether it is a literal or a node with an rdf:value.
enum NoteFix {
  /// The statement that holds the note's text, and the same with another text in the same language.
  static func replacing(
    _ note: SKOSView.NoteUse, by text: String, _ context: CheckContext
  ) -> (removed: [Triple], added: [Triple]) {
    guard let old = holder(of: note, context), let mended = literal(like: note, text, context) else {
      return ([], [])
    }
    return ([old], [Triple(old.subject, old.predicate, .literal(mended))])
  }

  /// A text in the language of a note.
  static func literal(like note: SKOSView.NoteUse, _ text: String, _ context: CheckContext) -> Literal? {
    guard let id = note.text, let literal = context.view.graph.dictionary[id].literal else { return nil }
    return literal.languageTag.map { .languageTagged(text, $0) } ?? .string(text)
  }

  private static func holder(of note: SKOSView.NoteUse, _ context: CheckContext) -> Triple? {
    guard let text = note.text else { return nil }
    guard text != note.value else { return context.triple(note.evidence) }
    guard let value = context.id(of: .RDF.value) else { return nil }
    return context.view.graph.statements(subject: note.value, predicate: value, object: text).first
      .map(context.view.graph.triple)
  }
}
