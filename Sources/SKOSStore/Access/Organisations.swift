import GRDB

/// A body that people act for: a member body, a committee, or a liaison organisation.
public struct Organisation: Hashable, Sendable {
  /// What kind of body it is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A national body, which has a vote where it is a P-member.
    case memberBody = "member-body"
    /// A committee or subcommittee that maintains vocabularies.
    case committee
    /// An organisation that is heard and does not vote.
    case liaison
  }

  /// The code, such as `DE` or `ISO/TC 46`.
  public let code: MemberBody
  /// The name, for people.
  public let name: String
  /// The kind.
  public let kind: Kind

  /// Creates an organisation.
  public init(code: MemberBody, name: String, kind: Kind) {
    self.code = code
    self.name = name
    self.kind = kind
  }
}

/// A committee that maintains a vocabulary, with the member bodies that sit in it.
public struct MaintainingCommittee: Hashable, Sendable {
  /// The committee.
  public let code: MemberBody
  /// Whether it leads the joint work; one committee of a vocabulary does.
  public let isLead: Bool
  /// The seats, by member body.
  public let seats: [Electorate.Seat]
}

/// The role of an account in a vocabulary: for which organisation, and from when until when.
public struct Appointment: Hashable, Sendable {
  /// The account.
  public let account: String
  /// The role.
  public let role: Role
  /// The organisation that the person acts for in the role; nil for that of the account.
  public let organisation: MemberBody?
  /// From when on; nil for since ever.
  public let from: Timestamp?
  /// Until when; nil for as long as it is not revoked.
  public let until: Timestamp?
}

