internal import RDF

/// Where an IRI is to be reported: at itself if the vocabulary describes it, else at what points to it.
enum IRIPlaces {
  /// One violation at the IRI, or one for each of the vocabulary's own resources that point to it.
  ///
  /// `message` is given what the sentence starts with.
  static func violations(
    _ id: TermID, _ context: CheckContext, message: (String) -> String
  ) -> [Rule.Violation] {
    let graph = context.view.graph
    if context.isDescribed(id) {
      return context.isOurs(id) ? [Rule.Violation(focus: id, message: message(context.names.name(id)))] : []
    }
    let pointing = graph.statements(object: id)
    if pointing.isEmpty {
      return [Rule.Violation(focus: id, message: message("<\(context.text(id).printable)>"))]
    }
    var places: [TermID: Int] = [:]
    var found: [(owner: TermID, statements: [Graph.Statement])] = []
    for statement in pointing {
      let owner = context.owner(statement.subject)
      guard context.isOurs(owner) else { continue }
      if let place = places[owner] {
        found[place].statements.append(statement)
      } else {
        places[owner] = found.count
        found.append((owner, [statement]))
      }
    }
    return found.map { owner, statements in
      let start = "\(context.names.name(owner)) points to <\(context.text(id).printable)>, which"
      return Rule.Violation(focus: owner, message: message(start), related: [id], statements: statements)
    }
  }

  /// All statements that have an IRI, with another IRI in its place.
  static func renaming(
    _ id: TermID, to iri: IRI, _ context: CheckContext
  ) -> (removed: [Triple], added: [Triple]) {
    let graph = context.view.graph
    let statements = (graph.statements(subject: id) + graph.statements(object: id)).uniqued
    return (
      statements.map(graph.triple),
      statements.map { statement in
        let triple = graph.triple(statement)
        return Triple(
          statement.subject == id ? .iri(iri) : triple.subject, triple.predicate,
          statement.object == id ? .iri(iri) : triple.object)
      }
    )
  }
}
