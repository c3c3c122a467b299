import Crypto
import Foundation
import GRDB
internal import RDF

/// A person or a program that may sign in.
public struct Account: Hashable, Sendable {
  /// The account's number.
  public let id: Int64
  /// Its unique name.
  public let name: String
  /// The person's name.
  public let displayName: String
  /// The member body, committee or liaison that the person acts for.
  public let organisation: String?
  /// The user id on this machine that is this account on the Unix socket.
  public let userID: UInt32?
  /// Whether it administers the store.
  public let isAdministrator: Bool
  /// When it was disabled; a disabled account cannot sign in.
  public let disabledAt: Timestamp?
  /// Its roles, by name of the vocabulary.
  public let roles: [String: Set<Role>]
}

extension Store {
  // MARK: Who is asking

  /// The account that a user id of this machine stands for.
  public func principal(forUserID userID: UInt32) throws(StoreError) -> Principal? {
    let now = environment.now()
    return try read { db in
      let id = try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE uid = ?", arguments: [Int64(userID)])
      return try id.flatMap { try Self.principal(db, id: $0, now) }
    }
  }

  /// The account by its number, with the roles that it holds now; nil if it was disabled.
  public func principal(forAccount id: Int64) throws(StoreError) -> Principal? {
    let now = environment.now()
    return try read { db in try Self.principal(db, id: id, now) }
  }

