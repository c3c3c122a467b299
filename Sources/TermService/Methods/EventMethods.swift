import RDF
import SKOSStore

/// The methods by which clients hear of what happens in a vocabulary.
struct EventMethods: Sendable {
  let store: Store
  let limits: ServiceLimits

  var declarations: [MethodDeclaration] { [list, subscribe, unsubscribe] }

  private static let filters: [ParameterDeclaration] = [
    Shared.vocabulary,
    .optional(
      "kinds", .array(of: .choice(of: StoreEvent.Kind.self), countMax: StoreEvent.Kind.allCases.count),
      "Only events of these kinds; all if not given. What made a revision counts as content too"),
    .optional("concept", .iri, "Only revisions that changed this entry"),
    .optional("branch", .iri, "Only revisions that changed this entry or one below it, at any depth"),
  ]

  private static let eventSchema = Schema.object([
    .required("sequence", .count, "Its place; later events have higher ones, with gaps"),
    .required("at", .timestamp, "When"),
    .required("kind", .choice(of: StoreEvent.Kind.self), "What it is about"),
    .required("vocabulary", .name, "In which vocabulary"),
    .required("actor", .name, "Who did it"),
    .required("action", .name, "What was done, as the method that did it"),
    .required("change", .nullable(.count), "The change request it is about"),
    .required("release", .nullable(.string), "The release it is about"),
    .required("revision", .nullable(.count), "The revision it made, if the content changed"),
    .required(
      "entries", .array(of: .iri, countMax: Store.eventEntryCountMax),
      "The entries that the revision changed, the first \(Store.eventEntryCountMax) by IRI"),
  ])

  private static func json(_ event: StoreEvent, _ vocabulary: String) -> JSON.Object {
    JSON.Object([
      ("sequence", .int(Int(event.sequence))), ("at", .string(event.at.iso8601)),
      ("kind", .string(event.kind.rawValue)), ("vocabulary", .string(vocabulary)),
      ("actor", .string(event.actor)), ("action", .string(event.action)),
      ("change", .optional(event.change.map { Int($0) })), ("release", .optional(event.release)),
      ("revision", .optional(event.revision.map { Int($0) })),
      ("entries", .array(event.entries.map { .string($0.string) })),
    ])
  }

  private static func filter(_ call: Call) throws -> StoreEventFilter {
    var filter = StoreEventFilter()
    filter.kinds = Set(try call.strings("kinds").compactMap(StoreEvent.Kind.init(rawValue:)))
    filter.entry = try call.optionalIRI("concept")
    filter.branch = try call.optionalIRI("branch")
    return filter
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "event.list", "Lists what has happened in a vocabulary, the oldest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: Self.filters + [
        .optional("after", .count, "Only events behind this place; from the beginning if not given"),
        Shared.limit(50, max: 1000),
      ],
      result: ResultDeclaration(
        "The events, and where to go on",
        .object([
          .required("events", .array(of: Self.eventSchema, countMax: 1000), "The events"),
          .required("next", .count, "The place to give as after next time"),
          .required("more", .boolean, "Whether the page is full, so that there may be more at once"),
        ])),
      handler: { call in
        let vocabulary = try call.string("vocabulary")
        let limit = try call.optionalInt("limit") ?? 50
        let (events, next) = try store.events(
          after: Int64(try call.optionalInt("after") ?? 0), limit: limit, filter: Self.filter(call),
          grant: call.grant(.read, store))
        return [
          "events": .array(events.map { .object(Self.json($0, vocabulary)) }), "next": .int(Int(next)),
          "more": .bool(events.count == limit),
        ]
      })
  }

  private var subscribe: MethodDeclaration {
    MethodDeclaration(
      "event.subscribe", "Has the server send event.notify for what happens in a vocabulary from now on",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: Self.filters + [
        .optional(
          "after", .count,
          "The place of the last event that the client knows, whose successors are sent at once; now if not given"
        )
      ],
      result: ResultDeclaration(
        "The subscription, which ends with the connection",
        .object([
          .required("subscription", .name, "What it is called on this connection"),
          .required("after", .count, "The place from which on events are sent"),
        ])),
      errors: [.invalidState, .limitExceeded], handler: subscribeHandler)
  }

  private var subscribeHandler: MethodDeclaration.Handler {
    { call in
      let session = call.session
      guard session.canNotify else {
        throw RPCError(
          .invalidState, "There is no way to send notifications here; ask event.list now and then instead.")
      }
      guard session.subscriptions.count < limits.subscriptionCountMax else {
        throw RPCError.limit(
          "subscriptionCountMax", limits.subscriptionCountMax,
          "A connection has at most \(limits.subscriptionCountMax) subscriptions; end one by event.unsubscribe."
        )
      }
      let filter = try Self.filter(call)
      let vocabulary = try call.string("vocabulary")
      let place = try call.optionalInt("after").map { Int64($0) } ?? store.eventPlace()
      let name = session.subscriptions.add(after: place) { [store] after, limit in
        // Who may know is decided anew each time, like for any request.
        let principal = try session.currentPrincipal(Service.authenticator(store))
        let grant = try store.authorize(principal, for: .read, vocabulary: vocabulary)
        let (events, next) = try store.events(after: after, limit: limit, filter: filter, grant: grant)
        return (events.map { Self.json($0, vocabulary) }, next)
      }
      return ["subscription": .string(name), "after": .int(Int(place))]
    }
  }

  private var unsubscribe: MethodDeclaration {
    MethodDeclaration(
      "event.unsubscribe", "Ends a subscription", access: .anyone,
      parameters: [.required("subscription", .name, "The subscription, as event.subscribe called it")],
      result: ResultDeclaration("An empty object", .object([])), errors: [.notFound],
      handler: { call in
        guard call.session.subscriptions.remove(try call.string("subscription")) else {
          throw RPCError(.notFound, "This connection has no subscription of that name.")
        }
        return [:]
      })
  }
}
