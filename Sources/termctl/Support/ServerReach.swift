import Foundation
import TermService

/// How a server is reached, for the first time and again after a connection has ended.
struct ServerReach: Sendable {
  /// Connects and signs in.
  let connect: @Sendable () async throws -> TermClient
  /// Whether there may be no server although something looks like one: a killed server leaves its socket behind.
  let mayBeAbsent: Bool
  /// How often connecting is tried in a row, and a request is made; 1 if nothing is made again.
  let attemptCountMax: Int

  /// - Parameter connect: connects; signing in is added.
  init(
    mayBeAbsent: Bool, token: String?, languages: [String],
    _ connect: @escaping @Sendable () async throws -> TermClient
  ) throws {
    let text = ProcessInfo.processInfo.environment["TERMCTL_RECONNECT"] ?? "15"
    guard let seconds = Int(text), (0...86_400).contains(seconds) else {
      throw Failure(.usage, "TERMCTL_RECONNECT is a number of seconds from 0 to 86400, not \"\(text)\"")
    }
    // The first five attempts take a second and a half, those after them a second each.
    attemptCountMax = seconds == 0 ? 1 : seconds + 4
    self.mayBeAbsent = mayBeAbsent
    let own = token.map { AccessToken($0) }
    self.connect = {
      let client = try await connect()
      do {
        try await Self.greet(client, token: own, languages: languages)
      } catch {
        await client.close()
        throw error
      }
      return client
    }
  }

  /// Introduces this program.
  static func greet(_ client: any TermCalling, token: AccessToken?, languages: [String]) async throws {
    try await client.hello(client: "termctl \(Service.version)", token: token, languages: languages)
  }

  /// Connects, and goes on over other connections when that one has ended.
  func connection() async throws -> Connection {
    let client = ReconnectingClient(
      try await connect(), attemptCountMax: attemptCountMax,
      makeKey: { UUID().uuidString }, connect)
    return Connection(client: client, store: nil, goesOn: attemptCountMax > 1)
  }
}
