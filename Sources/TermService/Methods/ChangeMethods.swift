import RDF
import SKOS
import SKOSStore

/// The methods about change requests: drafting, reading, and every step of the state machine.
struct ChangeMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [create, list, get, describe, edit, add, remove, diff, check] + steps
  }

  private static let iri = ParameterDeclaration.required("iri", .iri, "The entry's IRI or placeholder")
  private static let result = ResultDeclaration("The change request", ChangeJSON.schema)

  private func answer(_ request: ChangeRequest, _ call: Call, _ grant: Grant) throws -> JSON {
    try ChangeJSON.json(
      request,
      next: grant.vocabulary.map { store.availableTransitions(request, for: call.principal, in: $0) } ?? [],
      languages: call.preferredLanguages())
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
        .optional("justification", .string, "The new justification"),
      ],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try store.describeChangeRequest(
          Int64(call.int("change")), title: call.optionalString("title"),
          justification: call.optionalString("justification"), grant: grant)
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
      ],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        let number = Int64(try call.int("change"))
        let text = try call.string("concept")
        let draft = try store.changeRequest(number, grant: grant)
        let (iri, edits) = try store.snapshot(grant: grant) { snapshot in
          let own = draft.items.first { $0.iri.string == text }?.iri
          return (try own ?? snapshot.find(text), try EditReader(snapshot: snapshot).edits(call))
        }
        let request = try store.editEntry(
          iri, in: number, edits: edits, kind: call.optionalChoice("kind"), grant: grant)
        return try answer(request, call, grant)
      })
  }

  private var add: MethodDeclaration {
    MethodDeclaration(
      "change.add", "Proposes a new concept within a draft", access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, EditReader.parameter,
        .optional("iri", .iri, "Its IRI; made by the vocabulary's pattern on merging if not given"),
      ],
      result: ResultDeclaration(
        "The change request and the new entry",
        .object([
          .required("iri", .iri, "The new entry's IRI, or its placeholder until it is merged"),
          .required("change", ChangeJSON.schema, "The change request"),
        ])), errors: [.notFound, .forbidden, .invalidState, .alreadyExists],
      handler: { call in
        let grant = try call.grant(.read, store)
        let edits = try store.snapshot(grant: grant) { try EditReader(snapshot: $0).edits(call) }
        let (request, iri) = try store.addEntry(
          call.optionalIRI("iri"), in: Int64(call.int("change")), edits: edits, grant: grant)
        return ["iri": .string(iri.string), "change": try answer(request, call, grant)]
      })
  }

  private var remove: MethodDeclaration {
    MethodDeclaration(
      "change.remove", "Takes an entry out of a draft", access: .transition, isWrite: true,
      parameters: [Shared.vocabulary, Shared.change, Self.iri], result: Self.result,
      errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try store.removeItem(call.iri("iri"), from: Int64(call.int("change")), grant: grant)
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
        Shared.limit(100, max: 1000),
      ],
      result: ResultDeclaration("The change requests", .array(of: ChangeSummaryJSON.schema, countMax: 1000)),
      handler: { call in
        .array(
          try store.changeRequests(
            state: call.optionalChoice("state"), limit: call.optionalInt("limit") ?? 100,
            grant: call.grant(.read, store)
          ).map(ChangeSummaryJSON.json))
      })
  }

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
      parameters: [Shared.vocabulary, Shared.change, Shared.languages],
      result: ResultDeclaration("The entries", .array(of: EntryChangeJSON.schema, countMax: Int.max)),
      errors: [.notFound],
      handler: { call in
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let request = try store.changeRequest(Int64(call.int("change")), grant: grant)
        let proposed = Dictionary(
          request.items.map { ($0.iri, $0.proposed) }, uniquingKeysWith: { first, _ in first })
        return try store.snapshot(grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, proposed: proposed, languages: languages)
          return .array(
            try request.items.compactMap {
              try EntryChangeJSON.json(from: $0.base, to: $0.proposed, kind: $0.kind, naming: naming)
            })
        }
      })
  }

  private var check: MethodDeclaration {
    MethodDeclaration(
      "change.check", "Checks what a change request would bring into the vocabulary",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary, Shared.change],
      result: ResultDeclaration(
        "The findings that the vocabulary does not have without it",
        .array(of: FindingJSON.schema, countMax: Int.max)),
      errors: [.notFound],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try store.changeRequest(Int64(call.int("change")), grant: grant)
        return .array(try store.findings(of: request, grant: grant).map(FindingJSON.json))
      })
  }

  // MARK: Steps

  private var steps: [MethodDeclaration] {
    ChangeTransition.allCases.compactMap { transition in
      switch transition {
      case .submit: step(.submit, "Hands a draft, or what was returned, to the reviewers")
      case .return: step(.return, "Asks the proposer for changes; needs a reason")
      case .approve: step(.approve, "Decides for a change request")
      case .reject: step(.reject, "Decides against a change request; needs a reason")
      case .withdraw: step(.withdraw, "Takes a change request back before the decision; needs a reason")
      case .merge: step(.merge, "Brings an approved change request into the vocabulary as one revision")
      // A release publishes; nobody takes this step alone.
      case .publish: nil
      }
    }
  }

  private func step(_ transition: ChangeTransition, _ summary: String) -> MethodDeclaration {
    MethodDeclaration(
      "change." + transition.rawValue, summary, access: .transition, isWrite: true,
      parameters: [Shared.vocabulary, Shared.change, .optional("reason", .string, "Why, for the record")],
      result: Self.result, errors: [.notFound, .forbidden, .invalidState, .validationFailed, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        let request = try store.advance(
          Int64(call.int("change")), by: transition, reason: call.optionalString("reason") ?? "", grant: grant
        )
        return try answer(request, call, grant)
      })
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
  ]

  static let schema = Schema.object(fields)

  static func members(_ request: ChangeRequest) -> [(String, JSON)] {
    [
      ("number", .int(Int(request.number))), ("title", .string(request.title)),
      ("state", .string(request.state.rawValue)), ("author", .string(request.author)),
      ("createdAt", .string(request.createdAt.iso8601)), ("justification", .string(request.justification)),
      ("revision", .optional(request.revision.map { Int($0) })),
    ]
  }

  static func json(_ request: ChangeRequest) -> JSON { .object(JSON.Object(members(request))) }
}

/// A change request on the wire, whole.
enum ChangeJSON {
  static let schema = Schema.object(
    ChangeSummaryJSON.fields + [
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
          ]), countMax: Int.max), "Its steps so far"),
      .required(
        "next", .array(of: .choice(of: ChangeTransition.self), countMax: 16),
        "The steps that the caller may take now"),
    ])

  static func json(_ request: ChangeRequest, next: [ChangeTransition], languages: [LanguageTag]) throws
    -> JSON
  {
    var object = JSON.Object(ChangeSummaryJSON.members(request))
    object["baseRevision"] = .int(Int(request.baseRevision))
    object["baseRelease"] = .optional(request.baseRelease)
    object["items"] = .array(try request.items.map { try json($0, languages) })
    object["transitions"] = .array(request.transitions.map(json))
    object["next"] = .array(next.map { .string($0.rawValue) })
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

  private static func json(_ record: TransitionRecord) -> JSON {
    [
      "transition": .string(record.transition.rawValue), "from": .string(record.from.rawValue),
      "to": .string(record.to.rawValue), "actor": .string(record.actor),
      "role": .string(record.role.rawValue),
      "at": .string(record.at.iso8601), "reason": .string(record.reason),
      "auditSequence": .int(Int(record.auditSequence)),
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
