public import RDF

extension VocabularyDiff {
  /// The differences as a text that a committee can read; labels in the first of the languages that there are.
  ///
  /// A line with the counts, what took the place of what, then each entry with `+`, `-` or `~` before it and its
  /// changes below. In longer texts what went stands in `[-…-]`, what came in `{+…+}`.
  public func description(languages: [LanguageTag] = []) -> String {
    guard !isEmpty else { return "no differences\n" }
    var names: [IRI: String] = [:]
    func name(_ iri: IRI) -> String {
      if let known = names[iri] { return known }
      let name = self.names.name(of: iri, languages: languages)
      names[iri] = name
      return name
    }
    var lines = [summary] + successions.map { sentence($0, name) }
    for diff in entries {
      lines.append("")
      lines.append(
        "\(mark(diff.kind)) \(self.names.kind(of: diff.iri).name) \(name(diff.iri)) \(diff.kind.rawValue)")
      lines += diff.lines(name: name).map { "    " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    EntryDiff.Kind.allCases.compactMap { kind in
      let count = self.count(kind)
      return count == 0 ? nil : "\(count) \(count == 1 ? "entry" : "entries") \(kind.rawValue)"
    }.joined(separator: ", ")
  }

  private func mark(_ kind: EntryDiff.Kind) -> String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }

  private func sentence(_ succession: Succession, _ name: (IRI) -> String) -> String {
    switch succession {
    case .replaced(let old, let new): "\(name(old)) is replaced by \(name(new))"
    case .split(let old, let news): "\(name(old)) is split into \(news.map(name).joined(separator: " and "))"
    case .merged(let olds, let new):
      "\(olds.map(name).joined(separator: " and ")) are merged into \(name(new))"
    }
  }
}
