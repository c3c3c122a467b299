import Foundation
import Logging
import RDF
import SKOSStore
import Testing

@testable import TermService

/// The documents that the declarations of the methods determine; `make spec` writes them anew.
@Suite struct `The documents of the protocol` {
  private static let isWriting = ProcessInfo.processInfo.environment["CONCORDAT_WRITE_SPEC"] != nil

  private static func url(_ name: String) -> URL {
    var repository = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { repository.deleteLastPathComponent() }
    return repository.appendingPathComponent("spec/" + name)
  }

  private func withTable<Value>(_ body: (MethodTable) throws -> Value) throws -> Value {
    let directory = "/tmp/cp-" + UUID().uuidString.prefix(8)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store(directory: directory, ownerDescription: "a test")
    defer { store.close() }
    let service = try Service(
      store: store, transferArea: nil, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try body(service.dispatcher.table)
  }

  private func check(_ text: String, _ name: String) throws {
    if Self.isWriting { try Data(text.utf8).write(to: Self.url(name)) }
    let found = (try? String(contentsOf: Self.url(name), encoding: .utf8)) ?? ""
    #expect(found == text, "spec/\(name) is not what the declarations say; make spec writes it anew")
  }

  @Test func `protocol.md has a section for every method`() throws {
    try withTable { table in
      let document = try String(contentsOf: Self.url("protocol.md"), encoding: .utf8)
      let methods = ProtocolMarkdown.methods(table.declarations)
      try check(
        try #require(ProtocolMarkdown.replacing("methods", with: methods, in: document)), "protocol.md")
    }
  }

  @Test func `openrpc.json is what rpc.discover answers`() throws {
    try withTable { table in
      let document = OpenRPC.document(for: table, server: ServerDescription(version: Service.version))
      let text = try #require(String(validating: document.serialized(.indented), as: UTF8.self))
      try check(text + "\n", "openrpc.json")
    }
  }
}
