/// Why a server does not start.
public struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of reason it is.
  public enum Code: String, Hashable, Sendable {
    /// The path is longer than a socket's address can be.
    case pathTooLong
    /// Something that is not a socket has the path.
    case pathTaken
    /// A server answers at the address already.
    case addressInUse
    /// The address can be reached from other machines, which needs TLS.
    case notLoopback
    /// The files of a certificate cannot be used.
    case certificate
    /// The system refuses.
    case system
  }

  /// The kind of reason.
  public let code: Code
  /// What is wrong and how to mend it, in sentences.
  public let message: String
  /// The message.
  public var description: String { message }
}
