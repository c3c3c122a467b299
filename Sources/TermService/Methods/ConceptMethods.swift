import RDF
import SKOS
import SKOSStore

/// The methods about single entries: finding, showing, walking and tracing them.
struct ConceptMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [get, export, history] }

  private var get: MethodDeclaration {
    MethodDeclaration(
      "concept.get", "Shows an entry as it is or was; one that has ended as it was last, with what ended it",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.at, Shared.languages],
      result: ResultDeclaration("The entry", ConceptJSON.schema), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let text = try call.string("concept")
          if let ended = try snapshot.ended(text) {
            return try ConceptJSON.json(
              of: ended.iri, snapshot.at(revision: ended.lastRevision), languages, ended)
          }
          return try ConceptJSON.json(of: snapshot.find(text), snapshot, languages)
        }
      }
    ).settled { call in try Settled.key(call, store) }
  }

  private var export: MethodDeclaration {
    MethodDeclaration(
      "concept.export", "Writes an entry as a document of its own",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.syntax, Shared.at],
      result: ResultDeclaration(
        "The document",
        .object([
          .required("iri", .iri, "The entry"), .required("revision", .count, "The revision that was read"),
          .required("mediaType", .string, "The media type of the document"),
          .required("document", .string, "The document"),
        ])), errors: [.notFound, .conflict, .validationFailed],
      handler: { call in
        let syntax: RDFSyntax = try call.choice("syntax")
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let iri = try snapshot.find(call.string("concept"))
          guard let entry = try snapshot.entry(iri) else { throw snapshot.missing(iri.string) }
          return [
            "iri": .string(iri.string), "revision": .int(Int(snapshot.revision)),
            "mediaType": .string(syntax.mediaType), "document": .string(try Self.document(entry, syntax)),
          ]
        }
      })
  }

  private static func document(_ entry: Entry, _ syntax: RDFSyntax) throws -> String {
    let graph = try [entry].graph()
    let bytes: [UInt8]
    if syntax == .jsonLD {
      bytes = try graph.nodeDocument(about: entry.iri).serialized(.indented) + [0x0A]
    } else {
      do {
        bytes = try graph.serialized(as: syntax)
      } catch let error as SerializationError {
        throw RPCError(.validationFailed, error.description)
      }
    }
    guard let document = String(validating: bytes, as: UTF8.self) else {
      throw RPCError(.validationFailed, "the entry <\(entry.iri)> has text that is not UTF-8")
    }
    return document
  }

  // MARK: History

  private var history: MethodDeclaration {
    MethodDeclaration(
      "concept.history", "Shows who changed an entry, when, why and under which request, the newest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.languages] + Self.versions.parameters,
      result: ResultDeclaration(
        "The entry's life", .object([.required("iri", .iri, "The entry")] + Self.versions.members)),
      errors: [.notFound],
      handler: { call in
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let text = try call.string("concept")
        let iri = try store.snapshot(grant: grant) { snapshot in try snapshot.find(text, orEver: true) }
        let history = try store.history(of: iri, grant: grant)
        let versions = zip(history, [nil] + history.map(\.entry)).map { Version(new: $0, old: $1) }
        let page = try store.snapshot(grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, languages: languages)
          return try Self.versions.page(call, { _ in versions }) { version in
            let request = try version.new.revision.changeRequest.map {
              try store.changeRequest($0, grant: grant)
            }
            let lines =
              try EntryDiff(old: version.old, new: version.new.entry)?.lines(name: naming.name) ?? []
            return [
              "revision": RevisionJSON.json(version.new.revision),
              "change": request.map(ChangeSummaryJSON.json) ?? .null,
              "exists": .bool(version.new.entry != nil), "changes": .array(lines.map(JSON.string)),
            ]
          }
        }
        return .object(JSON.Object([("iri", .string(iri.string))] + page))
      })
  }

  private struct Version: Sendable {
    let new: EntryVersion
    let old: Entry?
  }

  private static let versions = PagedList<Version>(
    "versions",
    .object([
      .required("revision", RevisionJSON.schema, "The revision that made the version"),
      .required("change", .nullable(ChangeSummaryJSON.schema), "The change request that it came from"),
      .required("exists", .boolean, "Whether the entry exists from this revision on"),
      .required("changes", .array(of: .string, countMax: Int.max), "What changed, line by line"),
    ]), "Its versions", order: .descending, place: { .number($0.new.revision.number) })
}

extension Snapshot {
  /// The one entry that a person means.
  ///
  /// - Throws: `notFound`, or `conflict` with the candidates if several are meant.
  func find(_ text: String, orEver: Bool = false) throws -> IRI {
    let found = try resolve(text)
    if let only = found.first, found.count == 1 { return only }
    if found.isEmpty {
      // An entry that has ended is not found at the head, but its history is.
      if orEver, let ended = try ended(text) { return ended.iri }
      throw missing(text)
    }
    throw RPCError(
      .conflict, "\"\(text)\" may mean \(found.count) entries; name one by its IRI.",
      details: ["candidates": .array(found.prefix(20).map { .string($0.string) })])
  }

  func missing(_ text: String) -> RPCError {
    let place = "\(vocabulary.name) at revision \(revision)"
    return RPCError(
      .notFound, "There is no entry \"\(text)\" in \(place); concept.search finds entries by their labels.")
  }

  func notation(of iri: IRI) throws -> String? { try glance(at: iri)?.notations.first?.lexicalForm }
}

/// An entry on the wire.
enum ConceptJSON {
  static let labelSchema = Schema.object([
    .required("text", .string, "The text to show"),
    .required("language", .nullable(.languageTag), "The language that it is in"),
    .required("source", .name, "Where it was found: prefLabel, title, altLabel, notation or localName"),
  ])

