public import RDF

extension EntryDiff {
  /// The differences line by line, as people say them: "definition (fr) changed: …".
  ///
  /// An added entry tells all that it says but its types, a removed one nothing. In longer texts what went
  /// stands in `[-…-]`, what came in `{+…+}`.
  /// - Parameter name: what to call another resource.
  public func lines(name: (IRI) -> String) -> [String] {
    switch kind {
    case .added: changes.filter { $0.aspect != .type }.map { $0.contentLine(name: name) }
    case .changed: changes.map { $0.sentence(name: name) }
    case .removed: []
    }
  }
}

extension Change {
  /// One sentence of a report: "definition (fr) changed: …".
  func sentence(name: (IRI) -> String) -> String {
    let what = aspect.name
    if let special = specialSentence(name: name) { return special }
    if isAddition { return "\(what) added: \(list(added, name))" }
    if isRemoval { return "\(what) removed: \(list(removed, name))" }
    if isDetail {
      return "details of the \(what) changed: \(details(removed, name)) → \(details(added, name))"
    }
    return "\(what) changed: \(change(name))"
  }

  /// What an added entry says in this aspect: "definition (fr): …".
  func contentLine(name: (IRI) -> String) -> String { "\(aspect.name): \(list(added, name))" }

  private func specialSentence(name: (IRI) -> String) -> String? {
    switch aspect {
    case .relation(.broader) where !isAddition && !isRemoval:
      return "moved from under \(list(removed, name)) to under \(list(added, name))"
    case .relation(.isReplacedBy) where isAddition: return "replaced by \(list(added, name))"
    case .status where isAddition && added.allSatisfy(Self.isTrue): return "deprecated"
    case .status where isRemoval && removed.allSatisfy(Self.isTrue): return "no longer deprecated"
    default: return nil
    }
  }

  private static func isTrue(_ value: AspectValue) -> Bool {
    if case .literal(.typed("true", datatype: .XSD.boolean)) = value { true } else { false }
  }

  /// Before and after; for longer texts the words that changed.
  private func change(_ name: (IRI) -> String) -> String {
    guard removed.count == 1, added.count == 1, let old = removed.first?.literal,
      let new = added.first?.literal,
      old.languageTag == new.languageTag,
      max(WordDiff.words(old.lexicalForm).count, WordDiff.words(new.lexicalForm).count) > 7
    else { return "\(list(removed, name)) → \(list(added, name))" }
    let (before, after) = (old.lexicalForm.printable, new.lexicalForm.printable)
    let marked = WordDiff.marked(from: before, to: after)
    // What shares little with what was there before reads better whole than as a patchwork.
    return marked.keptShare < 0.5 ? "\(list(removed, name)) → \(list(added, name))" : marked.text
  }

  private func list(_ values: [AspectValue], _ name: (IRI) -> String) -> String {
    values.map { ValueText.text($0, name: name) }.joined(separator: ", ")
  }

  private func details(_ values: [AspectValue], _ name: (IRI) -> String) -> String {
    values.map { value in
      if case .node(_, let triples) = value { ValueText.node(triples, name: name) } else { "plain" }
    }.joined(separator: ", ")
  }
}
