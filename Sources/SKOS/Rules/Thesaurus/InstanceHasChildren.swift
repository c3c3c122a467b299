internal import RDF

extension Rule {
  /// An individual is not a class.
  static let instanceHasChildren = Rule(
    id: "instance-has-children",
    title: "A concept that is an instance has no generic or instantial narrower concepts",
    severity: .warning, profile: .thes,
    sources: ["ISO 25964-1, instance relationship; ISO-THES ontology (broaderInstantial); second half [own]"],
    reason: """
      The Alps are an instance of mountain regions. There can be parts of them, but neither kinds nor instances.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:alps a skos:Concept ; skos:prefLabel "Alps"@en ; iso-thes:broaderInstantial ex:mountains .
      ex:north a skos:Concept ; skos:prefLabel "northern Alps"@en ; iso-thes:broaderGeneric ex:alps .
      ex:mountains a skos:Concept ; skos:prefLabel "mountain regions"@en .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:alps a skos:Concept ; skos:prefLabel "Alps"@en ; iso-thes:broaderInstantial ex:mountains .
      ex:north a skos:Concept ; skos:prefLabel "northern Alps"@en ; iso-thes:broaderPartitive ex:alps .
      ex:mountains a skos:Concept ; skos:prefLabel "mountain regions"@en .
      """,
    evaluate: { context in
      let steps = HierarchyKinds.steps(context)
      let instances = Dictionary(steps.filter { $0.kind == .instantial }.map { ($0.lower, $0) }) { first, _ in
        first
      }
      let below = Dictionary(
        grouping: steps.filter { $0.kind != .partitive && instances[$0.upper] != nil }, by: \.upper)
      return below.sorted { $0.key < $1.key }.compactMap { id, children in
        guard let instance = instances[id], context.own.contains(id) else { return nil }
        let others = children.map(\.lower).uniqued
        return Rule.Violation(
          focus: id,
          message:
            "\(context.names.name(id)) is an instance of \(context.names.name(instance.upper)), yet \(context.list(others)) is below it as a kind or an instance",
          related: others + [instance.upper],
          statements: [instance.statement] + children.prefix(10).map(\.statement))
      }
    })
}
