internal import RDF

/// Finds the resources that a vocabulary keeps but no longer recommends.
enum RetiredResources {
  /// The properties by which registers state a status.
  static let statusProperties: [IRI] = [
    IRI(uncheckedValid: "http://www.w3.org/ns/adms#status"),
    IRI(uncheckedValid: "http://purl.org/linked-data/registry#status"),
    IRI(uncheckedValid: "http://purl.org/ontology/bibo/status"),
    IRI(uncheckedValid: "http://purl.org/iso25964/skos-thes#status"),
    IRI(uncheckedValid: "https://schema.org/status"),
    IRI(uncheckedValid: "https://schema.org/creativeWorkStatus"),
  ]

  /// The last part of a status's IRI or its text, in small letters, where it means that the entry is out of use.
  static let retiredStatuses: Set<String> = [
    "superseded", "retired", "invalid", "deprecated", "withdrawn", "obsolete", "statussuperseded",
    "statusretired",
    "statusinvalid",
  ]

  /// The subjects that are owl:deprecated true, or whose status is one of `retiredStatuses`.
  static func all(in graph: Graph) -> Set<TermID> {
    var found: Set<TermID> = []
    if let deprecated = graph.dictionary.id(of: .iri(.OWL.deprecated)) {
      for statement in graph.statements(predicate: deprecated)
      where ["true", "1"].contains(graph.dictionary.text(of: statement.object)) {
        found.insert(statement.subject)
      }
    }
    for property in statusProperties {
      guard let id = graph.dictionary.id(of: .iri(property)) else { continue }
      for statement in graph.statements(predicate: id)
      where retiredStatuses.contains(name(ofStatus: statement.object, in: graph)) {
        found.insert(statement.subject)
      }
    }
    return found
  }

  /// The name of a status: the end of its IRI or its text, in small letters, without what stands between words.
  static func name(ofStatus id: TermID, in graph: Graph) -> String {
    let text = graph.dictionary.text(of: id)
    let end = graph.dictionary.isIRI(id) ? String(text.dropFirst(text.namespacePart.count)) : text
    return end.lowercased().filter { $0.isLetter }
  }
}
