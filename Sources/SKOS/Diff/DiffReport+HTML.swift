internal import RDF

extension DiffReport {
  /// The report as one HTML page that needs nothing else: no script, no font, no image.
  ///
  /// What went is `<del>`, what came `<ins>`. Whatever the vocabulary says is escaped; only IRIs of the web are links.
  public func html() -> String {
    let title = "\(old.name) → \(new.name)"
    guard !isEmpty else { return HTMLPage(title: title, body: "<p>No differences.</p>").html }
    var body = "<p>\(HTMLPage.escaped(counts)).</p>\n<nav aria-label=\"Sections\">\n<ul>\n"
    for section in sections {
      body +=
        "<li><a href=\"#\(section.kind.rawValue)\">\(section.kind.title)</a> (\(section.items.count))</li>\n"
    }
    body += "</ul>\n</nav>\n"
    for section in sections {
      body += "<section aria-labelledby=\"\(section.kind.rawValue)\">\n"
      body +=
        "<h2 id=\"\(section.kind.rawValue)\">\(section.kind.title) (\(section.items.count))</h2>\n<ul>\n"
      for item in section.items { append(item, to: &body) }
      body += "</ul>\n</section>\n"
    }
    return HTMLPage(title: title, body: body).html
  }

  private func append(_ item: Item, to body: inout String) {
    let kind = item.resource == .concept ? "" : item.resource.name + " "
    body += "<li>\(kind)<strong>\(name(item.iri))</strong>"
    if labels[item.iri] != nil { body += " <span class=\"iri\">\(HTMLPage.escaped(item.iri.string))</span>" }
    if !item.lines.isEmpty {
      body += "\n<ul>\n" + item.lines.map { "<li>\(sentence($0))</li>\n" }.joined() + "</ul>\n"
    }
    body += "</li>\n"
  }

  private func name(_ iri: IRI) -> String {
    if Entry.isMinted(iri) { return "blank node" }
    let text = "<bdi>\(HTMLPage.escaped(labels[iri] ?? iri.string))</bdi>"
    guard iri.isOfTheWeb else { return "<span title=\"\(HTMLPage.escaped(iri.string))\">\(text)</span>" }
    return "<a href=\"\(HTMLPage.escaped(iri.string))\" rel=\"noreferrer\">\(text)</a>"
  }

  private func sentence(_ line: Phrase) -> String {
    line.runs.map { run in
      switch run {
      case .words(let text): HTMLPage.escaped(text)
      case .value(let text): "<bdi>\(HTMLPage.escaped(text))</bdi>"
      case .removed(let text): "<del>\(HTMLPage.escaped(text))</del>"
      case .inserted(let text): "<ins>\(HTMLPage.escaped(text))</ins>"
      case .resource(let iri): name(iri)
      }
    }.joined()
  }
}
