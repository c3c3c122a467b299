import Glibc

/// Sockets on which whoever started this process listens for it already, and the word that it is ready.
///
/// The convention of systemd: `LISTEN_FDS` says how many descriptors there are from 3 on, `LISTEN_PID` for whom;
/// `NOTIFY_SOCKET` is where states are told.
/// - Source: sd_listen_fds(3), sd_notify(3).
public enum SupervisedProcess {
  /// The descriptors that were handed over; none where there is no such supervisor.
  ///
  /// The variables are taken away, so that programs started from here do not think that they are meant.
  public static func takeListeningDescriptors() -> [Int32] {
    defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
    guard let process = variable("LISTEN_PID").flatMap({ Int32($0) }), process == getpid(),
      let count = variable("LISTEN_FDS").flatMap({ Int32($0) }), (1...64).contains(count)
    else { return [] }
    let descriptors = Array(3..<(3 + count))
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptors
  }

  /// Tells the supervisor a state, such as `READY=1`; false where there is none or it does not listen.
  @discardableResult public static func tell(_ state: String) -> Bool {
    guard let path = variable("NOTIFY_SOCKET"), let first = path.utf8.first,
      first == UInt8(ascii: "/") || first == UInt8(ascii: "@"),
      var address = try? UnixSocket.address(of: path)
    else { return false }
    var length = MemoryLayout<sockaddr_un>.size
    if first == UInt8(ascii: "@") {
      // A name in the abstract namespace: its first byte is zero, and its length counts.
      withUnsafeMutableBytes(of: &address.sun_path) { $0[0] = 0 }
      length = MemoryLayout<sa_family_t>.size + path.utf8.count
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(state.utf8)
    let sent = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, socklen_t(length))
      }
    }
    return sent == bytes.count
  }

  /// The moment now as `RELOADING=1` has to have it.
  public static var monotonicMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).flatMap { String(validatingCString: $0) }
  }
}

/// What kind of listening socket a descriptor is.
enum InheritedSocket {
  case unix(path: String)
  case internet(host: String, port: Int)

  /// Looks at a descriptor.
  ///
  /// - Throws: `ServerError` if nobody listens on it.
  init(_ descriptor: Int32) throws(ServerError) {
    var isListening: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening != 0 else {
      throw ServerError(
        code: .system, message: "The descriptor \(descriptor) that was handed over is no listening socket.")
    }
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard result == 0 else {
      throw ServerError(code: .system, message: "The address of the descriptor \(descriptor) is not known.")
    }
    switch Int32(storage.ss_family) {
    case AF_UNIX: self = .unix(path: Self.path(&storage))
    case AF_INET, AF_INET6: self = try Self.internet(&storage, length)
    default:
      throw ServerError(
        code: .system, message: "The descriptor \(descriptor) is neither a Unix socket nor one of TCP.")
    }
  }

  private static func path(_ storage: inout sockaddr_storage) -> String {
    withUnsafeBytes(of: &storage) { bytes in
      let path = bytes.dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }
      return String(validating: path, as: UTF8.self) ?? "a socket"
    }
  }

  private static func internet(
    _ storage: inout sockaddr_storage, _ length: socklen_t
  ) throws(ServerError) -> InheritedSocket {
    var host = [CChar](repeating: 0, count: 64)
    var port = [CChar](repeating: 0, count: 8)
    let result = withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getnameinfo(
          $0, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
          NI_NUMERICHOST | NI_NUMERICSERV)
      }
    }
    func text(_ characters: [CChar]) -> String {
      String(validating: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) ?? ""
    }
    guard result == 0, let number = Int(text(port)) else {
      throw ServerError(
        code: .system, message: "The address of a descriptor that was handed over is not known.")
    }
    return .internet(host: text(host), port: number)
  }
}
