import RDF
import SKOS
import SKOSStore

/// The methods about change requests: drafting, reading, and every step of the state machine.
struct ChangeMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [create, list, get, describe, edit, add, remove, rebase, diff, check] + steps
  }

  private static let iri = ParameterDeclaration.required("iri", .iri, "The entry's IRI or placeholder")
  private static let result = ResultDeclaration("The change request", ChangeJSON.schema)

  private func answer(_ request: ChangeRequest, _ call: Call, _ grant: Grant) throws -> JSON {
    try ChangeJSON.json(
      request, standing: store.standing(of: request, grant: grant), languages: call.preferredLanguages())
  }

  // MARK: Drafting

  private var create: MethodDeclaration {
    MethodDeclaration(
      "change.create", "Starts the draft of a change request",
      access: .permission(.propose, vocabulary: "vocabulary"),
      isWrite: true,
      parameters: [
        Shared.vocabulary,
        .required("title", .text(byteCountMax: 1024, format: nil), "What it is about, in a line"),
        .optional("justification", .string, "Why the change is wanted; needed before it is submitted"),
      ],
      result: Self.result,
      handler: { call in
        let request = try store.createChangeRequest(
          title: call.string("title"), justification: call.optionalString("justification") ?? "",
          grant: call.grant(.propose, store))
        return try answer(request, call, call.grant(.read, store))
      })
  }

  private var describe: MethodDeclaration {
    MethodDeclaration(
      "change.describe", "Changes the title or justification of a draft", access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change,
        .optional("title", .text(byteCountMax: 1024, format: nil), "The new title"),
        .optional("justification", .string, "The new justification"), Shared.expectedEdition,
      ],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try call.expectingEdition(grant, store) {
          try store.describeChangeRequest(
            Int64(call.int("change")), title: call.optionalString("title"),
            justification: call.optionalString("justification"), grant: grant)
        }
        return try answer(request, call, grant)
      })
  }

  private var edit: MethodDeclaration {
    MethodDeclaration(
      "change.edit", "Edits an entry within a draft", access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, Shared.concept, EditReader.parameter,
        .optional(
          "kind", .choice(of: ChangeKind.self), "What kind of change it is; modification if not given"),
        Shared.expectedEdition,
      ],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let number = Int64(try call.int("change"))
        let text = try call.string("concept")
        let draft = try store.changeRequest(number, grant: grant)
        let (iri, edits) = try store.snapshot(grant: grant) { snapshot in
          let own = draft.items.first { $0.iri.string == text }?.iri
          return (try own ?? snapshot.find(text), try EditReader(snapshot: snapshot).edits(call))
        }
        let request = try call.expectingEdition(grant, store) {
          try store.editEntry(iri, in: number, edits: edits, kind: call.optionalChoice("kind"), grant: grant)
        }
        return try answer(request, call, grant)
      })
  }

  private var add: MethodDeclaration {
    MethodDeclaration(
      "change.add", "Proposes a new concept within a draft", access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, EditReader.parameter,
        .optional("iri", .iri, "Its IRI; made by the vocabulary's pattern on merging if not given"),
        Shared.expectedEdition,
      ],
      result: ResultDeclaration(
        "The change request and the new entry",
        .object([
          .required("iri", .iri, "The new entry's IRI, or its placeholder until it is merged"),
          .required("change", ChangeJSON.schema, "The change request"),
        ])), errors: [.notFound, .forbidden, .invalidState, .alreadyExists, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let edits = try store.snapshot(grant: grant) { try EditReader(snapshot: $0).edits(call) }
        let (request, iri) = try call.expectingEdition(grant, store) {
          try store.addEntry(
            call.optionalIRI("iri"), in: Int64(call.int("change")), edits: edits, grant: grant)
        }
        return ["iri": .string(iri.string), "change": try answer(request, call, grant)]
      })
  }

  private var remove: MethodDeclaration {
    MethodDeclaration(
      "change.remove", "Takes an entry out of a draft", access: .transition, isWrite: true,
      parameters: [Shared.vocabulary, Shared.change, Self.iri, Shared.expectedEdition], result: Self.result,
      errors: [.notFound, .forbidden, .invalidState, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try call.expectingEdition(grant, store) {
          try store.removeItem(call.iri("iri"), from: Int64(call.int("change")), grant: grant)
        }
        return try answer(request, call, grant)
      })
  }

  private var rebase: MethodDeclaration {
    MethodDeclaration(
      "change.rebase", "Merges what the vocabulary says by now into what is proposed", access: .transition,
      isWrite: true, parameters: [Shared.vocabulary, Shared.change, Shared.expectedEdition],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try call.expectingEdition(grant, store) {
          try store.rebase(Int64(call.int("change")), grant: grant)
        }
        return try answer(request, call, grant)
      })
  }

  // MARK: Reading

  private var list: MethodDeclaration {
    MethodDeclaration(
      "change.list", "Lists the change requests that the caller may see, the newest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary,
        .optional("state", .choice(of: ChangeRequestState.self), "Only those in this state"),
      ] + Self.requests.parameters,
      result: Self.requests.result("The change requests"),
      handler: { call in
        try Self.requests.answer(
          call,
          fetching: { page in
            try store.changeRequests(
              state: call.optionalChoice("state"), before: page.after?.firstNumber, limit: page.limit,
              grant: call.grant(.read, store))
          }, ChangeSummaryJSON.json)
      })
  }

  private static let requests = PagedList<ChangeRequest>(
    "requests", ChangeSummaryJSON.schema, "The change requests", order: .descending,
    place: { .number($0.number) })

  private var get: MethodDeclaration {
    MethodDeclaration(
      "change.get", "Shows a change request with its steps so far and those the caller may take",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary, Shared.change],
      result: Self.result, errors: [.notFound],
      handler: { call in
        let grant = try call.grant(.read, store)
        return try answer(store.changeRequest(Int64(call.int("change")), grant: grant), call, grant)
      })
  }

  private var diff: MethodDeclaration {
    MethodDeclaration(
      "change.diff", "Shows what a change request proposes, entry by entry, as people say it",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.change, Shared.languages] + Self.entries.parameters,
      result: Self.entries.result("The entries"), errors: [.notFound],
      handler: { call in
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let request = try store.changeRequest(Int64(call.int("change")), grant: grant)
        let proposed = Dictionary(
          request.items.map { ($0.iri, $0.proposed) }, uniquingKeysWith: { first, _ in first })
        return try store.snapshot(grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, proposed: proposed, languages: languages)
          let rows = request.items.enumerated().map { Numbered(number: $0.offset, value: $0.element) }
          return try Self.entries.answer(call, rows) { row in
            let item = row.value
            return try EntryChangeJSON.json(
              from: item.base, to: item.proposed, kind: item.kind, naming: naming)
          }
        }
      })
  }

  /// A row of a list whose order is its own.
  private struct Numbered<Value: Sendable>: Sendable {
    let number: Int
    let value: Value
  }

  private static let entries = PagedList<Numbered<ChangeItem>>(
    "entries", EntryChangeJSON.schema, "The entries, in the order in which they came to the request",
    limit: (default: 1000, max: 1000), place: { .number($0.number) })

  private static let findings = PagedList<Numbered<Finding>>(
    "findings", FindingJSON.schema, "The findings", limit: (default: 1000, max: 1000),
    place: { .number($0.number) })

  private var check: MethodDeclaration {
    MethodDeclaration(
      "change.check", "Checks what a change request would bring into the vocabulary",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.change] + Self.findings.parameters,
      result: Self.findings.result("The findings that the vocabulary does not have without it"),
      errors: [.notFound],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try store.changeRequest(Int64(call.int("change")), grant: grant)
        let rows = try store.findings(of: request, grant: grant).enumerated().map {
          Numbered(number: $0.offset, value: $0.element)
        }
        return try Self.findings.answer(call, rows) { FindingJSON.json($0.value) }
      })
  }

  // MARK: Steps

  private var steps: [MethodDeclaration] {
    // A release publishes; nobody takes that step alone.
    ChangeTransition.allCases.filter { $0 != .publish }.map(step)
  }

  private func step(_ transition: ChangeTransition) -> MethodDeclaration {
    MethodDeclaration(
      transition.methodName, transition.summary, access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, .optional("reason", .string, "Why, for the record"),
        .optional(
          "closes", .timestamp,
          "When what the step opens is to close, a stage or a notice; after the period of the policy if not given"
        ),
        .optional(
          "documents",
          .array(
            of: .object([
              .required("number", .name, "The document's number in the committee, such as N 1234"),
              .optional("url", .string, "Where it is"),
            ]), countMax: CommitteeDocument.countMax), "The documents that the step refers to"),
      ] + (transition == .merge ? [Shared.expectedHead] : []),
      result: Self.result,
      errors: [.notFound, .forbidden, .invalidState, .validationFailed, .conflict]
        + (transition == .merge ? [.staleRevision] : []),
      handler: { call in
        let grant = try call.grant(.read, store)
        let documents = (try call.optionalArray("documents") ?? []).map { document in
          CommitteeDocument(document["number"]?.string ?? "", at: document["url"]?.string ?? "")
        }
        let details = StepDetails(
          reason: try call.optionalString("reason") ?? "", closes: try call.optionalTimestamp("closes"),
          documents: documents)
        let request = try call.expectingHead(grant, store) {
          try store.advance(Int64(call.int("change")), by: transition, details, grant: grant)
        }
        return try answer(request, call, grant)
      })
  }
}

