import NIOPosix
public import RDF

/// A client of a service in the same process: the same checks, the same errors, no socket.
public final class InProcessClient: TermCalling {
  private let dispatcher: Dispatcher
  private let session: Session
  private static let id = RPCID.number(JSON.Number(uncheckedValid: "1"))

  /// Makes a client that acts for whom the identity says; whoever makes it vouches for that.
  public init(_ dispatcher: Dispatcher, identity: Session.Identity) {
    self.dispatcher = dispatcher
    self.session = dispatcher.makeSession(.inProcess, identity: identity)
  }

  deinit { session.end() }

  /// Carries out a method on a thread made for waiting.
  public func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON {
    try await NIOThreadPool.singleton.runIfActive { [self] in try callNow(method, parameters) }
  }

  /// Carries out a method on the caller's thread, which blocks meanwhile.
  public func callNow(_ method: String, _ parameters: JSON.Object = JSON.Object()) throws(RPCError) -> JSON {
    try dispatcher.result(of: RPCRequest(id: Self.id, method: method, parameters: parameters), in: session)
      .get()
  }

  /// Drops the transfers.
  public func close() async { session.end() }
}
