internal import RDF

/// Finds concepts that have several notes of a kind in one language.
enum NoteCounts {
  /// One violation for each concept and language with more than one text.
  static func violations(_ kind: NoteKind, _ context: CheckContext, advice: String) -> [Rule.Violation] {
    var seen = Set<TermID>()
    var found: [Rule.Violation] = []
    for note in context.view.notes
    where note.kind == kind && context.index.notes[note.resource].count > 1
      && context.isOwnValidConcept(note.resource) && seen.insert(note.resource).inserted
    {
      let notes = context.index.notes[note.resource].filter { $0.kind == kind && $0.text != nil }
      let byTag = Dictionary(grouping: notes) { $0.text.flatMap(context.language) }
      for (tag, notes) in byTag.sorted(by: { ($0.key?.string ?? "") < ($1.key?.string ?? "") }) {
        let texts = notes.compactMap(\.text).uniqued
        guard texts.count > 1 else { continue }
        let language = tag.map { "in \($0)" } ?? "without language"
        found.append(
          Rule.Violation(
            focus: note.resource,
            message:
              "\(context.names.name(note.resource)) has \(texts.count) \(kind.name)s \(language); \(advice)",
            related: texts, statements: notes.map { context.statement($0.evidence) }))
      }
    }
    return found
  }
}
