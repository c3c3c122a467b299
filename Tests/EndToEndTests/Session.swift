import Foundation
import RDF
import Testing

/// A connection that has signed in, and knows the vocabulary that it is about.
final class Session {
  private static let methodsOfStore: Set = [
    "rpc.hello", "store.backup", "store.check", "vocabulary.create", "organisation.create", "user.create",
    "token.create", "work.list", "audit.list", "audit.head", "audit.verify",
  ]

  /// What came of a request.
  enum Answer {
    case result(JSON)
    /// The name of the error, and all of the answer.
    case refused(String, String)
    /// The server was gone before it answered.
    case gone
  }

  private let connection: BareConnection
  private var count = 0
  /// What the server refused last.
  private(set) var refusal: String?

  /// - Parameter member: whose token signs in; nil for the administrator, who is the user that runs the tests.
  convenience init(_ store: ServedStore, as member: String?) throws {
    let token = member.map {
      store.folder.text($0 + ".token").trimmingCharacters(in: .whitespacesAndNewlines)
    }
    try self.init(store.socket, token: token)
  }

  init(_ socket: String, token: String? = nil) throws {
    connection = try BareConnection(socket)
    var parameters: JSON.Object = ["protocolVersion": 1]
    if let token { parameters["token"] = .string(token) }
    try #require(call("rpc.hello", parameters) != nil, "\(refusal ?? "no answer")")
  }

  /// The result; nil if the server was gone, or refused.
  func call(_ method: String, _ parameters: JSON.Object) -> JSON? {
    guard case .result(let result) = answer(method, parameters) else { return nil }
    return result
  }

  /// Asks, and tells apart whether the server refused or was gone.
  func answer(_ method: String, _ parameters: JSON.Object) -> Answer {
    count += 1
    var parameters = parameters
    if !Self.methodsOfStore.contains(method) { parameters["vocabulary"] = "v" }
    let request: JSON = [
      "jsonrpc": "2.0", "id": .int(count), "method": .string(method), "params": .object(parameters),
    ]
    let line = String(decoding: request.serialized(.compact), as: UTF8.self)
    guard let answer = connection.ask(line), let json = try? JSON(parsing: Array(answer.utf8)) else {
      return .gone
    }
    if let result = json["result"] { return .result(result) }
    refusal = "\(method): \(answer)"
    return .refused(json["error"]?["data"]?["name"]?.string ?? "", answer)
  }

  func ask(_ method: String, _ parameters: JSON.Object) throws -> JSON {
    try #require(call(method, parameters), "\(refusal ?? "no answer")")
  }

  /// All rows of a list, page by page.
  func rows(_ member: String, of method: String, _ parameters: JSON.Object = [:]) throws -> [JSON] {
    var (rows, parameters): ([JSON], JSON.Object) = ([], parameters)
    while true {
      let page = try ask(method, parameters)
      rows += try #require(page[member]?.array)
      guard let cursor = page["cursor"], !cursor.isNull else { return rows }
      parameters["cursor"] = cursor
    }
  }
}
