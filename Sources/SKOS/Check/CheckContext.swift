internal import RDF

/// What rules are evaluated on: the vocabulary, and what several rules need computed once.
struct CheckContext: Sendable {
  let view: SKOSView
  let index: VocabularyIndex
  /// Everything that leads up, mappings included (S41).
  let hierarchy: Hierarchy
  /// The vocabulary's own hierarchy: `SKOSView.steps`.
  let ownHierarchy: Hierarchy
  let names: ResourceNames
  /// Which resources are the vocabulary's own.
  let own: OwnResources
  /// What a glance at each text tells.
  let traits: TextTraitTable
  /// What a glance at the characters beyond ASCII of each text tells.
  let characters: CharacterTraitTable
  /// The resources that are no longer valid: owl:deprecated, or of a status that says so.
  let retired: Set<TermID>
  let configuration: CheckConfiguration
  /// The notes that rules on language read, since two dozen of them ask for the same.
  let proseTexts = Lazy<[DefinitionText]>()
  /// The release before, for the rules of profile life.
  let previous: PreviousRelease?

  init(
    _ graph: Graph, configuration: CheckConfiguration = CheckConfiguration(), previous: Graph? = nil,
    languages: [LanguageTag]
  ) {
    (view, (traits, characters)) = concurrently {
      SKOSView(graph)
    } _: {
      let traits = TextTraitTable(graph.dictionary)
      return (traits, CharacterTraitTable(graph.dictionary, traits))
    }
    let view = view
    (index, (hierarchy, ownHierarchy)) = concurrently {
      VocabularyIndex(view)
    } _: {
      let hierarchy = Hierarchy(view)
      return (hierarchy, view.steps.count == view.up.count ? hierarchy : Hierarchy(view.steps))
    }
    names = ResourceNames(
      view, index, languages: languages + [configuration.primaryLanguage].compactMap { $0 })
    own = OwnResources(view, configured: configuration.namespaces)
    retired = EntryStatus.retired(in: graph)
    self.configuration = configuration
    self.previous = previous.map { PreviousRelease($0, configuration, languages) }
  }

  /// The statement that an edge or a label stands for.
  func statement(_ evidence: Int) -> Graph.Statement { view.statements[evidence] }

  /// The vocabulary's own concepts, declared or in use as such, in order of their ids.
  var ownConcepts: [TermID] { view.resources { $0.contains(.concept) }.filter(own.contains) }
  /// The vocabulary's own schemes.
  var ownSchemes: [TermID] { view.resources { $0.contains(.scheme) }.filter(own.contains) }
  /// The vocabulary's own collections.
  var ownCollections: [TermID] { view.resources { $0.contains(.collection) }.filter(own.contains) }

  /// Whether the vocabulary says anything about a resource.
  func isDescribed(_ id: TermID) -> Bool { !view.graph.statements(subject: id).isEmpty }

  /// The schemes a resource is in, each once, in order.
  func schemes(of id: TermID) -> [TermID] { Set(index.schemes[id].map(\.to)).sorted() }

  /// The preferred labels of a resource.
  func preferredLabels(of id: TermID) -> some Sequence<SKOSView.LabelUse> {
    index.labels[id].lazy.filter { $0.kind == .prefLabel }
  }

  /// The text of a literal.
  func text(_ id: TermID) -> String { view.graph.dictionary.text(of: id) }

  /// The language of a literal.
  func language(_ id: TermID) -> LanguageTag? { view.graph.dictionary.languageTag(of: id) }

  /// The id of an IRI, if the vocabulary mentions it.
  func id(of iri: IRI) -> TermID? { view.graph.dictionary.id(of: .iri(iri)) }

  /// A statement as it leaves this module.
  func triple(_ evidence: Int) -> Triple { view.graph.triple(view.statements[evidence]) }

  /// The subject that an id stands for; nil for a literal.
  func subject(_ id: TermID) -> Subject? { view.graph.dictionary[id].subject }
}

/// The release before the one that is checked, with an index of its own: ids of one mean nothing in the other.
struct PreviousRelease: Sendable {
  let view: SKOSView
  let index: VocabularyIndex
  let names: ResourceNames
  let own: OwnResources
  let retired: Set<TermID>

  init(_ graph: Graph, _ configuration: CheckConfiguration, _ languages: [LanguageTag]) {
    view = SKOSView(graph)
    index = VocabularyIndex(view)
    names = ResourceNames(view, index, languages: languages)
    own = OwnResources(view, configured: configuration.namespaces)
    retired = EntryStatus.retired(in: graph)
  }
}
