public import RDF

/// A client that connects again when its connection has ended.
///
/// A call that was under way when the connection broke is made again only if that can do no harm: if its method does not
/// write, or the call has an idempotency key. Others end in `connectionClosed`, because nobody knows whether they
/// were carried out. What belongs to a connection, uploads, downloads and subscriptions, is gone with it.
public actor ReconnectingClient: TermCalling {
  /// Makes a connection and signs in.
  public typealias Connect = @Sendable () async throws -> any TermCalling

  private let connect: Connect
  private let attemptCountMax: Int
  private let pause: @Sendable (_ attempt: Int) async throws -> Void
  private var client: (any TermCalling)?
  private var connecting: Task<any TermCalling, any Error>?
  /// The methods that write; nil until a server has been asked.
  private var writing: Set<String>?
  private var isClosed = false

  /// Creates a client that connects with the first call.
  ///
  /// - Parameters:
  ///   - attemptCountMax: how often connecting is tried in a row.
  ///   - pause: waits before another attempt; by default twice as long each time, from a tenth of a second.
  public init(
    attemptCountMax: Int = 5,
    pause: @escaping @Sendable (_ attempt: Int) async throws -> Void = { attempt in
      try await Task.sleep(for: .milliseconds(100 << min(attempt, 6)))
    },
    _ connect: @escaping Connect
  ) {
    self.attemptCountMax = max(1, attemptCountMax)
    self.pause = pause
    self.connect = connect
  }

  /// Carries out a method, over a new connection if the old one has ended.
  public func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON {
    let client = try await connected()
    do {
      return try await client.call(method, parameters)
    } catch let error as ClientError where error.code == .connectionClosed {
      forget(client)
      guard try await mayRepeat(method, parameters) else { throw error }
      return try await connected().call(method, parameters)
    }
  }

  /// Ends the connection; no other is made.
  public func close() async {
    isClosed = true
    connecting?.cancel()
    await client?.close()
    client = nil
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
        try await pause(attempt)
      }
    }
    throw ClientHandler.closed
  }

  private func mayRepeat(_ method: String, _ parameters: JSON.Object) async throws -> Bool {
    let ownsConnection =
      method.hasPrefix("upload.") || method.hasPrefix("download.") || method.hasPrefix("event.")
      || parameters["upload"] != nil || parameters["download"] != nil
    if ownsConnection { return false }
    if parameters[MethodDeclaration.idempotencyKey.name] != nil { return true }
    if writing == nil {
      let methods = try await connected().call("rpc.discover")["methods"]?.array ?? []
      writing = Set(methods.filter { $0["x-writes"] == true }.compactMap { $0["name"]?.string })
    }
    return writing.map { !$0.contains(method) } ?? false
  }
}
