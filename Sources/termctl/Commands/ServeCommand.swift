import ArgumentParser
import Foundation
import Logging
import SKOSStore
import TermService

/// The command `termctl serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Open or create a store and serve it.",
    discussion: """
      Listens on a Unix domain socket: only users whom the directory of the socket lets in can connect; who they are \
      is known by their user id, or by a token. --tcp listens on this machine as well, and --tls on any address, for \
      clients that show tokens. --stdio serves one client on standard input and output, and ends with it.

      Sockets that systemd hands over (LISTEN_FDS) are used instead, and it is told when the server is ready \
      (NOTIFY_SOCKET). SIGHUP reads the certificate again. Ctrl-C or SIGTERM stops, after the requests in work are \
      answered; a second one stops at once.
      """)

  @Option(name: .long, help: "The directory of the store (TERMCTL_STORE).")
  var store: String?

  @Option(name: .long, help: "The socket to listen on (TERMCTL_SOCKET); DIR/socket if not given.")
  var socket: String?

  @Option(name: .long, help: ArgumentHelp("Listen without TLS on this machine too.", valueName: "host:port"))
  var tcp: String?

  @Option(name: .long, help: ArgumentHelp("Listen with TLS too.", valueName: "address:port"))
  var tls: String?

  @Option(name: .long, help: "The PEM file with the certificate, and those that lead up to a root.")
  var tlsCertificate: String?

  @Option(name: .long, help: "The PEM file with the certificate's private key.")
  var tlsKey: String?

  @Option(
    name: .long, help: "A PEM file; only clients with a certificate that one of these signed are let in.")
  var tlsClientAuthorities: String?

  @Flag(name: .long, help: "Serve one client on standard input and output.")
  var stdio = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Answer /metrics, /healthz and /readyz over HTTP on this machine.", valueName: "host:port"))
  var monitor: String?

  @Option(name: .long, help: "trace, debug, info, notice, warning or error.")
  var logLevel = "info"

  @Option(name: .long, help: "text for people, json for programs; on standard error.")
  var logFormat: StoreOptions.OutputFormat = .text

  func validate() throws {
    guard tls == nil || (tlsCertificate != nil && tlsKey != nil) else {
      throw ValidationError("--tls needs --tls-certificate and --tls-key")
    }
  }

  func run() async throws {
    let logger = try makeLogger()
    Self.raiseDescriptorLimit()
    var options = try StoreOptions.parse([])
    options.store = store
    options.socket = socket
    let endpoints = try endpoints(options)
    let store = try Store.open(options.directory, as: "termctl serve") { [logger] error in
      logger.error(
        "the store is in trouble", metadata: ["code": "\(error.code)", "error": "\(error.message)"])
    }
    logCheckpoint(of: store, logger)
    let service = try Service(
      store: store, transferArea: TransferArea(folder: store.spoolDirectory), logger: logger)
    let signals = ServerSignals()
    let server = try await Server.start(service.dispatcher, at: endpoints, logger: logger)
    let monitor = try await startMonitor(service, store, server, logger)
    SupervisedProcess.tell("READY=1")
    if !stdio {
      let place = endpoints.map(Self.words).joined(separator: ", ")
      Terminal.note("termctl: serving \(options.directory) on \(place); Ctrl-C stops it")
    }
    await waitForEnd(server, signals, logger)
    SupervisedProcess.tell("STOPPING=1")
    Terminal.note("termctl: stopping")
    await monitor?.stop()
    await server.stop()
    logCheckpoint(of: store, logger)
    store.close()
  }

  // MARK: Parts

  /// Takes as many descriptors as connections need and the system gives: the usual first limit is for programs that
  /// cannot count beyond 1,024.
  private static func raiseDescriptorLimit() {
    let limits = ServiceLimits()
    let wanted = rlim_t(limits.connectionCountMax + limits.descriptorCountReserved)
    var descriptors = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &descriptors) == 0, descriptors.rlim_cur < wanted else { return }
    descriptors.rlim_cur = min(wanted, descriptors.rlim_max)
    // Where it cannot be raised, there are fewer connections at once.
    _ = setrlimit(resource, &descriptors)
  }

  private func makeLogger() throws -> Logger {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level is trace, debug, info, notice, warning or error, not \(logLevel)")
    }
    var logger = Logger(label: "concordat") { label in
      switch logFormat {
      case .text: StreamLogHandler.standardError(label: label)
      case .json: JSONLogHandler(label: label)
      }
    }
    logger.logLevel = level
    return logger
  }

  private func endpoints(_ options: StoreOptions) throws -> [Endpoint] {
    let files = tlsCertificate.flatMap { certificate in
      tlsKey.map {
        TLSFiles(certificateChain: certificate, privateKey: $0, clientAuthorities: tlsClientAuthorities)
      }
    }
    if stdio { return [.standardIO] }
    var endpoints = SupervisedProcess.takeListeningDescriptors().map {
      Endpoint.inherited(descriptor: $0, files: files)
    }
    if endpoints.isEmpty { endpoints.append(.unixSocket(path: options.socketPath, mode: 0o600)) }
    if let tcp {
      let (host, port) = try Self.hostAndPort(tcp, "--tcp")
      endpoints.append(.tcp(host: host, port: port))
    }
    if let tls, let files {
      let (host, port) = try Self.hostAndPort(tls, "--tls")
      endpoints.append(.tls(host: host, port: port, files: files))
    }
    return endpoints
  }

  private static func hostAndPort(_ text: String, _ option: String) throws -> (String, Int) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw ValidationError("\(option) takes an address and a port, such as localhost:7878") }
    return (String(text[..<colon]).trimmingCharacters(in: ["[", "]"]), port)
  }

  private static func words(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .unixSocket(let path, _): path
    case .tcp(let host, let port): "tcp://\(host):\(port)"
    case .tls(let host, let port, _): "tls://\(host):\(port)"
    case .inherited(let descriptor, _): "descriptor \(descriptor)"
    case .standardIO: "standard input and output"
    }
  }

  private func startMonitor(
    _ service: Service, _ store: Store, _ server: Server, _ logger: Logger
  ) async throws -> Monitor? {
    guard let monitor else { return nil }
    let (host, port) = try Self.hostAndPort(monitor, "--monitor")
    let source = Monitor.Source(
      metrics: service.dispatcher.metrics, connectionCount: { server.connectionCount },
      readOnlyReason: { store.readOnlyReason }, isReady: { (try? store.eventPlace()) != nil })
    return try await Monitor.start(source, host: host, port: port, logger: logger)
  }

  private func waitForEnd(_ server: Server, _ signals: ServerSignals, _ logger: Logger) async {
    let stream = signals.stream
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await signal in stream {
          guard signal == .reload else { return }
          SupervisedProcess.tell("RELOADING=1\nMONOTONIC_USEC=\(SupervisedProcess.monotonicMicroseconds)")
          do {
            try server.reloadCertificates()
          } catch {
            logger.error("a certificate was not replaced", metadata: ["error": "\(error)"])
          }
          SupervisedProcess.tell("READY=1")
        }
      }
      if stdio { group.addTask { await server.waitForStandardIO() } }
      await group.next()
      group.cancelAll()
    }
    signals.armSecondStop()
  }

  private func logCheckpoint(of store: Store, _ logger: Logger) {
    guard let head = try? store.auditHead() else { return }
    logger.notice("audit checkpoint", metadata: ["checkpoint": "\(head)"])
  }
}

/// The signals that a server heeds.
private struct ServerSignals {
  enum Signal {
    case stop
    case reload
  }

  let stream: AsyncStream<Signal>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream<Signal>.makeStream()
    self.stream = stream
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number == SIGHUP ? .reload : .stop) }
      source.resume()
      return source
    }
  }

  /// From now on the signals that ask a process to stop end it at once.
  func armSecondStop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
