internal import RDF

/// What an entry says about whether it is still to be used.
///
/// Vocabularies say it in several ways: owl:deprecated, a property of their own with that name (PhySH does), or a
/// status that a register gave.
enum Retirement {
  /// The properties that hold a status.
  static let statusProperties: Set<IRI> = Set(
    [
      "http://www.w3.org/ns/adms#status", "http://purl.org/linked-data/registry#status",
      "http://purl.org/iso25964/skos-thes#status", "http://purl.org/ontology/bibo/status",
      "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
      "http://publications.europa.eu/ontology/euvoc#status", "http://schema.org/creativeWorkStatus",
      "https://schema.org/creativeWorkStatus",
    ].map(IRI.init(uncheckedValid:)))

  /// The statuses, by the end of their IRI or as a text, that take an entry out of use.
  private static let retiredStatuses: Set<String> = [
    "deprecated", "retired", "superseded", "withdrawn", "invalid", "obsolete", "obsoleted", "replaced",
    "archaic",
    "abandoned",
  ]

  /// Whether a statement takes its subject out of use.
  static func retires(_ property: IRI, _ object: Term) -> Bool {
    if property.localName == "deprecated" {
      return object.literal.map { ["true", "1"].contains($0.lexicalForm) } ?? false
    }
    guard statusProperties.contains(property) else { return false }
    let status =
      switch object {
      case .iri(let iri): String(iri.localName)
      case .literal(let literal): literal.lexicalForm
      case .blankNode: ""
      }
    return retiredStatuses.contains(status.lowercased())
  }

  /// Whether an aspect is about being in use.
  static func isStatus(_ aspect: Aspect) -> Bool {
    switch aspect {
    case .status: true
    case .property(let iri): iri.localName == "deprecated" || statusProperties.contains(iri)
    default: false
    }
  }

  /// Whether an entry is out of use; of a damaged one nothing is known.
  static func isRetired(_ entry: Entry?) -> Bool {
    guard let entry, let triples = try? entry.triples else { return false }
    return triples.contains { $0.subject == .iri(entry.iri) && retires($0.predicate, $0.object) }
  }
}
