/// Why a server could not be asked.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of reason it is.
  public enum Code: String, Hashable, Sendable {
    /// Nobody answers at the address.
    case noServer
    /// The system does not let this user connect.
    case notPermitted
    /// The connection could not be made for another reason.
    case connectFailed
    /// The connection has ended; whether the request was carried out is not known.
    case connectionClosed
    /// The request is longer than servers take.
    case requestTooLong
    /// An answer is longer than the client takes.
    case answerTooLong
    /// An answer is not what the protocol says.
    case malformedAnswer
  }

  /// The kind of reason.
  public let code: Code
  /// What is wrong and how to mend it, in sentences.
  public let message: String
  /// The message.
  public var description: String { message }
}
