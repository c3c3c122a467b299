import Foundation
import Glibc
import TestSupport
import Testing

/// A client made of system calls, which can do what a good client never would.
final class RawPeer {
  private var descriptor: Int32
  private var received: [UInt8] = []

  struct Failure: Error { let action: String, errorNumber: Int32 }

  /// Connects to a Unix socket; reads give up after an hour, which is a failure of the test.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    try check(withUnixAddress(path) { connect(descriptor, $0, $1) }, "connect")
    setTimeouts()
  }

  /// Connects to a port of this machine.
  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try check(result, "connect")
    setTimeouts()
  }

  private func setTimeouts() {
    var timeout = timeval(tv_sec: 3_600, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  deinit { close() }

  private func check(_ result: Int, _ action: String) throws {
    guard result >= 0 else { throw Failure(action: action, errorNumber: errno) }
  }

  private func check(_ result: Int32, _ action: String) throws { try check(Int(result), action) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset, Int32(MSG_NOSIGNAL))
      }
      try check(count, "send")
      offset += count
    }
  }

  /// The next line without its end; nil at the end of the stream, also when it was reset.
  func readLine() throws -> String? {
    var searched = 0
    while true {
      if let end = received[searched...].firstIndex(of: 0x0A) {
        guard let line = String(validating: received[..<end], as: UTF8.self) else {
          throw Failure(action: "UTF-8", errorNumber: EILSEQ)
        }
        received.removeFirst(end + 1)
        return line
      }
      searched = received.count
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == ECONNRESET { return nil }
      try check(count, "recv")
      if count == 0 { return nil }
      received.append(contentsOf: chunk[..<count])
    }
  }

  func ask(_ text: String) throws -> String? {
    try send(text + "\n")
    return try readLine()
  }

  func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }
}

/// A folder that is removed with all it holds.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = "/tmp/termservice-\(UInt64.random(in: .min ... .max))"
    guard mkdir(path, 0o700) == 0 else { throw RawPeer.Failure(action: "mkdir", errorNumber: errno) }
  }

  /// Whether it holds nothing.
  var isEmpty: Bool {
    guard let folder = opendir(path) else { return false }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // "." and ".." are always there.
    return count == 2
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if let name { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

/// How many sockets a path has: the one that listens, and one for each connection that was accepted and not closed.
///
/// Other tests of the process do not count, unlike in `/proc/self/fd`.
func socketCount(_ path: String) -> Int {
  guard let table = try? String(contentsOfFile: "/proc/net/unix", encoding: .utf8) else { return -1 }
  return table.split(separator: "\n").count { $0.hasSuffix(" " + path) }
}
