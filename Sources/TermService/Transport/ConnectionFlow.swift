/// Decides what a connection does next, and does none of it itself.
///
/// One request at a time: while one is in work, only a little is read ahead, and while the peer leaves its answers
/// lying, nothing. Whoever owns it reports events and then carries out `next()` until that says `wait`.
struct ConnectionFlow: ~Copyable {
  /// What is to be done.
  enum Action: Hashable, Sendable {
    /// Nothing until the next event.
    case wait
    /// Ask the peer's socket for bytes.
    case read
    /// Carry out lines, in order; report `finishedWork`.
    case work([[UInt8]])
    /// Answer lines that are not carried out, because the server is stopping.
    case refuse([[UInt8]])
    /// Answer a line that is too long.
    case answerLongLine
    /// Close for output and throw away what the peer still sends.
    case linger
    /// Close.
    case close
  }

  private enum Phase {
    /// Requests are taken.
    case open
    /// Requests are refused.
    case stopping
    /// Nothing is taken; what is in work is finished and sent.
    case finishing(lingers: Bool)
    /// Everything is sent; input is thrown away until it ends.
    case lingering
    case closed
  }

  private var phase = Phase.open
  private var waiting: [[UInt8]] = []
  private var waitingByteCount = 0
  private var hasLongLine = false
  private var isReading = false
  private var inputHasEnded = false
  private let unsentByteCountMax: Int
  private let readAheadByteCountMax: Int
  /// Whether a request is in work.
  private(set) var isWorking = false
  /// The bytes of answers that the peer has not taken.
  private(set) var unsentByteCount = 0

  init(unsentByteCountMax: Int, readAheadByteCountMax: Int = 0) {
    self.unsentByteCountMax = unsentByteCountMax
    self.readAheadByteCountMax = readAheadByteCountMax
  }

  /// Whether lines wait to be carried out.
  var hasWaiting: Bool { !waiting.isEmpty }

  /// Whether input is being thrown away.
  var isLingering: Bool { if case .lingering = phase { true } else { false } }

  /// Whether requests are refused and none is in work.
  var isDraining: Bool { if case .stopping = phase { !isWorking } else { false } }

  // MARK: Events

  mutating func received(_ frames: [LineFramer.Frame]) {
    isReading = false
    for frame in frames {
      switch frame {
      case .line(let line):
        waiting.append(line)
        waitingByteCount += line.count
      case .tooLong: hasLongLine = true
      }
    }
  }

  mutating func inputEnded() {
    inputHasEnded = true
    isReading = false
  }

  mutating func queued(byteCount: Int) { unsentByteCount += byteCount }

  mutating func sent(byteCount: Int) { unsentByteCount -= byteCount }

  /// Takes back the lines that were not carried out; `closes` if the last answer is to be the connection's last.
  mutating func finishedWork(leaving rest: [[UInt8]], closes: Bool) {
    isWorking = false
    waiting.insert(contentsOf: rest, at: 0)
    waitingByteCount += rest.reduce(0) { $0 + $1.count }
    if closes { phase = .finishing(lingers: true) }
  }

  mutating func stop() {
    if case .open = phase { phase = .stopping }
  }

  mutating func stopDraining() {
    if case .stopping = phase { phase = .finishing(lingers: false) }
  }

  mutating func closed() { phase = .closed }

  // MARK: Decision

  mutating func next() -> Action {
    switch phase {
    case .closed:
      return .wait
    case .open, .stopping:
      if unsentByteCount > unsentByteCountMax { return .wait }
      if isWorking {
        let readsAhead = waitingByteCount < readAheadByteCountMax && !hasLongLine && !inputHasEnded
        return readsAhead ? read() : .wait
      }
      if !waiting.isEmpty { return takeLines() }
      if hasLongLine {
        phase = .finishing(lingers: true)
        return .answerLongLine
      }
      if inputHasEnded { return unsentByteCount == 0 ? close() : .wait }
      return read()
    case .finishing(let lingers):
      if isWorking || unsentByteCount > 0 { return .wait }
      guard lingers, !inputHasEnded else { return close() }
      phase = .lingering
      return .linger
    case .lingering:
      return inputHasEnded ? close() : read()
    }
  }

  private mutating func takeLines() -> Action {
    let lines = waiting
    waiting = []
    waitingByteCount = 0
    if case .stopping = phase { return .refuse(lines) }
    isWorking = true
    return .work(lines)
  }

  private mutating func read() -> Action {
    guard !isReading else { return .wait }
    isReading = true
    return .read
  }

  private mutating func close() -> Action {
    phase = .closed
    return .close
  }
}
