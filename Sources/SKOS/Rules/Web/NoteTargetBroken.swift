internal import RDF

extension Rule {
  /// A note that is a resource of the vocabulary is described in it.
  static let noteTargetBroken = Rule(
    id: "note-target-broken",
    title: "A note that is a resource of the vocabulary's own is described",
    severity: .warning, profile: .web,
    sources: ["VocBench integrity checks (broken definitions); SKOS Reference §7, S16"],
    reason: """
      A note may be a resource that holds the text. If nothing is said about that resource, the note is empty. \
      Documents elsewhere are left alone, since no check here goes to the network.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition ex:catDefinition .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition ex:catDefinition ;
        skos:note <http://museum.example/cats.html> .
      ex:catDefinition rdf:value "small domesticated feline"@en .
      """,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      return context.view.notes.compactMap { note in
        guard !dictionary.isLiteral(note.value), !context.isDescribed(note.value),
          context.isOurs(note.resource),
          dictionary.isBlankNode(note.value) || context.own.isLocalName(context.text(note.value))
        else { return nil }
        return Rule.Violation(
          focus: context.owner(note.resource),
          message:
            "\(context.names.name(note.resource)) has \(context.names.name(note.value)) as \(note.kind.name), of which the vocabulary says nothing; describe it with rdf:value",
          related: [note.value], statements: [context.statement(note.evidence)])
      }
    })
}

extension OwnResources {
  /// Whether an IRI is a namespace of the vocabulary's own with a plain name behind it, not a path to a document.
  func isLocalName(_ iri: String) -> Bool {
    namespaces.contains { namespace in
      guard iri.hasPrefix(namespace) else { return false }
      let name = iri.dropFirst(namespace.count)
      return !name.isEmpty && !name.contains { "/.?#".contains($0) }
    }
  }
}
