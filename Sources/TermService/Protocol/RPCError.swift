public import RDF

/// Why a request is refused: a name and number for programs, a sentence for people, and details.
///
/// On the wire `{"code": …, "message": …, "data": {"name": …, details}}` (JSON-RPC 2.0 §5.1). The code and the
/// name are kept as received, so that errors of later servers survive.
public struct RPCError: Error, Hashable, Sendable {
  /// The number.
  public let code: Int
  /// The name, `RPCErrorName.rawValue` if it is one we know.
  public let name: String
  /// What is wrong and how to mend it, in sentences.
  public let message: String
  /// What programs need besides: positions, limits, the other side of a conflict.
  public let details: JSON.Object

  /// Creates an error.
  public init(_ name: RPCErrorName, _ message: String, details: JSON.Object = JSON.Object()) {
    self.code = name.code
    self.name = name.rawValue
    self.message = message
    self.details = details
  }

  /// The error's name, if this version knows it.
  public var known: RPCErrorName? { RPCErrorName(rawValue: name) }
}

extension RPCError {
  /// The error as it travels.
  public var json: JSON {
    var data: JSON.Object = JSON.Object([("name", .string(name))])
    for (name, value) in details.members where name != "name" { data[name] = value }
    return ["code": .int(code), "message": .string(message), "data": .object(data)]
  }

  /// Reads an error from an answer; nil if it has no code or no message.
  public init?(_ json: JSON) {
    guard let code = json["code"]?.int, let message = json["message"]?.string else { return nil }
    var details = json["data"]?.object ?? JSON.Object()
    self.code = code
    self.name =
      details["name"]?.string ?? RPCErrorName.allCases.first { $0.code == code }?.rawValue ?? "unknown"
    self.message = message
    details["name"] = nil
    self.details = details
  }
}

extension RPCError: CustomStringConvertible {
  /// `name (code): message`.
  public var description: String { "\(name) (\(code)): \(message)" }
}

extension RPCError {
  /// Describes a fault in a text that a request brings.
  public init(_ error: SyntaxError, name: RPCErrorName = .syntaxError) {
    var details: JSON.Object = JSON.Object([("reason", .string(error.code.description))])
    if let position = error.position {
      details["line"] = .int(position.line)
      details["column"] = .int(position.column)
      details["offset"] = .int(position.offset)
    }
    self.init(name, "\(error.description).", details: details)
  }

  /// Describes a parameter that is wrong.
  static func parameter(_ name: String, _ sentence: String) -> RPCError {
    RPCError(.invalidParams, sentence, details: JSON.Object([("parameter", .string(name))]))
  }

  /// Describes something that is over a limit.
  static func limit(_ name: String, _ value: Int, _ sentence: String) -> RPCError {
    RPCError(
      .limitExceeded, sentence, details: JSON.Object([("limit", .string(name)), ("max", .int(value))]))
  }
}
