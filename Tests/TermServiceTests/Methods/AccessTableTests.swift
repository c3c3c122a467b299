import Foundation
import Logging
import RDF
import SKOSStore
import Testing

@testable import TermService

/// The table of `spec/access.md`, cell by cell, over every transport.
@Suite struct `The access table` {
  /// The transports on which a client can be anybody.
  private static let transports: [Session.Transport] =
    [.unixSocket, .tcp] + (Certificates.canBeMade ? [.tls] : [])

  /// A row of the table: a method, and what stands in each column.
  private struct Row {
    let method: String
    let cells: [(column: String, cell: String)]
  }

  private static func rows() throws -> [Row] {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: repository.appendingPathComponent("spec/access.md"), encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("| method | needs |") })
    func cells(_ line: String) -> [String] {
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let columns = cells(lines[start]).dropFirst(2)
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let all = cells(line)
      return Row(
        method: all[0].trimmingCharacters(in: ["`"]),
        cells: Array(zip(columns, all.dropFirst(2))).map { ($0, $1) })
    }
  }

  @Test func `has a row for every method and no other`() throws {
    let committee = try AccessCommittee()
    let documented = try Set(Self.rows().map(\.method))
    let declared = Set(committee.service.dispatcher.table.names)
    #expect(documented.subtracting(declared) == [] && declared.subtracting(documented) == [])
  }

  @Test func `is what happens within the process`() async throws {
    let committee = try AccessCommittee()
    for row in try Self.rows() {
      for (column, cell) in row.cells {
        let client = InProcessClient(
          committee.service.dispatcher, identity: try committee.identity(of: column))
        try await check(row.method, column, cell, client, committee)
      }
    }
  }

  @Test(arguments: Self.transports)
  func `is what happens on a socket`(_ transport: Session.Transport) async throws {
    let committee = try AccessCommittee()
    let (server, connect) = try await committee.serve(transport)
    for column in try Self.rows()[0].cells.map(\.column) {
      let client = try await connect()
      if let token = try committee.token(of: column) { try await client.hello(token: AccessToken(token)) }
      for row in try Self.rows() {
        guard let cell = row.cells.first(where: { $0.column == column })?.cell else { continue }
        try await check(row.method, column, cell, client, committee)
      }
      await client.close()
    }
    await server.stop()
  }

  /// What does not show that somebody is who they say.
  private enum BadCredential: String, CaseIterable {
    case none, expired, revoked, disabled, malformed, truncated, extended, otherStore, otherNumber, empty,
      upperCase
  }

  @Test(arguments: Self.transports)
  func `a credential that is not good opens nothing, wherever it is shown`(
    _ transport: Session.Transport
  ) async throws {
    let (committee, other) = (try AccessCommittee(), try AccessCommittee())
    let (server, connect) = try await committee.serve(transport)
    for credential in BadCredential.allCases {
      let client = try await connect()
      if let token = try bad(credential, committee, other) {
        let error = await #expect(throws: (any Error).self, "\(credential)") {
          try await client.hello(token: AccessToken(token))
        }
        let name = (error as? RPCError)?.known
        #expect(
          name == .unauthenticated || name == .invalidParams, "\(credential): \(String(describing: error))")
        #expect((error as? RPCError)?.message.contains("expired") != true || name == .unauthenticated)
      }
      #expect(try await client.call("session.whoami")["account"] == .null, "\(credential)")
      for method in ["vocabulary.import", "user.list", "change.create", "upload.begin"] {
        let parameters = try committee.parameters(of: method, request: 1)
        let refusal = await #expect(throws: RPCError.self) { try await client.call(method, parameters) }
        #expect(
          refusal?.known == .forbidden || refusal?.known == .unauthenticated, "\(credential), \(method)")
      }
      await client.close()
    }
    await server.stop()
  }

  private func bad(
    _ credential: BadCredential, _ committee: AccessCommittee, _ other: AccessCommittee
  ) throws -> String? {
    let good = try #require(try committee.token(of: "owner"))
    switch credential {
    case .none: return nil
    case .expired: return try committee.expiredToken(of: "owner")
    case .revoked: return try committee.revokedToken(of: "owner")
    case .disabled: return try committee.tokenOfDisabled()
    case .malformed: return "Bearer " + good
    case .truncated: return String(good.dropLast())
    case .extended: return good + "0"
    case .otherStore: return try other.token(of: "owner")
    case .otherNumber: return "cct_1_" + (good.split(separator: "_").last ?? "")
    case .empty: return ""
    case .upperCase: return good.uppercased()
    }
  }

  /// Calls a method once for each case that the cell distinguishes.
  private func check(
    _ method: String, _ column: String, _ cell: String, _ client: any TermCalling,
    _ committee: AccessCommittee
  ) async throws {
    let others = try committee.request(for: method, returned: cell == "ret.")
    let isAllowed: Bool
    switch cell {
    case "yes", "public", "others'", "ret.": isAllowed = true
    case "", "own": isAllowed = false
    default:
      Issue.record("\(method), \(column): nothing is known of \"\(cell)\"")
      return
    }
    try await expect(isAllowed, method, column, request: others, client, committee)
    if cell == "own" {
      let own = try committee.draft(by: column)
      try await expect(true, method, column, request: own, client, committee)
    }
    if cell == "ret." {
      let draft = try committee.draft(by: "author")
      try await expect(false, method, column, request: draft, client, committee)
    }
  }

  private func expect(
    _ isAllowed: Bool, _ method: String, _ column: String, request: Int64, _ client: any TermCalling,
    _ committee: AccessCommittee
  ) async throws {
    let before = try committee.newestRecord()
    var refusal: RPCError?
    do {
      let result = try await client.call(method, committee.parameters(of: method, request: request))
      // What is published is what travels.
      let fault = committee.service.dispatcher.table[method]?.result.schema.mismatch(result, at: "result")
      #expect(fault == nil, "\(method): \(fault.map { "\($0.path) \($0.sentence)" } ?? "")")
    } catch let error as RPCError {
      refusal = error
    }
    let isDenied = refusal?.known == .forbidden || refusal?.known == .unauthenticated
    #expect(
      isDenied != isAllowed, "\(method) by \(column) on request \(request): \(refusal?.description ?? "done")"
    )
    guard isDenied else { return }
    // Whatever changes the store is on record in the same transaction; so nothing but the refusal was written.
    let after = try committee.newestRecord()
    #expect(
      after.sequence == before.sequence + 1 && after.action.hasPrefix("denied "), "\(method) by \(column)")
  }
}