extension Store {
  /// Records an organisation.
  ///
  /// - Throws: `alreadyExists` for a code in use; `invalidArgument` for a malformed one or no name.
  public func createOrganisation(
    code: String, name: String, kind: Organisation.Kind, grant: Grant
  ) throws(StoreError) {
    grant.require(.manageAccounts)
    let body = try MemberBody.parsing(code)
    guard name.hasText else { throw StoreError(.invalidArgument, "an organisation needs a name") }
    try write { transaction in
      let db = transaction.db
      let sql = "SELECT count(*) FROM organisation WHERE code = ?"
      guard try Int.fetchOne(db, sql: sql, arguments: [body.code]) == 0 else {
        throw StoreError(.alreadyExists, "there is an organisation \(body) already")
      }
      try db.execute(
        sql: "INSERT INTO organisation (code, name, kind) VALUES (?, ?, ?)",
        arguments: [body.code, name, kind.rawValue])
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "organisation.create", target: body.code,
          detail: "\(kind.rawValue): \(name)"), in: transaction)
    }
  }

  /// All organisations by code; public, like the lists of members that committees publish.
  public func organisations() throws(StoreError) -> [Organisation] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM organisation ORDER BY code").map { row in
        Organisation(
          code: try MemberBody.stored(row["code"]), name: row["name"],
          kind: try StoredWord.value(row["kind"]))
      }
    }
  }

  /// Records that a committee maintains a vocabulary; the first one leads unless another is said to.
  public func addCommittee(_ code: String, isLead: Bool, grant: Grant) throws(StoreError) {
    grant.require(.administer)
    let body = try MemberBody.parsing(code)
    try write { transaction in
      let (db, vocabulary) = (transaction.db, grant.inVocabulary.id)
      let kind = try String.fetchOne(
        db, sql: "SELECT kind FROM organisation WHERE code = ?", arguments: [body.code])
      guard kind == Organisation.Kind.committee.rawValue else {
        throw StoreError(.notFound, "there is no committee \(body); organisation.create records one")
      }
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM committee WHERE vocabulary = ? AND organisation <> ?",
        arguments: [vocabulary, body.code])
      let leads = isLead || count == 0
      if leads {
        try db.execute(sql: "UPDATE committee SET is_lead = 0 WHERE vocabulary = ?", arguments: [vocabulary])
      }
      try db.execute(
        sql: """
          INSERT INTO committee (vocabulary, organisation, is_lead) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET is_lead = max(is_lead, excluded.is_lead)
          """, arguments: [vocabulary, body.code, leads])
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "committee.add", vocabulary: grant.inVocabulary.name,
          target: body.code, detail: leads ? "lead" : ""), in: transaction)
    }
  }

  /// Gives a member body its seat in a committee of a vocabulary, or changes how it takes part.
  ///
  /// Ballots that are open keep the electorate that they were opened with.
  /// - Parameter membership: nil to take the seat away.
  public func setSeat(
    of member: String, in committee: String, _ membership: Electorate.Membership?, grant: Grant
  ) throws(StoreError) {
    grant.require(.administer)
    let (body, committee) = (try MemberBody.parsing(member), try MemberBody.parsing(committee))
    try write { transaction in
      let (db, vocabulary) = (transaction.db, grant.inVocabulary)
      guard
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM committee WHERE vocabulary = ? AND organisation = ?",
          arguments: [vocabulary.id, committee.code]) == 1
      else {
        throw StoreError(
          .notFound, "\(committee) does not maintain \(vocabulary.name); committee.add makes it so")
      }
      let kind = try String.fetchOne(
        db, sql: "SELECT kind FROM organisation WHERE code = ?", arguments: [body.code])
      guard let kind, kind == Organisation.Kind.memberBody.rawValue || membership != .participating else {
        throw StoreError(
          kind == nil ? .notFound : .invalidArgument,
          kind == nil
            ? "there is no organisation \(body); organisation.create records one"
            : "\(body) is no member body, so it can only observe")
      }
      if let membership {
        try db.execute(
          sql: """
            INSERT INTO seat (vocabulary, committee, member, membership, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET membership = excluded.membership, since = excluded.since
            """,
          arguments: [
            vocabulary.id, committee.code, body.code, membership.rawValue, transaction.now.milliseconds,
          ])
      } else {
        try db.execute(
          sql: "DELETE FROM seat WHERE vocabulary = ? AND committee = ? AND member = ?",
          arguments: [vocabulary.id, committee.code, body.code])
        guard db.changesCount > 0 else {
          throw StoreError(.notFound, "\(body) has no seat in \(committee) for \(vocabulary.name)")
        }
      }
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "committee.seat", vocabulary: vocabulary.name, target: body.code,
          detail: "\(committee): \(membership?.rawValue ?? "none")"), in: transaction)
    }
  }

  /// The committees that maintain a vocabulary with their seats, the leading one first.
  public func committees(grant: Grant) throws(StoreError) -> [MaintainingCommittee] {
    grant.require(.read)
    return try read { db in
      let seats = try Electorate.seats(db, grant.inVocabulary)
      return try Row.fetchAll(
        db, sql: "SELECT * FROM committee WHERE vocabulary = ? ORDER BY is_lead DESC, organisation",
        arguments: [grant.inVocabulary.id]
      ).map { row in
        let code = try MemberBody.stored(row["organisation"])
        return MaintainingCommittee(
          code: code, isLead: row["is_lead"], seats: seats.filter { $0.committee == code.code })
      }
    }
  }

  /// Who has which role in a vocabulary, for which organisation and when.
  public func appointments(grant: Grant) throws(StoreError) -> [Appointment] {
    grant.require(.administer)
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT account.name, membership.* FROM membership JOIN account ON account.id = account
          WHERE vocabulary = ? ORDER BY account.name, role
          """, arguments: [grant.inVocabulary.id]
      ).map { row in
        Appointment(
          account: row["name"], role: try StoredWord.value(row["role"]),
          organisation: try (row["organisation"] as String?).map(MemberBody.stored),
          from: (row["valid_from"] as Int64?).map(Timestamp.init(milliseconds:)),
          until: (row["valid_until"] as Int64?).map(Timestamp.init(milliseconds:)))
      }
    }
  }

  /// The organisation that an account acts for in a role: that of the role, or else that of the account.
  ///
  /// Nil if neither is recorded, or the account's is no code of a member body.
  static func organisation(
    of account: Int64, as role: Role, in vocabulary: Vocabulary, _ db: Database
  ) throws -> MemberBody? {
    let own = try String.fetchOne(
      db,
      sql: """
        SELECT coalesce(membership.organisation, account.organisation) FROM account
        LEFT JOIN membership ON membership.account = account.id AND vocabulary = ? AND role = ?
        WHERE account.id = ?
        """, arguments: [vocabulary.id, role.rawValue, account])
    return own.flatMap { try? MemberBody($0) }
  }
}

extension Electorate {
  /// The seats of all committees of a vocabulary as they are now.
  static func seats(_ db: Database, _ vocabulary: Vocabulary) throws -> [Seat] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM seat WHERE vocabulary = ? ORDER BY committee, member",
      arguments: [vocabulary.id]
    ).map { row in
      Seat(
        try MemberBody.stored(row["member"]), in: row["committee"],
        try StoredWord.value(row["membership"]))
    }
  }
}

extension MemberBody {
  /// Reads what somebody typed.
  static func parsing(_ text: String) throws(StoreError) -> MemberBody {
    do throws(Malformed) {
      return try MemberBody(text)
    } catch {
      throw StoreError(.invalidArgument, error.description)
    }
  }

  /// Reads what the store holds.
  static func stored(_ text: String) throws(StoreError) -> MemberBody {
    do throws(Malformed) {
      return try MemberBody(text)
    } catch {
      throw StoreError(.damaged, "the store has the malformed code \"\(text)\" of a member body")
    }
  }
}

/// Words of enumerations as the store holds them.
enum StoredWord {
  /// The value that a word stands for.
  static func value<Value: RawRepresentable<String>>(_ word: String) throws(StoreError) -> Value {
    guard let value = Value(rawValue: word) else {
      throw StoreError(.damaged, "the store has the unknown word \"\(word)\" for a \(Value.self)")
    }
    return value
  }
}
