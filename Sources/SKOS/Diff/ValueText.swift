internal import RDF

/// Writes values for people.
enum ValueText {
  /// A value on one line; `name` says how a resource is called.
  static func text(_ value: AspectValue, name: (IRI) -> String) -> String {
    switch value {
    case .literal(let literal): quoted(literal)
    case .resource(let iri): name(iri)
    case .node(let text?, _): quoted(text)
    case .node(nil, let triples): node(triples, name: name)
    }
  }

  /// A text in quotation marks, with its datatype if that is not obvious.
  static func quoted(_ literal: Literal) -> String {
    let text = "\"\(literal.lexicalForm.printable)\""
    if case .typed(_, let datatype) = literal { return text + " (\(datatype.abbreviated))" }
    return text
  }

  /// All that is said about blank nodes, in brackets.
  static func node(_ triples: [Triple], name: (IRI) -> String) -> String {
    let parts = triples.filter { $0.subject.iri == nil }.map { triple in
      "\(triple.predicate.abbreviated) \(term(triple.object, name: name))"
    }
    return "[" + parts.joined(separator: "; ") + "]"
  }

  private static func term(_ term: Term, name: (IRI) -> String) -> String {
    switch term {
    case .iri(let iri): name(iri)
    case .blankNode: "[]"
    case .literal(let literal): quoted(literal)
    }
  }
}
