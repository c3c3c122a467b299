import ArgumentParser
import Foundation
import Logging
import RDF
import SKOSStore
import TermService

/// Where the store is, who asks, and how the answer is to look: the options of every command with a store.
struct StoreOptions: ParsableArguments {
  @Option(name: .long, help: "The directory of the store (TERMCTL_STORE).")
  var store: String?

  @Option(name: .long, help: "The socket of the server (TERMCTL_SOCKET); DIR/socket if not given.")
  var socket: String?

  @Option(
    name: .long,
    help: "The server: a socket's path, tcp://HOST:PORT or tls://HOST:PORT (TERMCTL_SERVER).")
  var server: String?

  @Option(
    name: .long,
    help: "The file with the token to sign in with, its owner's alone (TERMCTL_TOKEN_FILE, or TERMCTL_TOKEN)."
  )
  var tokenFile: String?

  @Option(name: .long, help: "The languages to show labels in, best first: fr,en (TERMCTL_LANG, LANG).")
  var lang: String?

  @Option(name: .shortAndLong, help: "text for people, json for programs.")
  var output: OutputFormat = .text

  enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// The directory of the store.
  var directory: String {
    if let path = store ?? Self.environment["TERMCTL_STORE"] ?? context?.store { return path }
    let home = Self.environment["XDG_DATA_HOME"] ?? (Self.environment["HOME"] ?? "") + "/.local/share"
    return home + "/concordat"
  }

  /// The context that was chosen; one that cannot be read counts as none here, and is complained of by `connect`.
  private var context: ContextFile.Context? { (try? ContextFile.chosen()) ?? nil }

  /// The path of the server's socket.
  var socketPath: String { socket ?? Self.environment["TERMCTL_SOCKET"] ?? directory + "/socket" }

  /// The languages that labels are wanted in, best first.
  var languages: [String] {
    let text = lang ?? Self.environment["TERMCTL_LANG"] ?? context?.languages
    if let text { return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
    // LANG is like fr_CA.UTF-8; C and POSIX are no languages.
    let locale = (Self.environment["LC_ALL"] ?? Self.environment["LANG"] ?? "").prefix {
      $0 != "." && $0 != "@"
    }
    if locale.isEmpty || locale == "C" || locale == "POSIX" { return [] }
    return [String(locale.replacing("_", with: "-"))]
  }

  private func token() throws -> String? {
    if let path = tokenFile ?? Self.environment["TERMCTL_TOKEN_FILE"] {
      return try CredentialFile.token(at: path)
    }
    if let token = Self.environment["TERMCTL_TOKEN"] { return token }
    // A context's token is for its own server, and is not shown to another that was named.
    guard store == nil, socket == nil, server == nil else { return nil }
    return try context?.tokenFile.map { try CredentialFile.token(at: $0) }
  }

  /// Connects to the server, or opens the store in this process if no server has it; then signs in.
  ///
  /// - Parameter mayCreate: whether a store is made where there is none; a mistyped path should not make one.
  func connect(mayCreate: Bool) async throws -> Connection {
    if let server = try reach() {
      do {
        return try await server.connection()
      } catch let error as ClientError where server.mayBeAbsent && error.code != .connectionClosed {
        // Nobody has the store, so this process may.
      }
    }
    let connection = try embedded(mayCreate: mayCreate)
    try await ServerReach.greet(
      connection.client, token: try token().map { AccessToken($0) }, languages: languages)
    return connection
  }

  /// What tells the server, or else the store, from others.
  var place: String {
    let named = store ?? socket ?? Self.environment["TERMCTL_STORE"] ?? Self.environment["TERMCTL_SOCKET"]
    let far = server ?? Self.environment["TERMCTL_SERVER"] ?? (named == nil ? context?.server : nil)
    return far ?? URL(fileURLWithPath: socketPath).standardizedFileURL.path
  }

  /// How the server is reached; nil if there is nothing that looks like one.
  func reach() throws -> ServerReach? {
    let chosen = try ContextFile.chosen()
    let isExplicit = socket != nil || Self.environment["TERMCTL_SOCKET"] != nil
    // A store or socket that is named more closely counts before a server.
    let named = store ?? socket ?? Self.environment["TERMCTL_STORE"] ?? Self.environment["TERMCTL_SOCKET"]
    if let far = server ?? Self.environment["TERMCTL_SERVER"] ?? (named == nil ? chosen?.server : nil) {
      let (address, authorities) = (try ServerAddress(far), chosen?.authorities)
      return try ServerReach(mayBeAbsent: false, token: token(), languages: languages) {
        try await address.connect(authorities: authorities)
      }
    }
    guard isExplicit || FileManager.default.fileExists(atPath: socketPath) else { return nil }
    let path = socketPath
    return try ServerReach(mayBeAbsent: !isExplicit, token: token(), languages: languages) {
      try await TermClient.connect(unixSocket: path)
    }
  }

  private func embedded(mayCreate: Bool) throws -> Connection {
    guard mayCreate || FileManager.default.fileExists(atPath: directory + "/concordat.sqlite") else {
      throw Failure(
        .unreadable, "there is no store in \(directory); termctl serve and termctl vocabulary import make one"
      )
    }
    let store = try Store.open(directory)
    let service = try Service(
      store: store, transferArea: TransferArea(folder: store.spoolDirectory),
      logger: Logger(label: "termctl") { _ in SwiftLogNoOpLogHandler() })
    return Connection(
      client: InProcessClient(service.dispatcher, identity: .user(uid: getuid())), store: store)
  }
}

extension Store {
  /// Opens a store for this process, making it the administrator's if it is new.
  ///
  /// - Parameter reportTrouble: is told when the disk is full or fails.
  static func open(
    _ directory: String, as owner: String = "termctl",
    reportTrouble: @escaping @Sendable (StoreError) -> Void = { _ in }
  ) throws -> Store {
    var environment = StoreEnvironment.system
    environment.reportTrouble = reportTrouble
    environment.now = try Rehearsal.clock(of: directory)
    let store = try Store(
      directory: directory,
      ownerDescription: "\(owner) (process \(ProcessInfo.processInfo.processIdentifier))",
      environment: environment)
    try store.bootstrapAdministrator(userID: getuid())
    return store
  }
}

/// A way to call methods: over a socket, or within this process.
struct Connection {
  let client: any TermCalling
  /// The store, where this process has it open.
  let store: Store?
  /// Whether another connection takes the place of one that has ended.
  var goesOn = false

