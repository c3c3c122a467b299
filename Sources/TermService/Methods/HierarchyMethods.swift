import RDF
import SKOS
import SKOSStore

/// The methods about the places of entries: the tree, the ways to the top, the members of collections.
struct HierarchyMethods: Sendable {
  let store: Store
  /// The orders of long lists, for those who turn their pages.
  private let orders = SettledOrders()

  init(store: Store) { self.store = store }

  var declarations: [MethodDeclaration] { [tree, paths, members] }

  /// The deepest level below the start.
  private static let depthMax = 32

  private struct Step: Sendable {
    let node: HierarchyWalk.Node
    let revision: Int64
  }

  private static let steps = PagedList<Step>(
    "nodes",
    .object([
      .required("level", .count, "0 for the start"),
      .required("iri", .iri, "The entry"),
      .required("label", ConceptJSON.labelSchema, "Its label"),
      .required("notation", .nullable(.string), "Its notation"),
      .required("narrowerCount", .count, "How many entries are directly below it"),
    ]), "The entries", limit: (default: 1000, max: 1000),
    place: { step in ListPlace(revision: step.revision, step.node.place.map { .number(Int64($0)) }) })

  private var tree: MethodDeclaration {
    MethodDeclaration(
      "concept.tree", "Shows the hierarchy below an entry or from the top",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, .optional("concept", .iri, "The entry to start from; the top if not given"),
        .optional("depth", .integer(1...Self.depthMax), "How many levels; 2 if not given"), Shared.languages,
      ] + Self.steps.parametersWithMoment,
      result: ResultDeclaration(
        "The entries in the order in which a printed vocabulary has them, each with its level",
        .object(
          [
            .required("revision", .count, "The revision that was read"),
            .required(
              "narrowerCount", .count,
              "How many entries are directly below the start, or at the top if that is the start"),
          ] + Self.steps.members)), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: Self.steps.moment(call), grant: call.grant(.read, store)) { snapshot in
          let start = try call.optionalString("concept").map { try snapshot.find($0) }
          let depth = try call.optionalInt("depth") ?? 2
          var narrowerCount = 0
          let page = try Self.steps.page(
            call,
            { page in
              var walk = try HierarchyWalk(
                snapshot, from: start, depth: depth, after: page.after?.ordinals ?? [], orders: orders)
              narrowerCount = walk.countBelowStart
              var steps: [Step] = []
              while steps.count < page.limit, let node = try walk.next() {
                steps.append(Step(node: node, revision: snapshot.revision))
              }
              return steps
            },
            { step in
              let members = try Self.members(of: step.node.iri, snapshot, languages)
              return .object(
                JSON.Object(
                  [("level", .int(step.node.level))] + members
                    + [("narrowerCount", .int(step.node.narrowerCount))]))
            })
          return .object(
            JSON.Object(
              [("revision", .int(Int(snapshot.revision))), ("narrowerCount", .int(narrowerCount))] + page))
        }
      })
  }

  // MARK: Ways to the top

  private static let nodeSchema = Schema.object([
    .required("iri", .iri, "The entry"), .required("label", ConceptJSON.labelSchema, "Its label"),
    .required("notation", .nullable(.string), "Its notation"),
  ])

  private static func node(_ iri: IRI, _ snapshot: Snapshot, _ languages: [LanguageTag]) throws -> JSON {
    .object(JSON.Object(try members(of: iri, snapshot, languages)))
  }

  private static func members(
    of iri: IRI, _ snapshot: Snapshot, _ languages: [LanguageTag]
  ) throws -> [(String, JSON)] {
    let own = try snapshot.glance(at: iri)
    let label =
      try own.map { snapshot.label(of: $0, for: languages) } ?? snapshot.label(of: iri, for: languages)
    return [
      ("iri", .string(iri.string)), ("label", ConceptJSON.json(label)),
      ("notation", .optional(own?.notations.first?.lexicalForm)),
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

  private static let memberList = PagedList<OrdinalRow<IRI>>(
    "members", nodeSchema, "The members", limit: (default: 1000, max: 1000), place: { $0.place })

  private var members: MethodDeclaration {
    MethodDeclaration(
      "concept.members", "Shows the members of a collection",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.languages]
        + Self.memberList.parametersWithMoment,
      result: ResultDeclaration(
        "The members, in their order if the collection has one",
        .object(
          [
            .required("revision", .count, "The revision that was read"),
            .required("memberCount", .count, "How many there are"),
          ] + Self.memberList.members)), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        return try store.snapshot(at: Self.memberList.moment(call), grant: call.grant(.read, store)) {
          snapshot in
          let members = try snapshot.members(of: snapshot.find(call.string("concept")), orders: orders)
          let page = try Self.memberList.page(
            call, { OrdinalRow.rows(members, at: snapshot.revision, $0) },
            { try Self.node($0.value, snapshot, languages) })
          return .object(
            JSON.Object(
              [("revision", .int(Int(snapshot.revision))), ("memberCount", .int(members.count))] + page))
        }
      })
  }
}
