public import RDF

extension EntryDiff {
  /// The differences line by line, as people say them: "definition (fr) changed: …".
  ///
  /// An added entry tells all that it says but its types, a removed one nothing. In longer texts what went
  /// stands in `[-…-]`, what came in `{+…+}`.
  /// - Parameter name: what to call another resource.
  public func lines(name: (IRI) -> String) -> [String] {
    switch kind {
    case .added: changes.filter { $0.aspect != .type }.map { $0.contentPhrase.text(name: name) }
    case .changed: changes.map { $0.phrase.text(name: name) }
    case .removed: []
    }
  }
}

extension Change {
  /// Below so many words a text is shown whole, before and after; marks would only break it up.
  private static let markedWordCountMin = 8

  /// One sentence of a report: "definition (fr) changed: …".
  var phrase: Phrase {
    if let specialPhrase { return specialPhrase }
    if isAddition { return aspect.phrase + Phrase(" added: ") + list(added) }
    if isRemoval { return aspect.phrase + Phrase(" removed: ") + list(removed) }
    if isDetail {
      return Phrase("details of the ") + aspect.phrase + Phrase(" changed: ") + details(removed)
        + Phrase(" → ") + details(added)
    }
    return aspect.phrase + Phrase(" changed: ") + change
  }

  /// What an added entry says in this aspect: "definition (fr): …".
  var contentPhrase: Phrase { aspect.phrase + Phrase(": ") + list(added) }

  private var specialPhrase: Phrase? {
    switch aspect {
    case .relation(.broader) where !isAddition && !isRemoval:
      Phrase("moved from under ") + list(removed) + Phrase(" to under ") + list(added)
    case .relation(.isReplacedBy) where isAddition: Phrase("replaced by ") + list(added)
    case _ where isDeprecation && isAddition && added.allSatisfy(Self.isTrue): Phrase("deprecated")
    case _ where isDeprecation && isRemoval && removed.allSatisfy(Self.isTrue): Phrase("no longer deprecated")
    default: nil
    }
  }

  /// Whether it is about being out of use, by owl:deprecated or a property of the vocabulary's own.
  private var isDeprecation: Bool { aspect.isAboutStatus }

  private static func isTrue(_ value: AspectValue) -> Bool {
    if case .literal(.typed("true", datatype: .XSD.boolean)) = value { true } else { false }
  }

  /// Before and after; for longer texts the words that changed.
  private var change: Phrase {
    let whole = list(removed) + Phrase(" → ") + list(added)
    guard removed.count == 1, added.count == 1, let old = removed.first?.literal,
      let new = added.first?.literal,
      old.languageTag == new.languageTag,
      max(WordDiff.words(old.lexicalForm).count, WordDiff.words(new.lexicalForm).count)
        >= Self.markedWordCountMin
    else { return whole }
    let (segments, keptShare) = WordDiff.segments(from: old.lexicalForm, to: new.lexicalForm)
    // What shares little with what was there before reads better whole than as a patchwork.
    guard keptShare >= 0.5 else { return whole }
    return Phrase(
      segments.map { segment in
        switch segment {
        case .kept(let text): .value(text)
        case .removed(let text): .removed(text)
        case .inserted(let text): .inserted(text)
        }
      })
  }

  private func list(_ values: [AspectValue]) -> Phrase { Phrase.list(values.map(ValueText.phrase)) }

  private func details(_ values: [AspectValue]) -> Phrase {
    Phrase.list(
      values.map { value in
        if case .node(_, let triples) = value { ValueText.node(triples) } else { Phrase("plain") }
      })
  }
}

extension Aspect {
  /// The name; that of another property comes from the vocabulary.
  fileprivate var phrase: Phrase {
    if case .property = self { Phrase([.value(name)]) } else { Phrase(name) }
  }
}
