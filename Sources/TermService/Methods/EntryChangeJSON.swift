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

  /// The most entries that the answer to one act tells of: 1,000, as many as a page has.
  ///
  /// All of them are told by `release.diff`, a page at a time.
  static let toldCountMax = 1000
  /// After about so many bytes no more are told: 4 MiB, half of what an answer may have.
  private static let toldByteCountMax = 4 << 20

  /// The members with which an act answers that changes entries: the first of them, and how many there are.
  static func members(_ meaning: String) -> [ParameterDeclaration] {
    [
      .required(
        "entries", .array(of: schema, countMax: toldCountMax),
        "\(meaning), the first of them if they are many; release.diff tells all, from the revision before to the one made"
      ),
      .required("entryCount", .count, "How many they are"),
    ]
  }

  /// The values of `members`.
  static func told(
    _ changes: some Collection<(iri: IRI, old: Entry?, new: Entry?)>, naming: EntryNaming
  ) throws -> [(String, JSON)] {
    var (told, count, byteCount) = ([JSON](), 0, 0)
    for change in changes {
      guard told.count < toldCountMax, byteCount < toldByteCountMax else {
        // What is not told is counted, where it is a change at all.
        if change.old != change.new { count += 1 }
        continue
      }
      guard let json = try json(from: change.old, to: change.new, naming: naming) else { continue }
      told.append(json)
      count += 1
      byteCount += json.serialized(.compact).count
    }
    return [("entries", .array(told)), ("entryCount", .int(count))]
  }

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
