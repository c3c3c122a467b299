public import RDF

/// A request that has the form JSON-RPC 2.0 §4 asks for; whether its method exists is not known yet.
public struct RPCRequest: Hashable, Sendable {
  /// What the client calls it; nil for a notification, which is not answered.
  public let id: RPCID?
  /// The method's name.
  public let method: String
  /// The parameters by name, or why they cannot be read as such.
  public let parameters: Result<JSON.Object, RPCError>

  /// Creates a request.
  public init(id: RPCID?, method: String, parameters: JSON.Object = JSON.Object()) {
    self.init(id: id, method: method, parameters: .success(parameters))
  }

  init(id: RPCID?, method: String, parameters: Result<JSON.Object, RPCError>) {
    self.id = id
    self.method = method
    self.parameters = parameters
  }
}

extension RPCRequest {
  /// The request as it travels, without a line's end.
  var serialized: [UInt8] {
    var object = JSON.Object([("jsonrpc", "2.0")])
    object["id"] = id?.json
    object["method"] = .string(method)
    if case .success(let parameters) = parameters { object["params"] = .object(parameters) }
    return JSON.object(object).serialized(.compact)
  }
}

/// What a line holds.
public enum RPCMessage: Hashable, Sendable {
  /// One request, notification or fault.
  case single(Item)
  /// Several, answered together and in order.
  case batch([Item])

  /// One member of a message.
  public enum Item: Hashable, Sendable {
    /// A well-formed request or notification.
    case request(RPCRequest)
    /// Something else, to be answered with the error; `id` where one could be read.
    case invalid(id: RPCID?, RPCError)
  }

  /// Reads a line.
  public init(parsing line: [UInt8], limits: ServiceLimits = ServiceLimits()) {
    var jsonLimits = JSON.Limits()
    jsonLimits.nestingDepthMax = limits.nestingDepthMax
    jsonLimits.stringByteCountMax = limits.stringByteCountMax
    jsonLimits.numberByteCountMax = limits.numberByteCountMax
    jsonLimits.valueCountMax = limits.valueCountMax
    do {
      self.init(try JSON(parsing: line, limits: jsonLimits), limits: limits)
    } catch {
      self = .single(
        .invalid(id: nil, RPCError(error, name: error.code == .limit ? .limitExceeded : .parseError)))
    }
  }

  /// Reads a JSON value.
  public init(_ json: JSON, limits: ServiceLimits = ServiceLimits()) {
    guard case .array(let items) = json else {
      self = .single(Item(json, limits: limits))
      return
    }
    if items.isEmpty {
      self = .single(.invalid(id: nil, RPCError(.invalidRequest, "A batch holds at least one request.")))
    } else if items.count > limits.batchCountMax {
      let sentence =
        "A batch holds at most \(limits.batchCountMax) requests, this one has \(items.count); "
        + "nothing of it was carried out. Send several smaller ones."
      self = .single(.invalid(id: nil, .limit("batchCountMax", limits.batchCountMax, sentence)))
    } else {
      self = .batch(items.map { Item($0, limits: limits) })
    }
  }
}

extension RPCMessage.Item {
  private static let memberNames: Set<String> = ["jsonrpc", "id", "method", "params"]

  /// Reads one request.
  init(_ json: JSON, limits: ServiceLimits) {
    guard case .object(let object) = json else {
      self = .refused(nil, "A request is an object with the members jsonrpc, id, method and params.")
      return
    }
    var id: RPCID?
    if let value = object["id"] {
      id = RPCID(value, limits: limits)
      guard id != nil else {
        self = .refused(
          nil,
          "An id is an integer or a string of at most \(limits.idByteCountMax) bytes, never null. "
            + "Leave it out to send a notification.")
        return
      }
    }
    self = Self.request(object, id: id)
  }

  private static func request(_ object: JSON.Object, id: RPCID?) -> Self {
    // A misspelt member would otherwise run the method without its parameters.
    if let stranger = object.names.first(where: { !memberNames.contains($0) }) {
      return refused(
        id, "A request has the members jsonrpc, id, method and params, but not \(Spelling.quoted(stranger)).")
    }
    guard object["jsonrpc"]?.string == "2.0" else {
      return refused(id, "A request has the member jsonrpc with the string \"2.0\".")
    }
    guard let method = object["method"]?.string else {
      return refused(id, "A request has the member method with a string.")
    }
    switch object["params"] {
    case nil:
      return .request(RPCRequest(id: id, method: method))
    case .object(let parameters):
      return .request(RPCRequest(id: id, method: method, parameters: parameters))
    case .array(let positions):
      // Libraries that know no names send an empty array where there is nothing to send.
      if positions.isEmpty { return .request(RPCRequest(id: id, method: method)) }
      let error = RPCError(
        .invalidParams, "Parameters are given by name: send params as an object, not as an array.")
      return .request(RPCRequest(id: id, method: method, parameters: .failure(error)))
    default:
      return refused(id, "The member params is an object whose members are the parameters.")
    }
  }

  private static func refused(_ id: RPCID?, _ sentence: String) -> Self {
    .invalid(id: id, RPCError(.invalidRequest, sentence))
  }
}
