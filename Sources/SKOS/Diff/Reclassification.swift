internal import RDF

/// A label or note that is of another kind now, with the same text: a history note that became a change note.
struct Reclassification {
  /// The kind it was of, with what it said.
  let removed: Change
  /// The kind it is of.
  let added: Change

  /// The sentence for it.
  var phrase: Phrase {
    Phrase(removed.aspect.name) + Phrase(" is now \(added.aspect.nameWithoutLanguage): ")
      + Phrase.list(added.added.map(ValueText.phrase))
  }

  /// Takes out of the changes of an entry those that are no more than another kind for the same text.
  ///
  /// Only where one kind merely lost it and the other merely gained it; otherwise "changed from … to …" says more.
  static func takeOut(of changes: [Change]) -> (found: [Reclassification], rest: [Change]) {
    var rest = changes
    var found: [Reclassification] = []
    for from in changes.indices where changes[from].isRemoval {
      for to in changes.indices where changes[to].isAddition && rest[to].subject == rest[from].subject {
        guard isSameFamily(changes[from].aspect, changes[to].aspect) else { continue }
        let moved = rest[from].removed.filter { $0.isText && rest[to].added.contains($0) }
        guard !moved.isEmpty else { continue }
        let removed = Change(
          subject: rest[from].subject, aspect: rest[from].aspect, removed: moved, added: [])
        let added = Change(subject: rest[to].subject, aspect: rest[to].aspect, removed: [], added: moved)
        found.append(Reclassification(removed: removed, added: added))
        rest[from] = rest[from].without(moved)
        rest[to] = rest[to].without(moved)
      }
    }
    return (found, rest.filter { !$0.removed.isEmpty || !$0.added.isEmpty })
  }

  /// Whether both are labels, or both are notes, of one language.
  private static func isSameFamily(_ left: Aspect, _ right: Aspect) -> Bool {
    switch (left, right) {
    case (.label(_, let left), .label(_, let right)), (.note(_, let left), .note(_, let right)): left == right
    default: false
    }
  }
}

extension AspectValue {
  fileprivate var isText: Bool { if case .literal = self { true } else { false } }
}

extension Change {
  fileprivate func without(_ values: [AspectValue]) -> Change {
    Change(
      subject: subject, aspect: aspect, removed: removed.filter { !values.contains($0) },
      added: added.filter { !values.contains($0) })
  }
}

extension Aspect {
  /// "a change note": the name with its article.
  fileprivate var nameWithoutLanguage: String {
    switch self {
    case .label(let kind, _): kind == .altLabel ? "an \(kind.name)" : "a \(kind.name)"
    case .note(let kind, _): kind == .editorialNote || kind == .example ? "an \(kind.name)" : "a \(kind.name)"
    default: name
    }
  }
}