extension ChangeTransition {
  /// The method that takes the step.
  var methodName: String {
    self == .withdrawAppeal ? "change.withdrawAppeal" : "change." + rawValue
  }

  /// What the step does, in one line without a full stop.
  var summary: String {
    switch self {
    case .submit: "Hands in a draft, or what was returned"
    case .return: "Asks the proposer for changes; needs a reason"
    case .approve: "Decides for a change request, or confirms that it has passed"
    case .reject: "Decides against a change request, or confirms that it has failed"
    case .withdraw: "Takes a change request back before the decision; needs a reason"
    case .merge: "Brings an approved change request into the vocabulary as one revision"
    case .publish: "Ships a merged change request in a release"
    case .accept: "Takes a proposal up, to prepare it"
    case .evaluate: "Opens the evaluation: asks member bodies for support and procedure"
    case .validate: "Opens the ballot of the normal procedure, one for each entry"
    case .enquire: "Opens the first ballot of the extended procedure"
    case .advance: "Opens the second ballot of the extended procedure"
    case .split: "Parts the entries that have failed, as a change request of their own"
    case .appeal: "Objects to a rejection; needs the grounds as its reason"
    case .uphold: "Decides an appeal for the appellant; needs a reason"
    case .dismiss: "Decides an appeal against the appellant; needs a reason"
    case .withdrawAppeal: "Takes an appeal back"
    case .announce: "Gives notice of a clarification that is to be approved without a ballot"
    }
  }
}

