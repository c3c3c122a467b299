internal import RDF

/// A definition of a concept in a language that rules can read.
struct DefinitionText: Sendable {
  let note: SKOSView.NoteUse
  /// The literal.
  let literal: TermID
  let language: ProseLanguage
  let text: String

  /// The definition in words.
  func words(limit: Int = .max) -> Words { Words(text, language, limit: limit) }
}

extension CheckContext {
  /// Whether a resource is a concept of the vocabulary that is still valid.
  func isOwnValidConcept(_ id: TermID) -> Bool {
    view.classes(of: id).contains(.concept) && own.contains(id) && !retired.contains(id)
  }

  /// The definitions of the vocabulary's own valid concepts, as far as rules can read their languages.
  var definitions: [DefinitionText] { prose { $0 == .definition } }

  /// The notes of some kinds of the vocabulary's own valid concepts, as far as rules can read their languages.
  func prose(_ isWanted: (NoteKind) -> Bool) -> [DefinitionText] {
    proseTexts.value(allProse).filter { isWanted($0.note.kind) }
  }

  private func allProse() -> [DefinitionText] {
    var languages = LiteralLanguages(self)
    return view.notes.compactMap { note in
      guard let literal = note.text, isOwnValidConcept(note.resource),
        let language = languages.prose(of: literal)
      else { return nil }
      return DefinitionText(note: note, literal: literal, language: language, text: text(literal))
    }
  }

  /// A violation that a definition is to blame for.
  func violation(
    _ definition: DefinitionText, _ message: String, related: [TermID] = [], replacement: String? = nil
  ) -> Rule.Violation {
    let name = names.name(definition.note.resource)
    var violation = Rule.Violation(
      focus: definition.note.resource,
      message: "the \(definition.note.kind.name) of \(name), \(quoted(definition.literal)), \(message)",
      related: [definition.literal] + related, statements: [statement(definition.note.evidence)])
    if let replacement {
      (violation.removed, violation.added) = NoteFix.replacing(definition.note, by: replacement, self)
    }
    return violation
  }

  /// A literal with its language, cut off where a message would become too long.
  func quoted(_ id: TermID) -> String {
    let all = text(id)
    let start = all.prefix(80)
    let tag = language(id).map { " (\($0))" } ?? ""
    return "\"\(String(start).printable)\(start.endIndex < all.endIndex ? "…" : "")\"" + tag
  }
}
