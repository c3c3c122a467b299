import Glibc

/// A connection of the load generator: bytes in and out without blocking, and nothing else.
struct Peer {
  struct Failure: Error { let action: String, number: Int32 }

  let descriptor: Int32
  /// Bytes that the kernel has not taken yet.
  private var unsent: [UInt8] = []
  private var unsentStart = 0
  /// When the requests that wait for answers were due, in nanoseconds; answers come in order.
  private(set) var due: [UInt64] = []
  private var dueStart = 0
  /// The start of an answer whose end has not come, if it is of interest.
  private var head: [UInt8] = []

  init(socket path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard descriptor >= 0, result == 0 else { throw Failure(action: "connect", number: errno) }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// How many requests wait for their answers.
  var underWay: Int { due.count - dueStart }

  mutating func add(_ line: ArraySlice<UInt8>, due moment: UInt64) {
    unsent.append(contentsOf: line)
    due.append(moment)
  }

  /// Sends what the kernel takes.
  mutating func flush() throws {
    while unsentStart < unsent.count {
      let count = unsent.withUnsafeBytes {
        send(
          descriptor, $0.baseAddress?.advanced(by: unsentStart), unsent.count - unsentStart,
          Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else { throw Failure(action: "send", number: errno) }
      unsentStart += count
    }
    unsent.removeAll(keepingCapacity: true)
    unsentStart = 0
  }

  /// Takes what has come; `answered` is told when each answered request was due, and whether it succeeded.
  mutating func receive(
    into buffer: UnsafeMutableRawBufferPointer, _ answered: (UInt64, Bool) -> Void
  ) throws {
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    if count < 0, errno == EAGAIN { return }
    guard count > 0, let base = buffer.baseAddress else { throw Failure(action: "recv", number: errno) }
    var start = 0
    while start < count, let end = memchr(base + start, 0x0A, count - start) {
      let stop = base.distance(to: UnsafeMutableRawPointer(end))
      if head.count < 96 {
        head.append(contentsOf: UnsafeRawBufferPointer(start: base + start, count: min(96, stop - start)))
      }
      // An error would stand where the result does, right behind the id.
      answered(due[dueStart], !head.starts(with: #"{"jsonrpc":"2.0","id":null"#.utf8) && !isError)
      dueStart += 1
      head.removeAll(keepingCapacity: true)
      start = stop + 1
    }
    if start < count, head.count < 96 {
      head.append(contentsOf: UnsafeRawBufferPointer(start: base + start, count: min(96, count - start)))
    }
    if dueStart > 4096 {
      due.removeFirst(dueStart)
      dueStart = 0
    }
  }

  private static let error = Array(#""error":"#.utf8)

  private var isError: Bool {
    // The id of a request of ours is a number of a few digits.
    let window = head.prefix(48)
    return window.indices.dropLast(8).contains {
      window[$0] == 0x22 && window[$0...].starts(with: Self.error)
    }
  }
}
