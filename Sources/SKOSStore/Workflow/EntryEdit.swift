public import RDF

/// One step in drafting an entry: what a person says about its content.
public enum EntryEdit: Hashable, Sendable {
  /// The values of a property in one language (or those without language) become these.
  case set(IRI, language: LanguageTag?, [Term])
  /// A value is added.
  case add(IRI, Term)
  /// A value is taken away.
  case remove(IRI, Term)

  /// Applies the edit to the statements of an entry.
  ///
  /// - Throws: `StoreError` with code `invalidArgument` if a value that is to be removed is not there, because
  ///   the person who asks for it is looking at something else.
  func apply(to triples: inout [Triple], about iri: IRI) throws(StoreError) {
    let subject = Subject.iri(iri)
    switch self {
    case .set(let property, let language, let values):
      triples.removeAll {
        $0.subject == subject && $0.predicate == property && $0.object.literal?.languageTag == language
          && ($0.object.literal != nil || language == nil)
      }
      for value in values { triples.append(Triple(subject, property, value)) }
    case .add(let property, let value):
      let triple = Triple(subject, property, value)
      if !triples.contains(triple) { triples.append(triple) }
    case .remove(let property, let value):
      let triple = Triple(subject, property, value)
      guard let index = triples.firstIndex(of: triple) else {
        throw StoreError(
          .invalidArgument, "<\(iri)> has no \(property.localName) \(value.nTriples) that could be removed")
      }
      triples.remove(at: index)
    }
  }
}
