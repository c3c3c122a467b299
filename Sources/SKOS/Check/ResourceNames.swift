internal import RDF

/// How messages call resources.
struct ResourceNames: Sendable {
  private let graph: Graph
  private let index: VocabularyIndex
  private let wanted: [LanguageTag]
  /// Most resources with a finding have several.
  private let known = Memo<TermID, String>()

  init(_ view: SKOSView, _ index: VocabularyIndex, languages: [LanguageTag]) {
    graph = view.graph
    self.index = index
    wanted = LabelChoice.preference(languages, defaultLanguage: graph.defaultLanguage)
  }

  /// A resource by its label and IRI, `"love" <http://example.org/love>`, or what there is of these.
  func name(_ id: TermID) -> String { known.value(id, makeName) }

  private func makeName(_ id: TermID) -> String {
    guard let subject = graph.dictionary[id].subject else { return text(id) }
    let quoted = label(id).map { "\"\($0.printable)\"" }
    switch subject {
    case .iri(let iri): return [quoted, "<\(iri)>"].compactMap { $0 }.joined(separator: " ")
    case .blankNode(let node):
      return [quoted, "(blank node _:\(node.label))"].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// The text that `LabelChoice` would show for a resource: a label, a title or a notation; nil if it has none.
  func label(_ id: TermID) -> String? {
    let labels = index.labels[id]
    func literals(_ kind: LabelKind) -> [Literal] {
      labels.filter { $0.kind == kind }.compactMap { graph.dictionary[$0.text].literal }
    }
    return LabelChoice.choose(from: literals(.prefLabel), wanted)?.lexicalForm
      ?? LabelChoice.choose(from: index.titles[id].compactMap { graph.dictionary[$0.to].literal }, wanted)?
      .lexicalForm
      ?? LabelChoice.choose(from: literals(.altLabel), wanted)?.lexicalForm
      ?? index.notations[id].map { graph.dictionary.text(of: $0.to) }.min()
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
