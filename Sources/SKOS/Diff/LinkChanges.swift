internal import RDF

/// A relation between two resources, whichever of its ends states it.
struct Link: Hashable, Sendable {
  enum Kind: Int, Sendable {
    /// The second is broader than the first.
    case broader
    /// The first is a top concept of the second.
    case top
    /// The two are associated; the first is the one whose IRI comes first.
    case related
  }

  let kind: Kind
  let from: IRI
  let to: IRI

  /// The relation that a statement or a change of an entry speaks of; nil if it is none of these.
  init?(_ kind: RelationKind, of subject: IRI, to object: IRI) {
    switch kind {
    case .broader: (self.kind, from, to) = (.broader, subject, object)
    case .narrower: (self.kind, from, to) = (.broader, object, subject)
    case .topConceptOf: (self.kind, from, to) = (.top, subject, object)
    case .hasTopConcept: (self.kind, from, to) = (.top, object, subject)
    case .related: (self.kind, from, to) = (.related, min(subject, object), max(subject, object))
    default: return nil
    }
  }

  /// The kinds of relation that are read as links.
  static let relations: [RelationKind] = [.broader, .narrower, .topConceptOf, .hasTopConcept, .related]
}

/// Which relations came and went between two versions, as opposed to which statements.
///
/// Where both ends state a relation, it is one change; where one end stops stating what the other still states, it is
/// none. O(what changed, and the size of the entries at both ends).
struct LinkChanges {
  private(set) var removed: Set<Link> = []
  private(set) var added: Set<Link> = []
  private let old: [IRI: Entry]
  private let new: [IRI: Entry]
  private var oldLinks: [IRI: Set<Link>] = [:]
  private var newLinks: [IRI: Set<Link>] = [:]

  init(_ diffs: [EntryDiff], old: [IRI: Entry], new: [IRI: Entry]) {
    self.old = old
    self.new = new
    for diff in diffs {
      for change in diff.changes {
        for link in Self.links(change, of: diff.iri) { decide(link) }
      }
    }
  }

  /// The links that a change speaks of.
  static func links(_ change: Change, of iri: IRI) -> [Link] {
    guard case .relation(let kind) = change.aspect, change.subject == .iri(iri) else { return [] }
    return (change.removed + change.added).compactMap { value in
      if case .resource(let other) = value { Link(kind, of: iri, to: other) } else { nil }
    }
  }

  private mutating func decide(_ link: Link) {
    guard !removed.contains(link), !added.contains(link) else { return }
    let was =
      Self.states(link.from, link, old, &oldLinks) || Self.states(link.to, link, old, &oldLinks)
    let is_ = Self.states(link.from, link, new, &newLinks) || Self.states(link.to, link, new, &newLinks)
    if was && !is_ { removed.insert(link) }
    if is_ && !was { added.insert(link) }
  }

  /// Whether the entry of a resource states a link, in one of the versions.
  private static func states(
    _ iri: IRI, _ link: Link, _ entries: [IRI: Entry], _ known: inout [IRI: Set<Link>]
  ) -> Bool {
    if let links = known[iri] { return links.contains(link) }
    var links: Set<Link> = []
    for triple in (entries[iri].flatMap { try? $0.triples }) ?? [] {
      guard triple.subject == .iri(iri), let other = triple.object.iri,
        let kind = Link.relations.first(where: { $0.property == triple.predicate })
      else { continue }
      if let link = Link(kind, of: iri, to: other) { links.insert(link) }
    }
    known[iri] = links
    return links.contains(link)
  }
}