  private static let textFields: [ParameterDeclaration] = [
    .required("property", .name, "The property"), .required("text", .nullable(.string), "The text"),
    .required("language", .nullable(.languageTag), "Its language"),
  ]

  /// The most relations of a kind, and the most other statements, that an entry is shown with: as many as a page has.
  static let shownCountMax = 1000

  static let schema = Schema.object([
    .required("iri", .iri, "The entry"),
    .required("vocabulary", .name, "The vocabulary"),
    .required("revision", .count, "The revision that was read"),
    .required("kind", .name, "Concept, ConceptScheme, Collection, OrderedCollection, Label or other"),
    .required("label", labelSchema, "The label in the reader's language, with fallbacks"),
    .required("isDeprecated", .boolean, "Whether it is no longer to be used"),
    .required("retirement", RetirementJSON.schema, "That it is out of use, and what replaced it"),
    .required(
      "endedBy", .nullable(RevisionJSON.schema),
      "The revision that ended it, if it is no more; what is shown is then the last there was"),
    .required("notations", .array(of: .string, countMax: Int.max), "Its notations"),
    .required("labels", .array(of: .object(textFields), countMax: Int.max), "All labels"),
    .required("notes", .array(of: .object(textFields), countMax: Int.max), "Definitions, notes and examples"),
    .required(
      "relations",
      .array(
        of: .object([
          .required("property", .name, "The relation, seen from the entry"),
          .required("iri", .iri, "The other resource"),
          .required("label", .nullable(labelSchema), "Its label"),
          .required("notation", .nullable(.string), "Its notation"),
        ]), countMax: Int.max),
      "Relations, also those stated from the other end; at most \(shownCountMax) with each property: concept.tree tells all that is below an entry"
    ),
    .required("relationCounts", .map(of: .count), "How many relations there are with each property"),
    .required(
      "others",
      .array(
        of: .object([
          .required("property", .iri, "The property"), .required("value", .string, "The value in N-Triples"),
        ]),
        countMax: shownCountMax),
      "Other statements, at most \(shownCountMax) of them: concept.export tells all, and concept.members the members"
    ),
    .required("otherCount", .count, "How many other statements there are"),
    .required("contentHash", .name, "SHA-256 of the entry's canonical N-Triples"),
  ])

  static func json(_ label: LabelChoice) -> JSON {
    [
      "text": .string(label.text), "language": .optional(label.language?.string),
      "source": .string(label.source.rawValue),
    ]
  }

  /// An entry as a snapshot has it.
  ///
  /// - Parameter ended: that it is no more, and the snapshot is the last that has it.
  static func json(
    of iri: IRI, _ snapshot: Snapshot, _ languages: [LanguageTag], _ ended: EndedEntry? = nil
  ) throws -> JSON {
    guard let entry = try snapshot.entry(iri) else { throw snapshot.missing(iri.string) }
    let description = try snapshot.describe(entry)
    let labels =
      description.labels.map { text("\($0.kind)", $0.literal) }
      + description.titles.map { text("title", $0) }
    let label = description.bestLabel(
      for: languages, defaultLanguage: try? LanguageTag(snapshot.vocabulary.defaultLanguage))
    let counts = Dictionary(grouping: description.relations, by: \.kind).mapValues(\.count)
    return [
      "iri": .string(iri.string), "vocabulary": .string(snapshot.vocabulary.name),
      "revision": .int(Int(snapshot.revision)), "kind": .string(description.kind.rawValue),
      "label": json(label),
      "isDeprecated": .bool(description.isDeprecated),
      "retirement": try RetirementJSON.json(description, snapshot, languages),
      "endedBy": ended.map { RevisionJSON.json($0.endedBy) } ?? .null,
      "notations": .array(description.notations.map { .string($0.lexicalForm) }), "labels": .array(labels),
      "notes": .array(description.notes.map { text($0.kind.rawValue, $0.literal) }),
      "relations": .array(try shown(description.relations).map { try relation($0, snapshot, languages) }),
      "relationCounts": .object(
        JSON.Object(
          counts.map { ($0.key.rawValue, JSON.int($0.value)) }.sorted { $0.0 < $1.0 })),
      "others": .array(description.others.prefix(shownCountMax).map(other)),
      "otherCount": .int(description.others.count),
      "contentHash": .string(entry.contentHash.hexadecimal),
    ]
  }

  /// The first relations of each kind; they stand by kind.
  private static func shown(
    _ relations: [ConceptDescription.Relation]
  ) -> [ConceptDescription.Relation] {
    var counts: [RelationKind: Int] = [:]
    return relations.filter { relation in
      counts[relation.kind, default: 0] += 1
      return counts[relation.kind, default: 0] <= shownCountMax
    }
  }

  private static func text(_ property: String, _ literal: Literal?) -> JSON {
    [
      "property": .string(property), "text": .optional(literal?.lexicalForm),
      "language": .optional(literal?.languageTag?.string),
    ]
  }

  private static func relation(
    _ relation: ConceptDescription.Relation, _ snapshot: Snapshot, _ languages: [LanguageTag]
  ) throws -> JSON {
    guard let iri = relation.target.iri else {
      return ["property": .string(relation.kind.rawValue), "iri": "", "label": .null, "notation": .null]
    }
    let other = try snapshot.glance(at: iri)
    return [
      "property": .string(relation.kind.rawValue), "iri": .string(iri.string),
      "label": other.map { json(snapshot.label(of: $0, for: languages)) } ?? .null,
      "notation": .optional(other?.notations.first?.lexicalForm),
    ]
  }

  private static func other(_ triple: Triple) -> JSON {
    ["property": .string(triple.predicate.string), "value": .string(triple.object.nTriples)]
  }
}
