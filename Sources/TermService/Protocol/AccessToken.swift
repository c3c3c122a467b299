/// A secret by which an account is known; it prints as nothing.
public struct AccessToken: Sendable {
  /// The token's text, for the store to hash and compare; never for logs and messages.
  public let secret: String

  /// Wraps a token as a client sent it.
  public init(_ secret: String) { self.secret = secret }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always the same words, so that a token cannot reach a log by accident.
  public var description: String { "(a token)" }
  /// The same as `description`.
  public var debugDescription: String { description }
  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
