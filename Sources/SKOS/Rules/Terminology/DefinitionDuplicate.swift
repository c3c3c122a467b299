internal import RDF

extension Rule {
  /// Two concepts are told apart by their definitions.
  static let definitionDuplicate = Rule(
    id: "definition-duplicate",
    title: "Two concepts do not have the same definition",
    severity: .warning, profile: .term,
    sources: ["NIEM naming and design rules; [own]"],
    reason: """
      If two definitions are the same, so are the concepts, or one definition was copied and left as it was.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small mammal kept as a pet"@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:definition "small mammal kept as a pet"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small mammal that catches mice"@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:definition "small mammal that barks"@en .
      """,
    evaluate: { context in
      var concepts: [TermID: [TermID]] = [:]
      for note in context.view.notes where note.kind == .definition {
        guard let text = note.text, context.isOwnValidConcept(note.resource) else { continue }
        concepts[text, default: []].append(note.resource)
      }
      return concepts.sorted { $0.key < $1.key }.compactMap { text, resources in
        let sorted = Set(resources).sorted()
        guard sorted.count > 1,
          context.traits[text].contains(.space) || context.traits[text].contains(.beyondASCII)
        else { return nil }
        return Rule.Violation(
          focus: sorted[0],
          message:
            "\(context.names.name(sorted[0])) shares its definition, \(context.quoted(text)), with \(context.list(sorted.dropFirst()))",
          related: sorted.dropFirst() + [text])
      }
    })
}
