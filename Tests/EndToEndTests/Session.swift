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

  private let socket: String
  private let hello: String
  private var connection: BareConnection
  /// Connections whose answers nobody reads, and which stay open so that what they asked for is done.
  private var abandoned: [BareConnection] = []
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
    var parameters: JSON.Object = ["protocolVersion": 1]
    if let token { parameters["token"] = .string(token) }
    self.socket = socket
    hello = Self.line("rpc.hello", parameters, id: 0)
    connection = try #require(Self.signedIn(socket, hello), "nobody answers at \(socket), or not so")
  }

  /// A connection that has signed in; nil if the server is gone or refuses.
  private static func signedIn(_ socket: String, _ hello: String) -> BareConnection? {
    guard let connection = BareConnection(toMaybeGone: socket), let answer = connection.ask(hello) else {
      return nil
    }
    return answer.contains(#""result""#) ? connection : nil
  }

  /// The result; nil if the server was gone, or refused.
  func call(_ method: String, _ parameters: JSON.Object) -> JSON? {
    guard case .result(let result) = answer(method, parameters) else { return nil }
    return result
  }

  /// Asks, and tells apart whether the server refused or was gone.
  func answer(_ method: String, _ parameters: JSON.Object) -> Answer {
    count += 1
    let line = Self.line(method, parameters, id: count)
    guard let answer = connection.ask(line), let json = try? JSON(parsing: Array(answer.utf8)) else {
      return .gone
    }
    if let result = json["result"] { return .result(result) }
    refusal = "\(method): \(answer)"
    return .refused(json["error"]?["data"]?["name"]?.string ?? "", answer)
  }

  /// Asks, never reads the answer, and goes on over a new connection; false if the server is gone.
  ///
  /// - Parameter hangingUp: whether the connection is closed at once, which may come before the request is carried out.
  func askInVain(_ method: String, _ parameters: JSON.Object, hangingUp: Bool) -> Bool {
    count += 1
    let line = Self.line(method, parameters, id: count)
    guard connection.send(Array((line + "\n").utf8)), let next = Self.signedIn(socket, hello)
    else { return false }
    if !hangingUp { abandoned.append(connection) }
    connection = next
    return true
  }

  private static func line(_ method: String, _ parameters: JSON.Object, id: Int) -> String {
    var parameters = parameters
    if !methodsOfStore.contains(method) { parameters["vocabulary"] = "v" }
    let request: JSON = [
      "jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": .object(parameters),
    ]
    return String(decoding: request.serialized(.compact), as: UTF8.self)
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
