public import RDF

/// What a client calls a request, so that it knows the answer again.
///
/// JSON-RPC 2.0 §4 allows strings, numbers and null. Null is refused here, because answers to unreadable
/// requests carry it too, and so are fractions and exponents, which peers do not compare alike.
public enum RPCID: Hashable, Sendable {
  /// A string.
  case string(String)
  /// An integer, with its digits as they were sent.
  case number(JSON.Number)

  /// Reads an id; nil if it is of no allowed kind or longer than the limit.
  public init?(_ value: JSON, limits: ServiceLimits = ServiceLimits()) {
    switch value {
    case .string(let string) where string.utf8.count <= limits.idByteCountMax:
      self = .string(string)
    case .number(let number)
    where number.lexicalForm.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) }:
      self = .number(number)
    default:
      return nil
    }
  }

  /// The id as it was sent.
  public var json: JSON {
    switch self {
    case .string(let string): .string(string)
    case .number(let number): .number(number)
    }
  }
}
