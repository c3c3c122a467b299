import RDF
import SKOSStore

/// The methods by which member bodies answer, object and are asked longer, and by which an evaluation is concluded.
struct ConsultationMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [answer, object, conclude, extend] }

  private static let result = ResultDeclaration("The stage", StageJSON.schema)
  private static let errors: [RPCErrorName] = [.notFound, .forbidden, .invalidState]

  private func json(_ stage: Stage) -> JSON { StageJSON.json(stage, at: store.now) }

  private var answer: MethodDeclaration {
    MethodDeclaration(
      "change.answer", "Answers an evaluation for the caller's member body; the last answer counts",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change,
        .required(
          "position", .choice(of: Evaluation.Position.self), "What the member body thinks of the proposal"),
        .optional("procedure", .choice(of: Evaluation.Procedure.self), "The procedure that it wants"),
        .optional("text", .string, "What it says about it; needed by an objection"),
      ], result: Self.result, errors: Self.errors,
      handler: { call in
        json(
          try store.answerEvaluation(
            Int64(call.int("change")), position: call.choice("position"),
            procedure: call.optionalChoice("procedure"), text: call.optionalString("text") ?? "",
            grant: call.grant(.read, store)))
      })
  }

  private var object: MethodDeclaration {
    MethodDeclaration(
      "change.object", "Objects to the notice of a clarification", access: .transition, isWrite: true,
      parameters: [Shared.vocabulary, Shared.change, .required("text", .string, "Why")], result: Self.result,
      errors: Self.errors,
      handler: { call in
        json(
          try store.object(
            to: Int64(call.int("change")), text: call.string("text"), grant: call.grant(.read, store)))
      })
  }

  private var conclude: MethodDeclaration {
    MethodDeclaration(
      "change.conclude", "Concludes an evaluation; the step that it allows is taken after it",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change,
        .required("conclusion", .choice(of: ChangeRequestFacts.Conclusion.self), "The conclusion"),
        .optional("text", .string, "The conclusion in words"),
      ], result: Self.result, errors: Self.errors,
      handler: { call in
        json(
          try store.conclude(
            Int64(call.int("change")), call.choice("conclusion"), text: call.optionalString("text") ?? "",
            grant: call.grant(.read, store)))
      })
  }

  private var extend: MethodDeclaration {
    MethodDeclaration(
      "change.extend", "Moves the closing date of an open evaluation or ballot to a later moment",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, .required("closes", .timestamp, "When it is to close"),
      ], result: Self.result, errors: Self.errors,
      handler: { call in
        guard let closes = try call.optionalTimestamp("closes") else {
          throw RPCError.parameter("closes", "The parameter \"closes\" is missing; it is required.")
        }
        return json(
          try store.extendStage(Int64(call.int("change")), to: closes, grant: call.grant(.read, store)))
      })
  }
}

extension Call {
  /// A moment, or nil if it is missing.
  func optionalTimestamp(_ name: String) throws -> Timestamp? {
    guard let text = try optionalString(name) else { return nil }
    guard let moment = Timestamp(iso8601: text) else {
      throw RPCError.parameter(
        name, "The parameter \"\(name)\" is a date such as 2027-01-31 or 2027-01-31T12:00:00Z.")
    }
    return moment
  }
}
