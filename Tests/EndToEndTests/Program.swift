import Foundation
import TestSupport
import Testing

/// The `termctl` that was built with these tests, or the one that TERMCTL names.
enum Program {
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["TERMCTL"] { return path }
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
    return tests.deletingLastPathComponent().appendingPathComponent("termctl").path
  }()

  /// What a run came to.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
    /// Both streams, for messages of tests.
    var everything: String { output + errors }
  }

  /// Runs the program to its end, at most for two minutes.
  static func run(_ arguments: [String], environment: [String: String] = [:], input: Data? = nil) throws
    -> Result
  {
    let running = try Running(arguments, environment: environment, input: input)
    return running.wait()
  }

  /// The root of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
}

/// A run of the program that has not ended.
final class Running {
  let process = Process()
  private let folder: Folder
  /// Where runs keep what they remember, so that it is not among what the person who runs the tests has seen.
  private static let stateFolder = NSTemporaryDirectory() + "concordat-state-\(getpid())"

  init(
    _ arguments: [String], program: String = Program.path, environment: [String: String] = [:],
    input: Data? = nil
  ) throws {
    folder = try Folder()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TERMCTL") }
    all["LANG"] = "C"
    all["XDG_STATE_HOME"] = Self.stateFolder
    for (name, value) in environment { all[name] = value }
    process.environment = all
    process.standardOutput = try folder.handle("output")
    process.standardError = try folder.handle("errors")
    process.standardInput = try input.map { try folder.handle("input", with: $0) } ?? FileHandle.nullDevice
    try process.run()
  }

  /// What has been written to standard output so far.
  var output: String { folder.text("output") }

  /// What has been written to standard error so far.
  var errors: String { folder.text("errors") }

  func kill(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

  @discardableResult
  func wait() -> Program.Result {
    let deadline = DispatchWorkItem { [process] in Foundation.kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 3_600, execute: deadline)
    process.waitUntilExit()
    deadline.cancel()
    return Program.Result(
      status: process.terminationStatus, output: folder.text("output"), errors: folder.text("errors"))
  }
}

/// A temporary folder that goes with its owner.
final class Folder {
  let path: String

  init() throws {
    // Short, because a socket's path may be 107 bytes long.
    path = "/tmp/cc-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    // A token that others could read is not taken.
    if name.hasSuffix(".token") { chmod(file(name), 0o600) }
    return file(name)
  }

  func text(_ name: String) -> String {
    (try? Data(contentsOf: URL(fileURLWithPath: file(name)))).flatMap { String(data: $0, encoding: .utf8) }
      ?? ""
  }

  func handle(_ name: String, with content: Data = Data()) throws -> FileHandle {
    try content.write(to: URL(fileURLWithPath: file(name)))
    return try FileHandle(forUpdating: URL(fileURLWithPath: file(name)))
  }
}

/// A served store with a committee that signs in by tokens.
final class ServedStore {
  let folder: Folder
  private(set) var server: Running
  var directory: String { folder.file("store") }
  var socket: String { directory + "/socket" }

  /// - Parameter time: what time it is in it, in a store for rehearsals; the time of the machine if nil.
  init(at time: String? = nil) throws {
    folder = try Folder()
    if time != nil {
      let made = try Program.run(["store", "rehearse", "--store", folder.file("store")])
      try #require(made.status == 0, "\(made.everything)")
    }
    server = try Self.serve(folder.file("store"), at: time)
  }

  deinit {
    server.kill(SIGKILL)
    server.wait()
  }

  private static func serve(_ directory: String, at time: String?) throws -> Running {
    let environment = time.map { ["TERMCTL_REHEARSAL_TIME": $0] } ?? [:]
    let server = try Running(["serve", "--store", directory], environment: environment)
    // The server says so when it is ready; until then there is nothing to do but to look again.
    let deadline = Date(timeIntervalSinceNow: 1_800)
    while !server.errors.contains("serving"), server.process.isRunning, Date() < deadline { usleep(10_000) }
    guard server.errors.contains("serving") else {
      Issue.record("the server did not start: \(server.wait().everything)")
      return server
    }
    return server
  }

  func restart(at time: String? = nil) throws { server = try Self.serve(directory, at: time) }

  /// Runs a command as the administrator or, by token, as a member.
  func run(_ member: String? = nil, _ arguments: [String], input: Data? = nil) throws -> Program.Result {
    let identity = member.map { ["--token-file", folder.file($0 + ".token")] } ?? []
    return try Program.run(arguments + ["--store", directory] + identity, input: input)
  }

  /// Runs a command that has to succeed, and returns its output.
  @discardableResult
  func succeed(
    _ member: String? = nil, _ arguments: [String], location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try run(member, arguments)
    #expect(
      result.status == 0, "termctl \(arguments.joined(separator: " ")): \(result.everything)",
      sourceLocation: location)
    return result.output
  }

  /// Runs a command that has to end with a status, and returns all that it says.
  @discardableResult
  func fail(
    _ member: String? = nil, _ arguments: [String], status: Int32, location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try run(member, arguments)
    #expect(
      result.status == status, "termctl \(arguments.joined(separator: " ")): \(result.everything)",
      sourceLocation: location)
    return result.everything
  }

  /// Makes an account for each role, named like it, with a token.
  func appoint(_ roles: [String]) throws {
    for role in roles {
      try succeed(nil, ["user", "add", role, "--role", role])
      try folder.write(role + ".token", succeed(nil, ["token", "create", role]))
    }
  }
}

/// A bare connection to a server's socket, for sending what no client would.
final class BareConnection {
  private let descriptor: Int32

  /// Takes over a connection that was accepted.
  init(descriptor: Int32) { self.descriptor = descriptor }

  convenience init(_ path: String) throws {
    self.init(descriptor: try #require(Self.connect(to: path), "cannot connect to \(path)"))
  }

  /// Connects to a server that may be gone, which is no failure of a test.
  convenience init?(toMaybeGone path: String) {
    guard let descriptor = Self.connect(to: path) else { return nil }
    self.init(descriptor: descriptor)
  }

  private static func connect(to path: String) -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 3_600, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if withUnixAddress(path, { Foundation.connect(descriptor, $0, $1) }) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  deinit { close(descriptor) }

  /// Sends bytes; false if the peer has closed before all were taken.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        return Foundation.send(descriptor, start + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// The next line; nil if the peer has closed.
  func line() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while recv(descriptor, &byte, 1, 0) == 1 {
      if byte == 0x0A { return String(validating: line, as: UTF8.self) }
      line.append(byte)
    }
    return line.isEmpty ? nil : String(validating: line, as: UTF8.self)
  }

  /// Sends a line and returns the answer.
  func ask(_ line: String) -> String? {
    send(Array((line + "\n").utf8))
    return self.line()
  }
}