/// A change request on the wire, in a few words.
enum ChangeSummaryJSON {
  static let fields: [ParameterDeclaration] = [
    .required("number", .count, "The number"), .required("title", .string, "What it is about"),
    .required("state", .choice(of: ChangeRequestState.self), "Where it stands"),
    .required("author", .name, "Who proposed it"), .required("createdAt", .timestamp, "When it was created"),
    .required("justification", .string, "Why the change is wanted"),
    .required("revision", .nullable(.count), "The revision that merged it"),
    .required("procedure", .choice(of: Procedure.self), "By which procedure it is decided"),
    .required("splitFrom", .nullable(.count), "The change request that it was split off from"),
  ]

  static let schema = Schema.object(fields)

  static func members(_ request: ChangeRequest) -> [(String, JSON)] {
    [
      ("number", .int(Int(request.number))), ("title", .string(request.title)),
      ("state", .string(request.state.rawValue)), ("author", .string(request.author)),
      ("createdAt", .string(request.createdAt.iso8601)), ("justification", .string(request.justification)),
      ("revision", .optional(request.revision.map { Int($0) })),
      ("procedure", .string(request.procedure.rawValue)),
      ("splitFrom", .optional(request.splitFrom.map { Int($0) })),
    ]
  }

  static func json(_ request: ChangeRequest) -> JSON { .object(JSON.Object(members(request))) }
}

