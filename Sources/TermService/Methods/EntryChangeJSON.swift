import RDF
import SKOS
import SKOSStore

/// What became of an entry, as lines that people read.
enum ChangeText {
  static func lines(_ iri: IRI, from old: Entry?, to new: Entry?, languages: [LanguageTag]) throws -> [String]
  {
    []
  }
}

/// What became of an entry, on the wire.
enum EntryChangeJSON {
  static let schema = Schema.object([
    .required("iri", .iri, "The entry, or its placeholder"),
    .required("label", ConceptJSON.labelSchema, "Its label, after the change if it still exists"),
    .required("status", .choice(["added", "changed", "removed"]), "What became of it"),
    .required("kind", .nullable(.choice(of: ChangeKind.self)), "What kind of change was proposed"),
    .required("changes", .array(of: .string, countMax: Int.max), "What changed, line by line"),
  ])

  static func json(
    _ iri: IRI, from old: Entry?, to new: Entry?, kind: ChangeKind? = nil, languages: [LanguageTag]
  ) throws -> JSON {
    let graph = Graph(try (new ?? old)?.triples ?? [])
    let description = ConceptDescription(of: .iri(iri), in: graph, withInverses: false)
    let status = old == nil ? "added" : new == nil ? "removed" : "changed"
    return [
      "iri": .string(iri.string), "label": ConceptJSON.json(description.bestLabel(for: languages)),
      "status": .string(status), "kind": .optional(kind?.rawValue),
      "changes": .array(try ChangeText.lines(iri, from: old, to: new, languages: languages).map(JSON.string)),
    ]
  }
}
