import RDF
import SKOS
import SKOSStore

/// The method about mappings between vocabularies.
struct MappingMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [mappings] }

  private static let mappingSchema = Schema.object([
    .required(
      "direction", .choice(of: Mapping.Direction.self),
      "from: the entry states it; to: the other concept does"),
    .required("property", .name, "The property of the one that states it, such as exactMatch"),
    .required("iri", .iri, "The other concept"),
    .required(
      "vocabulary", .nullable(.name),
      "The vocabulary of the store that has it; null if none that the caller may read"),
    .required("label", .nullable(ConceptJSON.labelSchema), "Its label there"),
  ])

  private struct Row: Sendable {
    let mapping: Mapping
    let revision: Int64
    /// No later than then other vocabularies are read.
    let latest: Timestamp

    var place: ListPlace {
      let place = mapping.place
      return ListPlace(
        revision: revision,
        [
          .number(latest.milliseconds), .number(Int64(place.direction)), .number(Int64(place.property)),
          .text(place.other), .text(place.vocabulary),
        ])
    }

    /// What a place says after the revision; nil if it is not one of this list.
    static func state(_ place: ListPlace) -> (latest: Timestamp, place: MappingPlace)? {
      let ordinals = place.ordinals
      let texts = place.parts.compactMap { part in
        if case .text(let text) = part { text } else { nil }
      }
      guard ordinals.count == 3, texts.count == 2 else { return nil }
      return (
        Timestamp(milliseconds: Int64(ordinals[0])),
        MappingPlace(direction: ordinals[1], property: ordinals[2], other: texts[0], vocabulary: texts[1])
      )
    }
  }

  private static let list = PagedList<Row>(
    "mappings", mappingSchema, "The mappings", limit: (default: 1000, max: 1000), place: { $0.place })

  private var mappings: MethodDeclaration {
    MethodDeclaration(
      "concept.mappings", "Shows the mappings of an entry, also those that other vocabularies state",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.languages] + Self.list.parametersWithMoment,
      result: ResultDeclaration(
        "The mappings; other vocabularies are read as they were at the same time",
        .object(
          [
            .required("iri", .iri, "The entry"), .required("revision", .count, "The revision that was read"),
          ] + Self.list.members)), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: Self.list.moment(call), grant: call.grant(.read, store)) { snapshot in
          let iri = try snapshot.find(call.string("concept"))
          let page = try Self.list.page(
            call,
            { page in
              let state = page.after.flatMap(Row.state)
              guard state != nil || page.after == nil else { throw ListPlace.refusal(call.method.name) }
              let latest = try state?.latest ?? snapshot.latest()
              return try snapshot.mappings(
                of: iri, for: call.principal, languages: languages, after: state?.place, asOf: latest,
                limit: page.limit
              ).map { Row(mapping: $0, revision: snapshot.revision, latest: latest) }
            }, { Self.json($0.mapping) })
          return .object(
            JSON.Object([("iri", .string(iri.string)), ("revision", .int(Int(snapshot.revision)))] + page))
        }
      })
  }

  private static func json(_ mapping: Mapping) -> JSON {
    [
      "direction": .string(mapping.direction.rawValue),
      "property": .string(String(mapping.property.localName)),
      "iri": .string(mapping.other.string), "vocabulary": .optional(mapping.vocabulary),
      "label": mapping.label.map(ConceptJSON.json) ?? .null,
    ]
  }
}
