import RDF
import SKOSStore

/// The methods about ballots: who votes, how, and what it came to.
struct BallotMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [open, list, get, vote, delegate, declare] }

  private static let ballot = ParameterDeclaration.required(
    "ballot", .name, "The ballot, such as iso5127/12/validation-1")

  private var open: MethodDeclaration {
    MethodDeclaration(
      "ballot.open", "Opens a ballot that belongs to no change request, as a manager", access: .transition,
      isWrite: true,
      parameters: [
        Shared.vocabulary,
        .required(
          "type", .choice(BallotType.allCases.filter(\.isStandalone).map(\.rawValue)),
          "What kind of ballot it is, which says how it is counted and how long it is open"),
        .required("question", .string, "The question"),
        .optional("profile", .name, "How it is counted, if not as its type is"),
        .optional("closes", .timestamp, "When it closes; after the weeks of its type if not given"),
      ],
      result: ResultDeclaration("The ballot", BallotJSON.schema), errors: [.forbidden],
      handler: { call in
        let grant = try call.grant(.read, store)
        return BallotJSON.json(
          try store.openBallot(
            call.choice("type"), question: call.string("question"), profile: call.optionalString("profile"),
            closes: call.optionalTimestamp("closes"), grant: grant), for: grant)
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "ballot.list", "Lists the ballots of a vocabulary, the newest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, .optional("isOpen", .boolean, "Only those that are open now, or only the others"),
      ] + Self.ballots.parameters,
      result: Self.ballots.result("The ballots"),
      handler: { call in
        let grant = try call.grant(.read, store)
        return try Self.ballots.answer(
          call,
          fetching: { page in
            let ordinals = page.after?.ordinals ?? []
            let place = ordinals.first.flatMap { ordinal in
              page.after?.firstNumber.map { BallotAnnouncement.Place(stage: 0 &- $0, ordinal: ordinal) }
            }
            guard place != nil || page.after == nil else { throw ListPlace.refusal(call.method.name) }
            return try store.ballots(
              isOpen: call.optionalBool("isOpen"), after: place, limit: page.limit, grant: grant)
          }, { BallotJSON.json($0, for: grant) })
      })
  }

  private static let ballots = PagedList<BallotAnnouncement>(
    "ballots", BallotJSON.schema, "The ballots",
    place: { ListPlace(.number(-$0.place.stage), .number(Int64($0.place.ordinal))) })

  private var get: MethodDeclaration {
    MethodDeclaration(
      "ballot.get", "Shows a ballot, and once it has closed what it came to with every sum",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary, Self.ballot],
      result: ResultDeclaration("The ballot", BallotJSON.schema), errors: [.notFound],
      handler: { call in
        let grant = try call.grant(.read, store)
        return BallotJSON.json(try store.ballot(call.string("ballot"), grant: grant), for: grant)
      })
  }

  private var vote: MethodDeclaration {
    MethodDeclaration(
      "ballot.vote", "Casts the vote of a member body, which may be changed until the ballot closes",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Self.ballot, .required("vote", .choice(of: Vote.Choice.self), "The answer"),
        .optional("reasons", .string, "The reasons; a negative vote without them may not count"),
        .optional("memberBody", .name, "Whose vote it is, where it was delegated to the caller"),
        .optional(
          "experts", .array(of: .name, countMax: 32), "The experts named, in a ballot that asks for them"),
      ],
      result: ResultDeclaration(
        "The vote as it was recorded",
        .object([
          .required("ballot", .name, "The ballot"), .required("memberBody", .name, "Whose vote it is"),
          .required("vote", .choice(of: Vote.Choice.self), "The answer"), .required("at", .timestamp, "When"),
          .required("receipt", .name, "The SHA-256 of the vote, which proves what was recorded"),
          .required("supersedes", .nullable(.name), "The receipt of the vote that it takes the place of"),
        ])), errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let vote = try store.vote(
          call.choice("vote"), in: call.string("ballot"), for: call.optionalString("memberBody"),
          reasons: call.optionalString("reasons") ?? "", experts: call.strings("experts"),
          grant: call.grant(.read, store))
        return [
          "ballot": .string(vote.ballot), "memberBody": .string(vote.memberBody.code),
          "vote": .string(vote.choice.rawValue), "at": .string(vote.at.iso8601),
          "receipt": .string(vote.receipt.hexadecimal), "supersedes": .optional(vote.supersedes?.hexadecimal),
        ]
      })
  }

  private var delegate: MethodDeclaration {
    MethodDeclaration(
      "ballot.delegate", "Names a person who casts the vote of the caller's member body, or takes that back",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Self.ballot,
        .optional("user", .name, "The account; what was delegated is taken back if not given"),
      ],
      result: ResultDeclaration("The ballot", BallotJSON.schema),
      errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        return BallotJSON.json(
          try store.delegate(call.string("ballot"), to: call.optionalString("user"), grant: grant), for: grant
        )
      })
  }

  private var declare: MethodDeclaration {
    MethodDeclaration(
      "ballot.declare", "Declares as the chair whether there is consensus, where the profile asks for it",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Self.ballot,
        .required("finding", .choice(of: ConsensusDeclaration.Finding.self), "What the chair found"),
        .optional(
          "objections",
          .array(
            of: .object([
              .required("memberBody", .name, "Whose objection it is"),
              .required("text", .string, "What is objected to"),
            ]), countMax: 256), "The objections that are sustained"),
      ],
      result: ResultDeclaration("The ballot", BallotJSON.schema),
      errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let grant = try call.grant(.read, store)
        let objections = (try call.optionalArray("objections") ?? []).map {
          (memberBody: $0["memberBody"]?.string ?? "", text: $0["text"]?.string ?? "")
        }
        return BallotJSON.json(
          try store.declareConsensus(
            call.choice("finding"), in: call.string("ballot"), objections: objections, grant: grant),
          for: grant)
      })
  }
}

