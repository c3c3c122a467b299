import Foundation
import Logging
import RDF
import SKOSStore
import TermService

// Usage: service-bench make FOLDER FILE       makes a store with the vocabulary "measured" out of an N-Triples file
//        service-bench serve FOLDER SOCKET    serves a store until standard input ends, as `termctl serve` does
//        service-bench echo SOCKET            sends every byte back, without reading it: what NIO alone can do
//        service-bench load SOCKET FILE SECONDS CONNECTIONS DEPTH RATE
//                                             sends the lines of a file over and over; RATE 0 is as fast as they
//                                             are answered, with DEPTH requests under way on each connection
//        service-bench idle SOCKET COUNT      opens so many connections and holds them until standard input ends

@main
struct ServiceBench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("make", 3): try await make(folder: arguments[1], file: arguments[2])
    case ("serve", 3): try await serve(folder: arguments[1], socket: arguments[2])
    case ("echo", 2): try await EchoServer.serve(socket: arguments[1])
    case ("load", 7): try load(arguments)
    case ("idle", 3): try IdleConnections.hold(Int(arguments[2]) ?? 0, at: arguments[1])
    default: usage()
    }
  }

  /// Makes a store whose administrator is this user, as `termctl vocabulary import` does.
  private static func make(folder: String, file: String) async throws {
    let (store, service) = try open(folder)
    let client = InProcessClient(service.dispatcher, identity: .user(uid: getuid()))
    _ = try await client.call("vocabulary.create", ["name": "measured"])
    guard let handle = FileHandle(forReadingAtPath: file) else { usage() }
    let upload = try await client.upload(name: "measured.nt") {
      [UInt8](try handle.read(upToCount: 1 << 20) ?? Data())
    }
    _ = try await client.call(
      "vocabulary.import", ["vocabulary": "measured", "upload": .string(upload), "syntax": "ntriples"])
    await client.close()
    store.close()
  }

  private static func open(_ folder: String) throws -> (Store, Service) {
    let store = try Store(directory: folder, ownerDescription: "service-bench")
    try store.bootstrapAdministrator(userID: getuid())
    let logger = Logger(label: "service-bench") { _ in SwiftLogNoOpLogHandler() }
    let service = try Service(
      store: store, transferArea: TransferArea(folder: store.spoolDirectory), logger: logger)
    return (store, service)
  }

  private static func serve(folder: String, socket: String) async throws {
    let (store, service) = try open(folder)
    let logger = Logger(label: "service-bench") { _ in SwiftLogNoOpLogHandler() }
    let server = try await Server.start(
      service.dispatcher, at: [.unixSocket(path: socket)], logger: logger)
    waitForEnd()
    await server.stop()
    store.close()
  }

  private static func load(_ arguments: [String]) throws {
    guard let seconds = Double(arguments[3]), let connections = Int(arguments[4]),
      let depth = Int(arguments[5]), let rate = Double(arguments[6])
    else { usage() }
    let requests = try RequestFile(path: arguments[2])
    let run = try LoadRun(
      socket: arguments[1], requests: requests, connectionCount: connections, depth: depth, rate: rate)
    try run.run(seconds: seconds).print()
  }

  /// Waits for the end of standard input, which is that of the program that measures.
  static func waitForEnd() {
    while let data = try? FileHandle.standardInput.read(upToCount: 1 << 10), !data.isEmpty {}
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(
      Data("usage: service-bench serve|echo|load|idle …, see ServiceBench.swift\n".utf8))
    exit(2)
  }
}
