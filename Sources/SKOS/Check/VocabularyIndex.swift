internal import RDF

/// What rules look up about single resources of a vocabulary; computed once, O(n).
struct VocabularyIndex: Sendable {
  /// The labels of each resource, plain and dumbed down, sorted by text and kind.
  let labels: ResourceIndex<SKOSView.LabelUse>
  /// The notes of each resource.
  let notes: ResourceIndex<SKOSView.NoteUse>
  /// The names of each resource that are not labels.
  let titles: ResourceIndex<SKOSView.Edge>
  /// The notations of each resource.
  let notations: ResourceIndex<SKOSView.Edge>
  /// The schemes each resource is in; one may stand there twice, stated in two ways.
  let schemes: ResourceIndex<SKOSView.Edge>
  /// The schemes each concept is a top concept of.
  let topOf: ResourceIndex<SKOSView.Edge>
  /// The top concepts of each scheme.
  let tops: ResourceIndex<SKOSView.Edge>
  /// The steps up from each concept, stated either way.
  let up: ResourceIndex<SKOSView.Edge>
  /// The steps up that lead to each concept.
  let down: ResourceIndex<SKOSView.Edge>
  /// The broader concepts of each concept in the vocabulary's own hierarchy; one stated in two ways stands there twice.
  let broader: ResourceIndex<SKOSView.Edge>
  /// The narrower concepts of each concept in the vocabulary's own hierarchy.
  let narrower: ResourceIndex<SKOSView.Edge>
  /// The mappings that each concept states.
  let mappings: ResourceIndex<SKOSView.Edge>
  /// The members that each collection states.
  let members: ResourceIndex<SKOSView.Edge>

  init(_ view: SKOSView) {
    let count = view.graph.dictionary.count
    func byStart(_ edges: [SKOSView.Edge]) -> ResourceIndex<SKOSView.Edge> {
      ResourceIndex(edges, termCount: count, resource: \.from)
    }
    labels = ResourceIndex(view.labels, termCount: count, resource: \.resource)
    notes = ResourceIndex(view.notes, termCount: count, resource: \.resource)
    titles = byStart(view.titles)
    notations = byStart(view.notations)
    schemes = byStart(view.inScheme)
    topOf = byStart(view.topConceptOf)
    tops = ResourceIndex(view.topConceptOf, termCount: count, resource: \.to)
    up = byStart(view.up)
    down = ResourceIndex(view.up, termCount: count, resource: \.to)
    broader = byStart(view.steps)
    narrower = ResourceIndex(view.steps, termCount: count, resource: \.to)
    mappings = byStart(view.mappings)
    members = byStart(view.members)
  }
}
