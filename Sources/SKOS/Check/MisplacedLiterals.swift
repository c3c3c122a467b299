internal import RDF

/// Finds texts where a property wants a resource.
enum MisplacedLiterals {
  /// One violation for each statement by a property with one of some roles.
  static func violations(
    _ context: CheckContext, of roles: PropertyRoles, wanted: String
  ) -> [Rule.Violation] {
    context.view.misplaced.compactMap { evidence in
      let statement = context.statement(evidence)
      guard !context.view.roles(of: statement.predicate).isDisjoint(with: roles),
        context.view.graph.dictionary.isLiteral(statement.object)
      else { return nil }
      let names = context.names
      return Rule.Violation(
        focus: statement.subject,
        message:
          "\(names.name(statement.subject)) has the text \(names.text(statement.object)) as \(names.property(statement.predicate)), where \(wanted) belongs",
        related: [statement.object], statements: [statement])
    }
  }
}
