import RDF

/// Something that a language model can do with a vocabulary: a few calls of the service under one name.
struct MCPTool: Sendable {
  typealias Run = @Sendable (_ client: any TermCalling, _ arguments: JSON.Object) async throws -> JSON

  let name: String
  let title: String
  /// What it does and when to use it, for the model.
  let text: String
  let parameters: [ParameterDeclaration]
  /// Whether it changes nothing.
  let isReading: Bool
  /// Calls the service; the result is an object.
  let run: Run

  /// The tool as `tools/list` describes it.
  var description: JSON {
    [
      "name": .string(name), "title": .string(title), "description": .string(text),
      "inputSchema": Schema.object(parameters).json,
      "annotations": [
        "readOnlyHint": .bool(isReading), "destructiveHint": false, "idempotentHint": .bool(isReading),
        "openWorldHint": false,
      ],
    ]
  }

  static let all = [
    vocabularies, search, lookUp, compare, history, requests, draft, checkDraft, events,
  ]

  // MARK: Parameters

  private static let vocabulary = ParameterDeclaration.required(
    "vocabulary", .name, "The vocabulary's name, as list_vocabularies gives it")
  private static let entry = ParameterDeclaration.required(
    "entry", .iri, "The entry: its IRI, its notation, or its exact preferred label")
  private static let cursor = ParameterDeclaration.optional(
    "cursor", .cursor, "The cursor of the answer before, where it had one: more of the same follows")
  private static let at = ParameterDeclaration.optional(
    "at", .name, "The moment to read: head, a revision (r12), a release (1.0.0), or a date (2026-11-24)")
  private static let languages = ParameterDeclaration.optional(
    "languages", .array(of: .languageTag, countMax: 32), "Languages to show labels in, best first")
  private static let change = ParameterDeclaration.required(
    "change", .integer(1...Int.max), "The change request's number")

  /// Passes arguments on under the names that the method has for them.
  private static func passing(
    _ arguments: JSON.Object, as names: [String: String] = [:]
  ) -> JSON.Object {
    JSON.Object(arguments.members.map { (names[$0.name] ?? $0.name, $0.value) })
  }

  // MARK: Reading

  private static let vocabularies = MCPTool(
    name: "list_vocabularies", title: "List vocabularies",
    text: "Lists the vocabularies that can be read, with their titles, languages and newest revisions.",
    parameters: [cursor], isReading: true,
    run: { client, arguments in try await client.call("vocabulary.list", passing(arguments)) })

  private static let search = MCPTool(
    name: "search_terms", title: "Search terms",
    text:
      "Finds entries of a vocabulary by labels, notations and definitions. Use it to find the committee's "
      + "own term for something before writing about it.",
    parameters: [
      vocabulary, .required("text", .text(byteCountMax: 512, format: nil), "What to look for"), languages, at,
      .optional("limit", .integer(1...50), "At most so many; 10 if not given"), cursor,
    ], isReading: true,
    run: { client, arguments in
      var parameters = passing(arguments)
      if parameters["limit"] == nil { parameters["limit"] = 10 }
      return try await client.call("concept.search", parameters)
    })

  private static let lookUp = MCPTool(
    name: "look_up", title: "Look an entry up",
    text:
      "Shows an entry: labels in all languages, definition, notes, relations, and whether it is retired and "
      + "what replaced it. Cite it by its IRI and the revision in the answer.",
    parameters: [vocabulary, entry, at, languages], isReading: true,
    run: { client, arguments in
      try await client.call("concept.get", passing(arguments, as: ["entry": "concept"]))
    })

  private static let compare = MCPTool(
    name: "compare", title: "Compare two moments",
    text: "Tells what differs in a vocabulary between two releases, revisions or dates, entry by entry.",
    parameters: [
      vocabulary, .required("from", .name, "The earlier moment: a release, a revision (r12) or a date"),
      .required("to", .name, "The later moment, such as head"), languages, cursor,
    ], isReading: true,
    run: { client, arguments in try await client.call("release.diff", passing(arguments)) })

  private static let history = MCPTool(
    name: "explain_history", title: "Explain an entry's history",
    text: "Shows who changed an entry, when, why, and under which change request, the newest first.",
    parameters: [vocabulary, entry, languages, cursor], isReading: true,
    run: { client, arguments in
      try await client.call("concept.history", passing(arguments, as: ["entry": "concept"]))
    })

  private static let requests = MCPTool(
    name: "list_change_requests", title: "List change requests",
    text: "Lists the change requests of a vocabulary, the newest first. Look here before drafting a new one.",
    parameters: [vocabulary, cursor], isReading: true,
    run: { client, arguments in try await client.call("change.list", passing(arguments)) })

  private static let events = MCPTool(
    name: "recent_events", title: "Recent events",
    text:
      "Tells what happened in a vocabulary: submitted requests, decisions, comments, releases, changed entries. "
      + "Give the place called next as after to go on.",
    parameters: [
      vocabulary, .optional("after", .count, "The place to go on from; from the beginning if not given"),
    ],
    isReading: true,
    run: { client, arguments in try await client.call("event.list", passing(arguments)) })

  private static let checkDraft = MCPTool(
    name: "check_draft", title: "Check a draft",
    text: "Checks a drafted change request against the rules that must hold before it can be submitted.",
    parameters: [vocabulary, change], isReading: true,
    run: { client, arguments in try await client.call("change.check", passing(arguments)) })

  // MARK: Drafting

  private static let text = Schema.text(byteCountMax: 64 << 10, format: nil)

  private static let draft = MCPTool(
    name: "draft_change", title: "Draft a change request",
    text:
      "Drafts a change of one entry: new labels, definition or notes, with the reason. The draft is seen by nobody "
      + "but its author and editors until a person submits it; this tool cannot submit. Ask the person first.",
    parameters: [
      vocabulary, entry,
      .required("title", .text(byteCountMax: 512, format: nil), "What the change is, in one line"),
      .required("reason", text, "Why, for the committee"),
      .required(
        "edits",
        .array(
          of: .object([
            .required("op", .choice(["set", "add", "remove"]), "What to do with the property's values"),
            .required("property", .name, "Such as prefLabel, altLabel, definition, scopeNote"),
            .optional("language", .languageTag, "The language of the values"),
            .required("values", .array(of: text, countMax: 100), "The values"),
          ]), countMax: 50), "The edits of the entry"),
    ], isReading: false, run: drafting)

  private static let drafting: Run = { client, arguments in
    let created = try await client.call(
      "change.create",
      JSON.Object([
        ("vocabulary", arguments["vocabulary"] ?? .null), ("title", arguments["title"] ?? .null),
        ("justification", arguments["reason"] ?? .null),
      ]))
    guard let number = created["number"]?.int else {
      throw ClientError(code: .malformedAnswer, message: "The server did not number the draft.")
    }
    let place = JSON.Object([("vocabulary", arguments["vocabulary"] ?? .null), ("change", .int(number))])
    do {
      var edit = place
      edit["concept"] = arguments["entry"]
      edit["edits"] = arguments["edits"]
      _ = try await client.call("change.edit", edit)
    } catch {
      // A draft without content would only be in the way.
      var withdrawal = place
      withdrawal["reason"] = "The edits were refused."
      _ = try? await client.call("change.withdraw", withdrawal)
      throw error
    }
    return ["change": .int(number), "request": try await client.call("change.get", place)]
  }
}
