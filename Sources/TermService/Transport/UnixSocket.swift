import Glibc

/// A listening Unix domain socket and its file.
struct UnixSocket: Sendable {
  /// The longest path: `sockaddr_un` on Linux has 108 bytes with the zero at the end (unix(7)).
  static let pathByteCountMax = 107

  let path: String
  let descriptor: Int32
  /// Which file it is, so that a successor's is not removed in its stead.
  private let device: UInt
  private let inode: UInt

  /// Listens at a path, removing the file of a server that is gone.
  ///
  /// The file never has more rights than `mode`, not even for a moment: on Linux a socket's file takes the mode
  /// of the descriptor. Two servers that start at the same moment are kept apart by the store's lock, not here.
  init(path: String, mode: UInt32) throws(ServerError) {
    var address = try Self.address(of: path)
    try Self.removeStale(path, address)
    let descriptor = try Self.makeDescriptor()
    do throws(ServerError) {
      try Self.check(fchmod(descriptor, mode & 0o777), "setting the mode of \(path)")
      try Self.check(Self.withPointer(to: &address) { bind(descriptor, $0, $1) }, "binding \(path)")
      // The umask may have taken rights that were asked for; giving them afterwards is safe.
      try Self.check(chmod(path, mode & 0o777), "setting the mode of \(path)")
      try Self.check(listen(descriptor, 1024), "listening at \(path)")
      var status = stat()
      try Self.check(lstat(path, &status), "looking at \(path)")
      self.device = UInt(status.st_dev)
      self.inode = UInt(status.st_ino)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// Removes the file, unless it is another server's by now.
  func removeFile() {
    var status = stat()
    guard lstat(path, &status) == 0, UInt(status.st_dev) == device, UInt(status.st_ino) == inode else {
      return
    }
    unlink(path)
  }

  // MARK: Parts

  private static func makeDescriptor() throws(ServerError) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    try check(descriptor, "making a socket")
    return descriptor
  }

  static func address(of path: String) throws(ServerError) -> sockaddr_un {
    let bytes = Array(path.utf8)
    guard bytes.count <= pathByteCountMax else {
      throw ServerError(
        code: .pathTooLong,
        message: "The socket's path is \(bytes.count) bytes long and may have \(pathByteCountMax). "
          + "Choose a shorter one, for instance below /run: \(path)")
    }
    guard !bytes.isEmpty, !bytes.contains(0) else {
      throw ServerError(code: .system, message: "A socket's path is not empty and has no zero byte.")
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }

  private static func removeStale(_ path: String, _ address: sockaddr_un) throws(ServerError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ServerError(
        code: .pathTaken,
        message: "There is a file that is not a socket. Remove it or choose another path: \(path)")
    }
    guard try isAbandoned(path, address) else {
      throw ServerError(
        code: .addressInUse,
        message: "Another server answers at the socket. Stop it or choose another path: \(path)")
    }
    try check(unlink(path), "removing the abandoned socket \(path)")
  }

  /// Whether nobody listens: only then does connecting end in `ECONNREFUSED`.
  private static func isAbandoned(_ path: String, _ address: sockaddr_un) throws(ServerError) -> Bool {
    let descriptor = try makeDescriptor()
    defer { close(descriptor) }
    var address = address
    let result = withPointer(to: &address) { connect(descriptor, $0, $1) }
    // Without blocking, EAGAIN says that somebody listens and has a long queue.
    if result == 0 || errno == EAGAIN { return false }
    if errno == ECONNREFUSED { return true }
    throw system("asking whether a server answers at \(path)")
  }

  private static func withPointer<Result>(
    to address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private static func check(_ result: Int32, _ action: String) throws(ServerError) {
    guard result >= 0 else { throw system(action) }
  }

  private static func system(_ action: String) -> ServerError {
    ServerError(code: .system, message: "The system refuses \(action): \(String(cString: strerror(errno))).")
  }
}
