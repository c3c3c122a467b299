public import RDF

/// Checks vocabularies against rules.
public enum SKOSCheck {
  /// Returns where a vocabulary breaks the rules, by focus, then in the order of the rules.
  ///
  /// What SKOS entails from sub-properties, inverses, domains and ranges counts as stated; the order of the
  /// statements does not matter. About O(n log n); no transitive closure is written out. Findings that the
  /// configuration excludes are left out.
  /// - Parameters:
  ///   - graph: The vocabulary, with everything it should be checked together with.
  ///   - rules: The rules to check; those of the configuration if nil.
  ///   - configuration: What the register expects.
  ///   - previous: The release before; without it rules that compare find nothing.
  ///   - focus: If given, only findings whose focus is one of these IRIs or that involve one of them.
  ///   - languages: The languages for labels in messages, the best first.
  public static func run(
    _ graph: Graph, rules: [Rule]? = nil, configuration: CheckConfiguration = CheckConfiguration(),
    previous: Graph? = nil, focus: Set<IRI>? = nil, languages: [LanguageTag] = []
  ) -> [Finding] {
    let context = CheckContext(graph, configuration: configuration, previous: previous, languages: languages)
    var found: [(order: Int, finding: Finding)] = []
    for (order, rule) in (rules ?? configuration.rules).enumerated() {
      for violation in rule.evaluate(context) {
        guard let finding = finding(violation, rule, graph), isWanted(finding, focus),
          configuration.exclusion(of: finding) == nil
        else { continue }
        found.append((order, finding))
      }
    }
    // Places are sorted rather than findings, which are large.
    let order = found.indices.sorted { left, right in
      let (left, right) = (found[left], found[right])
      if left.finding.focus != right.finding.focus { return left.finding.focus < right.finding.focus }
      if left.order != right.order { return left.order < right.order }
      return left.finding.message.utf8.lexicographicallyPrecedes(right.finding.message.utf8)
    }
    return order.map { found[$0].finding }
  }

  private static func finding(_ violation: Rule.Violation, _ rule: Rule, _ graph: Graph) -> Finding? {
    guard let focus = violation.gone ?? violation.focus.flatMap({ graph.dictionary[$0].subject }) else {
      return nil
    }
    var statements = violation.statements
    // What nothing is said about stands where it is named first.
    if statements.isEmpty, let id = violation.focus, graph.statements(subject: id).isEmpty {
      statements = [graph.firstStatement(object: id)].compactMap { $0 }
    }
    let mends = !violation.removed.isEmpty || !violation.added.isEmpty
    return Finding(
      rule: rule.id, severity: rule.severity, focus: focus, message: violation.message,
      related: violation.related.map { graph.dictionary[$0] },
      statements: statements.map(graph.triple),
      fix: mends ? rule.fix.map { Fix($0, removed: violation.removed, added: violation.added) } : nil)
  }

  private static func isWanted(_ finding: Finding, _ focus: Set<IRI>?) -> Bool {
    guard let focus else { return true }
    return finding.focus.iri.map(focus.contains) ?? false
      || finding.related.contains { $0.iri.map(focus.contains) ?? false }
  }
}