/// A store with an account for every column of the table, each named like its column.
private final class AccessCommittee: Sendable {
  private let served: ServiceStore
  var directory: String { served.directory }
  var store: Store { served.store }
  var service: Service { served.service }

  init() throws {
    served = try ServiceStore()
    _ = try store.createVocabulary(
      name: "v", title: "V", namespace: "https://example.org/", defaultLanguage: "en", visibility: .public,
      identifierPattern: .sequential, grant: store.authorize(administrator(), for: .createVocabulary))
    _ = try store.createVocabulary(
      name: "w", title: "W", namespace: "https://example.org/w/", defaultLanguage: "en", visibility: .public,
      identifierPattern: .sequential, grant: store.authorize(administrator(), for: .createVocabulary))
    _ = try store.setPolicy(
      [.procedure: "committee", .takesSuggestions: "true"],
      grant: store.authorize(administrator(), for: .administer, vocabulary: "w"))
    for (code, kind) in [("DE", Organisation.Kind.memberBody), ("TC 46", .committee)] {
      try store.createOrganisation(
        code: code, name: code, kind: kind, grant: store.authorize(administrator(), for: .manageAccounts))
    }
    let owning = try store.authorize(administrator(), for: .administer, vocabulary: "w")
    try store.addCommittee("TC 46", isLead: true, grant: owning)
    try store.setSeat(of: "DE", in: "TC 46", .participating, grant: owning)
    for name in Role.allCases.map(\.rawValue) + ["author", "judge", "nobody"] {
      try store.createAccount(
        name: name, displayName: name, organisation: name == "voter" ? "DE" : nil, userID: nil,
        grant: store.authorize(administrator(), for: .manageAccounts))
    }
    for role in Role.allCases { try grant(role, to: role.rawValue) }
    try grant(.proposer, to: "author")
    try grant(.reviewer, to: "judge")
    try grant(.manager, to: "judge")
    // The table's administrator has no role in the vocabulary, though whoever creates one owns it.
    for vocabulary in ["v", "w"] {
      try store.revokeRole(
        .owner, from: "administrator",
        grant: store.authorize(administrator(), for: .administer, vocabulary: vocabulary))
      let label = Triple(.iri(Self.concept(in: vocabulary)), .SKOS.prefLabel, .literal(.string("one")))
      _ = try store.importGraph(
        Graph([label]), mode: .replace, message: "",
        grant: store.authorize(principal("judge"), for: .importContent, vocabulary: vocabulary))
    }
  }

