import RDF
import SKOSStore

/// The methods about accounts, roles and tokens.
struct AccountMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [create, list, disable, grantRole, revokeRole, createToken, revokeToken]
  }

  private static let user = ParameterDeclaration.required("user", .name, "The account's name")
  private static let role = ParameterDeclaration.required("role", .choice(of: Role.self), "The role")
  private static let done = ResultDeclaration("An empty object", .object([]))
  private static let empty = JSON.object(JSON.Object())

  private var create: MethodDeclaration {
    MethodDeclaration(
      "user.create", "Creates an account without roles",
      access: .permission(.manageAccounts, vocabulary: nil),
      isWrite: true,
      parameters: [
        Self.user, .optional("displayName", .string, "The person's name; the account's name if not given"),
        .optional("organisation", .string, "The member body, committee or liaison that the person acts for"),
        .optional(
          "userID", .integer(0...Int(UInt32.max)), "The user id of this machine that is this account"),
      ], result: Self.done, errors: [.alreadyExists],
      handler: { call in
        let name = try call.string("user")
        try store.createAccount(
          name: name, displayName: call.optionalString("displayName") ?? name,
          organisation: call.optionalString("organisation"),
          userID: call.optionalInt("userID").flatMap { UInt32(exactly: $0) },
          grant: call.storeGrant(.manageAccounts, store))
        return Self.empty
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "user.list", "Lists the accounts with their roles",
      access: .permission(.manageAccounts, vocabulary: nil), parameters: Self.accounts.parameters,
      result: Self.accounts.result("The accounts by name"),
      handler: { call in
        try Self.accounts.answer(
          call, store.accounts(grant: call.storeGrant(.manageAccounts, store)), Self.json)
      })
  }

  private static let accounts = PagedList<Account>(
    "accounts",
    .object([
      .required("user", .name, "The account's name"),
      .required("displayName", .string, "The person's name"),
      .required("organisation", .nullable(.string), "Whom the person acts for"),
      .required("isAdministrator", .boolean, "Whether it administers the store"),
      .required("disabledAt", .nullable(.timestamp), "When it was disabled"),
      .required(
        "roles", .map(of: .array(of: .choice(of: Role.self), countMax: 16)), "Its roles by vocabulary"),
    ]), "The accounts", place: { .text($0.name) })

  private static func json(_ account: Account) -> JSON {
    let roles = account.roles.sorted { $0.key < $1.key }.map { name, roles in
      (name, JSON.array(roles.map(\.rawValue).sorted().map(JSON.string)))
    }
    return [
      "user": .string(account.name), "displayName": .string(account.displayName),
      "organisation": .optional(account.organisation), "isAdministrator": .bool(account.isAdministrator),
      "disabledAt": .optional(account.disabledAt?.iso8601), "roles": .object(JSON.Object(roles)),
    ]
  }

  private var disable: MethodDeclaration {
    MethodDeclaration(
      "user.disable", "Disables an account; what it did stays",
      access: .permission(.manageAccounts, vocabulary: nil),
      isWrite: true, parameters: [Self.user], result: Self.done, errors: [.notFound],
      handler: { call in
        try store.disableAccount(name: call.string("user"), grant: call.storeGrant(.manageAccounts, store))
        return Self.empty
      })
  }

  private var grantRole: MethodDeclaration {
    MethodDeclaration(
      "user.grant", "Gives an account a role in a vocabulary",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, Self.user, Self.role,
        .optional(
          "organisation", .name, "Whom the account acts for in this role; its own organisation if not given"),
        .optional("from", .timestamp, "From when on; at once if not given"),
        .optional("until", .timestamp, "Until when; until it is revoked if not given"),
      ], result: Self.done, errors: [.notFound],
      handler: { call in
        try store.grantRole(
          call.choice("role"), to: call.string("user"), for: call.optionalString("organisation"),
          from: call.optionalTimestamp("from"), until: call.optionalTimestamp("until"),
          grant: call.grant(.administer, store))
        return Self.empty
      })
  }

  private var revokeRole: MethodDeclaration {
    MethodDeclaration(
      "user.revoke", "Takes a role in a vocabulary from an account",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary, Self.user, Self.role], result: Self.done, errors: [.notFound],
      handler: { call in
        try store.revokeRole(
          call.choice("role"), from: call.string("user"), grant: call.grant(.administer, store))
        return Self.empty
      })
  }

  private var createToken: MethodDeclaration {
    MethodDeclaration(
      "token.create", "Makes a token for an account; it is shown this once",
      access: .permission(.manageAccounts, vocabulary: nil), isWrite: true, isUnrepeatable: true,
      parameters: [
        Self.user, .optional("label", .name, "What the token is for"),
        .optional("expiresAt", .timestamp, "When it ends; never if not given"),
      ],
      result: ResultDeclaration(
        "The token", .object([.required("token", .name, "The secret to sign in with")])),
      errors: [.notFound],
      handler: { call in
        let expiry = try call.optionalTimestamp("expiresAt")
        let token = try store.createToken(
          for: call.string("user"), label: call.optionalString("label") ?? "", expiresAt: expiry,
          grant: call.storeGrant(.manageAccounts, store))
        return ["token": .string(token)]
      })
  }

  private var revokeToken: MethodDeclaration {
    MethodDeclaration(
      "token.revoke", "Makes a token useless", access: .permission(.manageAccounts, vocabulary: nil),
      isWrite: true,
      parameters: [
        .required("token", .integer(1...Int.max), "The token's number, the one between its underscores")
      ],
      result: Self.done, errors: [.notFound],
      handler: { call in
        try store.revokeToken(id: Int64(call.int("token")), grant: call.storeGrant(.manageAccounts, store))
        return Self.empty
      })
  }
}
