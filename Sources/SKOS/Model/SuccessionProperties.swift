internal import RDF

/// The properties by which resources say what took the place of what.
enum SuccessionProperties {
  /// From the old to the new.
  static let toSuccessor: [IRI] = [
    .DCTerms.isReplacedBy, IRI(uncheckedValid: "http://purl.obolibrary.org/obo/IAO_0100001"),
    IRI(uncheckedValid: "http://www.w3.org/ns/adms#next"),
    IRI(uncheckedValid: "https://schema.org/supersededBy"),
    IRI(uncheckedValid: "http://schema.org/supersededBy"),
  ]
  /// From the new to the old.
  static let toPredecessor: [IRI] = [
    .DCTerms.replaces, IRI(uncheckedValid: "http://www.w3.org/ns/adms#prev"),
    IRI(uncheckedValid: "http://purl.org/linked-data/registry#predecessor"),
  ]
}
