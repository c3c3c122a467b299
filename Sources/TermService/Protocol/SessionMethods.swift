import RDF
import SKOSStore

/// What a server says of itself.
public struct ServerDescription: Hashable, Sendable {
  /// The product's name.
  public let name: String
  /// The product's version.
  public let version: String
  /// The versions of the protocol that it speaks, best first.
  public static let protocolVersions = [1]

  /// Describes a server.
  public init(name: String = "concordat", version: String) {
    self.name = name
    self.version = version
  }
}

/// The methods about the connection and the service themselves.
struct SessionMethods: Sendable {
  let server: ServerDescription
  let authenticator: Authenticator
  let limits: ServiceLimits

  var declarations: [MethodDeclaration] { [hello, ping, discover, cancel, whoami] }

  // MARK: rpc.hello

  private static let rolesSchema = Schema.array(
    of: .object([
      .required("vocabulary", .name, "The vocabulary's name"),
      .required(
        "roles", .array(of: .choice(of: Role.self), countMax: Role.allCases.count), "The roles in it"),
    ]), countMax: Int.max)

  private static let accountFields: [ParameterDeclaration] = [
    .required("account", .nullable(.name), "The account's name, null without one"),
    .required("isAdministrator", .boolean, "Whether it administers the store"),
    .required("roles", rolesSchema, "Its roles, by vocabulary"),
  ]

  private var hello: MethodDeclaration {
    let languages = Schema.array(of: .languageTag, countMax: limits.languageCountMax)
    return MethodDeclaration(
      "rpc.hello", "Introduces the client, agrees on the protocol's version, and takes a token",
      access: .anyone,
      parameters: [
        .required("protocolVersion", .integer(1...Int.max), "The version that the client speaks"),
        .optional("client", .name, "What the client calls itself, for the server's log"),
        .optional(
          "token", .text(byteCountMax: limits.tokenByteCountMax, format: nil),
          "A token of the account to act for"),
        .optional("languages", languages, "The languages that labels are preferred in, best first"),
      ],
      result: ResultDeclaration(
        "What the server is, what it accepts, and who the client is to it",
        .object(
          [
            .required("protocolVersion", .integer(1...Int.max), "The version that both speak"),
            .required(
              "server",
              .object([.required("name", .name, "Its name"), .required("version", .name, "Its version")]),
              "The server"),
            .required(
              "limits", .map(of: .integer(0...Int.max)), "Limits, by name, that the client has to mind"),
          ] + Self.accountFields)),
      errors: [.versionMismatch, .unauthenticated],
      handler: sayHello)
  }

  private var sayHello: MethodDeclaration.Handler {
    { call in
      let version = try call.int("protocolVersion")
      guard ServerDescription.protocolVersions.contains(version) else { throw mismatch(version) }
      let languages = try call.optionalStrings("languages")
      let client = try call.optionalString("client")
      if let secret = try call.optionalString("token") {
        try authenticate(AccessToken(secret), call.session)
      }
      call.session.introduce(client: client, languages: languages)
      var result = JSON.Object([
        ("protocolVersion", .int(version)),
        ("server", ["name": .string(server.name), "version": .string(server.version)] as JSON),
        ("limits", .object(JSON.Object(limits.rows.filter(\.isTold).map { ($0.name, .int($0.value)) }))),
      ])
      for (name, value) in try account(call.session).members { result[name] = value }
      return .object(result)
    }
  }

  private func authenticate(_ token: AccessToken, _ session: Session) throws {
    guard let principal = try authenticator.principalForToken(token) else {
      session.countWrongToken(limits: limits)
      throw RPCError(
        .unauthenticated,
        "The token is unknown, expired or revoked. Ask the server's administrator for another; "
          + "after \(limits.wrongTokenCountMax) wrong ones the connection is closed.")
    }
    session.identify(by: token, as: principal)
  }

  private func mismatch(_ version: Int) -> RPCError {
    let supported = ServerDescription.protocolVersions
    return RPCError(
      .versionMismatch,
      "The server speaks version \(supported.map(String.init).joined(separator: " or ")) of the "
        + "protocol, not \(version).",
      details: JSON.Object([("supported", .array(supported.map(JSON.int)))]))
  }

  /// The account's name and roles as of this request.
  private func account(_ session: Session) throws -> JSON.Object {
    let principal = session.principal
    let vocabularies = (principal?.roles ?? [:]).sorted { $0.key < $1.key }
    let roles = try vocabularies.filter { !$0.value.isEmpty }.map { number, roles -> JSON in
      let name = try authenticator.vocabularyName(number) ?? String(number)
      let names = Role.allCases.filter(roles.contains).map { JSON.string($0.rawValue) }
      return ["vocabulary": .string(name), "roles": .array(names)]
    }
    return JSON.Object([
      ("account", .optional(principal?.name)),
      ("isAdministrator", .bool(principal?.isAdministrator ?? false)),
      ("roles", .array(roles)),
    ])
  }

  // MARK: Others

  private var ping: MethodDeclaration {
    MethodDeclaration(
      "rpc.ping", "Answers, which shows that the server is there", access: .anyone,
      result: ResultDeclaration("An empty object", .object([])),
      handler: { _ in [:] })
  }

  private var cancel: MethodDeclaration {
    MethodDeclaration(
      "rpc.cancel", "Asks that a request which was sent before on this connection end", access: .anyone,
      parameters: [
        .required(
          "id", .oneOf([.integer(.min ... .max), .text(byteCountMax: limits.idByteCountMax, format: nil)]),
          "The id of the request")
      ],
      result: ResultDeclaration("An empty object, whether or not the request was still there", .object([])),
      // The transport has done what there was to do when the line came.
      handler: { _ in [:] })
  }

  private var discover: MethodDeclaration {
    MethodDeclaration(
      "rpc.discover", "Describes the methods", access: .anyone,
      parameters: [
        .optional(
          "methods", .array(of: .name, countMax: 256), "Only the methods of these names; all if not given")
      ],
      result: ResultDeclaration("An OpenRPC document", .map(of: .any)),
      handler: { call in
        OpenRPC.document(
          for: call.table, server: server, only: try call.optionalStrings("methods").map(Set.init))
      })
  }

  private var whoami: MethodDeclaration {
    MethodDeclaration(
      "session.whoami", "Tells who the client is to the server", access: .anyone,
      result: ResultDeclaration(
        "The account with its roles, and the connection",
        .object(
          Self.accountFields + [
            .required("transport", .choice(of: Session.Transport.self), "How the client is connected"),
            .required(
              "languages", .array(of: .languageTag, countMax: limits.languageCountMax), "Preferred languages"),
          ])),
      handler: { call in
        var result = try account(call.session)
        result["transport"] = .string(call.session.transport.rawValue)
        result["languages"] = .array(call.session.languages.map(JSON.string))
        return .object(result)
      })
  }
}
