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
    let found = (rules ?? configuration.rules).concurrentMap { rule in
      rule.evaluate(context).compactMap { violation in
        finding(violation, rule, graph).flatMap { finding in
          isWanted(finding, focus) && configuration.exclusion(of: finding) == nil ? finding : nil
        }
      }
    }
    return inOrder(found)
  }

  /// Findings of several rules by focus, then in the order of the rules, then by message.
  ///
  /// Many findings share few foci, so the foci are sorted, and the findings of each among themselves; places are
  /// moved rather than findings, which are large.
  private static func inOrder(_ found: [[Finding]]) -> [Finding] {
    var ranks: [Subject: Int] = [:]
    for finding in found.joined() { ranks[finding.focus] = 0 }
    for (rank, focus) in ranks.keys.sorted().enumerated() { ranks[focus] = rank }
    var places: [[(rule: Int, place: Int)]] = Array(repeating: [], count: ranks.count)
    for (rule, findings) in found.enumerated() {
      for (place, finding) in findings.enumerated() {
        places[ranks[finding.focus, default: 0]].append((rule, place))
      }
    }
    return places.flatMap { places in
      // Those of one focus stand in the order of the rules already; few rules find several things of one.
      if !zip(places, places.dropFirst()).contains(where: { $0.rule == $1.rule }) {
        return places.map { found[$0.rule][$0.place] }
      }
      return places.sorted { left, right in
        if left.rule != right.rule { return left.rule < right.rule }
        let (one, other) = (found[left.rule][left.place].message, found[right.rule][right.place].message)
        if one.utf8.elementsEqual(other.utf8) { return left.place < right.place }
        return one.utf8.lexicographicallyPrecedes(other.utf8)
      }.map { found[$0.rule][$0.place] }
    }
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
