import SKOSStore

/// The accounts and the vocabulary of a store that is measured: one account for each role that a change needs.
struct BenchCommittee {
  static let vocabulary = "measured"
  private static let roles: [Role] = [.proposer, .reviewer, .manager]
  private static let userID: UInt32 = 1000

  private let store: Store
  private var members: [Role: Principal] = [:]

  /// Makes the vocabulary and the accounts in a new store.
  init(founding store: Store) throws {
    try store.bootstrapAdministrator(userID: Self.userID)
    let administrator = try store.principal(forUserID: Self.userID)
    _ = try store.createVocabulary(
      name: Self.vocabulary, title: "Measured", namespace: nil, defaultLanguage: "en", visibility: .public,
      identifierPattern: .explicit, grant: store.authorize(administrator, for: .createVocabulary))
    for role in Self.roles {
      try store.createAccount(
        name: role.rawValue, displayName: role.rawValue, organisation: nil, userID: nil,
        grant: store.authorize(administrator, for: .manageAccounts))
      // The creator has become the owner in the meantime.
      let owner = try store.principal(forUserID: Self.userID)
      try store.grantRole(
        role, to: role.rawValue,
        grant: store.authorize(owner, for: .administer, vocabulary: Self.vocabulary))
    }
    try self.init(of: store)
  }

  /// Finds the accounts of a store that was founded before.
  init(of store: Store) throws {
    self.store = store
    let administrator = try store.principal(forUserID: Self.userID)
    for account in try store.accounts(grant: store.authorize(administrator, for: .manageAccounts)) {
      guard let role = Role(rawValue: account.name) else { continue }
      members[role] = try store.principal(forAccount: account.id)
    }
  }

  /// Asks for a permission as the service does for each request.
  func grant(_ permission: Permission, _ role: Role) throws -> Grant {
    try store.authorize(members[role], for: permission, vocabulary: Self.vocabulary)
  }
}