  /// Calls a method.
  func call(_ method: String, _ parameters: JSON.Object = JSON.Object()) async throws -> JSON {
    try await client.call(method, parameters)
  }

  /// Whether an error is that the connection broke, and there will be another.
  func isBroken(by error: any Error) -> Bool {
    guard goesOn else { return false }
    return (error as? ClientError)?.code == .connectionClosed || (error as? RPCError)?.known == .stopping
  }

  /// The parameters with a key by which a server carries the request out once, where it takes one.
  func keyed(_ method: String, _ parameters: JSON.Object) async throws -> JSON.Object {
    try await (client as? ReconnectingClient)?.keyed(method, parameters) ?? parameters
  }

  /// Calls a method about the vocabulary of a command; parameters that are nil are left out.
  func call(
    _ method: String, in named: VocabularyOption, _ parameters: KeyValuePairs<String, JSON?> = [:]
  ) async throws -> JSON {
    try await call(method, self.parameters(parameters, in: named))
  }

  /// The rows of a list, all of them or at most so many, as the array that a program gets with `--output json`.
  func rows(
    _ member: String, of method: String, _ parameters: JSON.Object = JSON.Object(),
    atMost countMax: Int? = nil
  ) async throws -> JSON {
    if let countMax, countMax < 1 { throw Failure(.usage, "--limit is at least 1, not \(countMax)") }
    return .array(try await client.rows(member, of: method, parameters, atMost: countMax))
  }

  /// The rows of a list about the vocabulary of a command; parameters that are nil are left out.
  func rows(
    _ member: String, of method: String, in named: VocabularyOption,
    _ parameters: KeyValuePairs<String, JSON?> = [:], atMost countMax: Int? = nil
  ) async throws -> JSON {
    try await rows(member, of: method, self.parameters(parameters, in: named), atMost: countMax)
  }

  /// The answer of a method about the vocabulary of a command, with all rows of the list that it has among other
  /// members; parameters that are nil are left out.
  func whole(
    _ member: String, of method: String, in named: VocabularyOption,
    _ parameters: KeyValuePairs<String, JSON?> = [:]
  ) async throws -> JSON {
    try await client.whole(member, of: method, self.parameters(parameters, in: named))
  }

  func parameters(
    _ given: KeyValuePairs<String, JSON?>, in named: VocabularyOption
  ) async throws -> JSON.Object {
    var parameters = JSON.Object(given.compactMap { name, value in value.map { (name, $0) } })
    parameters["vocabulary"] = .string(try await vocabulary(named.vocabulary))
    return parameters
  }

  /// The vocabulary that a command is about: the one that was named, or the only one there is.
  func vocabulary(_ name: String?) async throws -> String {
    let chosen = try ContextFile.chosen()?.vocabulary
    if let name = name ?? ProcessInfo.processInfo.environment["TERMCTL_VOCABULARY"] ?? chosen { return name }
    let names = try await vocabularies()
    if let only = names.first, names.count == 1 { return only }
    let choice =
      names.isEmpty
      ? "there is none yet; termctl vocabulary import FILE makes one" : names.joined(separator: ", ")
    throw Failure(.usage, "name the vocabulary with --vocabulary: \(choice)")
  }

  /// All that differs between two moments, with the moments.
  func differences(from: String, to: String, in named: VocabularyOption) async throws -> JSON {
    let entries = try await rows(
      "entries", of: "release.diff", in: named, ["from": .string(from), "to": .string(to)])
    return ["from": .string(from), "to": .string(to), "entries": entries]
  }

  /// The names of the vocabularies that the caller may read.
  func vocabularies() async throws -> [String] {
    try await client.rows("vocabularies", of: "vocabulary.list").compactMap { $0["name"]?.string }
  }

  func close() async {
    await client.close()
    store?.close()
  }
}

/// The option that names the vocabulary.
struct VocabularyOption: ParsableArguments {
  @Option(
    name: [.customShort("V"), .long], help: "The vocabulary (TERMCTL_VOCABULARY); the only one if not given.")
  var vocabulary: String?
}

/// A command that asks a store something and prints the answer.
protocol StoreCommandBody: AsyncParsableCommand {
  var options: StoreOptions { get }
  /// Whether the command makes a store where there is none.
  var mayCreateStore: Bool { get }
  func run(_ connection: Connection) async throws
}

extension StoreCommandBody {
  var mayCreateStore: Bool { false }

  func run() async throws {
    let connection = try await options.connect(mayCreate: mayCreateStore)
    do {
      try await run(connection)
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }

  /// Prints an answer: as JSON for programs, by `text` for people.
  func show(_ answer: JSON, _ text: (JSON) -> Void) {
    switch options.output {
    case .json:
      Terminal.line(String(validating: answer.serialized(.indented), as: UTF8.self) ?? "")
    case .text: text(answer)
    }
  }
}
