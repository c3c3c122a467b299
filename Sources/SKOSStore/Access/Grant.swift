import GRDB
import Synchronization

/// Proof that somebody may do something; only `Store.authorize` makes one.
///
/// Every function of the store that needs a permission takes a grant, so that forgetting the check does not
/// compile, and the check is written once.
public struct Grant: Sendable {
  /// What is permitted.
  public let permission: Permission
  /// To whom; nil for somebody without an account who may read what is public.
  public let principal: Principal?
  /// In which vocabulary; nil for the store as a whole.
  public let vocabulary: Vocabulary?

  /// How the grant's holder is named in records.
  var actorName: String { principal?.name ?? "anonymous" }

  /// Stops the process if a caller passes the proof of something else: a mistake of ours, not of a user.
  func require(_ wanted: Permission) {
    precondition(permission == wanted, "a grant for \(permission) was used for \(wanted)")
  }

  /// The vocabulary of a grant that was asked for one.
  var inVocabulary: Vocabulary {
    guard let vocabulary else { preconditionFailure("a grant without a vocabulary was used for content") }
    return vocabulary
  }

  /// The account of a grant that anonymous users cannot have.
  var account: Principal {
    guard let principal else { preconditionFailure("an anonymous grant was used for a change") }
    return principal
  }
}

extension Store {
  /// Decides whether somebody may do something, and records the refusal if not.
  ///
  /// Denial is the default. A private vocabulary is not found by those who may not read it.
  /// - Parameter unknown: how somebody without an account is named in the record, such as `uid 1000`.
  /// - Throws: `StoreError` with code `forbidden` or `notFound`.
  public func authorize(
    _ principal: Principal?, for permission: Permission, vocabulary name: String? = nil,
    unknown: String = "anonymous"
  ) throws(StoreError) -> Grant {
    let vocabulary = try name.map { name throws(StoreError) in try readVocabulary(named: name, for: principal)
    }
    if Self.allows(permission, principal, vocabulary) {
      return Grant(permission: permission, principal: principal, vocabulary: vocabulary)
    }
    let refusal = Self.refusal(permission, principal, vocabulary)
    try recordDenial(
      by: principal?.name ?? unknown, of: permission.rawValue, vocabulary: name, refusal.message)
    throw refusal
  }

  /// Records that something was refused.
  public func recordDenial(
    by actor: String, of action: String, vocabulary: String?, target: String? = nil, _ reason: String
  ) throws(StoreError) {
    let note = AuditLog.Note(
      actor: actor, action: "denied " + action, vocabulary: vocabulary, target: target, detail: reason)
    // What is refused undoes its transaction, but not that it was refused.
    if let request = OneTransaction.current(of: self) { return request.keep(note) }
    _ = try write { transaction in try AuditLog.append(note, in: transaction) }
  }

  static func allows(
    _ permission: Permission, _ principal: Principal?, _ vocabulary: Vocabulary?
  ) -> Bool {
    if permission == .read, let vocabulary, vocabulary.visibility == .public { return true }
    guard let principal else { return false }
    switch permission {
    case .createVocabulary, .manageAccounts, .operate:
      return principal.isAdministrator
    case .administer where principal.isAdministrator:
      // Somebody has to grant the first role in a new vocabulary.
      return true
    case .read where principal.isAdministrator && vocabulary == nil:
      return true
    default:
      guard let vocabulary else { return false }
      return principal.has(anyOf: permission.roles, in: vocabulary.id)
    }
  }

  private static func refusal(
    _ permission: Permission, _ principal: Principal?, _ vocabulary: Vocabulary?
  ) -> StoreError {
    guard let principal else {
      return StoreError(
        .forbidden, "this needs an account; sign in with a token, or as a user id that has one")
    }
    let roles = permission.roles.map(\.rawValue).sorted().joined(separator: ", ")
    if let vocabulary, !permission.roles.isEmpty {
      return StoreError(
        .forbidden,
        "\(principal.name) may not do this in \(vocabulary.name); it needs one of the roles: \(roles)")
    }
    return StoreError(.forbidden, "\(principal.name) may not do this; it needs an administrator of the store")
  }

  /// Finds a vocabulary; one that is private and not the caller's is as if it did not exist.
  func readVocabulary(named name: String, for principal: Principal?) throws(StoreError) -> Vocabulary {
    guard let vocabulary = try vocabulary(named: name) else { throw Self.unknownVocabulary(name) }
    let mayKnow =
      vocabulary.visibility == .public || principal?.isAdministrator == true
      || principal?.roles[vocabulary.id] != nil
    guard mayKnow else { throw Self.unknownVocabulary(name) }
    return vocabulary
  }

  /// The vocabulary of a name as of the last commit; read once after each, since every request asks for it.
  private func vocabulary(named name: String) throws(StoreError) -> Vocabulary? {
    if OneTransaction.current(of: self) != nil {
      return try read { db in try Vocabulary.fetch(db, name: name) }
    }
    // The count is taken before reading: what is read may be newer than it says, and never older.
    let now = commitCount
    let known = knownVocabularies.withLock { known -> Vocabulary? in
      known.commitCount == now ? known.byName[name] : nil
    }
    if let known { return known }
    let found = try read { db in try Vocabulary.fetch(db, name: name) }
    knownVocabularies.withLock { known in
      if known.commitCount < now { known = (now, [:]) }
      // Names that nobody has are the caller's to choose, and not kept.
      if known.commitCount == now, let found { known.byName[name] = found }
    }
    return found
  }

  private static func unknownVocabulary(_ name: String) -> StoreError {
    StoreError(.notFound, "there is no vocabulary named \"\(name)\"; vocabulary.list shows those there are")
  }
}
