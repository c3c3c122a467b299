import RDF
import SKOSStore

/// What is to be done next, on the wire.
enum DutyJSON {
  static let schema = Schema.object([
    .required("who", .array(of: .string, countMax: 8), "Who acts: a role, the proposer, a voter"),
    .required("what", .string, "What they do, as a sentence without its full stop"),
    .required(
      "transitions", .array(of: .choice(of: ChangeTransition.self), countMax: 32),
      "The steps of which one is enough"),
    .required("due", .nullable(.timestamp), "Until when"),
    .required("isOverdue", .boolean, "Whether that has passed"),
    .required("isOptional", .boolean, "Whether it can be left undone"),
  ])

  static func json(_ duty: ChangeRequestDuty, at now: Timestamp) -> JSON {
    [
      "who": .array(duty.who.map { .string($0.words) }), "what": .string(duty.what),
      "transitions": .array(duty.transitions.map { .string($0.rawValue) }),
      "due": .optional(duty.due?.iso8601), "isOverdue": .bool(duty.isOverdue(at: now)),
      "isOptional": .bool(duty.isOptional),
    ]
  }
}

/// A notice, an evaluation or a ballot, on the wire.
enum StageJSON {
  static let schema = Schema.object([
    .required("stage", .choice(of: Stage.Kind.self), "What is asked"),
    .required("opened", .timestamp, "When it was opened"),
    .required("closes", .timestamp, "When it closes"),
    .required("isOpen", .boolean, "Whether answers are taken now"),
    .required(
      "answers",
      .array(
        of: .object([
          .required("memberBody", .name, "Whose answer it is"),
          .required("position", .choice(of: Evaluation.Position.self), "What it thinks of the proposal"),
          .required(
            "procedure", .nullable(.choice(of: Evaluation.Procedure.self)), "The procedure that it wants"),
          .required("text", .string, "What it says about it"), .required("by", .name, "Who answered"),
          .required("at", .timestamp, "When"),
        ]), countMax: Int.max), "The answers of an evaluation, in the order in which they were given"),
    .required(
      "evaluation", .nullable(.string), "What the answers come to, as lines with the sums; null for ballots"),
    .required(
      "objections",
      .array(
        of: .object([
          .required("organisation", .nullable(.name), "Whom the person acts for"),
          .required("text", .string, "Why"), .required("by", .name, "Who objected"),
          .required("at", .timestamp, "When"),
        ]), countMax: Int.max), "The objections to a notice"),
    .required(
      "conclusion",
      .nullable(
        .object([
          .required("conclusion", .choice(of: ChangeRequestFacts.Conclusion.self), "The conclusion"),
          .required("text", .string, "The conclusion in words"), .required("by", .name, "Who concluded"),
          .required("at", .timestamp, "When"),
        ])), "What an evaluation was concluded with"),
    .required("ballots", .array(of: .name, countMax: Int.max), "Its ballots, which ballot.get shows"),
  ])

  static func json(_ stage: Stage, at now: Timestamp) -> JSON {
    [
      "stage": .string(stage.kind.rawValue), "opened": .string(stage.opened.iso8601),
      "closes": .string(stage.closes.iso8601), "isOpen": .bool(stage.isOpen(at: now)),
      "answers": .array(
        stage.answers.map { answer in
          [
            "memberBody": .string(answer.answer.memberBody.code),
            "position": .string(answer.answer.position.rawValue),
            "procedure": .optional(answer.answer.procedure?.rawValue), "text": .string(answer.text),
            "by": .string(answer.by), "at": .string(answer.at.iso8601),
          ]
        }), "evaluation": stage.kind == .evaluation ? .string(stage.evaluation.text) : .null,
      "objections": .array(
        stage.objections.map { objection in
          [
            "organisation": .optional(objection.organisation), "text": .string(objection.text),
            "by": .string(objection.by), "at": .string(objection.at.iso8601),
          ]
        }),
      "conclusion": stage.conclusion.map { conclusion in
        [
          "conclusion": .string(conclusion.conclusion.rawValue), "text": .string(conclusion.text),
          "by": .string(conclusion.by), "at": .string(conclusion.at.iso8601),
        ]
      } ?? .null, "ballots": .array(stage.ballots.map { .string($0.ballot.id) }),
    ]
  }
}
