import Foundation
import Glibc

/// The requests of a run, one JSON text a line.
struct RequestFile {
  let bytes: [UInt8]
  /// Where each line is, its end included.
  let lines: [Range<Int>]

  init(path: String) throws {
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(start..<index + 1)
      start = index + 1
    }
    self.lines = lines
  }
}

/// What a run came to.
struct LoadResult {
  var answers = 0
  var errors = 0
  var seconds = 0.0
  var cpuSeconds = 0.0
  var latencies: [UInt64] = []

  func print() {
    let sorted = latencies.sorted()
    func milliseconds(_ share: Double) -> Double {
      sorted.isEmpty ? 0 : Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1e6
    }
    let text = String(
      format: #"{"rate":%.0f,"answers":%d,"errors":%d,"seconds":%.3f,"clientCPUSeconds":%.3f,"#
        + #""p50ms":%.3f,"p99ms":%.3f,"maxms":%.3f}"#,
      Double(answers) / seconds, answers, errors, seconds, cpuSeconds, milliseconds(0.5), milliseconds(0.99),
      milliseconds(1))
    Swift.print(text)
  }
}

/// Sends requests on several connections from one thread and times their answers.
///
/// With a rate, requests are due at even distances whether or not the answers to earlier ones have come, and an
/// answer's time counts from when its request was due: a server that stalls cannot hide it by slowing the client.
struct LoadRun {
  private let requests: RequestFile
  private let depth: Int
  private let rate: Double
  private var peers: [Peer] = []

  init(socket: String, requests: RequestFile, connectionCount: Int, depth: Int, rate: Double) throws {
    self.requests = requests
    self.depth = depth
    self.rate = rate
    for _ in 0..<connectionCount { peers.append(try Peer(socket: socket)) }
  }

  /// Runs for so many seconds, after a second whose answers do not count.
  func run(seconds: Double) throws -> LoadResult {
    var run = self
    return try run.measure(seconds: seconds)
  }

  private mutating func measure(seconds: Double) throws -> LoadResult {
    var result = LoadResult()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var interests = peers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let begin = Self.now
    let counted = begin + 1_000_000_000
    let end = counted + UInt64(seconds * 1e9)
    var cpuAtStart = 0.0
    var next = 0
    var sent = 0
    while true {
      let now = Self.now
      if now >= end { break }
      if now >= counted, cpuAtStart == 0 { cpuAtStart = Self.cpuSeconds }
      if rate > 0 {
        let dueCount = Int(Double(now - begin) * rate / 1e9)
        while sent < dueCount {
          let moment = begin + UInt64(Double(sent) * 1e9 / rate)
          peers[sent % peers.count].add(line(&next), due: moment)
          sent += 1
        }
      } else {
        for index in peers.indices {
          while peers[index].underWay < depth { peers[index].add(line(&next), due: now) }
        }
      }
      for index in peers.indices { try peers[index].flush() }
      guard poll(&interests, nfds_t(interests.count), 1) > 0 else { continue }
      for index in peers.indices where interests[index].revents != 0 {
        try peers[index].receive(into: buffer) { due, isSuccess in
          let now = Self.now
          guard now >= counted else { return }
          result.answers += 1
          if !isSuccess { result.errors += 1 }
          result.latencies.append(now - due)
        }
      }
    }
    result.seconds = seconds
    result.cpuSeconds = Self.cpuSeconds - cpuAtStart
    return result
  }

  private func line(_ next: inout Int) -> ArraySlice<UInt8> {
    let line = requests.bytes[requests.lines[next]]
    next = next + 1 == requests.lines.count ? 0 : next + 1
    return line
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
