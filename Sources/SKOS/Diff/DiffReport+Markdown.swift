internal import RDF

extension DiffReport {
  /// The report as Markdown, to be pasted into release notes.
  ///
  /// A heading for each section, an item for each resource. What went stands in `<del>`, what came in `<ins>`, which
  /// GitHub, GitLab and pandoc show; the signs of Markdown in what the vocabulary says are escaped, so that it can
  /// make no links, images, headings or tags.
  /// - Parameter level: how many signs a section's heading has, 1 to 6.
  public func markdown(level: Int = 2) -> String {
    let heading = String(repeating: "#", count: min(max(level, 1), 6))
    guard !isEmpty else { return "No differences.\n" }
    var text = "\(Markdown.escaped(old.name)) → \(Markdown.escaped(new.name)): \(counts).\n"
    for section in sections {
      text += "\n\(heading) \(section.kind.title) (\(section.items.count))\n\n"
      for item in section.items {
        let kind = item.resource == .concept ? "" : item.resource.name + " "
        text += "- \(kind)**\(name(item.iri))**\n"
        for line in item.lines { text += "  - \(sentence(line))\n" }
      }
    }
    return text
  }

  private func name(_ iri: IRI) -> String {
    if Entry.isMinted(iri) { return "blank node" }
    return Markdown.link(labels[iri] ?? iri.string, to: iri)
  }

  private func sentence(_ line: Phrase) -> String {
    line.runs.map { run in
      switch run {
      case .words(let text), .value(let text): Markdown.escaped(text)
      case .removed(let text): "<del>\(Markdown.escaped(text))</del>"
      case .inserted(let text): "<ins>\(Markdown.escaped(text))</ins>"
      case .resource(let iri): name(iri)
      }
    }.joined()
  }
}

/// Text that is not ours within Markdown.
enum Markdown {
  /// The text on one line, as it reads, whatever signs it has.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": escaped += " "
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$": escaped += "\\" + String(scalar)
      default: escaped += String(scalar).printable
      }
    }
    return escaped
  }

  /// A link where the IRI is one of the web, else the text with the IRI after it.
  static func link(_ text: String, to iri: IRI) -> String {
    guard iri.isOfTheWeb else {
      return text == iri.string ? escaped(text) : "\(escaped(text)) (\(escaped(iri.string)))"
    }
    // Valid IRIs have no space, angle bracket or backslash; a character reference would be read as one.
    return "[\(escaped(text))](<\(iri.string.printable.replacing("&", with: "&amp;"))>)"
  }
}

extension IRI {
  /// Whether a click on it does no more than open a page: the scheme is http or https.
  var isOfTheWeb: Bool {
    let start = string.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}
