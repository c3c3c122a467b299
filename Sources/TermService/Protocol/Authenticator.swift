public import SKOSStore

/// How the service finds out who asks; the closures ask the store.
///
/// They are called before every request, so that a role granted, a role taken and a token revoked all take
/// effect with the next one; they should cost no more than one look-up.
public struct Authenticator: Sendable {
  /// Finds the account of a user of this machine; nil if there is none.
  public var principalForUID: @Sendable (UInt32) throws -> Principal?
  /// Finds the account of a token; nil if it is unknown, expired or revoked, which are not told apart.
  public var principalForToken: @Sendable (AccessToken) throws -> Principal?
  /// Finds an account by its number; nil if it is gone or closed.
  public var principalForAccount: @Sendable (Int64) throws -> Principal?
  /// Finds the name of a vocabulary by its number, for listing roles.
  public var vocabularyName: @Sendable (Int64) throws -> String?

  /// Counts what may have changed of accounts and roles; what was found under a number holds while it stays.
  ///
  /// Nil where nobody counts, and everything is looked up anew.
  public var changeCount: @Sendable () -> UInt64? = { nil }
  /// Whether a principal that was found earlier is none any more, for the time that has passed.
  public var hasExpired: @Sendable (Principal) -> Bool = { _ in false }

  /// Creates an authenticator that knows nobody, for its closures to be replaced.
  public init(
    principalForUID: @escaping @Sendable (UInt32) throws -> Principal? = { _ in nil },
    principalForToken: @escaping @Sendable (AccessToken) throws -> Principal? = { _ in nil },
    principalForAccount: @escaping @Sendable (Int64) throws -> Principal? = { _ in nil },
    vocabularyName: @escaping @Sendable (Int64) throws -> String? = { _ in nil }
  ) {
    self.principalForUID = principalForUID
    self.principalForToken = principalForToken
    self.principalForAccount = principalForAccount
    self.vocabularyName = vocabularyName
  }

  /// Finds the account behind an identity, as it is now.
  func principal(for identity: Session.Identity) throws -> Principal? {
    switch identity {
    case .none: nil
    case .user(let uid): try principalForUID(uid)
    case .token(let token): try principalForToken(token)
    case .account(let number): try principalForAccount(number)
    }
  }
}
