internal import RDF

extension Rule {
  /// Changes are noted.
  static let changeNoteMissing = Rule(
    id: "change-note-missing",
    title: "An entry that was changed since the release before has a note about it",
    severity: .warning, profile: .life,
    sources: ["SKOS Reference §7 (change notes and history notes)"],
    reason: """
      Users who rely on an entry want to know what was changed and why. The one who changes it knows; a year later \
      nobody does.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en ; skos:narrower ex:kitten ;
        skos:changeNote "Renamed in 2026 to exclude wildcats."@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:narrower ex:puppy .
      ex:puppy a skos:Concept ; skos:prefLabel "puppy"@en ; skos:broader ex:dog .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; skos:broader ex:cat .
      """,
    previousExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en .
      """,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      var comparison = EntryComparison(context, previous)
      let entries = context.view.resources { !$0.isDisjoint(with: [.concept, .collection]) }
      let silent = entries.filter { id in
        guard context.own.contains(id), context.isDescribed(id), let old = comparison.before(id),
          !previous.view.graph.statements(subject: old).isEmpty
        else { return false }
        let notes = context.index.notes[id].filter { kinds.contains($0.kind) }
        // A new note, whatever it says, is one about this change.
        let former = Set(previous.index.notes[old].filter { kinds.contains($0.kind) }.map(\.value))
        if notes.count > former.count { return false }
        if notes.contains(where: { note in comparison.before(note.value).map { !former.contains($0) } ?? true
        }) {
          return false
        }
        return comparison.isChanged(id, before: old)
      }
      guard let first = silent.first else { return [] }
      func one(_ ids: [TermID], _ reason: String) -> Rule.Violation {
        Rule.Violation(
          focus: first,
          message:
            "\(ids.count) entries were changed since the release before without a note about it\(reason): \(context.names.list(ids))",
          related: Array(ids.dropFirst()))
      }
      // Where nobody ever wrote such a note, that is one thing to say.
      let isCustom =
        context.view.notes.contains { kinds.contains($0.kind) }
        || previous.view.notes.contains { kinds.contains($0.kind) }
      if !isCustom && silent.count > 1 { return [one(silent, "; the vocabulary has no change notes at all")] }
      return Summary.violations(
        silent,
        each: { id in
          Rule.Violation(
            focus: id,
            message: "\(context.names.name(id)) was changed since the release before without a note about it")
        }, all: { one($0, "") })
    })

  private static let kinds: Set<NoteKind> = [.changeNote, .historyNote, .editorialNote]
}
