import RDF
import SKOSStore

/// The methods about the periodic review of releases.
struct ReviewMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [get, open, decide] }

  private static let schema = Schema.object([
    .required("version", .name, "The release"),
    .required("published", .timestamp, "When it was published"),
    .required("state", .choice(of: PeriodicReview.State.self), "Where its review stands"),
    .required("due", .nullable(.timestamp), "When it is due; null if no review is to come"),
    .required("isOverdue", .boolean, "Whether that has passed"),
    .required("successor", .nullable(.name), "The release that has taken its place"),
    .required("ballot", .nullable(.name), "The ballot that is under way or waits for a decision"),
    .required("closes", .nullable(.timestamp), "When that closes"),
    .required(
      "outcome", .nullable(.choice(ReviewDecision.allCases.map(\.rawValue) + [ReviewResult.noMajority])),
      "What it came to; null while it is open"),
    .required(
      "decisions",
      .array(
        of: .object([
          .required("decision", .choice(of: ReviewDecision.self), "What was decided"),
          .required("ballot", .nullable(.name), "The ballot that it rests on"),
          .required("reason", .string, "Why"), .required("by", .name, "Who recorded it"),
          .required("at", .timestamp, "When"),
          .required("nextDue", .nullable(.timestamp), "When the release is due again"),
        ]), countMax: Int.max), "What was decided so far, the oldest first"),
  ])

  private func json(_ review: PeriodicReview) -> JSON {
    let now = store.now
    return [
      "version": .string(review.version), "published": .string(review.published.iso8601),
      "state": .string(review.state(at: now).rawValue), "due": .optional(review.due?.iso8601),
      "isOverdue": .bool(review.due.map { now >= $0 } ?? false), "successor": .optional(review.successor),
      "ballot": .optional(review.ballot?.id), "closes": .optional(review.ballot?.closes.iso8601),
      "outcome": .optional(review.ballot?.result?.outcome),
      "decisions": .array(
        review.records.map { record in
          [
            "decision": .string(record.decision.rawValue), "ballot": .optional(record.ballot),
            "reason": .string(record.reason), "by": .string(record.by), "at": .string(record.at.iso8601),
            "nextDue": .optional(record.nextDue?.iso8601),
          ]
        }),
    ]
  }

  private var get: MethodDeclaration {
    MethodDeclaration(
      "review.get", "Shows when a release is due for review, and what its reviews decided",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, ReleaseMethods.version],
      result: ResultDeclaration("The review", Self.schema), errors: [.notFound],
      handler: { call in json(try store.review(of: call.string("version"), grant: call.grant(.read, store))) }
    )
  }

  private var open: MethodDeclaration {
    MethodDeclaration(
      "review.open", "Opens the ballot of the systematic review of a release, as a manager",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, ReleaseMethods.version,
        .optional("closes", .timestamp, "When it closes; after the period of the policy if not given"),
      ],
      result: ResultDeclaration("The ballot", BallotJSON.schema),
      errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        return BallotJSON.json(
          try store.openReview(
            of: call.string("version"), closes: call.optionalTimestamp("closes"), grant: grant), for: grant)
      })
  }

  private var decide: MethodDeclaration {
    MethodDeclaration(
      "review.decide", "Records what was decided about a release at its review, as a manager or owner",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, ReleaseMethods.version,
        .required("decision", .choice(of: ReviewDecision.self), "What was decided"),
        .optional("reason", .string, "Why; needed unless a ballot gave the decision a majority"),
      ],
      result: ResultDeclaration("The review", Self.schema), errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        json(
          try store.decideReview(
            of: call.string("version"), call.choice("decision"), reason: call.optionalString("reason") ?? "",
            grant: call.grant(.read, store)))
      })
  }
}
