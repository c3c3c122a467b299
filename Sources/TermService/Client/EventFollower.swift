public import RDF

/// Follows what happens in a vocabulary over as many connections as it takes, missing nothing and telling nothing twice.
///
/// Events are fetched when they are wanted, so a reader may be as slow as it likes; a subscription says when there are
/// new ones. After a connection has ended the next one goes on behind the last event that was told.
public struct EventFollower: AsyncSequence, Sendable {
  /// Makes a connection and signs in.
  public typealias Connect = @Sendable () async throws -> TermClient

  private let parameters: JSON.Object
  private let place: Int?
  private let attemptCountMax: Int
  private let pause: ReconnectingClient.Pause
  private let connect: Connect

  /// Creates a follower that connects with the first event that is wanted.
  ///
  /// - Parameters:
  ///   - place: the `sequence` of the last event that is known; only what happens from now on if nil.
  ///   - kinds: only these kinds of events; all if empty.
  ///   - attemptCountMax: how often connecting is tried in a row.
  ///   - pause: waits before another attempt.
  public init(
    of vocabulary: String, after place: Int? = nil, kinds: [String] = [], attemptCountMax: Int = 5,
    pause: @escaping ReconnectingClient.Pause = ReconnectingClient.pause, _ connect: @escaping Connect
  ) {
    var parameters: JSON.Object = ["vocabulary": .string(vocabulary)]
    if !kinds.isEmpty { parameters["kinds"] = .array(kinds.map(JSON.string)) }
    self.parameters = parameters
    self.place = place
    self.attemptCountMax = Swift.max(1, attemptCountMax)
    self.pause = pause
    self.connect = connect
  }

  /// Begins to follow; each iterator has a connection of its own.
  public func makeAsyncIterator() -> Iterator { Iterator(self, place) }

  /// Fetches one event after the other; without an end, unless the task is cancelled or the server refuses.
  public struct Iterator: AsyncIteratorProtocol {
    private struct Line {
      let client: TermClient
      var notifications: AsyncStream<RPCRequest>.Iterator
    }

    private let follower: EventFollower
    private var line: Line?
    private var fetched: [JSON] = []
    private var failureCount = 0
    /// Behind which place the next events are fetched; nil until the server has said where now is.
    private var place: Int?

    init(_ follower: EventFollower, _ place: Int?) {
      self.follower = follower
      self.place = place
    }

    /// The next event as `event.list` tells it, waiting until there is one.
    ///
    /// - Throws: `RPCError` when the server refuses, `ClientError` when none can be reached.
    public mutating func next() async throws -> JSON? {
      while fetched.isEmpty {
        if Task.isCancelled {
          await line?.client.close()
          return nil
        }
        do {
          try await advance()
          failureCount = 0
        } catch {
          await line?.client.close()
          line = nil
          failureCount += 1
          guard Self.isPassing(error), failureCount < follower.attemptCountMax else { throw error }
          try await follower.pause(failureCount - 1)
        }
      }
      return fetched.removeFirst()
    }

    /// Whether another connection may mend it.
    private static func isPassing(_ error: any Error) -> Bool {
      let code = (error as? ClientError)?.code
      return code == .noServer || code == .connectionClosed || (error as? RPCError)?.known == .stopping
    }

    /// Fetches what is new, or waits until there is something.
    private mutating func advance() async throws {
      if line == nil { line = try await begin() }
      guard var line else { throw ClientHandler.closed }
      var parameters = follower.parameters
      parameters["after"] = place.map(JSON.int)
      let page = try await line.client.call("event.list", parameters)
      guard let events = page["events"]?.array, let next = page["next"]?.int else {
        throw ClientError(
          code: .malformedAnswer, message: "The answer to event.list is not what the protocol says.")
      }
      place = next
      fetched = events
      guard events.isEmpty, page["more"] != true else { return }
      // What was told of events that are fetched by now is no news.
      while let told = await line.notifications.next() {
        self.line = line
        let said = try told.parameters.get()
        if told.method == "event.end" {
          if let error = said["error"].flatMap({ RPCError($0) }) { throw error }
          throw ClientHandler.closed
        }
        if let sequence = said["sequence"]?.int, sequence > next { return }
      }
      throw ClientHandler.closed
    }

    private mutating func begin() async throws -> Line {
      let client = try await follower.connect()
      var parameters = follower.parameters
      parameters["after"] = place.map(JSON.int)
      let begun: JSON
      do {
        begun = try await client.call("event.subscribe", parameters)
      } catch {
        await client.close()
        throw error
      }
      place = place ?? begun["after"]?.int
      return Line(client: client, notifications: client.notifications.makeAsyncIterator())
    }
  }
}
