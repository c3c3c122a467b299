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
          [
            "vocabulary": .string(work.vocabulary), "change": .int(Int(work.request.number)),
            "title": .string(work.request.title), "state": .string(work.request.state.rawValue),
            "duty": DutyJSON.json(work.duty, at: now),
          ]
        }
      })
  }

  private static let work = PagedList<AwaitedWork>(
    "work",
    .object([
      .required("vocabulary", .name, "The vocabulary"),
      .required("change", .count, "The change request"),
      .required("title", .string, "What it is about"),
      .required("state", .choice(of: ChangeRequestState.self), "Where it stands"),
      .required("duty", DutyJSON.schema, "What is to be done"),
    ]), "What awaits the caller; what can be left undone comes last",
    place: { work in
      ListPlace(
        .number(work.duty.isOptional ? 1 : 0), .number(work.duty.due?.milliseconds ?? .max),
        .text(work.vocabulary), .number(work.request.number), .text(work.duty.what))
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
