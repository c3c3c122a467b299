/// Who is asking: an account with the roles it holds at this moment.
public struct Principal: Hashable, Sendable {
  /// The account's number in the store.
  public let accountID: Int64
  /// The account's name, unique in the store.
  public let name: String
  /// Whether the account administers the whole store: accounts, vocabularies, audit and backup.
  ///
  /// An administrator runs the machine; content and decisions need roles like anybody else's.
  public let isAdministrator: Bool
  /// The roles by vocabulary, keyed by the vocabulary's number.
  public let roles: [Int64: Set<Role>]

  /// When what the account is known by ends; nil for a token without an end, and for a user of this machine.
  public let expiresAt: Timestamp?

  /// Creates a principal.
  public init(
    accountID: Int64, name: String, isAdministrator: Bool, roles: [Int64: Set<Role>],
    expiresAt: Timestamp? = nil
  ) {
    self.accountID = accountID
    self.name = name
    self.isAdministrator = isAdministrator
    self.roles = roles
    self.expiresAt = expiresAt
  }

  /// Whether the account has one of the roles in a vocabulary.
  public func has(anyOf wanted: Set<Role>, in vocabularyID: Int64) -> Bool {
    !(roles[vocabularyID] ?? []).isDisjoint(with: wanted)
  }
}
