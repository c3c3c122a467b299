internal import RDF

/// Moves and associations.
extension DiffTelling {
  mutating func tellLinks() {
    for link in links.removed.sorted(by: Self.isBefore) {
      if link.kind == .related {
        tellRelated(link, "removed")
      } else {
        moves[link.from, default: ([], [])].removed.append(link)
      }
    }
    for link in links.added.sorted(by: Self.isBefore) {
      if link.kind == .related {
        tellRelated(link, "added")
      } else {
        moves[link.from, default: ([], [])].added.append(link)
      }
    }
    for (iri, move) in moves where kinds[iri] != .added && kinds[iri] != .removed {
      tellMove(of: iri, from: move.removed, to: move.added)
    }
  }

  private static func isBefore(_ left: Link, _ right: Link) -> Bool {
    (left.kind.rawValue, left.from, left.to) < (right.kind.rawValue, right.from, right.to)
  }

  private mutating func tellMove(of iri: IRI, from removed: [Link], to added: [Link]) {
    let gone = removed.filter { $0.kind == .broader }.map(\.to)
    let come = added.filter { $0.kind == .broader }.map(\.to)
    var lines: [Phrase] = []
    switch (gone.isEmpty, come.isEmpty) {
    case (false, false):
      lines.append(
        Phrase("moved from under ") + Phrase.resources(gone) + Phrase(" to under ") + Phrase.resources(come))
    case (false, true): lines.append(Phrase("no longer under ") + Phrase.resources(gone))
    case (true, false): lines.append(Phrase("placed under ") + Phrase.resources(come))
    case (true, true): break
    }
    for link in added where link.kind == .top {
      lines.append(Phrase([.words("now a top concept of "), .resource(link.to)]))
    }
    for link in removed where link.kind == .top {
      lines.append(Phrase([.words("no longer a top concept of "), .resource(link.to)]))
    }
    add(.moved, iri, lines, from: removed.map(\.to), to: added.map(\.to))
  }

  /// Tells an association once: at the end that was there before and after, the first if both were.
  private mutating func tellRelated(_ link: Link, _ verb: String) {
    let ends = [link.from, link.to].filter { kinds[$0] != .added && kinds[$0] != .removed }
    // With a new concept its associations are told, with a removed one they need not be.
    guard ends.count == 2, let end = ends.first else { return }
    let other = end == link.from ? link.to : link.from
    let changed = AspectValue.resource(other)
    let isAdded = links.added.contains(link)
    add(
      .related, end, [Phrase("related concept \(verb): ") + Phrase.resources([other])],
      changes: [
        Change(
          subject: .iri(end), aspect: .relation(.related), removed: isAdded ? [] : [changed],
          added: isAdded ? [changed] : [])
      ])
  }
}
