internal import RDF

/// Judges the language tags of a vocabulary, each once, and finds the texts that have them.
enum LanguageTagCheck {
  /// What is wrong with a tag, and the tag that should stand there if that is known.
  struct Fault {
    /// What is wrong, as the end of a sentence that starts with the tag.
    let reason: String
    var mended: String?
  }

  /// The violations of a rule about single tags: one for each resource and tag.
  ///
  /// Tags are few and texts are many, so that nothing is done for a text whose tag is in order.
  static func violations(
    _ context: CheckContext, _ fault: (LanguageTag) -> Fault?
  ) -> [Rule.Violation] {
    let dictionary = context.view.graph.dictionary
    let tags = dictionary.languageTags
    let faults = tags.map(fault)
    guard faults.contains(where: { $0 != nil }) else { return [] }
    var places: [Place: Int] = [:]
    var found: [(place: Place, statements: [Graph.Statement])] = []
    for statement in context.view.statements {
      guard let number = dictionary.languageTagPlace(of: statement.object), faults[number] != nil else {
        continue
      }
      let owner = context.owner(statement.subject)
      guard context.isOurs(owner) else { continue }
      let place = Place(owner: owner, tag: number)
      if let index = places[place] {
        found[index].statements.append(statement)
      } else {
        places[place] = found.count
        found.append((place, [statement]))
      }
    }
    return found.compactMap { place, statements in
      faults[place.tag].map { violation(context, place.owner, statements, tags[place.tag], $0) }
    }
  }

  private struct Place: Hashable {
    let owner: TermID
    let tag: Int
  }

  private static func violation(
    _ context: CheckContext, _ owner: TermID, _ statements: [Graph.Statement], _ tag: LanguageTag,
    _ fault: Fault
  ) -> Rule.Violation {
    let texts = statements.map(\.object).uniqued
    let first = texts.first.map { "\"\(context.text($0).printable)\"" } ?? ""
    let others = texts.count > 1 ? " and \(texts.count - 1) more" : ""
    var violation = Rule.Violation(
      focus: owner, message: "the tag \"\(tag)\" of \(first)\(others) \(fault.reason)", related: texts,
      statements: statements)
    if let mended = fault.mended.flatMap({ try? LanguageTag($0) }), mended != tag {
      (violation.removed, violation.added) = retag(statements, mended, context)
    }
    return violation
  }

  /// The statements with another tag; none for a preferred label where there is one in that language already.
  static func retag(
    _ statements: [Graph.Statement], _ tag: LanguageTag, _ context: CheckContext
  ) -> (removed: [Triple], added: [Triple]) {
    let graph = context.view.graph
    var result: (removed: [Triple], added: [Triple]) = ([], [])
    var last: (subject: TermID, predicate: TermID, isTaken: Bool)?
    for statement in statements {
      let isTaken: Bool
      if let last, last.subject == statement.subject, last.predicate == statement.predicate {
        isTaken = last.isTaken
      } else {
        isTaken =
          context.view.roles(of: statement.predicate).contains(.prefLabel)
          && graph.statements(subject: statement.subject, predicate: statement.predicate).contains {
            graph.dictionary.languageTag(of: $0.object) == tag
          }
        last = (statement.subject, statement.predicate, isTaken)
      }
      if isTaken { continue }
      let triple = graph.triple(statement)
      guard let literal = triple.object.literal else { continue }
      result.removed.append(triple)
      result.added.append(
        Triple(triple.subject, triple.predicate, .literal(.languageTagged(literal.lexicalForm, tag))))
    }
    return result
  }
}
