import RDF
import SKOS
import SKOSStore

/// The methods about the places of entries: the tree, the ways to the top, the members of collections.
struct HierarchyMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [tree, paths, members] }

  /// The most entries that one answer shows; who wants more asks for a branch.
  private static let nodeCountMax = 5000
  /// The deepest level below the start.
  private static let depthMax = 32

  private var tree: MethodDeclaration {
    MethodDeclaration(
      "concept.tree", "Shows the hierarchy below an entry or from the top",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, .optional("concept", .iri, "The entry to start from; the top if not given"),
        .optional("depth", .integer(1...Self.depthMax), "How many levels; 2 if not given"), Shared.at,
        Shared.languages,
      ],
      result: ResultDeclaration(
        "The entries in the order in which a printed vocabulary has them, each with its level",
        .object([
          .required("revision", .count, "The revision that was read"),
          .required("truncated", .boolean, "Whether there were more than \(Self.nodeCountMax) entries"),
          .required(
            "nodes",
            .array(
              of: .object([
                .required("level", .count, "0 for the start"),
                .required("iri", .iri, "The entry"),
                .required("label", ConceptJSON.labelSchema, "Its label"),
                .required("notation", .nullable(.string), "Its notation"),
                .required("narrowerCount", .count, "How many entries are directly below it"),
              ]), countMax: Self.nodeCountMax), "The entries"),
        ])), errors: [.notFound],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let start = try call.optionalString("concept").map { try snapshot.find($0) }
          let depth = try call.optionalInt("depth") ?? 2
          return try Self.walk(snapshot, from: start, depth: depth, languages)
        }
      })
  }

  /// Walks depth first with a stack of its own; an entry below itself is shown and not entered again.
  private static func walk(
    _ snapshot: Snapshot, from start: IRI?, depth: Int, _ languages: [LanguageTag]
  ) throws -> JSON {
    let roots = try start.map { [$0] } ?? snapshot.topConcepts()
    var stack = roots.reversed().map { (iri: $0, path: [IRI]()) }
    var nodes: [JSON] = []
    while let (iri, path) = stack.popLast(), nodes.count < nodeCountMax {
      // What is not entered is only counted.
      let isEntered = path.count < depth && !path.contains(iri)
      let below = isEntered ? try snapshot.narrower(of: iri) : []
      let count = isEntered ? below.count : try snapshot.narrowerCount(of: iri)
      nodes.append([
        "level": .int(path.count), "iri": .string(iri.string),
        "label": ConceptJSON.json(try snapshot.label(of: iri, for: languages)),
        "notation": .optional(try snapshot.notation(of: iri)), "narrowerCount": .int(count),
      ])
      stack += below.reversed().map { ($0, path + [iri]) }
    }
    return [
      "revision": .int(Int(snapshot.revision)), "truncated": .bool(!stack.isEmpty), "nodes": .array(nodes),
    ]
  }

  // MARK: Ways to the top

  private static let nodeSchema = Schema.object([
    .required("iri", .iri, "The entry"), .required("label", ConceptJSON.labelSchema, "Its label"),
    .required("notation", .nullable(.string), "Its notation"),
  ])

  private static func node(_ iri: IRI, _ snapshot: Snapshot, _ languages: [LanguageTag]) throws -> JSON {
    [
      "iri": .string(iri.string), "label": ConceptJSON.json(try snapshot.label(of: iri, for: languages)),
      "notation": .optional(try snapshot.notation(of: iri)),
    ]
  }

  private var paths: MethodDeclaration {
    MethodDeclaration(
      "concept.paths", "Shows the shortest ways from the top of the hierarchy down to an entry",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, Shared.concept, Shared.at, Shared.languages, Shared.limit(20, max: 100),
      ],
      result: ResultDeclaration(
        "The ways; none for an entry in a cycle that has no top",
        .object([
          .required("revision", .count, "The revision that was read"),
          .required(
            "paths", .array(of: .array(of: Self.nodeSchema, countMax: Int.max), countMax: 100),
            "Each from the top to the entry itself"),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let iri = try snapshot.find(call.string("concept"))
          let paths = try snapshot.pathsToTop(of: iri, limit: call.optionalInt("limit") ?? 20)
          let rows = try paths.map { path in
            JSON.array(try path.map { try Self.node($0, snapshot, languages) })
          }
          return ["revision": .int(Int(snapshot.revision)), "paths": .array(rows)]
        }
      })
  }

  // MARK: Collections

  private var members: MethodDeclaration {
    MethodDeclaration(
      "concept.members", "Shows the members of a collection",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.at, Shared.languages],
      result: ResultDeclaration(
        "The members, in their order if the collection has one",
        .object([
          .required("revision", .count, "The revision that was read"),
          .required("truncated", .boolean, "Whether there were more than \(Self.nodeCountMax) members"),
          .required("members", .array(of: Self.nodeSchema, countMax: Self.nodeCountMax), "The members"),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let members = try snapshot.members(of: snapshot.find(call.string("concept")))
          let shown = try members.prefix(Self.nodeCountMax).map { try Self.node($0, snapshot, languages) }
          return [
            "revision": .int(Int(snapshot.revision)), "truncated": .bool(members.count > shown.count),
            "members": .array(shown),
          ]
        }
      })
  }
}
