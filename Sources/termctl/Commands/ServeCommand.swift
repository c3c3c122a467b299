import ArgumentParser
import Foundation
import Logging
import SKOSStore
import TermService

/// The command `termctl serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Open or create a store and serve it on a Unix domain socket.",
    discussion: """
      Stops on Ctrl-C or SIGTERM, after the requests in work are answered. Only users whom the directory of the \
      socket lets in can connect; who they are is known by their user id, or by a token.
      """)

  @Option(name: .long, help: "The directory of the store (TERMCTL_STORE).")
  var store: String?

  @Option(name: .long, help: "The socket to listen on (TERMCTL_SOCKET); DIR/socket if not given.")
  var socket: String?

  @Option(name: .long, help: "trace, debug, info, notice, warning or error.")
  var logLevel = "info"

  func run() async throws {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level is trace, debug, info, notice, warning or error, not \(logLevel)")
    }
    var options = try StoreOptions.parse([])
    options.store = store
    options.socket = socket
    var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    let store = try Store.open(options.directory, as: "termctl serve") { [logger] error in
      logger.error(
        "the store is in trouble", metadata: ["code": "\(error.code)", "error": "\(error.message)"])
    }
    let head = try store.auditHead()
    logger.notice("audit checkpoint", metadata: ["checkpoint": "\(head)"])
    let service = try Service(
      store: store, transferArea: TransferArea(folder: store.spoolDirectory), logger: logger)
    let stop = StopSignals()
    let server = try await Server.start(
      service.dispatcher, at: [.unixSocket(path: options.socketPath, mode: 0o600)], logger: logger)
    Terminal.note("termctl: serving \(options.directory) on \(options.socketPath); Ctrl-C stops it")
    await stop.wait()
    Terminal.note("termctl: stopping")
    await server.stop()
    if let head = try? store.auditHead() {
      logger.notice("audit checkpoint", metadata: ["checkpoint": "\(head)"])
    }
    store.close()
  }
}

/// Waits for the signals that ask a process to stop.
private struct StopSignals {
  private let stream: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    self.stream = stream
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
  }

  func wait() async {
    for await _ in stream { break }
    for source in sources { source.cancel() }
  }
}