/// A change request on the wire, whole.
enum ChangeJSON {
  static let schema = Schema.object(
    ChangeSummaryJSON.fields + [
      .required(
        "edition", .count, "The edition of what it proposes, from 1; every edit makes the next one"),
      .required("baseRevision", .count, "The revision that it was made against"),
      .required("baseRelease", .nullable(.name), "The release that was the newest then"),
      .required(
        "items",
        .array(
          of: .object([
            .required("iri", .iri, "The entry, or its placeholder"),
            .required("kind", .choice(of: ChangeKind.self), "What kind of change it is"),
            .required("label", ConceptJSON.labelSchema, "The entry's label as proposed"),
          ]), countMax: Int.max), "The entries that it changes"),
      .required(
        "transitions",
        .array(
          of: .object([
            .required("transition", .choice(of: ChangeTransition.self), "The step"),
            .required("from", .choice(of: ChangeRequestState.self), "The state before"),
            .required("to", .choice(of: ChangeRequestState.self), "The state after"),
            .required("actor", .name, "Who took it"),
            .required("role", .choice(of: Role.self), "In which role"),
            .required("at", .timestamp, "When"), .required("reason", .string, "Why"),
            .required("auditSequence", .count, "The audit record of the step"),
            .required("rule", .nullable(.count), "The number of the rule, 1 to 20"),
            .required("organisation", .nullable(.name), "Whom the actor acted for"),
            .required(
              "documents",
              .array(
                of: .object([
                  .required("number", .name, "Its number"), .required("url", .string, "Where it is"),
                ]), countMax: CommitteeDocument.countMax), "The documents that the step refers to"),
            .required("baseRelease", .nullable(.name), "The release that the proposal started from"),
            .required(
              "contentDigest", .nullable(.name), "The canonical SHA-256 (RDFC-1.0) of the proposed content"),
            .required("findings", .map(of: .count), "How many findings each rule had"),
          ]), countMax: Int.max), "Its steps so far"),
      .required(
        "next", .array(of: .choice(of: ChangeTransition.self), countMax: 32),
        "The steps that the caller may take now"),
      .required("duties", .array(of: DutyJSON.schema, countMax: 8), "Who must act next"),
      .required("stages", .array(of: StageJSON.schema, countMax: Int.max), "Its stages, the oldest first"),
    ])

  static func json(
    _ request: ChangeRequest, standing: ChangeStanding, languages: [LanguageTag]
  ) throws -> JSON {
    var object = JSON.Object(ChangeSummaryJSON.members(request))
    object["edition"] = .int(Int(request.edition))
    object["baseRevision"] = .int(Int(request.baseRevision))
    object["baseRelease"] = .optional(request.baseRelease)
    object["items"] = .array(try request.items.map { try json($0, languages) })
    object["transitions"] = .array(request.transitions.map(json))
    object["next"] = .array(standing.available.map { .string($0.rawValue) })
    object["duties"] = .array(standing.duties.map { DutyJSON.json($0, at: standing.at) })
    object["stages"] = .array(standing.stages.map { StageJSON.json($0, at: standing.at) })
    return .object(object)
  }

  private static func json(_ item: ChangeItem, _ languages: [LanguageTag]) throws -> JSON {
    let graph = Graph(try item.proposed.triples)
    let label = ConceptDescription(of: .iri(item.iri), in: graph, withInverses: false).bestLabel(
      for: languages)
    return [
      "iri": .string(item.iri.string), "kind": .string(item.kind.rawValue), "label": ConceptJSON.json(label),
    ]
  }

  static func json(_ record: TransitionRecord) -> JSON {
    [
      "transition": .string(record.transition.rawValue), "from": .string(record.from.rawValue),
      "to": .string(record.to.rawValue), "actor": .string(record.actor),
      "role": .string(record.role.rawValue),
      "at": .string(record.at.iso8601), "reason": .string(record.reason),
      "auditSequence": .int(Int(record.auditSequence)), "rule": .optional(record.rule),
      "organisation": .optional(record.organisation),
      "documents": .array(
        record.documents.map { ["number": .string($0.number), "url": .string($0.url)] }),
      "baseRelease": .optional(record.baseRelease), "contentDigest": .optional(record.contentDigest),
      "findings": .object(
        JSON.Object(record.findings.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) })),
    ]
  }
}

/// A finding on the wire.
enum FindingJSON {
  static let schema = Schema.object([
    .required("rule", .name, "The rule's id"),
    .required("severity", .choice(of: Severity.self), "How much it matters"),
    .required("focus", .string, "The resource to look at, in N-Triples"),
    .required("message", .string, "What is wrong"),
  ])

  static func json(_ finding: Finding) -> JSON {
    [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "focus": .string(finding.focus.term.nTriples), "message": .string(finding.message),
    ]
  }
}
