internal import RDF

/// What a vocabulary says about where in its life an entry is: one answer for checks, differences and statistics.
///
/// Vocabularies say it in several ways: owl:deprecated, a property of their own with that name (PhySH does), or a
/// status that a register gave.
enum EntryStatus {
  /// How far an entry has come; it does not go back.
  enum Stage: Int, Comparable {
    case proposed
    case experimental
    case valid
    case outOfUse

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// The properties that hold a status.
  static let properties: Set<IRI> = Set(
    [
      "http://www.w3.org/ns/adms#status", "http://purl.org/linked-data/registry#status",
      "http://purl.org/iso25964/skos-thes#status", "http://purl.org/ontology/bibo/status",
      "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
      "http://publications.europa.eu/ontology/euvoc#status", "http://schema.org/creativeWorkStatus",
      "https://schema.org/creativeWorkStatus", "https://schema.org/status",
    ].map(IRI.init(uncheckedValid:)))

  /// Whether a property says by true that its subject is out of use.
  static func isDeprecation(_ property: IRI) -> Bool { property.localName == "deprecated" }

  /// The name of a status: the end of its IRI or its text, in small letters, without what stands between words and
  /// without "status" in front.
  static func name(_ status: Term) -> String {
    let text =
      switch status {
      case .iri(let iri): String(iri.string.dropFirst(iri.string.namespacePart.count))
      case .literal(let literal): literal.lexicalForm
      case .blankNode: ""
      }
    let name = text.lowercased().filter(\.isLetter)
    return name.hasPrefix("status") && name != "status" ? String(name.dropFirst("status".count)) : name
  }

  /// The stage that a status means; nil for a status of a register's own.
  static func stage(_ status: Term) -> Stage? { stages[name(status)] }

  /// Whether a statement takes its subject out of use.
  static func retires(_ property: IRI, _ object: Term) -> Bool {
    if isDeprecation(property) {
      return object.literal.map { ["true", "1"].contains($0.lexicalForm) } ?? false
    }
    return properties.contains(property) && stage(object) == .outOfUse
  }

  /// Whether an entry is out of use; of a damaged one nothing is known.
  static func isRetired(_ entry: Entry?) -> Bool {
    guard let entry, let triples = try? entry.triples else { return false }
    return triples.contains { $0.subject == .iri(entry.iri) && retires($0.predicate, $0.object) }
  }

  /// The statements of a graph that give a status.
  static func statements(in graph: Graph) -> [Graph.Statement] {
    properties.sorted().compactMap { graph.dictionary.id(of: .iri($0)) }
      .flatMap { graph.statements(predicate: $0) }
  }

  /// The subjects of a graph that it keeps but no longer recommends; O(n).
  static func retired(in graph: Graph) -> Set<TermID> {
    // Asked once for each property, of which there are few.
    var answers = TermTable<Bool?>(graph, repeating: nil)
    var found: Set<TermID> = []
    for statement in graph.statements {
      let speaks: Bool
      if let known = answers[statement.predicate] {
        speaks = known
      } else {
        speaks =
          graph.dictionary[statement.predicate].iri.map { isDeprecation($0) || properties.contains($0) }
          ?? false
        answers[statement.predicate] = speaks
      }
      guard speaks, let property = graph.dictionary[statement.predicate].iri,
        retires(property, graph.dictionary[statement.object])
      else { continue }
      found.insert(statement.subject)
    }
    return found
  }

  private static let stages: [String: Stage] = [
    "submitted": .proposed, "proposed": .proposed, "draft": .proposed, "candidate": .proposed,
    "new": .proposed,
    "underdevelopment": .proposed, "experimental": .experimental, "unstable": .experimental, "valid": .valid,
    "stable": .valid, "accepted": .valid, "approved": .valid, "published": .valid, "completed": .valid,
    "released": .valid, "deprecated": .outOfUse, "retired": .outOfUse, "superseded": .outOfUse,
    "withdrawn": .outOfUse, "invalid": .outOfUse, "obsolete": .outOfUse, "obsoleted": .outOfUse,
    "replaced": .outOfUse, "archaic": .outOfUse, "abandoned": .outOfUse,
  ]
}

extension Aspect {
  /// Whether the aspect is about being in use.
  var isAboutStatus: Bool {
    switch self {
    case .status: true
    case .property(let iri): EntryStatus.isDeprecation(iri) || EntryStatus.properties.contains(iri)
    default: false
    }
  }
}
