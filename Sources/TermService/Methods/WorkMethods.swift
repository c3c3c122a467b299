import RDF
import SKOSStore

/// The methods about what awaits people, and about the record of what they did.
struct WorkMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [list, record] }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "work.list", "Lists what awaits the caller in all vocabularies, what is due soonest first",
      access: .account, parameters: Self.work.parameters, result: Self.work.result("What is to be done"),
      handler: { call in
        let now = store.now
        return try Self.work.answer(call, store.awaitedWork(for: call.requirePrincipal())) { work in
          .object(
            JSON.Object(
              [("vocabulary", .string(work.vocabulary))] + Self.json(work.subject)
                + [("duty", DutyJSON.json(work.duty, at: now))]))
        }
      })
  }

  private static func json(_ subject: AwaitedWork.Subject) -> [(String, JSON)] {
    func members(_ target: Comment.Target, _ title: String, state: ChangeRequestState? = nil)
      -> [(String, JSON)]
    {
      CommentTargets.json(target) + [
        ("ballot", .null), ("title", .string(title)), ("state", .optional(state?.rawValue)),
      ]
    }
    return switch subject {
    case .request(let request): members(.request(request.number), request.title, state: request.state)
    case .candidate(let draft): members(.candidate(draft.version), "release \(draft.version)")
    case .entry(let iri, let label): members(.entry(iri), label)
    case .ballot(let announcement): others(announcement.ballot.question, ballot: announcement)
    case .review(let review): others("review of release \(review.version)", release: review.version)
    }
  }

  private static func others(
    _ title: String, ballot: BallotAnnouncement? = nil, release: String? = nil
  ) -> [(String, JSON)] {
    [
      ("change", .null), ("release", .optional(release ?? ballot?.release)), ("entry", .null),
      ("ballot", .optional(ballot?.ballot.id)), ("title", .string(title)), ("state", .null),
    ]
  }

  private static let work = PagedList<AwaitedWork>(
    "work",
    .object(
      [.required("vocabulary", .name, "The vocabulary")] + CommentTargets.members + [
        .required(
          "ballot", .nullable(.name), "The ballot that it is about, if it belongs to no change request"),
        .required("title", .string, "What it is about"),
        .required(
          "state", .nullable(.choice(of: ChangeRequestState.self)), "Where the change request stands"),
        .required("duty", DutyJSON.schema, "What is to be done"),
      ]), "What awaits the caller; what can be left undone comes last",
    place: { work in
      let (number, name): (Int64, String) =
        switch work.subject {
        case .request(let request): (request.number, "")
        case .candidate(let draft): (.max, "1 " + draft.version)
        case .entry(let iri, _): (.max, "2 " + iri.string)
        case .ballot(let announcement): (.max, "3 " + announcement.ballot.id)
        case .review(let review): (.max, "4 " + review.version)
        }
      return ListPlace(
        .number(work.duty.isOptional ? 1 : 0), .number(work.duty.due?.milliseconds ?? .max),
        .text(work.vocabulary), .number(number), .text(name), .text(work.duty.what))
    })

  private var record: MethodDeclaration {
    MethodDeclaration(
      "change.record", "Writes the record of a change request's steps as JSON Lines or in the words of PROV",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, Shared.change,
        .required("format", .choice(["jsonl", "prov"]), "JSON Lines, or PROV-O in Turtle"),
      ],
      result: ResultDeclaration(
        "The record", .object([.required("text", .text(byteCountMax: 8 << 20, format: nil), "The record")])),
      errors: [.notFound],
      handler: { call in
        let name = try call.string("vocabulary")
        let request = try store.changeRequest(Int64(call.int("change")), grant: call.grant(.read, store))
        guard try call.string("format") == "prov" else {
          let lines = request.transitions.map { step in
            var object = ChangeJSON.json(step).object ?? JSON.Object()
            object["change"] = .string("\(name)/\(request.number)")
            return JSON.object(object).serialized() + [UInt8(ascii: "\n")]
          }
          return ["text": .string(String(validating: lines.flatMap { $0 }, as: UTF8.self) ?? "")]
        }
        var bytes: [UInt8] = []
        try request.provenance(in: name).serialize(as: .turtle) { bytes += $0 }
        return ["text": .string(String(validating: bytes, as: UTF8.self) ?? "")]
      })
  }
}