  deinit { served.remove() }

  private func grant(_ role: Role, to name: String) throws {
    for vocabulary in ["v", "w"] {
      try store.grantRole(
        role, to: name, grant: store.authorize(administrator(), for: .administer, vocabulary: vocabulary))
    }
  }

  private static func concept(in vocabulary: String) -> IRI {
    IRI(uncheckedValid: vocabulary == "v" ? "https://example.org/1" : "https://example.org/w/1")
  }

  /// The vocabulary with the procedure that has the method: what a committee alone does is asked in `w`.
  private static func vocabulary(of method: String) -> String {
    let step = ChangeTransition.allCases.first { $0.methodName == method }
    if let step, Procedure.review.rules(for: step).isEmpty { return "w" }
    let others = ["change.answer", "change.object", "change.conclude", "change.extend", "suggestion.add"]
    return others.contains(method) ? "w" : "v"
  }

  private func administrator() throws -> Principal {
    try #require(try store.principal(forUserID: ServiceStore.administratorID))
  }

  private func principal(_ name: String) throws -> Principal {
    let accounts = try store.accounts(grant: store.authorize(administrator(), for: .manageAccounts))
    let account = try #require(accounts.first { $0.name == name })
    return try #require(try store.principal(forAccount: account.id))
  }

  private func account(of column: String) -> String? {
    switch column {
    case "anonymous": nil
    case "any account": "nobody"
    default: column
    }
  }

  func identity(of column: String) throws -> Session.Identity {
    guard let name = account(of: column) else { return .none }
    return .account(try principal(name).accountID)
  }

  func token(of column: String) throws -> String? {
    guard let name = account(of: column) else { return nil }
    return try store.createToken(
      for: name, label: "", expiresAt: nil, grant: store.authorize(administrator(), for: .manageAccounts))
  }

  func expiredToken(of name: String) throws -> String {
    try store.createToken(
      for: name, label: "", expiresAt: Timestamp(milliseconds: 1),
      grant: store.authorize(administrator(), for: .manageAccounts))
  }

  func revokedToken(of name: String) throws -> String {
    let token = try #require(try token(of: name))
    let number = try #require(Int64(token.split(separator: "_")[1]))
    try store.revokeToken(id: number, grant: store.authorize(administrator(), for: .manageAccounts))
    return token
  }

  func tokenOfDisabled() throws -> String {
    let grant = try store.authorize(administrator(), for: .manageAccounts)
    try store.createAccount(
      name: "gone", displayName: "gone", organisation: nil, userID: nil, grant: grant)
    let token = try store.createToken(for: "gone", label: "", expiresAt: nil, grant: grant)
    try store.disableAccount(name: "gone", grant: grant)
    return token
  }

