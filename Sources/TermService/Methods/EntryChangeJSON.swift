import RDF
import SKOS
import SKOSStore

/// What other entries are called in texts about changes: by label where there is one, with notation or IRI.
struct EntryNaming {
  let snapshot: Snapshot
  /// Entries that the snapshot does not have, such as those that a draft adds.
  var proposed: [IRI: Entry] = [:]
  let languages: [LanguageTag]

  /// The label and the notation of an entry; the IRI in angle brackets of anything else.
  func name(_ iri: IRI) -> String {
    // A damaged entry is reported where it is read for its own sake; here it only costs the name.
    guard let entry = proposed[iri] ?? (try? snapshot.entry(iri)), let triples = try? entry.triples else {
      return "<\(iri)>"
    }
    let description = ConceptDescription(of: .iri(iri), in: Graph(triples), withInverses: false)
    let label = description.bestLabel(
      for: languages, defaultLanguage: try? LanguageTag(snapshot.vocabulary.defaultLanguage))
    guard label.source != .localName else { return "<\(iri)>" }
    guard let notation = description.notations.min(), label.source != .notation else { return label.text }
    return "\(label.text) (\(notation.lexicalForm))"
  }
}

/// What became of an entry, on the wire.
enum EntryChangeJSON {
  static let schema = Schema.object([
    .required("iri", .iri, "The entry, or its placeholder"),
    .required("label", ConceptJSON.labelSchema, "Its label, after the change if it still exists"),
    .required("status", .choice(of: EntryDiff.Kind.self), "What became of it"),
    .required("kind", .nullable(.choice(of: ChangeKind.self)), "What kind of change was proposed"),
    .required("changes", .array(of: .string, countMax: Int.max), "What changed, line by line"),
  ])

  /// Nil if the two versions say the same.
  static func json(
    from old: Entry?, to new: Entry?, kind: ChangeKind? = nil, naming: EntryNaming
  ) throws -> JSON? {
    guard let diff = try EntryDiff(old: old, new: new) else { return nil }
    let graph = Graph(try (new ?? old)?.triples ?? [])
    let description = ConceptDescription(of: .iri(diff.iri), in: graph, withInverses: false)
    return [
      "iri": .string(diff.iri.string),
      "label": ConceptJSON.json(description.bestLabel(for: naming.languages)),
      "status": .string(diff.kind.rawValue), "kind": .optional(kind?.rawValue),
      "changes": .array(diff.lines(name: naming.name).map(JSON.string)),
    ]
  }
}
