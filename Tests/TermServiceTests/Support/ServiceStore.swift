import Foundation
import Logging
import RDF
import SKOSStore

@testable import TermService

/// A store with the service over it, whose administrator is called within the process.
final class ServiceStore: Sendable {
  let directory: String
  let store: Store
  let service: Service
  static let administratorID: UInt32 = 4_000_000_001

  init() throws {
    directory = "/tmp/cs-" + UUID().uuidString.prefix(8)
    store = try Store(directory: directory, ownerDescription: "a test")
    try store.bootstrapAdministrator(userID: Self.administratorID)
    service = try Service(
      store: store, limits: .patient, transferArea: TransferArea(folder: store.spoolDirectory),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Closes and removes the store; nothing that asks it may be left.
  func remove() {
    store.close()
    try? FileManager.default.removeItem(atPath: directory)
  }

  func administrator() -> InProcessClient {
    InProcessClient(service.dispatcher, identity: .user(uid: Self.administratorID))
  }

  /// A client that has signed in as an account, by a token that is made for it.
  func client(as name: String) async throws -> InProcessClient {
    let token = try await administrator().call("token.create", ["user": .string(name)])["token"]?.string
    let client = InProcessClient(service.dispatcher, identity: .none)
    try await client.hello(token: AccessToken(token ?? ""))
    return client
  }

  /// Makes a vocabulary in which the administrator may do everything.
  func makeVocabulary(_ name: String) async throws {
    let client = administrator()
    _ = try await client.call(
      "vocabulary.create",
      ["name": .string(name), "namespace": .string("https://example.org/\(name)/"), "title": "T"])
    for role in ["proposer", "reviewer", "manager", "publisher", "owner"] {
      _ = try await client.call(
        "user.grant", ["vocabulary": .string(name), "user": "administrator", "role": .string(role)])
    }
  }

  /// N-Triples of a few entries with a label each.
  static func entries(_ count: Int, _ label: String, in vocabulary: String = "v") -> [UInt8] {
    let lines = (1...count).map {
      "<https://example.org/\(vocabulary)/\($0)> <\(IRI.SKOS.prefLabel.string)> \"\(label) \($0)\"@en .\n"
    }
    return Array(lines.joined().utf8)
  }

  /// Uploads a document and returns what the service calls it.
  static func upload(_ document: [UInt8], _ client: any TermCalling) async throws -> JSON {
    var parts = [document, []]
    return .string(try await client.upload(name: "document") { parts.removeFirst() })
  }

  static func load(
    _ count: Int, _ label: String, in vocabulary: String = "v", _ client: any TermCalling
  ) async throws {
    try await bring(entries(count, label, in: vocabulary), to: vocabulary, client)
  }

  /// Makes a document in N-Triples what a vocabulary says.
  static func bring(_ document: [UInt8], to vocabulary: String, _ client: any TermCalling) async throws {
    _ = try await client.call(
      "vocabulary.import",
      [
        "vocabulary": .string(vocabulary), "syntax": "ntriples", "upload": try await upload(document, client),
      ])
  }

  /// A statement of SKOS about two entries of `v`, or one of `v` and another resource, in N-Triples.
  static func link(_ subject: String, _ property: String, _ object: String) -> [UInt8] {
    func iri(_ name: String) -> String { name.contains(":") ? name : "https://example.org/v/" + name }
    return Array("<\(iri(subject))> <\(IRI.SKOS.namespace)\(property)> <\(iri(object))> .\n".utf8)
  }
}
