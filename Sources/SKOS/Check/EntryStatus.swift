internal import RDF

/// The statuses of entries: what a register says about where in its life an entry is.
enum EntryStatus {
  /// How far an entry has come; it does not go back.
  enum Stage: Int, Comparable {
    case proposed
    case experimental
    case valid
    case outOfUse

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// The statements of status.
  static func statements(in graph: Graph) -> [Graph.Statement] {
    RetiredResources.statusProperties.compactMap { graph.dictionary.id(of: .iri($0)) }
      .flatMap { graph.statements(predicate: $0) }
  }

  /// The stage that a status means; nil for a status of a register's own.
  static func stage(_ status: TermID, in graph: Graph) -> Stage? {
    var name = RetiredResources.name(ofStatus: status, in: graph)
    if RetiredResources.retiredStatuses.contains(name) { return .outOfUse }
    if name.hasPrefix("status") { name.removeFirst("status".count) }
    return stages[name]
  }

  private static let stages: [String: Stage] = [
    "submitted": .proposed, "proposed": .proposed, "draft": .proposed, "candidate": .proposed,
    "new": .proposed,
    "underdevelopment": .proposed, "experimental": .experimental, "unstable": .experimental, "valid": .valid,
    "stable": .valid, "accepted": .valid, "approved": .valid, "published": .valid, "completed": .valid,
    "released": .valid,
  ]
}
