internal import RDF

extension CheckContext {
  /// The resource that a statement is about: its subject, or what a blank node that is no concept, scheme or
  /// collection belongs to, such as the concept that has a note or an xl Label.
  func owner(_ subject: TermID) -> TermID {
    var id = subject
    // Chains of blank nodes are short; those of malformed input may be long or closed.
    for _ in 0..<8 {
      guard view.graph.dictionary.isBlankNode(id),
        view.classes(of: id).isDisjoint(with: [.concept, .scheme, .collection]),
        let above = view.graph.firstStatement(object: id)
      else { break }
      id = above.subject
    }
    return id
  }

  /// Whether what is said about a resource is the vocabulary's own business: anything but the concepts, schemes and
  /// collections of others.
  func isOurs(_ id: TermID) -> Bool {
    view.classes(of: id).isDisjoint(with: [.concept, .scheme, .collection]) || own.contains(id)
  }
}
