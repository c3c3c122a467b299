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

  private var mappings: MethodDeclaration {
    MethodDeclaration(
      "concept.mappings", "Shows the mappings of an entry, also those that other vocabularies state",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.at, Shared.languages],
      result: ResultDeclaration(
        "The mappings; other vocabularies are read as they were at the same time",
        .object([
          .required("iri", .iri, "The entry"), .required("revision", .count, "The revision that was read"),
          .required("mappings", .array(of: Self.mappingSchema, countMax: Int.max), "The mappings"),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let iri = try snapshot.find(call.string("concept"))
          let mappings = try snapshot.mappings(of: iri, for: call.principal, languages: languages)
          return [
            "iri": .string(iri.string), "revision": .int(Int(snapshot.revision)),
            "mappings": .array(mappings.map(Self.json)),
          ]
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