  /// Serves the store, and says how to connect.
  func serve(
    _ transport: Session.Transport
  ) async throws -> (Server, @Sendable () async throws -> TermClient) {
    let path = directory + "/socket"
    let endpoint: Endpoint
    switch transport {
    case .tcp: endpoint = .tcp(host: "localhost", port: 0)
    case .tls:
      let files = try Certificates.make(in: directory, "server")
      endpoint = .tls(host: "127.0.0.1", port: 0, files: files)
    default: endpoint = .unixSocket(path: path)
    }
    let server = try await Server.start(
      service.dispatcher, at: [endpoint], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    switch server.endpoints.first {
    case .tcp(let host, let port):
      return (server, { try await TermClient.connect(host: host, port: port) })
    case .tls(_, let port, let files):
      return (
        server,
        {
          try await TermClient.connect(
            tlsHost: "localhost", port: port, authorities: files.certificateChain)
        }
      )
    default: return (server, { try await TermClient.connect(unixSocket: path) })
    }
  }

  /// A new draft with one edit.
  func draft(by name: String, in vocabulary: String = "v") throws -> Int64 {
    let who = try principal(name)
    let number = try store.createChangeRequest(
      title: "T", justification: "J", grant: store.authorize(who, for: .propose, vocabulary: vocabulary)
    ).number
    _ = try store.editEntry(
      Self.concept(in: vocabulary), in: number,
      edits: [.set(.SKOS.prefLabel, language: nil, [.literal(.string("label \(number)"))])],
      grant: store.authorize(who, for: .read, vocabulary: vocabulary))
    return number
  }

  /// A request of somebody else, in the state from which the method would go on.
  func request(for method: String, returned: Bool) throws -> Int64 {
    let vocabulary = Self.vocabulary(of: method)
    let number = try draft(by: "author", in: vocabulary)
    func advance(_ transition: ChangeTransition, _ name: String) throws {
      _ = try store.advance(
        number, by: transition, reason: "so",
        grant: store.authorize(principal(name), for: .read, vocabulary: vocabulary))
    }
    try advance(.submit, "author")
    switch method {
    case "change.submit", "change.describe", "change.edit", "change.add", "change.remove":
      try advance(.return, "judge")
    case "change.merge": try advance(.approve, "judge")
    default: break
    }
    return number
  }

  func newestRecord() throws -> AuditRecord {
    let operating = try store.authorize(administrator(), for: .operate)
    return try #require(try store.auditRecords(limit: 1, grant: operating).first)
  }

  /// Parameters that the method's schema takes, and that lead to nothing but its own errors.
  func parameters(of method: String, request: Int64) throws -> JSON.Object {
    let declaration = try #require(service.dispatcher.table[method])
    var parameters = JSON.Object()
    for parameter in declaration.parameters where parameter.isRequired {
      parameters[parameter.name] = value(of: parameter, method, request)
    }
    if declaration.parameters.contains(where: { $0.name == "reason" }) { parameters["reason"] = "so" }
    if method == "change.describe" { parameters["title"] = "Another title" }
    // Comments are about one of several things, none of which is required by itself.
    if method.hasPrefix("comment.") { parameters["change"] = .int(Int(request)) }
    return parameters
  }

  private func value(of parameter: ParameterDeclaration, _ method: String, _ request: Int64) -> JSON {
    switch parameter.name {
    case "protocolVersion": 1
    case "vocabulary": .string(Self.vocabulary(of: method))
    case "change": .int(Int(request))
    case "concept", "iri": "https://example.org/1"
    case "edits": [["op": "set", "property": "altLabel", "values": [.string("alt \(request)")]]]
    case "syntax": "ntriples"
    case "role": "reader"
    case "user": "no-such-account"
    case "name": .string("w\(request)")
    case "token": 999_999
    case "revision": 999_999
    case "from", "to": "head"
    case "version": .string("0.\(request)")
    case "offset": 0
    case "data": ""
    case "text", "title", "displayName": "x"
    case "position": "support"
    case "conclusion": "normal"
    case "closes": "2099-01-01"
    case "vote": "yes"
    case "finding": "reached"
    case "comment": 999_999
    case "decision" where method == "suggestion.decide": "dismissed"
    case "decision" where method == "review.decide": "confirm"
    case "type": "CIB"
    case "decision": "noted"
    case "suggestion": 999_999
    case "property": "prefLabel"
    case "language": "en"
    case "format": "csv"
    case "kind": "liaison"
    case "organisation" where method == "organisation.create": .string("L\(request)")
    case "organisation": "DE"
    case "committee": "TC 46"
    default: "none"
    }
  }
}
