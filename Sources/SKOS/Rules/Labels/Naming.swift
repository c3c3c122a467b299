internal import RDF

/// Which of the vocabulary's own resources need a name, and what counts as one.
enum Naming {
  /// The own concepts, schemes and collections that are described and still valid, in order of their ids.
  ///
  /// An array of a thesaurus and a collection without IRI may do without: they only hold their members together.
  static func resources(_ context: CheckContext) -> [TermID] {
    let array = context.id(of: .ISOThes.ThesaurusArray)
    let type = context.id(of: .RDF.type)
    return context.view.resources { !$0.isDisjoint(with: [.concept, .scheme, .collection]) }.filter { id in
      guard context.own.contains(id), !context.retired.contains(id), context.isDescribed(id) else {
        return false
      }
      guard context.view.classes(of: id) == .collection else { return true }
      if context.view.graph.dictionary.isBlankNode(id) { return false }
      guard let array, let type else { return true }
      return context.view.graph.statements(subject: id, predicate: type, object: array).isEmpty
    }
  }

  /// The texts by which a resource is named: preferred labels, and the titles of a scheme.
  static func names(of id: TermID, _ context: CheckContext) -> [TermID] {
    let labels = context.index.labels[id].filter { $0.kind == .prefLabel }.map(\.text)
    guard context.view.classes(of: id).contains(.scheme) else { return labels }
    return labels + context.index.titles[id].map(\.to)
  }

  /// What a resource is, for messages.
  static func kind(of id: TermID, _ context: CheckContext) -> String {
    let classes = context.view.classes(of: id)
    return classes.contains(.scheme) ? "scheme" : classes.contains(.collection) ? "collection" : "concept"
  }
}
