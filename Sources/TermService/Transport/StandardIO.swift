import Dispatch
import Glibc

/// The standard input and output of this process as descriptors that an event loop can wait for.
///
/// Pipes, sockets and terminals are used as they are. A file cannot be waited for, so threads carry its bytes from and
/// to pipes.
final class StandardIO: Sendable {
  /// What is read from; belongs to whoever takes it.
  let input: Int32
  /// What is written to; belongs to whoever takes it.
  let output: Int32
  /// Signalled when all that was written is in the file; nil where there is no file.
  private let written: DispatchSemaphore?

  init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) throws(ServerError) {
    if Self.isFile(input) {
      let (reading, writing) = try Self.pipe()
      Self.carry(from: dup(input), to: writing, then: nil)
      self.input = reading
    } else {
      self.input = dup(input)
    }
    if Self.isFile(output) {
      let (reading, writing) = try Self.pipe()
      let written = DispatchSemaphore(value: 0)
      Self.carry(from: reading, to: dup(output), then: written)
      self.output = writing
      self.written = written
    } else {
      self.output = dup(output)
      written = nil
    }
  }

  /// Waits until what was written is where it belongs; the output has to be closed before.
  func finish() async {
    guard let written else { return }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        written.wait()
        continuation.resume()
      }
    }
  }

  private static func isFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func pipe() throws(ServerError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0, let reading = ends.first, let writing = ends.last else {
      throw ServerError(code: .system, message: "The system has no pipe to spare for a file.")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (reading, writing)
  }

  private static func carry(from source: Int32, to target: Int32, then ended: DispatchSemaphore?) {
    DispatchQueue(label: "concordat.stdio").async {
      defer {
        close(source)
        close(target)
        ended?.signal()
      }
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = read(source, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        var rest = buffer[..<count]
        while !rest.isEmpty {
          let taken = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
          if taken < 0, errno == EINTR { continue }
          guard taken > 0 else { return }
          rest = rest.dropFirst(taken)
        }
      }
    }
  }
}
