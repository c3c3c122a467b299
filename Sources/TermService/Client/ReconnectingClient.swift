public import RDF

/// A client that connects again when its connection has ended.
///
/// A call that was under way when the connection broke is made again only if that can do no harm: if its method does not
/// write, or the call has an idempotency key. Others end in `connectionClosed`, because nobody knows whether they
/// were carried out. A call that a stopping server refused was not carried out, and is made again. What belongs to a
/// connection, uploads, downloads and subscriptions, is gone with it.
public actor ReconnectingClient: TermCalling {
  /// Makes a connection and signs in.
  public typealias Connect = @Sendable () async throws -> any TermCalling
  /// Waits before an attempt; the first repetition has the number 0.
  public typealias Pause = @Sendable (_ attempt: Int) async throws -> Void

  /// Waits twice as long each time, from a tenth of a second to a second.
  public static let pause: Pause = { attempt in
    try await Task.sleep(for: .milliseconds(min(1000, 100 << min(max(0, attempt), 4))))
  }

  /// What has to be known of a method before a call of it is made again.
  private struct Traits {
    let writes: Bool
    let takesKey: Bool
  }

  private let connect: Connect
  private let attemptCountMax: Int
  private let pause: Pause
  private let makeKey: (@Sendable () -> String)?
  private var client: (any TermCalling)?
  private var connecting: Task<any TermCalling, any Error>?
  /// The methods that the server was asked about.
  private var traits: [String: Traits] = [:]
  private var isClosed = false

  /// Creates a client that connects with the first call, or goes on with a connection that is there.
  ///
  /// - Parameters:
  ///   - attemptCountMax: how often connecting is tried in a row, and a call is made; with 1 no call is made again.
  ///   - pause: waits before another attempt.
  ///   - makeKey: makes up idempotency keys, one for each write that has none; without it such writes are not made
  ///     again. Costs a question about each method before its first call.
  public init(
    _ first: (any TermCalling)? = nil, attemptCountMax: Int = 5,
    pause: @escaping Pause = ReconnectingClient.pause,
    makeKey: (@Sendable () -> String)? = nil, _ connect: @escaping Connect
  ) {
    client = first
    self.attemptCountMax = max(1, attemptCountMax)
    self.pause = pause
    self.makeKey = makeKey
    self.connect = connect
  }

  /// Carries out a method, over a new connection if the old one has ended.
  public func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON {
    let parameters = try await keyed(method, parameters)
    return try await carryOut(method, parameters) { try await self.mayRepeat(method, parameters) }
  }

  /// The parameters with an idempotency key of this client's making, if the method takes one and has none.
  ///
  /// For callers that make a call again themselves, because it needs an upload that is gone.
  public func keyed(_ method: String, _ parameters: JSON.Object) async throws -> JSON.Object {
    guard let makeKey, !Self.ownsConnection(method), parameters[MethodDeclaration.idempotencyKey.name] == nil,
      try await traits(of: method)?.takesKey == true
    else { return parameters }
    var parameters = parameters
    parameters[MethodDeclaration.idempotencyKey.name] = .string(makeKey())
    return parameters
  }

  /// Ends the connection; no other is made.
  public func close() async {
    isClosed = true
    connecting?.cancel()
    await client?.close()
    client = nil
  }

  // MARK: Attempts

  private func carryOut(
    _ method: String, _ parameters: JSON.Object, _ mayRepeat: () async throws -> Bool
  ) async throws -> JSON {
    var attempt = 0
    while true {
      let client = try await connected()
      do {
        return try await client.call(method, parameters)
      } catch let error as ClientError where error.code == .connectionClosed {
        forget(client)
        guard attempt + 1 < attemptCountMax, try await mayRepeat() else { throw error }
      } catch let error as RPCError where error.known == .stopping {
        // The server says that it has not carried the request out, and takes no other.
        forget(client)
        await client.close()
        guard attempt + 1 < attemptCountMax, !Self.needsConnection(method, parameters) else { throw error }
      }
      // The first time the next connection may be there already; connecting itself waits where it is not.
      if attempt > 0 { try await pause(attempt) }
      attempt += 1
    }
  }

  private func forget(_ old: any TermCalling) {
    // Several calls may find out at once; the first has made a new connection by then.
    if let client, (client as AnyObject) === (old as AnyObject) { self.client = nil }
  }

  private func connected() async throws -> any TermCalling {
    guard !isClosed else { throw ClientHandler.closed }
    if let client { return client }
    let task = connecting ?? Task { try await attempt() }
    connecting = task
    defer { connecting = nil }
    let made = try await task.value
    if client == nil { client = made }
    return client ?? made
  }

  private func attempt() async throws -> any TermCalling {
    for attempt in 0... {
      do {
        return try await connect()
      } catch let error as ClientError where error.code == .noServer || error.code == .connectionClosed {
        guard attempt + 1 < attemptCountMax else { throw error }
      } catch let error as RPCError where error.known == .stopping {
        guard attempt + 1 < attemptCountMax else { throw error }
      }
      try await pause(attempt)
    }
    throw ClientHandler.closed
  }

  // MARK: What may be repeated

  /// Whether a method is about what belongs to one connection.
  private static func ownsConnection(_ method: String) -> Bool {
    method.hasPrefix("upload.") || method.hasPrefix("download.") || method.hasPrefix("event.subscribe")
      || method.hasPrefix("event.unsubscribe")
  }

  private static func needsConnection(_ method: String, _ parameters: JSON.Object) -> Bool {
    ownsConnection(method) || parameters["upload"] != nil || parameters["download"] != nil
  }

  private func mayRepeat(_ method: String, _ parameters: JSON.Object) async throws -> Bool {
    if Self.needsConnection(method, parameters) { return false }
    if parameters[MethodDeclaration.idempotencyKey.name] != nil { return true }
    return try await traits(of: method)?.writes == false
  }

  /// What the server says of a method; nil if it has none of the name.
  private func traits(of method: String) async throws -> Traits? {
    if let known = traits[method] { return known }
    // These are asked before anything is known, and change nothing.
    if method.hasPrefix("rpc.") { return Traits(writes: false, takesKey: false) }
    let parameters: JSON.Object = ["methods": [.string(method)]]
    let document = try await carryOut("rpc.discover", parameters) { true }
    guard let found = document["methods"]?.array?.first(where: { $0["name"]?.string == method }),
      let writes = found["x-writes"]?.bool
    else { return nil }
    let names = found["params"]?.array?.compactMap { $0["name"]?.string } ?? []
    let own = Traits(writes: writes, takesKey: names.contains(MethodDeclaration.idempotencyKey.name))
    traits[method] = own
    return own
  }
}
