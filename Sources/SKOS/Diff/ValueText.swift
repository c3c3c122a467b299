internal import RDF

/// Writes values for people.
enum ValueText {
  /// A value on one line of plain text; `name` says how a resource is called.
  static func text(_ value: AspectValue, name: (IRI) -> String) -> String { phrase(value).text(name: name) }

  /// A value on one line.
  static func phrase(_ value: AspectValue) -> Phrase {
    switch value {
    case .literal(let literal): quoted(literal)
    case .resource(let iri): Phrase([.resource(iri)])
    case .node(let text?, _): quoted(text)
    case .node(nil, let triples): node(triples)
    }
  }

  /// A text in quotation marks, with its datatype if that is not obvious.
  static func quoted(_ literal: Literal) -> Phrase {
    let text: [Phrase.Run] = [.words("\""), .value(literal.lexicalForm), .words("\"")]
    guard case .typed(_, let datatype) = literal else { return Phrase(text) }
    return Phrase(text + [.words(" ("), .value(datatype.abbreviated), .words(")")])
  }

  /// All that is said about blank nodes, in brackets.
  static func node(_ triples: [Triple]) -> Phrase {
    let parts = triples.filter { $0.subject.iri == nil }.map { triple in
      Phrase([.value(triple.predicate.abbreviated), .words(" ")]) + term(triple.object)
    }
    return Phrase("[") + Phrase.list(parts, separator: "; ") + Phrase("]")
  }

  private static func term(_ term: Term) -> Phrase {
    switch term {
    case .iri(let iri): Phrase([.resource(iri)])
    case .blankNode: Phrase("[]")
    case .literal(let literal): quoted(literal)
    }
  }
}
