public import RDF
public import SKOSStore

/// One request on its way to its method: parameters that match their declarations, and who asks.
public struct Call: Sendable {
  /// The method.
  public let method: MethodDeclaration
  /// The parameters; all of them declared and of their declared kind.
  public let parameters: JSON.Object
  /// The connection it came by.
  public let session: Session
  /// Who asks, with the roles of this moment; nil without an account.
  public let principal: Principal?
  /// What the client calls the request; nil for a notification.
  public let id: RPCID?
  /// Whether somebody still waits for the answer.
  public let cancellation: Cancellation
  /// When the client was told last how far the request has come.
  private let progress = ProgressClock()
  /// All methods, for those that describe the service.
  let table: MethodTable

  /// Checks parameters against their declarations.
  ///
  /// - Throws: `invalidParams`, with the parameter in `data.parameter`.
  init(
    _ method: MethodDeclaration, _ parameters: JSON.Object, session: Session, id: RPCID?,
    cancellation: Cancellation,
    table: MethodTable
  ) throws(RPCError) {
    if let fault = Schema.mismatch(members: parameters, of: method.parameters, at: "") {
      throw .parameter(
        fault.path, "The parameter \(Spelling.quoted(fault.path)) of \(method.name) \(fault.sentence).")
    }
    self.method = method
    self.parameters = parameters
    self.session = session
    self.principal = session.principal
    self.id = id
    self.cancellation = cancellation
    self.table = table
  }

  /// Returns who asks.
  ///
  /// - Throws: `unauthenticated` without an account.
  public func requirePrincipal() throws(RPCError) -> Principal {
    guard let principal else {
      throw RPCError(
        .unauthenticated,
        "\(method.name) needs an account. "
          + "Call rpc.hello with a token, or connect by the Unix socket as a user who has an account.")
    }
    return principal
  }

  /// Tells the client how far the request has come, if it wants to know; false if the request is to end.
  ///
  /// May be called as often as there is something to tell: it is passed on a few times a second.
  func report(_ done: Int, of total: Int?) -> Bool {
    guard cancellation.reason == nil else { return false }
    let wantsProgress = method.takesProgress && parameters[MethodDeclaration.progress.name]?.bool == true
    guard let id, wantsProgress, progress.isDue() else { return true }
    session.notify(
      "rpc.progress",
      JSON.Object([("id", id.json), ("done", .int(done)), ("total", total.map(JSON.int) ?? .null)]))
    return true
  }

  /// Ends the call if nobody waits for the answer any more or it has run too long.
  ///
  /// Long methods ask now and then; writes only before they commit.
  public func checkCancellation() throws(RPCError) {
    if let reason = cancellation.reason { throw RPCError(.cancelled, reason) }
  }
}
