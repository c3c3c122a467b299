internal import RDF

/// Looks for resources that are two things at once, by declaration or by use.
enum ClassClash {
  /// One violation for each resource that is of both classes.
  static func violations(
    _ context: CheckContext, between first: ResourceClasses, and second: ResourceClasses
  ) -> [Rule.Violation] {
    let both = first.union(second)
    return context.view.resources(where: { $0.isSuperset(of: both) }).map { id in
      let firstEvidence = context.view.evidence(that: id, isOneOf: first)
      let secondEvidence = context.view.evidence(that: id, isOneOf: second)
      let message =
        "\(context.names.name(id)) is a \(name(first))\(reason(firstEvidence, id, context))"
        + " and a \(name(second))\(reason(secondEvidence, id, context)); it cannot be both"
      let statements = [firstEvidence.first, secondEvidence.first].compactMap { $0 }
      return Rule.Violation(focus: id, message: message, statements: statements)
    }
  }

  private static func name(_ classes: ResourceClasses) -> String {
    switch classes {
    case .concept: "Concept"
    case .scheme: "ConceptScheme"
    case .collection: "Collection"
    default: "SKOS-XL Label"
    }
  }

  /// Why a resource is of a class: because it says so, or because of how it is used.
  private static func reason(
    _ evidence: [Graph.Statement], _ id: TermID, _ context: CheckContext
  ) -> String {
    guard let first = evidence.first, !context.view.roles(of: first.predicate).contains(.type) else {
      return ""
    }
    let property = context.names.property(first.predicate)
    if first.subject == id { return " (because it has \(property))" }
    return " (because \(context.names.name(first.subject)) names it with \(property))"
  }
}
