import RDF

/// Speaks the Model Context Protocol for one client, over the same methods as everybody else's.
///
/// A value of decisions: a line in, a line out or none. What is behind it, a server or a store in this process, is a
/// `TermCalling`. It offers tools and nothing else, and none of them submits, decides or releases anything.
/// - Source: https://modelcontextprotocol.io/specification/2025-06-18.
public actor MCPServer {
  /// The revisions of the protocol that are spoken, newest first.
  public static let protocolVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  /// The longest line that is read, in bytes.
  public static let lineByteCountMax = 1 << 20

  private let client: any TermCalling
  private let name: String
  private let version: String
  private var isInitialized = false

  /// Creates a server.
  public init(client: any TermCalling, name: String = "concordat", version: String = Service.version) {
    self.client = client
    self.name = name
    self.version = version
  }

  /// Answers a line; nil where nothing is answered.
  public func answer(to line: [UInt8]) async -> [UInt8]? {
    let message: JSON
    do {
      message = try JSON(parsing: line)
    } catch {
      return Self.failure(.null, -32700, "Parse error: \(error).")
    }
    guard case .object(let object) = message else {
      // Revisions before 2025-06-18 had batches; no client of this kind is known to send them.
      return Self.failure(.null, -32600, "A message is an object.")
    }
    guard object["jsonrpc"]?.string == "2.0", let method = object["method"]?.string else {
      // Answers to requests that were never sent are passed over.
      if object["result"] != nil || object["error"] != nil { return nil }
      return Self.failure(object["id"] ?? .null, -32600, "A request has jsonrpc 2.0 and a method.")
    }
    // Whatever has no id is a notification: that the client is ready, or that it has cancelled something.
    guard let id = object["id"] else { return nil }
    guard id.string != nil || id.int != nil else {
      return Self.failure(.null, -32600, "An id is a string or an integer.")
    }
    return await answer(id, method, object["params"]?.object ?? JSON.Object())
  }

  private func answer(_ id: JSON, _ method: String, _ parameters: JSON.Object) async -> [UInt8] {
    switch method {
    case "initialize":
      isInitialized = true
      return Self.success(id, initialization(parameters))
    case "ping":
      return Self.success(id, [:])
    case _ where !isInitialized:
      return Self.failure(id, -32600, "The first request is initialize.")
    case "tools/list":
      return Self.success(id, ["tools": .array(MCPTool.all.map(\.description))])
    case "tools/call":
      guard let name = parameters["name"]?.string, let tool = MCPTool.all.first(where: { $0.name == name })
      else {
        return Self.failure(
          id, -32602, "There is no tool \(Spelling.quoted(parameters["name"]?.string ?? "")).")
      }
      return Self.success(id, await call(tool, parameters["arguments"]?.object ?? JSON.Object()))
    default:
      return Self.failure(id, -32601, "There is no method \(Spelling.quoted(method)).")
    }
  }

  private func initialization(_ parameters: JSON.Object) -> JSON {
    // Whoever asks for a revision that is not spoken is offered the newest, and may leave.
    let wanted = parameters["protocolVersion"]?.string
    let spoken = wanted.flatMap { Self.protocolVersions.contains($0) ? $0 : nil } ?? Self.protocolVersions[0]
    return [
      "protocolVersion": .string(spoken),
      "capabilities": ["tools": ["listChanged": false]],
      "serverInfo": ["name": .string(name), "version": .string(version)],
      "instructions": .string(Self.instructions),
    ]
  }

  private static let instructions = """
    Concordat keeps vocabularies that committees agree on. Use its terms as they stand, and cite an entry by its IRI \
    together with the revision or release that was read. Retired entries say what replaced them. A change can be \
    drafted here; a person submits it, and the committee decides.
    """

  /// Calls a tool; what it refuses is a result for the model to read, not an error of the protocol.
  private func call(_ tool: MCPTool, _ arguments: JSON.Object) async -> JSON {
    if let fault = Schema.mismatch(members: arguments, of: tool.parameters, at: "") {
      return Self.refusal("The argument \(Spelling.quoted(fault.path)) \(fault.sentence).")
    }
    do {
      let result = try await tool.run(client, arguments)
      guard let text = String(validating: result.serialized(.indented), as: UTF8.self) else {
        return Self.refusal("The answer is not text.")
      }
      // Clients of revisions without structured content read the text.
      return [
        "content": [["type": "text", "text": .string(text)]], "structuredContent": result, "isError": false,
      ]
    } catch let error as RPCError {
      return Self.refusal(error.message)
    } catch let error as ClientError {
      return Self.refusal(error.message)
    } catch {
      return Self.refusal("The call failed: \(error).")
    }
  }

  private static func refusal(_ sentence: String) -> JSON {
    ["content": [["type": "text", "text": .string(sentence)]], "isError": true]
  }

  private static func success(_ id: JSON, _ result: JSON) -> [UInt8] {
    (["jsonrpc": "2.0", "id": id, "result": result] as JSON).serialized(.compact)
  }

  private static func failure(_ id: JSON, _ code: Int, _ message: String) -> [UInt8] {
    let error: JSON = ["code": .int(code), "message": .string(message)]
    return (["jsonrpc": "2.0", "id": id, "error": error] as JSON).serialized(.compact)
  }
}
