public import Logging
public import RDF
import SKOSStore

/// The answer to one line, and what becomes of the connection.
public struct Reply: Hashable, Sendable {
  /// One JSON text without its line end; nil where nothing is answered.
  public var bytes: [UInt8]?
  /// Whether the connection is closed after the answer.
  public var closesConnection = false
  /// How long the answer is held back, so that guessing does not pay.
  public var delay: Duration = .zero
}

/// Takes requests to their methods and brings the answers back; knows neither sockets nor what the methods do.
///
/// A value without state of its own: all threads may use it at once.
public struct Dispatcher: Sendable {
  /// Decides whether a call may be made; throws the refusal.
  public typealias Authorization = @Sendable (MethodDeclaration, Call) throws -> Void
  /// Turns an error of the floors below into one for clients; nil for errors that are nobody's business.
  public typealias Description = @Sendable (any Error) -> RPCError?

  /// The methods.
  public let table: MethodTable
  /// The limits.
  public let limits: ServiceLimits
  private let authenticator: Authenticator
  private let authorize: Authorization
  private let describe: Description
  private let transferArea: TransferArea?
  private let logger: Logger

  /// Puts a dispatcher together.
  ///
  /// To `methods` are added those of `SessionMethods` and `TransferMethods`. Without `authorize`, methods that
  /// need a permission are refused.
  /// - Throws: `MethodTable.Mistake`.
  public init(
    methods: [MethodDeclaration], server: ServerDescription, authenticator: Authenticator,
    authorize: @escaping Authorization = Self.denyPermissions, describe: @escaping Description = { _ in nil },
    limits: ServiceLimits = ServiceLimits(), transferArea: TransferArea? = nil, logger: Logger
  ) throws(MethodTable.Mistake) {
    let own = SessionMethods(server: server, authenticator: authenticator, limits: limits)
    self.table = try MethodTable(own.declarations + TransferMethods(limits: limits).declarations + methods)
    self.authenticator = authenticator
    self.authorize = authorize
    self.describe = describe
    self.limits = limits
    self.transferArea = transferArea
    self.logger = logger
  }

  /// Refuses whatever needs a permission or a transition; the default, since denial is the default.
  public static let denyPermissions: Authorization = { method, _ in
    switch method.access {
    case .anyone, .account: return
    case .permission, .transition: throw RPCError(.forbidden, "\(method.name) is not open on this server.")
    }
  }

  /// Begins what the service keeps for one connection.
  public func makeSession(
    _ transport: Session.Transport, peerUID: UInt32? = nil, identity: Session.Identity = .none
  ) -> Session {
    Session(
      transport: transport, peerUID: peerUID, identity: identity,
      transfers: transferArea.map { TransferTable(in: $0, limits: limits) })
  }

  // MARK: Lines

  /// Carries out what a line asks for and returns the answer.
  ///
  /// Blocks for as long as the methods take. The requests of a batch are carried out in order.
  public func reply(to line: [UInt8], in session: Session, cancellation: Cancellation = Cancellation())
    -> Reply
  {
    let wrongTokenCount = session.wrongTokenCount
    var reply = Reply()
    switch RPCMessage(parsing: line, limits: limits) {
    case .single(let item):
      reply.bytes = answer(to: item, in: session, cancellation)
    case .batch(let items):
      reply.bytes = answer(to: items, in: session, cancellation)
    }
    reply.closesConnection = session.isClosing
    if session.wrongTokenCount > wrongTokenCount {
      reply.delay = .milliseconds(limits.wrongTokenDelayMilliseconds)
    }
    return reply
  }

  /// The answer to a line that is too long to be read; the connection is closed after it.
  public func replyToLongLine() -> Reply {
    let error = RPCError.limit(
      "requestByteCountMax", limits.requestByteCountMax,
      "A request line is at most \(limits.requestByteCountMax) bytes long. Bring larger content by upload.begin. "
        + "The connection is closed, because what follows cannot be told from the rest of the line.")
    return Reply(bytes: Self.answer(nil, .failure(error)), closesConnection: true)
  }

  /// The line that tells a peer why it is not served at all.
  func line(refusing error: RPCError) -> [UInt8] { Self.answer(nil, .failure(error)) }

  /// The answer to a line that is not carried out because of an error that has nothing to do with it.
  ///
  /// Notifications and unreadable lines get none, and a batch gets one for each of its requests.
  public func refusal(of line: [UInt8], _ error: RPCError) -> Reply {
    func id(_ item: RPCMessage.Item) -> RPCID? {
      switch item {
      case .request(let request): request.id
      case .invalid(let id, _): id
      }
    }
    switch RPCMessage(parsing: line, limits: limits) {
    case .single(let item):
      return Reply(bytes: id(item).map { Self.answer($0, .failure(error)) })
    case .batch(let items):
      let answers = items.compactMap { id($0).map { Self.answer($0, .failure(error)) } }
      return Reply(bytes: answers.isEmpty ? nil : Self.batch(answers))
    }
  }

  private func answer(to items: [RPCMessage.Item], in session: Session, _ cancellation: Cancellation)
    -> [UInt8]?
  {
    var answers: [[UInt8]] = []
    var byteCount = 0
    for item in items {
      // Once the answer is full the rest is refused before it is carried out.
      if byteCount > limits.responseByteCountMax {
        if let refused = refuseForSpace(item) { answers.append(refused) }
      } else if let answer = answer(to: item, in: session, cancellation) {
        byteCount += answer.count
        answers.append(byteCount > limits.responseByteCountMax ? tooLarge(item) ?? answer : answer)
      }
    }
    return answers.isEmpty ? nil : Self.batch(answers)
  }

