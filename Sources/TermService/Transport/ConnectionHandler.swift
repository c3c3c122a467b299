import Logging
import NIOCore
import Synchronization

/// Carries out what `ConnectionFlow` decides, on the event loop of one connection.
///
/// All properties belong to the event loop. Methods run on the thread pool; from there only `session`,
/// `dispatcher`, `connection` and `isStopping` are touched, which are made for that.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The event that asks a connection to finish.
  struct Stop: Sendable {}

  /// Answers go out in pieces of this size, each of which counts as progress of the peer.
  private static let pieceByteCount = 64 << 10

  private let dispatcher: Dispatcher
  private let session: Session
  private let pool: MethodPool
  private let logger: Logger
  /// Cancelled when the peer is gone.
  private let connection = Cancellation()
  /// Tells a job on the pool to begin no further line.
  private let isStopping = Flag()
  private let register = RequestRegister()
  /// Answers on their way from the pool to the event loop.
  private let outbox = Outbox()
  private var isPolling = false
  /// Whether there may be something new for subscriptions that nobody has looked for yet.
  private var mayHaveNews = false
  private var isListening = false
  private var framer: LineFramer
  private var flow: ConnectionFlow
  private var clock: ConnectionClock
  private var timer: Scheduled<Void>?
  private var timerDeadline: NIODeadline?
  private var isFlushScheduled = false
  private var isDrainScheduled = false
  private var context: ChannelHandlerContext?

  /// A flag that several threads may look at.
  final class Flag: Sendable {
    let value = Atomic(false)
  }

  init(dispatcher: Dispatcher, session: Session, pool: MethodPool, logger: Logger) {
    self.dispatcher = dispatcher
    self.session = session
    self.pool = pool
    self.logger = logger
    self.framer = LineFramer(byteCountMax: dispatcher.limits.requestByteCountMax)
    self.flow = ConnectionFlow(
      unsentByteCountMax: dispatcher.limits.unsentByteCountMax,
      readAheadByteCountMax: dispatcher.limits.readAheadByteCountMax)
    self.clock = ConnectionClock(limits: dispatcher.limits, now: .now())
  }

  // MARK: Events of the channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    let eventLoop = context.eventLoop
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    session.setNotifier { [outbox] line in
      if outbox.add(line) { eventLoop.execute { this.value.sendOutbox() } }
    }
    if context.channel.isActive { proceed() }
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) { proceed() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let frames = buffer.withUnsafeReadableBytes { framer.push($0) }
    if flow.isWorking || flow.hasWaiting { cancelRequests(in: frames) }
    flow.received(frames)
  }

  /// Cancels what lines ask to cancel when they come: once it is their turn, it is too late.
  private func cancelRequests(in frames: [LineFramer.Frame]) {
    for case .line(let line) in frames where line.count <= Self.cancelByteCountMax {
      // Most lines do not mention it, which is seen faster than they are read.
      guard Self.mentionsCancel(line) else { continue }
      for id in dispatcher.cancelledIDs(in: line) { register.cancel(id) }
    }
  }

  private static func mentionsCancel(_ line: [UInt8]) -> Bool {
    line.withUnsafeBufferPointer { line in
      cancelName.withUnsafeBufferPointer { name in
        guard line.count >= name.count else { return false }
        // The full stop is the rarest of the name's bytes.
        for end in 3..<(line.count - name.count + 4) where line[end] == name[3] {
          if (0..<name.count).allSatisfy({ line[end - 3 + $0] == name[$0] }) { return true }
        }
        return false
      }
    }
  }

  private static let cancelName = Array("rpc.cancel".utf8)
  /// The longest line that is looked through for cancellations; longer ones are not made for that.
  private static let cancelByteCountMax = 1 << 10

  func channelReadComplete(context: ChannelHandlerContext) {
    // A read may also bring nothing; then it is asked for again.
    flow.received([])
    proceed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      flow.inputEnded()
      proceed()
    case is Stop:
      stop()
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    logger.debug("a connection failed", metadata: ["session": "\(session.number)", "error": "\(error)"])
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    flow.closed()
    timer?.cancel()
    timer = nil
    connection.cancel()
    dispatcher.changes.remove(session.number)
    // Freeing a large transfer can take the disk's time, which the event loop does not have.
    pool.submit { [session] _ in session.end() }
    logger.debug("a connection ended", metadata: ["session": "\(session.number)"])
  }

  // MARK: Decisions

  /// Does what the flow says until there is nothing to do.
  private func proceed(hasProgressed: Bool = false) {
    guard let context else { return }
    loop: while true {
      switch flow.next() {
      case .wait: break loop
      case .read: context.read()
      case .work(let lines): answer(lines, context)
      case .refuse(let lines):
        let error = RPCError(.stopping, "The server is stopping and has not carried out the request.")
        for line in lines { send(dispatcher.refusal(of: line, error)) }
      case .answerLongLine: send(dispatcher.replyToLongLine())
      case .linger: context.close(mode: .output, promise: nil)
      case .close: context.close(promise: nil)
      }
    }
    drain(context)
    watch(hasProgressed: hasProgressed, context)
  }

  private func stop() {
    isStopping.value.store(true, ordering: .relaxed)
    flow.stop()
    proceed()
  }

  /// Gives a stopping connection a moment for what is on its way, once nothing is in work.
  private func drain(_ context: ChannelHandlerContext) {
    guard flow.isDraining, !isDrainScheduled else { return }
    isDrainScheduled = true
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(Int64(dispatcher.limits.stopDrainMilliseconds))) {
      this.value.flow.stopDraining()
      this.value.proceed()
    }
  }

  // MARK: Work

  /// Answers the lines whose answers are kept, up to the first that has to be carried out, and has the rest done.
  private func answer(_ lines: [[UInt8]], _ context: ChannelHandlerContext) {
    var (count, byteCount) = (0, 0)
    while count < lines.count, byteCount <= dispatcher.limits.unsentByteCountMax,
      let answer = dispatcher.keptReply(to: lines[count], in: session)
    {
      _ = outbox.add(answer)
      // The sum cannot overflow: all of it is in memory.
      byteCount += answer.count
      count += 1
    }
    let rest = count == 0 ? lines : Array(lines[count...])
    guard count > 0 else { return work(rest, context) }
    clock.restartIdle(now: .now())
    sendOutbox()
    if !rest.isEmpty, byteCount <= dispatcher.limits.unsentByteCountMax { return work(rest, context) }
    flow.finishedWork(leaving: rest, closes: false)
    if !flow.hasWaiting { register.forgetDoomed() }
  }

  /// Carries lines out on the pool, answering each as soon as it is done.
  private func work(_ lines: [[UInt8]], _ context: ChannelHandlerContext) {
    clock.restartIdle(now: .now())
    let eventLoop = context.eventLoop
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    let (dispatcher, session, connection, isStopping) = (dispatcher, session, connection, isStopping)
    let (outbox, register) = (outbox, register)
    pool.submit { turn in
      guard turn.isActive else {
        return eventLoop.execute { this.value.finish(Reply(), leaving: [], closes: true) }
      }
      var byteCount = 0
      for (index, line) in lines.enumerated() {
        let reply = dispatcher.reply(to: line, in: session, connection: connection, register: register)
        byteCount += reply.bytes?.count ?? 0
        // Whatever asks for a pause ends the job; the rest of the lines goes back to wait.
        let pauses =
          reply.closesConnection || reply.delay > .zero || byteCount > dispatcher.limits.unsentByteCountMax
          || connection.reason != nil || isStopping.value.load(ordering: .relaxed)
        if pauses || index == lines.count - 1 {
          let rest = Array(lines[(index + 1)...])
          return eventLoop.execute { this.value.finishLater(reply, leaving: rest) }
        }
        // The loop is woken once for all answers that it has not come for yet.
        if let bytes = reply.bytes, outbox.add(bytes) { eventLoop.execute { this.value.sendOutbox() } }
        turn.endStep()
      }
    }
  }

  /// Ends a job, after the delay that its last answer asks for.
  private func finishLater(_ reply: Reply, leaving rest: [[UInt8]]) {
    guard reply.delay > .zero, let context else {
      return finish(reply, leaving: rest, closes: reply.closesConnection)
    }
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: TimeAmount(reply.delay)) {
      this.value.finish(reply, leaving: rest, closes: reply.closesConnection)
    }
  }

  private func finish(_ reply: Reply, leaving rest: [[UInt8]], closes: Bool) {
    if let bytes = reply.bytes { _ = outbox.add(bytes) }
    sendOutbox()
    flow.finishedWork(leaving: rest, closes: closes)
    if !flow.hasWaiting { register.forgetDoomed() }
    lookForNews()
    proceed()
    clock.restartIdle(now: .now())
  }

  // MARK: Subscriptions

  /// Listens for changes once there is a subscription, and reads what is new for it.
  private func lookForNews() {
    guard !session.subscriptions.isEmpty, let context else { return }
    if !isListening {
      isListening = true
      let eventLoop = context.eventLoop
      let this = NIOLoopBound(self, eventLoop: eventLoop)
      dispatcher.changes.add(session.number) { eventLoop.execute { this.value.changed() } }
    }
    changed()
  }

  private func changed() {
    mayHaveNews = true
    poll()
  }

  /// Has the subscriptions read on, unless they do so already or the peer has not taken what there is.
  private func poll() {
    guard mayHaveNews, !isPolling, flow.unsentByteCount <= dispatcher.limits.unsentByteCountMax, let context,
      context.channel.isActive, !session.subscriptions.isEmpty
    else { return }
    isPolling = true
    mayHaveNews = false
    let eventLoop = context.eventLoop
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    let (dispatcher, session) = (dispatcher, session)
    pool.submit { turn in
      let (lines, hasMore) = turn.isActive ? dispatcher.notifications(for: session) : ([], false)
      eventLoop.execute { this.value.polled(lines, hasMore) }
    }
  }

  private func polled(_ lines: [[UInt8]], _ hasMore: Bool) {
    isPolling = false
    if hasMore { mayHaveNews = true }
    for line in lines { _ = outbox.add(line) }
    sendOutbox()
    poll()
  }

  // MARK: Answers

  /// Queues all lines that are ready in pieces; flushes once for all of this turn of the loop.
  private func sendOutbox() {
    let lines = outbox.take()
    guard !lines.isEmpty, let context, context.channel.isActive else { return }
    // The sum cannot overflow: all of it is in memory.
    var buffer = context.channel.allocator.buffer(capacity: lines.reduce(0) { $0 + $1.count + 1 })
    for line in lines {
      buffer.writeBytes(line)
      buffer.writeInteger(UInt8(ascii: "\n"))
    }
    flow.queued(byteCount: buffer.readableBytes)
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    while let piece = buffer.readSlice(length: min(Self.pieceByteCount, buffer.readableBytes)),
      piece.readableBytes > 0
    {
      let byteCount = piece.readableBytes
      context.write(wrapOutboundOut(piece)).whenSuccess { this.value.sent(byteCount: byteCount) }
    }
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    context.eventLoop.execute {
      this.value.isFlushScheduled = false
      this.value.context?.flush()
    }
  }

  private func send(_ reply: Reply) {
    if let bytes = reply.bytes { _ = outbox.add(bytes) }
    sendOutbox()
  }

  private func sent(byteCount: Int) {
    flow.sent(byteCount: byteCount)
    proceed(hasProgressed: true)
    poll()
  }

  // MARK: Time

  /// Sees to it that the connection is closed when it has stayed as it is for too long.
  private func watch(hasProgressed: Bool, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    clock.update(waiting, hasProgressed: hasProgressed, now: .now())
    guard let deadline = clock.deadline else { return }
    // A timer that comes early looks again; one that would come late is replaced.
    if let timerDeadline, timerDeadline <= deadline { return }
    timer?.cancel()
    timerDeadline = deadline
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(deadline: deadline) { this.value.timerFired() }
  }

  private func timerFired() {
    timer = nil
    timerDeadline = nil
    guard let context, context.channel.isActive else { return }
    guard let deadline = clock.deadline, deadline <= .now() else {
      return watch(hasProgressed: false, context)
    }
    logger.debug(
      "a connection is closed", metadata: ["session": "\(session.number)", "reason": "\(clock.reason)"])
    context.close(promise: nil)
  }

  private var waiting: ConnectionClock.Waiting {
    if flow.isLingering { return .lingering }
    if flow.unsentByteCount > 0 { return .taking }
    if flow.isWorking { return .work }
    if framer.unfinishedByteCount > 0 { return .line(byteCount: framer.unfinishedByteCount) }
    return .request(isAnonymous: session.principal == nil)
  }
}
