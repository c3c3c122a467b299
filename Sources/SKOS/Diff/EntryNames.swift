internal import RDF

/// How texts about entries call them.
struct EntryNames: Sendable {
  /// The entries that names are taken from first.
  let first: [IRI: Entry]
  /// The entries that names are taken from where the others have none.
  let then: [IRI: Entry]

  /// Takes names from the first version that has an entry.
  init(first: [IRI: Entry], then: [IRI: Entry] = [:]) {
    self.first = first
    self.then = then
  }

  /// A resource by label and IRI, `"love" <http://example.org/love>`; the IRI alone if nothing is known of it.
  func name(of iri: IRI, languages: [LanguageTag]) -> String {
    if iri.string.hasPrefix(MintedIRI.prefix) { return "blank node <\(iri)>" }
    guard let label = label(of: iri, languages: languages) else { return "<\(iri)>" }
    return "\"\(label.printable)\" <\(iri)>"
  }

  /// What the entry is.
  func kind(of iri: IRI) -> ResourceKind {
    let triples = (first[iri] ?? then[iri]).flatMap { try? $0.triples } ?? []
    return ResourceKind(
      types: triples.filter { $0.subject == .iri(iri) && $0.predicate == .RDF.type }.compactMap(\.object.iri))
  }

  /// The best label of a resource in some languages; nil if it has none.
  func label(of iri: IRI, languages: [LanguageTag]) -> String? {
    // A damaged body is reported where it is read for its own sake; here it only costs the name.
    guard let entry = first[iri] ?? then[iri], var triples = try? entry.triples else { return nil }
    for kind in LabelKind.allCases {
      for node in triples.filter({ $0.predicate == kind.xlProperty }).compactMap(\.object.iri) {
        guard let label = first[node] ?? then[node], let forms = try? label.triples else { continue }
        triples += forms.filter { $0.predicate == .SKOSXL.literalForm }
      }
    }
    let description = ConceptDescription(of: .iri(iri), in: Graph(triples), withInverses: false)
    let choice = description.bestLabel(for: languages)
    return choice.source == .localName ? nil : choice.text
  }
}
