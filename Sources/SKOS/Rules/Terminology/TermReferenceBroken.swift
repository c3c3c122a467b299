internal import RDF

extension Rule {
  /// A reference inside a text leads to an entry.
  static let termReferenceBroken = Rule(
    id: "term-reference-broken",
    title:
      "A reference in a definition or note, \"term (3.1.2)\" or the IRI of an entry, leads to an entry that is valid",
    severity: .error, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.10; Metanorma (references to terms)"],
    reason: """
      Readers follow the number behind a term to its definition. A number counts as a reference if it stands in \
      brackets by itself and has the shape of the vocabulary's own notations; IRIs, if they lie in its namespaces.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:notation "3.1.1" ; skos:prefLabel "cat"@en ;
        skos:definition "small mammal (3.1.9) kept as a pet"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:notation "3.1.1" ; skos:prefLabel "cat"@en ;
        skos:definition "small mammal (3.1.2), weighing some kilograms (4.5), kept as a pet"@en .
      ex:mammal a skos:Concept ; skos:notation "3.1.2" ; skos:prefLabel "mammal"@en .
      """,
    evaluate: { context in
      let targets = ReferenceTargets(context)
      return context.view.notes.flatMap { note -> [Rule.Violation] in
        guard let text = note.text, context.own.contains(note.resource),
          !context.retired.contains(note.resource),
          note.kind != .changeNote && note.kind != .historyNote,
          !context.traits[text].isDisjoint(with: [.digit, .commaOrSlash])
        else { return [] }
        return targets.broken(in: context.text(text)).map { reference, fault in
          Rule.Violation(
            focus: note.resource,
            message:
              "the \(note.kind.name) of \(context.names.name(note.resource)) refers to \(reference.printable), \(fault)",
            related: [text], statements: [context.statement(note.evidence)])
        }
      }
    })
}

/// What references in texts can lead to.
private struct ReferenceTargets {
  private let context: CheckContext
  private var byNotation: [String: Bool] = [:]
  /// The first parts and the numbers of parts of the notations that are numbers with points.
  private var firstParts: Set<Substring> = []
  private var partCounts: ClosedRange<Int>?

  init(_ context: CheckContext) {
    self.context = context
    for edge in context.view.notations where context.own.contains(edge.from) {
      let notation = context.text(edge.to)
      byNotation[notation] = (byNotation[notation] ?? false) || !context.retired.contains(edge.from)
      let parts = notation.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count > 1, Self.isDotted(parts) else { continue }
      firstParts.insert(Substring(String(parts[0])))
      let range = partCounts ?? parts.count...parts.count
      partCounts = min(range.lowerBound, parts.count)...max(range.upperBound, parts.count)
    }
  }

  private static func isDotted(_ parts: [Substring]) -> Bool {
    parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// The references of a text that lead nowhere, each with what is wrong.
  func broken(in text: String) -> [(reference: String, fault: String)] {
    (numbers(in: text) + addresses(in: text)).uniqued.compactMap { reference in
      fault(reference).map { (reference, $0) }
    }
  }

  private func fault(_ reference: String) -> String? {
    if let isValid = byNotation[reference] { return isValid ? nil : "which is no longer valid" }
    guard reference.contains(":") else { return "which no entry has as its notation" }
    guard let iri = try? IRI(reference), let id = context.id(of: iri), context.isDescribed(id) else {
      return "which is not described"
    }
    return context.retired.contains(id) ? "which is no longer valid" : nil
  }

  /// What stands in brackets by itself and looks like one of the notations.
  private func numbers(in text: String) -> [String] {
    guard let partCounts, partCounts.upperBound > 1 else { return [] }
    var found: [String] = []
    var open: String.Index?
    for index in text.indices {
      switch text[index] {
      case "(", "（": open = text.index(after: index)
      case ")", "）":
        guard let start = open else { continue }
        open = nil
        let parts = text[start..<index].split(separator: ".", omittingEmptySubsequences: false)
        guard partCounts.contains(parts.count), parts.count > 1, Self.isDotted(parts),
          let first = parts.first,
          firstParts.contains(first)
        else { continue }
        found.append(String(text[start..<index]))
      default: break
      }
    }
    return found
  }

  private func addresses(in text: String) -> [String] {
    guard text.contains("://") else { return [] }
    return context.own.namespaces.flatMap { namespace -> [String] in
      guard namespace.contains("://") else { return [] }
      var found: [String] = []
      for piece in text.split(whereSeparator: { $0.isWhitespace || "<>\"()[]{}，。；、（）".contains($0) }) {
        guard piece.hasPrefix(namespace) else { continue }
        var address = String(piece)
        while let last = address.last, ".,;:!?'".contains(last) { address.removeLast() }
        if address.utf8.count > namespace.utf8.count { found.append(address) }
      }
      return found
    }
  }
}