  private func answer(to item: RPCMessage.Item, in session: Session, _ cancellation: Cancellation) -> [UInt8]?
  {
    switch item {
    case .invalid(let id, let error):
      return Self.answer(id, .failure(error))
    case .request(let request):
      let result = result(of: request, in: session, cancellation: cancellation)
      guard let id = request.id else { return nil }
      let answer = Self.answer(id, result)
      return answer.count <= limits.responseByteCountMax ? answer : tooLarge(item)
    }
  }

  private func tooLarge(_ item: RPCMessage.Item) -> [UInt8]? {
    guard case .request(let request) = item, let id = request.id else { return nil }
    let error = RPCError.limit(
      "responseByteCountMax", limits.responseByteCountMax,
      "The request was carried out, but its answer is larger than \(limits.responseByteCountMax) bytes. "
        + "Ask for a smaller page, or for a download.")
    return Self.answer(id, .failure(error))
  }

  private func refuseForSpace(_ item: RPCMessage.Item) -> [UInt8]? {
    guard case .request(let request) = item, let id = request.id else { return nil }
    let error = RPCError.limit(
      "responseByteCountMax", limits.responseByteCountMax,
      "The request was not carried out, because the answers before it fill the batch's answer of "
        + "\(limits.responseByteCountMax) bytes. Send it again in a batch of its own.")
    return Self.answer(id, .failure(error))
  }

  /// Writes an answer (JSON-RPC 2.0 §5).
  private static func answer(_ id: RPCID?, _ result: Result<JSON, RPCError>) -> [UInt8] {
    var bytes = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    (id?.json ?? .null).append(to: &bytes)
    switch result {
    case .success(let value):
      bytes.append(contentsOf: #","result":"#.utf8)
      value.append(to: &bytes)
    case .failure(let error):
      bytes.append(contentsOf: #","error":"#.utf8)
      error.json.append(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private static func batch(_ answers: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + answers.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  // MARK: Requests

  /// Carries out one request.
  ///
  /// Blocks for as long as the method takes. A notification of a method that writes is refused: nobody would
  /// learn whether the write happened.
  public func result(
    of request: RPCRequest, in session: Session, cancellation: Cancellation = Cancellation()
  ) -> Result<JSON, RPCError> {
    let start = ContinuousClock.now
    let result = Result<JSON, any Error> { try perform(request, in: session, cancellation) }
      .mapError { described($0, request, session) }
    log(request, result, session, start)
    return result
  }

  private func perform(_ request: RPCRequest, in session: Session, _ cancellation: Cancellation) throws
    -> JSON
  {
    guard !session.isClosing else {
      throw RPCError(.unauthenticated, "The connection is being closed after too many wrong tokens.")
    }
    guard let method = table[request.method] else { throw unknown(request.method) }
    try session.refresh(authenticator)
    let parameters = try request.parameters.get()
    let call = try Call(
      method, parameters, session: session, id: request.id, cancellation: cancellation, table: table)
    // The closure comes first, so that it can record every refusal; what it leaves open is closed here.
    try authorize(method, call)
    if method.access == .account { _ = try call.requirePrincipal() }
    guard request.id != nil || !method.isWrite else {
      throw RPCError(.invalidRequest, "\(method.name) writes and is not carried out without an id.")
    }
    try call.checkCancellation()
    return try method.handler(call)
  }

  private func unknown(_ name: String) -> RPCError {
    let nearest = Spelling.nearest(to: name, among: table.names)
    let sentence = nearest.map { "the nearest is \($0)." } ?? "rpc.discover lists those there are."
    var details = JSON.Object()
    details["nearest"] = nearest.map(JSON.string)
    return RPCError(
      .methodNotFound, "There is no method \(Spelling.quoted(name)); \(sentence)", details: details)
  }

  /// Turns whatever was thrown into an error for the client; what the client must not see goes to the log.
  private func described(_ error: any Error, _ request: RPCRequest, _ session: Session) -> RPCError {
    if let error = error as? RPCError { return error }
    if let error = describe(error) { return error }
    if let error = error as? SyntaxError { return RPCError(error) }
    let incident = String(UInt64.random(in: .min ... .max), radix: 36)
    logger.error(
      "a method failed",
      metadata: [
        "incident": "\(incident)", "method": "\(table[request.method]?.name ?? "unknown")",
        "session": "\(session.number)", "error": "\(error)",
      ])
    return RPCError(
      .internalError, "The server failed. Its log tells why under the incident \(incident).",
      details: JSON.Object([("incident", .string(incident))]))
  }

  /// Logs a request: its method, outcome and time, never its parameters.
  private func log(
    _ request: RPCRequest, _ result: Result<JSON, RPCError>, _ session: Session,
    _ start: ContinuousClock.Instant
  ) {
    guard logger.logLevel <= .debug else { return }
    var metadata: Logger.Metadata = [
      "session": "\(session.number)",
      // An unknown name is the client's text and stays out of the log.
      "method": "\(table[request.method]?.name ?? "unknown")",
      "duration": "\(start.duration(to: .now))",
    ]
    metadata["account"] = session.principal.map { "\($0.name)" }
    if case .failure(let error) = result { metadata["error"] = "\(error.name)" }
    logger.debug("a request was carried out", metadata: metadata)
  }
}