/// A ballot on the wire.
///
/// While it is open it shows who has voted, and the caller's own votes; how the others voted, once it has closed.
enum BallotJSON {
  static let schema = Schema.object([
    .required("ballot", .name, "What it is known by"),
    .required("type", .choice(of: BallotType.self), "What kind of ballot it is"),
    .required("change", .nullable(.count), "The change request that it belongs to"),
    .required("release", .nullable(.name), "The release that a systematic review is about"),
    .required("stage", .choice(of: Stage.Kind.self), "The stage that it is part of"),
    .required("question", .string, "The question"),
    .required("profile", .name, "How it is counted"), .required("opens", .timestamp, "When it opens"),
    .required("closes", .timestamp, "When it closes"),
    .required("isOpen", .boolean, "Whether votes are taken now"),
    .required(
      "electorate",
      .array(
        of: .object([
          .required("memberBody", .name, "The member body"), .required("committee", .name, "Where it sits"),
          .required(
            "membership", .choice(of: Electorate.Membership.self), "Whether it participates or observes"),
        ]), countMax: Int.max), "Who was a member when it was opened"),
    .required("silent", .array(of: .name, countMax: Int.max), "Who may vote and has not"),
    .required(
      "votes",
      .array(
        of: .object([
          .required("memberBody", .name, "Whose vote it is"),
          .required("vote", .choice(of: Vote.Choice.self), "The answer"),
          .required("by", .name, "Who cast it"),
          .required("at", .timestamp, "When"), .required("reasons", .string, "The reasons"),
          .required("receipt", .name, "The receipt that was given for it"),
          .required("supersedes", .nullable(.name), "The receipt of the vote that it takes the place of"),
        ]), countMax: Int.max), "All votes that the caller may see, in the order in which they were cast"),
    .required(
      "outcome", .nullable(.choice(BallotAnnouncement.outcomes)), "What it came to; null while it is open"),
    .required("report", .nullable(.string), "The result with every sum, as lines for the report of voting"),
  ])

  static func json(_ announcement: BallotAnnouncement, for grant: Grant) -> JSON {
    let ballot = announcement.ballot
    let name = grant.principal?.name
    let isCounted = announcement.outcome != nil
    let visible = ballot.votes.filter { isCounted || $0.by == name }
    return [
      "ballot": .string(ballot.id), "type": .string(ballot.type.rawValue),
      "change": .optional(announcement.changeRequest.map { Int($0) }),
      "release": .optional(announcement.release),
      "stage": .string(announcement.stage.rawValue), "question": .string(ballot.question),
      "profile": .string(ballot.profile.name), "opens": .string(ballot.opens.iso8601),
      "closes": .string(ballot.closes.iso8601), "isOpen": .bool(ballot.isOpen(at: announcement.at)),
      "electorate": .array(
        ballot.electorate.seats.map { seat in
          [
            "memberBody": .string(seat.memberBody.code), "committee": .string(seat.committee),
            "membership": .string(seat.membership.rawValue),
          ]
        }), "silent": .array(ballot.silent.map { .string($0.code) }),
      "votes": .array(
        visible.map { vote in
          [
            "memberBody": .string(vote.memberBody.code), "vote": .string(vote.choice.rawValue),
            "by": .string(vote.by), "at": .string(vote.at.iso8601), "reasons": .string(vote.reasons),
            "receipt": .string(vote.receipt.hexadecimal),
            "supersedes": .optional(vote.supersedes?.hexadecimal),
          ]
        }), "outcome": .optional(announcement.outcome), "report": .optional(announcement.report),
    ]
  }
}
