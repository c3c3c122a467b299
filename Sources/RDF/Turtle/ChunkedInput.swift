/// The bytes that a parser has been fed but not yet used, and the place in the document where they start.
struct ChunkedInput {
  fileprivate var rest: [UInt8] = []
  fileprivate var tracker = PositionTracker()
  /// The error that ended the parse; it is thrown again by whatever is called after it.
  fileprivate var failure: SyntaxError?
  fileprivate var isPastByteOrderMark = false
  /// The faults that were recovered from.
  private(set) var faults = FaultList()

  /// The position of a byte of the window; indices must not decrease from call to call.
  mutating func position(of index: Int, in window: ByteWindow) -> TextPosition {
    tracker.advance(to: index, in: window.bytes)
    return tracker.position
  }

  /// Keeps a fault that the machine recovers from.
  mutating func note(_ fault: LexicalFault, in window: ByteWindow, limits: ParserLimits) {
    let position = position(of: fault.index, in: window)
    faults.add(SyntaxError(fault.code, at: position, fault.message), limits: limits)
  }
}

/// A parser that reads whole tokens from a window of bytes and leaves the rest for later.
protocol ChunkedMachine {
  var input: ChunkedInput { get set }

  /// Reads as many tokens as the window holds and returns the index of the first byte that is still needed.
  mutating func run(_ window: ByteWindow) throws(LexicalFault) -> Int
}

extension ChunkedMachine {
  /// How much of a chunk is joined to a rest at a time: enough for most tokens, little to copy.
  private var joinedByteCount: Int { 16 << 10 }

  mutating func drive(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    if let failure = input.failure { throw failure }
    if input.faults.isClosed { return }
    var used = 0
    while !input.rest.isEmpty && used < chunk.count {
      let piece = chunk[used..<min(chunk.count, used + joinedByteCount)]
      var joined: [UInt8] = []
      swap(&joined, &input.rest)
      let restCount = joined.count
      joined.append(contentsOf: piece)
      let consumed = try consume(joined, isFinal: false)
      if consumed >= restCount {
        // The rest is used up: go on in the chunk itself.
        used += consumed - restCount
      } else {
        joined.removeFirst(consumed)
        swap(&joined, &input.rest)
        used += piece.count
      }
    }
    guard used < chunk.count else { return }
    let window = ByteWindow(UnsafeBufferPointer(rebasing: chunk[used...]), isFinal: false)
    let consumed = try consume(window)
    input.rest.append(contentsOf: window.bytes[consumed...])
  }

  mutating func driveToEnd() throws(SyntaxError) {
    if let failure = input.failure { throw failure }
    if input.faults.isClosed { return }
    var last: [UInt8] = []
    swap(&last, &input.rest)
    _ = try consume(last, isFinal: true)
  }

  private mutating func consume(_ bytes: [UInt8], isFinal: Bool) throws(SyntaxError) -> Int {
    try bytes.withUnsafeBufferPointer { (buffer) throws(SyntaxError) -> Int in
      try consume(ByteWindow(buffer, isFinal: isFinal))
    }
  }

  private mutating func consume(_ window: ByteWindow) throws(SyntaxError) -> Int {
    if input.faults.isClosed { return window.count }
    var window = window
    var skipped = 0
    if !input.isPastByteOrderMark {
      guard let isMarked = window.matches("\u{FEFF}", at: 0) else { return 0 }
      input.isPastByteOrderMark = true
      if isMarked {
        // A mark is no part of the text: it counts as three bytes but as no column.
        skipped = 3
        input.tracker.position.offset = 3
        window = ByteWindow(window.slice(3, window.count), isFinal: window.isFinal)
      }
    }
    do throws(LexicalFault) {
      let consumed = try run(window)
      input.tracker.advance(to: consumed, in: window.bytes)
      input.tracker.index = 0
      return skipped + consumed
    } catch {
      let position = input.position(of: error.index, in: window)
      let failure = SyntaxError(error.code, at: position, error.message)
      input.failure = failure
      throw failure
    }
  }
}

/// Follows a place through the input, counting lines and columns only when somebody asks.
private struct PositionTracker {
  var position = TextPosition.start
  /// Where in the window `position` is.
  var index = 0
  private var isAfterCarriageReturn = false

  /// Moves on to `target`; LF, CR LF and CR each end a line.
  mutating func advance(to target: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let end = min(target, bytes.count)
    guard index < end else { return }
    let range = UnsafeBufferPointer(rebasing: bytes[index..<end])
    index = end
    position.offset += range.count
    let (lineFeeds, hasCarriageReturn) = range.lineEnds
    if isAfterCarriageReturn || hasCarriageReturn {
      advanceByLineEnds(range)
      return
    }
    var lastLine = range[...]
    if lineFeeds > 0, let last = range.lastIndex(of: 0x0A) {
      position.line += lineFeeds
      position.column = 1
      lastLine = range[(last + 1)...]
    }
    for byte in lastLine { position.column += byte & 0xC0 != 0x80 ? 1 : 0 }
  }

  private mutating func advanceByLineEnds(_ range: UnsafeBufferPointer<UInt8>) {
    for byte in range {
      switch byte {
      case 0x0A:
        if !isAfterCarriageReturn { position.line += 1 }
        position.column = 1
      case 0x0D:
        position.line += 1
        position.column = 1
      default:
        position.column += byte & 0xC0 != 0x80 ? 1 : 0
      }
      isAfterCarriageReturn = byte == 0x0D
    }
  }
}
