internal import RDF

extension Rule {
  /// Every way up leads to a top concept of the scheme.
  static let notUnderTopConcept = Rule(
    id: "not-under-top-concept",
    title: "The way up from a concept leads to a top concept of its scheme",
    severity: .warning, profile: .kos,
    sources: [
      "VocPub requirement 2.3.3; EDM Council guidelines (every concept is reachable from a top concept)"
    ],
    reason: """
      Programs open a scheme at its top concepts and go down from there. A branch that hangs below none of them cannot \
      be reached that way. The branch is reported once, with the concept where it begins.
      """,
    firingExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:plant a skos:Concept ; skos:prefLabel "plant"@en ; skos:inScheme ex:things .
      ex:tree a skos:Concept ; skos:prefLabel "tree"@en ; skos:inScheme ex:things ; skos:broader ex:plant .
      """,
    cleanExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal, ex:plant .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:plant a skos:Concept ; skos:prefLabel "plant"@en ; skos:inScheme ex:things .
      ex:tree a skos:Concept ; skos:prefLabel "tree"@en ; skos:inScheme ex:things ; skos:broader ex:plant .
      """,
    evaluate: { context in
      branches(context).map { branch in
        let (names, scheme) = (context.names, context.names.name(branch.scheme))
        let root = branch.concepts[0]
        let others = branch.concepts.dropFirst()
        return Rule.Violation(
          focus: root,
          message: others.isEmpty
            ? "no way up from \(names.name(root)) leads to a top concept of \(scheme)"
            : "no way up leads to a top concept of \(scheme) from \(names.name(root)) and \(others.count) more concepts that hang with it: \(names.list(others))",
          related: [branch.scheme] + others)
      }
    })

  /// Concepts of a scheme that hang together and below no top concept of it, the topmost first.
  private static func branches(_ context: CheckContext) -> [(scheme: TermID, concepts: [TermID])] {
    let hierarchy = context.ownHierarchy
    let schemes = context.view.resources { $0.contains(.scheme) }.filter { !context.index.tops[$0].isEmpty }
    var loose: [TermID: [(component: Int, concept: TermID)]] = [:]
    let memberships = context.ownMemberships
    for start in stride(from: 0, to: schemes.count, by: 64) {
      let batch = Array(schemes[start..<min(start + 64, schemes.count)])
      let bits = Dictionary(uniqueKeysWithValues: batch.enumerated().map { ($0.element, $0.offset) })
      let masks = hierarchy.bitsFromAbove(
        batch.enumerated().flatMap { bit, scheme in context.index.tops[scheme].map { ($0.from, bit) } })
      for (concept, scheme) in memberships {
        guard let bit = bits[scheme], let component = hierarchy.component(of: concept),
          masks[component] & (1 << UInt64(bit)) == 0, !context.retired.contains(concept)
        else { continue }
        loose[scheme, default: []].append((component, concept))
      }
    }
    return loose.keys.sorted().flatMap { scheme in
      branches(loose[scheme, default: []], hierarchy).compactMap { concepts in
        // A concept by itself that is no top concept is reported as dangling.
        concepts.count == 1 && !context.hasBroader(concepts[0], in: scheme) ? nil : (scheme, concepts)
      }
    }
  }

  /// Groups loose concepts by the topmost component that they hang below.
  private static func branches(
    _ loose: [(component: Int, concept: TermID)], _ hierarchy: Hierarchy
  ) -> [[TermID]] {
    var branchOfComponent: [Int: Int] = [:]
    var branches: [[TermID]] = []
    for (component, concept) in loose.sorted(by: { $0 < $1 }) {
      if let branch = branchOfComponent[component] {
        branches[branch].append(concept)
        continue
      }
      let above = hierarchy.components(above: component).lazy.compactMap { branchOfComponent[$0] }.first
      branchOfComponent[component] = above ?? branches.count
      if let above { branches[above].append(concept) } else { branches.append([concept]) }
    }
    return branches
  }
}
