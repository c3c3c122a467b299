import RDF
import SKOS
import SKOSStore

/// The method that finds entries.
struct SearchMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [search] }

  private static let parameters: [ParameterDeclaration] = [
    Shared.vocabulary,
    .required(
      "text", .text(byteCountMax: SearchQuery.textByteCountMax, format: nil),
      "What to look for; every character stands for itself"),
    .optional(
      "mode", .choice(of: SearchQuery.Mode.self),
      "How the text has to occur; any if not given, which tolerates typing errors only if nothing is found without"
    ),
    .optional(
      "in", .array(of: .text(byteCountMax: 64, format: nil), countMax: 32),
      "Only texts in these languages (ranges of RFC 4647, such as de or zh-Hant), and texts without language"),
    .optional(
      "kinds", .array(of: .choice(SearchQuery.kindNames), countMax: 8),
      "Only entries of these kinds; all but SKOS-XL labels if not given"),
    .optional(
      "properties", .array(of: .choice(SearchQuery.propertyNames), countMax: 16),
      "Only these properties; all if not given"),
    .optional(
      "sort", .choice(of: SearchQuery.Sort.self),
      "relevance if not given; label sorts as the first of the reader's languages does, up to \(SearchQuery.sortedCountMax) entries"
    ),
    .optional("cursor", .cursor, "Where the page before ended; the moment is then that page's"),
    Shared.at, Shared.languages, Shared.limit(20, max: SearchQuery.pageCountMax),
  ]

  private var search: MethodDeclaration {
    MethodDeclaration(
      "concept.search",
      "Finds entries by labels, notations, definitions and notes, whatever the case, diacritics and width",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: Self.parameters,
      result: ResultDeclaration(
        "What was found, the best match first unless sorted otherwise",
        .object([
          .required("revision", .count, "The revision that was read"),
          .required(
            "hits",
            .array(
              of: .object([
                .required("iri", .iri, "The entry"),
                .required("label", ConceptJSON.labelSchema, "Its label in the reader's language"),
                .required("notation", .nullable(.string), "Its notation"),
                .required("retirement", RetirementJSON.schema, "That it is out of use, and what replaced it"),
                .required("property", .name, "What matched, such as prefLabel, notation or definition"),
                .required("text", .string, "The text that matched"),
                .required("language", .nullable(.languageTag), "The language of that text"),
              ]), countMax: SearchQuery.pageCountMax), "The entries"),
          .required("cursor", .nullable(.cursor), "Where the next page begins; null if there is none"),
        ])),
      handler: { call in
        var query = SearchQuery(try call.string("text"), limit: try call.optionalInt("limit") ?? 20)
        query.mode = try call.optionalChoice("mode") ?? .any
        query.sort = try call.optionalChoice("sort") ?? .relevance
        query.languageRanges = try call.strings("in")
        query.kinds = Set(try call.strings("kinds"))
        query.properties = Set(try call.strings("properties"))
        query.cursor = try call.optionalString("cursor")
        query.preferred = try call.preferredLanguages()
        let moment = try query.cursor.map { .revision(try SearchCursor($0).revision) } ?? call.moment()
        return try store.snapshot(at: moment, grant: call.grant(.read, store)) { snapshot in
          let page = try snapshot.search(query)
          return [
            "revision": .int(Int(snapshot.revision)),
            "hits": .array(try page.hits.map { try Self.json($0, snapshot, query.preferred) }),
            "cursor": .optional(page.cursor),
          ]
        }
      }
    ).settled { call in try Settled.key(call, store) }
  }

  private static func json(_ hit: SearchHit, _ snapshot: Snapshot, _ languages: [LanguageTag]) throws -> JSON
  {
    guard let own = try snapshot.glance(at: hit.iri) else { throw snapshot.missing(hit.iri.string) }
    return [
      "iri": .string(hit.iri.string),
      "label": ConceptJSON.json(snapshot.label(of: own, for: languages)),
      "notation": .optional(own.notations.first?.lexicalForm),
      // What replaced it may be said by the replacement alone, which only a whole description tells.
      "retirement": own.isRetired ? try RetirementJSON.json(of: hit.iri, snapshot, languages) : .null,
      "property": .string(hit.property),
      "text": .string(hit.text), "language": hit.language.isEmpty ? .null : .string(hit.language),
    ]
  }
}
