import RDF
import SKOSStore

/// The methods about organisations, the committees of a vocabulary, and its policy.
struct OrganisationMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [create, list, addCommittee, seat, committees, appointments, policy, setPolicy]
  }

  private static let done = ResultDeclaration("An empty object", .object([]))
  private static let empty = JSON.object(JSON.Object())
  private static let code = ParameterDeclaration.required(
    "organisation", .name, "The code, such as DE or ISO/TC 46")

  private var create: MethodDeclaration {
    MethodDeclaration(
      "organisation.create", "Records a member body, a committee or a liaison organisation",
      access: .permission(.manageAccounts, vocabulary: nil), isWrite: true,
      parameters: [
        Self.code, .required("displayName", .string, "Its name"),
        .required("kind", .choice(of: Organisation.Kind.self), "What kind of body it is"),
      ], result: Self.done, errors: [.alreadyExists],
      handler: { call in
        try store.createOrganisation(
          code: call.string("organisation"), name: call.string("displayName"), kind: call.choice("kind"),
          grant: call.storeGrant(.manageAccounts, store))
        return Self.empty
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "organisation.list", "Lists the organisations", access: .account,
      parameters: Self.organisations.parameters,
      result: Self.organisations.result("The organisations by code"),
      handler: { call in
        try Self.organisations.answer(call, store.organisations()) { organisation in
          [
            "organisation": .string(organisation.code.code), "displayName": .string(organisation.name),
            "kind": .string(organisation.kind.rawValue),
          ]
        }
      })
  }

  private static let organisations = PagedList<Organisation>(
    "organisations",
    .object([
      code, .required("displayName", .string, "Its name"),
      .required("kind", .choice(of: Organisation.Kind.self), "What kind of body it is"),
    ]), "The organisations", place: { .text($0.code.code) })

  private var addCommittee: MethodDeclaration {
    MethodDeclaration(
      "committee.add", "Records that a committee maintains a vocabulary",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, .required("committee", .name, "The committee's code"),
        .optional("isLead", .boolean, "Whether it leads the joint work; the first one does"),
      ], result: Self.done, errors: [.notFound],
      handler: { call in
        try store.addCommittee(
          call.string("committee"), isLead: call.bool("isLead", default: false),
          grant: call.grant(.administer, store))
        return Self.empty
      })
  }

  private var seat: MethodDeclaration {
    MethodDeclaration(
      "committee.seat", "Gives a member body its seat in a committee of a vocabulary, or takes it away",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, .required("committee", .name, "The committee's code"), Self.code,
        .optional(
          "membership", .choice(of: Electorate.Membership.self),
          "P for participating, O for observing; the seat is taken away if not given"),
      ], result: Self.done, errors: [.notFound],
      handler: { call in
        try store.setSeat(
          of: call.string("organisation"), in: call.string("committee"), call.optionalChoice("membership"),
          grant: call.grant(.administer, store))
        return Self.empty
      })
  }

  private var committees: MethodDeclaration {
    MethodDeclaration(
      "committee.list", "Lists the committees that maintain a vocabulary, with their members",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + Self.committeeList.parameters,
      result: Self.committeeList.result("The committees, the leading one first"),
      handler: { call in
        try Self.committeeList.answer(call, store.committees(grant: call.grant(.read, store))) { committee in
          [
            "committee": .string(committee.code.code), "isLead": .bool(committee.isLead),
            "seats": .array(
              committee.seats.map { seat in
                [
                  "organisation": .string(seat.memberBody.code),
                  "membership": .string(seat.membership.rawValue),
                ]
              }),
          ]
        }
      })
  }

  private static let committeeList = PagedList<MaintainingCommittee>(
    "committees",
    .object([
      .required("committee", .name, "The code"), .required("isLead", .boolean, "Whether it leads"),
      .required(
        "seats",
        .array(
          of: .object([
            code,
            .required("membership", .choice(of: Electorate.Membership.self), "Participating or observing"),
          ]), countMax: Int.max), "Who sits in it"),
    ]), "The committees", place: { ListPlace(.number($0.isLead ? 0 : 1), .text($0.code.code)) })

  private var appointments: MethodDeclaration {
    MethodDeclaration(
      "user.appointments", "Lists who has which role in a vocabulary, for whom and when",
      access: .permission(.administer, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + Self.appointmentList.parameters,
      result: Self.appointmentList.result("The appointments by account"),
      handler: { call in
        let rows = try store.appointments(grant: call.grant(.administer, store))
        return try Self.appointmentList.answer(call, rows) { appointment in
          [
            "user": .string(appointment.account), "role": .string(appointment.role.rawValue),
            "organisation": .optional(appointment.organisation?.code),
            "from": .optional(appointment.from?.iso8601), "until": .optional(appointment.until?.iso8601),
          ]
        }
      })
  }

  private static let appointmentList = PagedList<Appointment>(
    "appointments",
    .object([
      .required("user", .name, "The account"), .required("role", .choice(of: Role.self), "The role"),
      .required("organisation", .nullable(.name), "Whom it acts for in the role"),
      .required("from", .nullable(.timestamp), "From when on"),
      .required("until", .nullable(.timestamp), "Until when"),
    ]), "The appointments", place: { ListPlace(.text($0.account), .text($0.role.rawValue)) })

  // MARK: Policy

  private static let policySchema = Schema.object(
    ProcedurePolicy.Setting.allCases.map { .required($0.rawValue, .string, $0.meaning) })

  private static func json(_ policy: ProcedurePolicy) -> JSON {
    .object(JSON.Object(ProcedurePolicy.Setting.allCases.map { ($0.rawValue, .string(policy[$0])) }))
  }

  private var policy: MethodDeclaration {
    MethodDeclaration(
      "policy.get", "Shows what a vocabulary's owner has decided about its procedure",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary],
      result: ResultDeclaration("The settings; periods as ISO 8601 writes them", Self.policySchema),
      handler: { call in Self.json(try store.policy(grant: call.grant(.read, store))) })
  }

  private var setPolicy: MethodDeclaration {
    MethodDeclaration(
      "policy.set", "Decides about a vocabulary's procedure: who decides, how long, by which majority",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary]
        + ProcedurePolicy.Setting.allCases.map { .optional($0.rawValue, .string, $0.meaning) },
      result: ResultDeclaration("The settings", Self.policySchema),
      handler: { call in
        var changes: [ProcedurePolicy.Setting: String] = [:]
        for setting in ProcedurePolicy.Setting.allCases {
          changes[setting] = try call.optionalString(setting.rawValue)
        }
        return Self.json(try store.setPolicy(changes, grant: call.grant(.administer, store)))
      })
  }
}
