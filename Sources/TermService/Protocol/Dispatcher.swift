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
  /// Carries a call out once under a key, in one transaction with the record of its answer.
  ///
  /// If it was carried out before, it is not again. `request` is the same for the same request.
  public typealias Once =
    @Sendable (
      _ call: Call, _ key: String, _ request: [UInt8], _ body: () throws -> [UInt8]
    ) throws -> [UInt8]

  /// An answer's result, as a value or as the JSON text that it was when it was kept.
  private enum Outcome {
    case value(JSON)
    case text([UInt8])
  }

  /// The methods.
  public let table: MethodTable
  /// The limits.
  public let limits: ServiceLimits
  private let authenticator: Authenticator
  private let authorize: Authorization
  private let describe: Description
  private let once: Once?
  private let transferArea: TransferArea?
  private let answers: AnswerCache
  /// Is fired when there may be something new for subscriptions.
  let changes = ChangeSignal()
  /// What the server counts.
  public let metrics: ServiceMetrics
  private let logger: Logger

  /// Puts a dispatcher together.
  ///
  /// To `methods` are added those of `SessionMethods` and `TransferMethods`. Without `authorize`, methods that
  /// need a permission are refused.
  /// - Throws: `MethodTable.Mistake`.
  public init(
    methods: [MethodDeclaration], server: ServerDescription, authenticator: Authenticator,
    authorize: @escaping Authorization = Self.denyPermissions, describe: @escaping Description = { _ in nil },
    once: Once? = nil, limits: ServiceLimits = ServiceLimits(), transferArea: TransferArea? = nil,
    logger: Logger
  ) throws(MethodTable.Mistake) {
    let own = SessionMethods(server: server, authenticator: authenticator, limits: limits)
    self.table = try MethodTable(own.declarations + TransferMethods(limits: limits).declarations + methods)
    metrics = ServiceMetrics(methods: table.names)
    self.authenticator = authenticator
    self.authorize = authorize
    self.describe = describe
    self.once = once
    answers = AnswerCache(byteCountMax: limits.answerCacheByteCountMax)
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
  ///
  /// - Parameter peerNetwork: the network that it comes from, by which strangers are told apart.
  public func makeSession(
    _ transport: Session.Transport, peerUID: UInt32? = nil, peerNetwork: String? = nil,
    identity: Session.Identity = .none
  ) -> Session {
    Session(
      transport: transport, peerUID: peerUID, peerNetwork: peerNetwork, identity: identity,
      transfers: transferArea.map { TransferTable(in: $0, limits: limits) })
  }

  // MARK: Lines

  /// Carries out what a line asks for and returns the answer.
  ///
  /// Blocks for as long as the methods take. The requests of a batch are carried out in order.
  /// - Parameters:
  ///   - connection: is cancelled when the connection is gone.
  ///   - register: knows the requests by their ids, so that they can be cancelled one by one.
  public func reply(
    to line: [UInt8], in session: Session, connection: Cancellation? = nil,
    register: RequestRegister = RequestRegister()
  ) -> Reply {
    let wrongTokenCount = session.wrongTokenCount
    var reply = Reply()
    switch RPCMessage(parsing: line, limits: limits) {
    case .single(let item):
      reply.bytes = answer(to: item, in: session, connection, register)
    case .batch(let items):
      reply.bytes = answer(to: items, in: session, connection, register)
    }
    reply.closesConnection = session.isClosing
    if session.wrongTokenCount > wrongTokenCount {
      reply.delay = .milliseconds(limits.wrongTokenDelayMilliseconds)
    }
    return reply
  }

  /// The answer to a line if it is kept already, with all that has to be asked before it is given; nil otherwise.
  ///
  /// Does not wait, so that event loops may call it: handing a line to a thread costs several times what this does.
  /// A line that gets nil has left no trace and is carried out as any other.
  func keptReply(to line: [UInt8], in session: Session) -> [UInt8]? {
    guard line.count <= Self.keptLineByteCountMax,
      case .single(.request(let request)) = RPCMessage(parsing: line, limits: limits), let id = request.id,
      let method = table[request.method], let settledKey = method.settledKey
    else { return nil }
    let start = ContinuousClock.now
    let kept = AtOnce.attempt {
      let call = try permitted(request, method, in: session, Cancellation())
      return try settledKey(call).flatMap { answers[$0] }
    }
    guard let kept else { return nil }
    let answer = Self.answer(id, .success(.text(kept)))
    guard answer.count <= limits.responseByteCountMax else { return nil }
    let duration = start.duration(to: .now)
    metrics.count(method.name, duration, error: nil)
    log(request, .success(()), session, duration)
    return answer
  }

  /// The longest line that is looked at for this: an event loop has others to serve.
  private static let keptLineByteCountMax = 4 << 10

  /// What a line that has just come asks to cancel: the ids in its calls of `rpc.cancel`.
  ///
  /// The transport asks this of lines that come while others are in work, since they will not be carried out before
  /// it is too late.
  func cancelledIDs(in line: [UInt8]) -> [RPCID] {
    func id(_ item: RPCMessage.Item) -> RPCID? {
      guard case .request(let request) = item, request.method == "rpc.cancel",
        let parameters = try? request.parameters.get(), let id = parameters["id"]
      else { return nil }
      return RPCID(id, limits: limits)
    }
    switch RPCMessage(parsing: line, limits: limits) {
    case .single(let item): return id(item).map { [$0] } ?? []
    case .batch(let items): return items.compactMap(id)
    }
  }

  /// The notifications that are due to the subscriptions of a session, and whether there are more.
  func notifications(for session: Session) -> (lines: [[UInt8]], hasMore: Bool) {
    let (requests, hasMore) = session.subscriptions.poll { error in
      described(error, RPCRequest(id: nil, method: "event.subscribe"), session)
    }
    return (requests.map(\.serialized), hasMore)
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

  private func answer(
    to items: [RPCMessage.Item], in session: Session, _ connection: Cancellation?, _ register: RequestRegister
  ) -> [UInt8]? {
    var answers: [[UInt8]] = []
    var byteCount = 0
    for item in items {
      // Once the answer is full the rest is refused before it is carried out.
      if byteCount > limits.responseByteCountMax {
        if let refused = refuseForSpace(item) { answers.append(refused) }
      } else if let answer = answer(to: item, in: session, connection, register) {
        byteCount += answer.count
        answers.append(byteCount > limits.responseByteCountMax ? tooLarge(item) ?? answer : answer)
      }
    }
    return answers.isEmpty ? nil : Self.batch(answers)
  }

  private func answer(
    to item: RPCMessage.Item, in session: Session, _ connection: Cancellation?, _ register: RequestRegister
  ) -> [UInt8]? {
    switch item {
    case .invalid(let id, let error):
      return Self.answer(id, .failure(error))
    case .request(let request):
      let cancellation = Cancellation(after: .seconds(limits.requestSecondsMax), connection: connection)
      if let id = request.id { register.begin(id, cancellation) }
      let result = outcome(of: request, in: session, cancellation: cancellation)
      if let id = request.id { register.end(id) }
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
  private static func answer(_ id: RPCID?, _ result: Result<Outcome, RPCError>) -> [UInt8] {
    var bytes: [UInt8] = []
    if case .success(.text(let text)) = result { bytes.reserveCapacity(text.count + 64) }
    bytes.append(contentsOf: #"{"jsonrpc":"2.0","id":"#.utf8)
    (id?.json ?? .null).append(to: &bytes)
    switch result {
    case .success(.value(let value)):
      bytes.append(contentsOf: #","result":"#.utf8)
      value.append(to: &bytes)
    case .success(.text(let text)):
      bytes.append(contentsOf: #","result":"#.utf8)
      bytes.append(contentsOf: text)
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
    outcome(of: request, in: session, cancellation: cancellation).flatMap { outcome in
      switch outcome {
      case .value(let value): return .success(value)
      case .text(let text):
        // It was written by this program, if perhaps for a longer answer than a request may be.
        var json = JSON.Limits()
        json.stringByteCountMax = text.count
        guard let value = try? JSON(parsing: text, limits: json) else {
          return .failure(RPCError(.internalError, "An answer that was kept cannot be read."))
        }
        return .success(value)
      }
    }
  }

  private func outcome(
    of request: RPCRequest, in session: Session, cancellation: Cancellation
  ) -> Result<Outcome, RPCError> {
    let start = ContinuousClock.now
    let result = Result<Outcome, any Error> { try perform(request, in: session, cancellation) }
      .mapError { described($0, request, session) }
    let duration = start.duration(to: .now)
    metrics.count(
      table[request.method]?.name, duration,
      error: { if case .failure(let error) = result { error.name } else { nil } }())
    log(request, result.map { _ in () }, session, duration)
    return result
  }

  private func perform(
    _ request: RPCRequest, in session: Session, _ cancellation: Cancellation
  ) throws -> Outcome {
    guard let method = table[request.method] else {
      try requireOpen(session)
      throw unknown(request.method)
    }
    let call = try permitted(request, method, in: session, cancellation)
    try call.checkCancellation()
    return try carryOut(call)
  }

  private func requireOpen(_ session: Session) throws(RPCError) {
    guard session.isClosing else { return }
    throw RPCError(.unauthenticated, "The connection is being closed after too many wrong tokens.")
  }

  /// The call that a request makes, after everything that may refuse it.
  private func permitted(
    _ request: RPCRequest, _ method: MethodDeclaration, in session: Session, _ cancellation: Cancellation
  ) throws -> Call {
    try requireOpen(session)
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
    return call
  }

  private func carryOut(_ call: Call) throws -> Outcome {
    let method = call.method
    if let key = try method.settledKey?(call) {
      if let kept = answers[key] { return .text(kept) }
      let text = try chosen(handle(call), call).serialized(.compact)
      answers.keep(text, under: key)
      return .text(text)
    }
    if method.takesIdempotencyKey, let key = try call.optionalString(MethodDeclaration.idempotencyKey.name) {
      return .text(try carryOutOnce(call, key))
    }
    return .value(try chosen(handle(call), call))
  }

  /// Calls the method, which tells the client how far it has come and ends if the client goes away.
  private func handle(_ call: Call) throws -> JSON {
    let observer = LongWork.Observer { done, total in call.report(done, of: total) }
    return try LongWork.$observer.withValue(observer) { try call.method.handler(call) }
  }

  private func carryOutOnce(_ call: Call, _ key: String) throws -> [UInt8] {
    guard let once else {
      throw RPCError.parameter(
        MethodDeclaration.idempotencyKey.name, "This server keeps no idempotency keys; leave it out.")
    }
    var parameters = call.parameters
    parameters[MethodDeclaration.idempotencyKey.name] = nil
    parameters[MethodDeclaration.progress.name] = nil
    // What an upload is called depends on the connection, and the repetition may come by another.
    parameters["upload"] = nil
    let request = try Array(call.method.name.utf8) + JSON.object(parameters).canonical()
    return try once(call, key, request) { try handle(call).serialized(.compact) }
  }

  /// The part of a result that the call asks for.
  private func chosen(_ result: JSON, _ call: Call) throws -> JSON {
    guard call.method.takesFields, let names = try call.optionalStrings(MethodDeclaration.fields.name) else {
      return result
    }
    return try FieldChoice(names, of: call.method.result.schema).apply(to: result)
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
    _ request: RPCRequest, _ result: Result<Void, RPCError>, _ session: Session, _ duration: Duration
  ) {
    guard logger.logLevel <= .debug else { return }
    var metadata: Logger.Metadata = [
      "session": "\(session.number)",
      // An unknown name is the client's text and stays out of the log.
      "method": "\(table[request.method]?.name ?? "unknown")",
      "duration": "\(duration)",
    ]
    metadata["account"] = session.principal.map { "\($0.name)" }
    if case .failure(let error) = result { metadata["error"] = "\(error.name)" }
    logger.debug("a request was carried out", metadata: metadata)
  }
}
