internal import RDF

/// How messages call resources.
struct ResourceNames: Sendable {
  private let graph: Graph
  private let languages: [LanguageTag]
  private let defaultLanguage: LanguageTag?

  init(_ graph: Graph, languages: [LanguageTag]) {
    self.graph = graph
    self.languages = languages
    defaultLanguage = graph.defaultLanguage
  }

  /// A resource by its label and IRI, `"love" <http://example.org/love>`, or what there is of these.
  func name(_ id: TermID) -> String {
    guard let subject = graph.dictionary[id].subject else { return text(id) }
    let description = ConceptDescription(of: subject, in: graph, withInverses: false)
    let label = description.bestLabel(for: languages, defaultLanguage: defaultLanguage)
    let quoted = label.source == .localName ? nil : "\"\(label.text.printable)\""
    switch subject {
    case .iri(let iri): return [quoted, "<\(iri)>"].compactMap { $0 }.joined(separator: " ")
    case .blankNode(let node):
      return [quoted, "(blank node _:\(node.label))"].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// A literal with its language, `"love" (en)`.
  func text(_ id: TermID) -> String {
    guard let literal = graph.dictionary[id].literal else { return name(id) }
    return "\"\(literal.lexicalForm.printable)\"" + (literal.languageTag.map { " (\($0))" } ?? "")
  }

  /// A property by its short name, `skos:broader`, if its namespace is well known.
  func property(_ id: TermID) -> String {
    graph.dictionary[id].iri.map { $0.abbreviated } ?? ""
  }
}

extension IRI {
  /// The IRI with the prefix of a well-known vocabulary, or in angle brackets.
  var abbreviated: String {
    let known = SerializerOptions.wellKnownPrefixes.filter { string.hasPrefix($0.value) }
    guard let (prefix, namespace) = known.max(by: { $0.value.utf8.count < $1.value.utf8.count }) else {
      return "<\(self)>"
    }
    return prefix + ":" + string.dropFirst(namespace.count)
  }
}
