internal import RDF

/// A text of a vocabulary and where it stands.
struct TextUse {
  /// The literal.
  let text: TermID
  /// The resource that has it.
  let owner: TermID
  /// The statements of this resource that have it as their object.
  let statements: [Graph.Statement]
}

extension CheckContext {
  /// Where plain literals of the vocabulary's own stand whose characters have one of `traits`.
  func textUses(having traits: CharacterTraits) -> [TextUse] {
    characters.marked.filter {
      !characters[$0].isDisjoint(with: traits) && view.graph.dictionary.isPlainLiteral($0)
    }.flatMap(textUses)
  }

  /// Where a literal stands, by the resource that has it.
  func textUses(_ text: TermID) -> [TextUse] {
    var byOwner: [TermID: [Graph.Statement]] = [:]
    for statement in view.graph.statements(object: text) {
      byOwner[owner(statement.subject), default: []].append(statement)
    }
    return byOwner.sorted { $0.key < $1.key }.filter { isOurs($0.key) }.map {
      TextUse(text: text, owner: $0.key, statements: $0.value)
    }
  }

  /// The statements of a text with another text in the same language; none if nothing would be left of it.
  func replacing(_ use: TextUse, by text: String) -> (removed: [Triple], added: [Triple]) {
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }),
      let literal = view.graph.dictionary[use.text].literal
    else { return ([], []) }
    let mended: Literal
    switch literal {
    case .string: mended = .string(text)
    case .languageTagged(_, let tag): mended = .languageTagged(text, tag)
    case .typed(_, let datatype): mended = .typed(text, datatype: datatype)
    }
    let removed = use.statements.map(view.graph.triple)
    return (removed, removed.map { Triple($0.subject, $0.predicate, .literal(mended)) })
  }
}