  /// The account that a token signs in; nil for anything that is no valid token.
  ///
  /// The secret is compared by its SHA-256 in constant time.
  public func principal(forToken token: String) throws(StoreError) -> Principal? {
    guard let presented = AccessToken(token) else { return nil }
    let now = environment.now()
    return try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT account, hash, expires_at, revoked_at FROM token WHERE id = ?",
        arguments: [presented.id])
      guard let row, presented.matches(hash: row["hash"]) else { return nil }
      let expiry: Int64? = row["expires_at"]
      if let expiry, expiry <= now.milliseconds { return nil }
      guard row["revoked_at"] as Int64? == nil else { return nil }
      return try Self.principal(
        db, id: row["account"], now, expiresAt: expiry.map(Timestamp.init(milliseconds:)))
    }
  }

  /// Whether what an account was known by has come to its end in the meantime.
  public func hasExpired(_ principal: Principal) -> Bool {
    guard let end = principal.expiresAt else { return false }
    return end.milliseconds <= environment.now().milliseconds
  }

  private static func principal(
    _ db: Database, id: Int64, _ now: Timestamp, expiresAt: Timestamp? = nil
  ) throws -> Principal? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM account WHERE id = ? AND disabled_at IS NULL", arguments: [id])
    guard let row else { return nil }
    var roles: [Int64: Set<Role>] = [:]
    var end = expiresAt?.milliseconds ?? .max
    let memberships = try Row.fetchAll(
      db, sql: "SELECT vocabulary, role, valid_from, valid_until FROM membership WHERE account = ?",
      arguments: [id])
    for membership in memberships {
      guard let role = Role(rawValue: membership["role"]) else { continue }
      let (from, until): (Int64?, Int64?) = (membership["valid_from"], membership["valid_until"])
      // What is known now holds until the next role begins or ends.
      for moment in [from, until].compactMap(\.self) where moment > now.milliseconds {
        end = min(end, moment)
      }
      guard from ?? .min <= now.milliseconds, now.milliseconds < until ?? .max else { continue }
      roles[membership["vocabulary"], default: []].insert(role)
    }
    return Principal(
      accountID: id, name: row["name"], isAdministrator: row["is_administrator"], roles: roles,
      expiresAt: end == .max ? nil : Timestamp(milliseconds: end))
  }

  // MARK: Accounts

  /// Makes the first account of a new store: its administrator, bound to a user id of this machine.
  ///
  /// Does nothing if there is an account already.
  public func bootstrapAdministrator(userID: UInt32) throws(StoreError) {
    try write { transaction in
      guard try Int.fetchOne(transaction.db, sql: "SELECT count(*) FROM account") == 0 else { return }
      try transaction.db.execute(
        sql: """
          INSERT INTO account (name, display_name, uid, is_administrator, created_at)
          VALUES ('administrator', 'Administrator', ?, 1, ?)
          """, arguments: [Int64(userID), transaction.now.milliseconds])
      try AuditLog.append(
        AuditLog.Note(actor: "administrator", action: "store.create", detail: "user id \(userID)"),
        in: transaction)
    }
  }

  /// Creates an account without roles.
  ///
  /// - Throws: `alreadyExists` for a name or user id in use, `invalidArgument` for a malformed name.
  public func createAccount(
    name: String, displayName: String, organisation: String?, userID: UInt32?, grant: Grant
  ) throws(StoreError) {
    grant.require(.manageAccounts)
    try Self.validate(name: name, what: "account")
    try write { transaction in
      let db = transaction.db
      let sameName = "SELECT count(*) FROM account WHERE name = ?"
      guard try Int.fetchOne(db, sql: sameName, arguments: [name]) == 0 else {
        throw StoreError(.alreadyExists, "there is an account named \"\(name)\" already")
      }
      if let userID {
        let holder = try String.fetchOne(
          db, sql: "SELECT name FROM account WHERE uid = ?", arguments: [Int64(userID)])
        if let holder {
          throw StoreError(.alreadyExists, "user id \(userID) is the account \"\(holder)\" already")
        }
      }
      try db.execute(
        sql: """
          INSERT INTO account (name, display_name, organisation, uid, is_administrator, created_at)
          VALUES (?, ?, ?, ?, 0, ?)
          """,
        arguments: [name, displayName, organisation, userID.map { Int64($0) }, transaction.now.milliseconds])
      let detail = "for \(displayName)"
      try AuditLog.append(
        AuditLog.Note(actor: grant.actorName, action: "user.create", target: name, detail: detail),
        in: transaction)
    }
  }

  /// All accounts by name.
  public func accounts(grant: Grant) throws(StoreError) -> [Account] {
    grant.require(.manageAccounts)
    return try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY name").map { row in
        var roles: [String: Set<Role>] = [:]
        let memberships = try Row.fetchAll(
          db,
          sql: """
            SELECT vocabulary.name, role FROM membership JOIN vocabulary ON vocabulary.id = vocabulary
            WHERE account = ?
            """, arguments: [row["id"] as Int64])
        for membership in memberships {
          guard let role = Role(rawValue: membership["role"]) else { continue }
          roles[membership["name"], default: []].insert(role)
        }
        return Account(
          id: row["id"], name: row["name"], displayName: row["display_name"],
          organisation: row["organisation"],
          userID: (row["uid"] as Int64?).flatMap(UInt32.init(exactly:)),
          isAdministrator: row["is_administrator"],
          disabledAt: (row["disabled_at"] as Int64?).map(Timestamp.init(milliseconds:)), roles: roles)
      }
    }
  }

  /// Disables an account: it signs in no more, from its next request on; what it did stays.
  public func disableAccount(name: String, grant: Grant) throws(StoreError) {
    grant.require(.manageAccounts)
    try write { transaction in
      let id = try Self.accountID(transaction.db, name)
      guard id != grant.account.accountID else {
        throw StoreError(.invalidArgument, "an account cannot disable itself")
      }
      try transaction.db.execute(
        sql: "UPDATE account SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?",
        arguments: [transaction.now.milliseconds, id])
      try AuditLog.append(
        AuditLog.Note(actor: grant.actorName, action: "user.disable", target: name), in: transaction)
    }
  }

  // MARK: Roles

  /// Gives an account a role in a vocabulary; giving it again changes for whom and when.
  ///
  /// - Parameters:
  ///   - organisation: whom the person acts for in this role; that of the account if nil.
  ///   - from: from when on, if not at once.
  ///   - until: until when, if not until it is revoked.
  /// - Throws: `notFound` for an account or organisation that there is not; `invalidArgument` for an end before the
  ///   beginning.
  public func grantRole(
    _ role: Role, to name: String, for organisation: String? = nil, from: Timestamp? = nil,
    until: Timestamp? = nil, grant: Grant
  ) throws(StoreError) {
    let body = try organisation.map { text throws(StoreError) in try MemberBody.parsing(text) }
    if let from, let until, until <= from {
      throw StoreError(.invalidArgument, "the role would end at \(until.iso8601), before it begins")
    }
    let detail = [
      role.rawValue, body.map { "for \($0)" }, from.map { "from \($0.iso8601)" },
      until.map { "until \($0.iso8601)" },
    ].compactMap(\.self).joined(separator: " ")
    try changeRole(detail, of: name, grant: grant, action: "user.grant") { db, account, now in
      if let body {
        let sql = "SELECT count(*) FROM organisation WHERE code = ?"
        guard try Int.fetchOne(db, sql: sql, arguments: [body.code]) == 1 else {
          throw StoreError(.notFound, "there is no organisation \(body); organisation.create records one")
        }
      }
      try db.execute(
        sql: """
          INSERT INTO membership (account, vocabulary, role, granted_at, organisation, valid_from, valid_until)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET organisation = excluded.organisation, valid_from = excluded.valid_from,
            valid_until = excluded.valid_until
          """,
        arguments: [
          account, grant.inVocabulary.id, role.rawValue, now.milliseconds, body?.code, from?.milliseconds,
          until?.milliseconds,
        ])
    }
  }

  /// Takes a role from an account.
  public func revokeRole(_ role: Role, from name: String, grant: Grant) throws(StoreError) {
    try changeRole(role.rawValue, of: name, grant: grant, action: "user.revoke") { db, account, _ in
      try db.execute(
        sql: "DELETE FROM membership WHERE account = ? AND vocabulary = ? AND role = ?",
        arguments: [account, grant.inVocabulary.id, role.rawValue])
    }
  }

  private func changeRole(
    _ detail: String, of name: String, grant: Grant, action: String,
    _ change: (Database, Int64, Timestamp) throws -> Void
  ) throws(StoreError) {
    grant.require(.administer)
    try write { transaction in
      try change(transaction.db, try Self.accountID(transaction.db, name), transaction.now)
      let note = AuditLog.Note(
        actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: name,
        detail: detail)
      try AuditLog.append(note, in: transaction)
    }
  }

  // MARK: Tokens

  /// Makes a token for an account and returns it; it is shown this once, the store keeps only its hash.
  public func createToken(
    for name: String, label: String, expiresAt: Timestamp?, grant: Grant
  ) throws(StoreError) -> String {
    grant.require(.manageAccounts)
    let secret = environment.randomBytes(AccessToken.secretByteCount)
    return try write { transaction in
      let db = transaction.db
      let account = try Self.accountID(db, name)
      try db.execute(
        sql: "INSERT INTO token (account, label, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          account, label, AccessToken.hash(secret), transaction.now.milliseconds, expiresAt?.milliseconds,
        ])
      let token = AccessToken(id: db.lastInsertedRowID, secret: secret)
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "token.create", target: name, detail: "token \(token.id)"),
        in: transaction)
      return token.text
    }
  }

  /// Makes a token useless, from the next request on.
  public func revokeToken(id: Int64, grant: Grant) throws(StoreError) {
    grant.require(.manageAccounts)
    try write { transaction in
      try transaction.db.execute(
        sql: "UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
        arguments: [transaction.now.milliseconds, id])
      guard transaction.db.changesCount > 0 else { throw StoreError(.notFound, "there is no token \(id)") }
      try AuditLog.append(
        AuditLog.Note(actor: grant.actorName, action: "token.revoke", target: "token \(id)"), in: transaction)
    }
  }

  static func accountID(_ db: Database, _ name: String) throws -> Int64 {
    let id = try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = ?", arguments: [name])
    guard let id else { throw StoreError(.notFound, "there is no account named \"\(name)\"") }
    return id
  }

  /// Names of accounts and vocabularies: 1 to 64 of a-z, 0-9, "-", "_" and ".", starting with a letter or digit.
  ///
  /// They stand in commands, file names and addresses, so they have to survive there as they are.
  static func validate(name: String, what: String) throws(StoreError) {
    let isFine =
      (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
          || byte == 0x2E
      }
      && !name.hasPrefix("-") && !name.hasPrefix(".") && !name.hasPrefix("_")
    guard isFine else {
      throw StoreError(
        .invalidArgument,
        "\"\(name)\" cannot name \(what == "account" ? "an" : "a") \(what); expected 1 to 64 of a-z, 0-9, \"-\", \"_\" and \".\", starting with a letter or digit"
      )
    }
  }
}

/// The secret that a program signs in with, written `cct_<number>_<secret in hexadecimal>`.
struct AccessToken {
  /// 32: as many random bytes as make guessing hopeless, so a plain hash is enough to keep it.
  static let secretByteCount = 32

  let id: Int64
  private let secret: [UInt8]

  init(id: Int64, secret: [UInt8]) {
    self.id = id
    self.secret = secret
  }

  init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "cct", let id = Int64(parts[1]), id > 0 else { return nil }
    let digits = Array(parts[2].utf8)
    guard digits.count == Self.secretByteCount * 2 else { return nil }
    var secret: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
        return nil
      }
      secret.append(byte)
    }
    self.init(id: id, secret: secret)
  }

  var text: String { "cct_\(id)_\(Data(secret).hexadecimal)" }

  static func hash(_ secret: [UInt8]) -> Data { Data.sha256(secret) }

  /// Compares in a time that does not depend on where the first difference is.
  func matches(hash: Data) -> Bool {
    let own = Self.hash(secret)
    guard own.count == hash.count else { return false }
    return zip(own, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
