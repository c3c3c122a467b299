internal import RDF

extension DiffReport {
  /// What a piece of a text is, so that a terminal can show it in its own way.
  public enum Paint: Sendable {
    case plain
    case heading
    case name
    case iri
    case removed
    case inserted
  }

  /// The report as a text: a line with the counts, then section by section each resource with its changes below.
  ///
  /// Controls in what the vocabulary says are written out. What went stands in `[-…-]`, what came in `{+…+}`.
  /// - Parameter paint: shows a piece of the text in its own way, such as in a colour; plain text if not given.
  public func text(paint: (String, Paint) -> String = { text, _ in text }) -> String {
    let compared = "\(old.name.printable) → \(new.name.printable): "
    guard !isEmpty else { return compared + "no differences\n" }
    var text = compared + counts + "\n"
    for section in sections {
      text += "\n" + paint("\(section.kind.title) (\(section.items.count))", .heading) + "\n"
      for item in section.items {
        text += "  " + name(of: item, paint) + "\n"
        for line in item.lines { text += "      " + sentence(line, paint) + "\n" }
      }
    }
    return text
  }

  /// The statements that came and went, and what they amount to: "3 statements removed, 5 added; 1 added, 2 moved".
  var counts: String {
    let gone = statements.removed.count
    let total = "\(gone) \(gone == 1 ? "statement" : "statements") removed, \(statements.added.count) added"
    let parts = sections.map { "\($0.items.count) \($0.kind.summary($0.items.count))" }
    return parts.isEmpty ? total : total + "; " + parts.joined(separator: ", ")
  }

  private func name(of item: Item, _ paint: (String, Paint) -> String) -> String {
    let kind = item.resource == .concept ? "" : item.resource.name + " "
    return kind + name(item.iri, paint, .name)
  }

  private func name(_ iri: IRI, _ paint: (String, Paint) -> String, _ style: Paint) -> String {
    if Entry.isMinted(iri) { return "blank node" }
    let bracketed = paint("<\(iri.string.printable)>", .iri)
    return labels[iri].map { paint("\"\($0.printable)\"", style) + " " + bracketed } ?? bracketed
  }

  private func sentence(_ line: Phrase, _ paint: (String, Paint) -> String) -> String {
    line.runs.map { run in
      switch run {
      case .words(let text): text
      case .value(let text): text.printable
      case .removed(let text): paint("[-\(text.printable)-]", .removed)
      case .inserted(let text): paint("{+\(text.printable)+}", .inserted)
      case .resource(let iri): name(iri, paint, .plain)
      }
    }.joined()
  }
}

extension DiffKind {
  /// What stands after a number in a summary: "3 moved", "2 with other labels".
  func summary(_ count: Int) -> String {
    switch self {
    case .added: "added"
    case .retired: "retired"
    case .superseded: "superseded"
    case .merged: "merged"
    case .split: "split"
    case .reinstated: "reinstated"
    case .moved: "moved"
    case .labels: "with other labels"
    case .definitions: "with other definitions"
    case .notes: "with other notes"
    case .notations: "with other notations"
    case .mappings: "with other mappings"
    case .related: "with other related concepts"
    case .collections: count == 1 ? "collection" : "collections"
    case .schemes: count == 1 ? "concept scheme" : "concept schemes"
    case .other: "with other changes"
    case .removed: "removed outright"
    }
  }
}
