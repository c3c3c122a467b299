import GRDB
import RDF
import SKOS

/// Reads and writes the rows of stages, ballots and votes; knows nothing of who may do what.
struct StageTable {
  let db: Database
  let vocabulary: Vocabulary

  /// The stages of a request, the oldest first.
  func all(of request: ChangeRequest) throws -> [Stage] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM stage WHERE change_request = ? ORDER BY ordinal", arguments: [request.id]
    ).map(stage)
  }

  /// The last stage that was opened in the state that the request is in; nil if there is none.
  ///
  /// A notice counts only if it was given since the request came into preparation, whatever the clock said.
  func current(of request: ChangeRequest) throws -> Stage? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM stage WHERE change_request = ? ORDER BY ordinal DESC LIMIT 1",
      arguments: [request.id])
    guard let row else { return nil }
    let stage = try stage(row)
    return stage.kind.state == request.state && request.hasOpenedStage ? stage : nil
  }

  /// A stage by its row.
  func stage(_ id: Int64) throws -> Stage {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM stage WHERE id = ?", arguments: [id])
    guard let row else { throw StoreError(.storageFailed, "the stage \(id) cannot be read back") }
    return try stage(row)
  }

  /// The ballots that belong to no change request, each as the stage that it is, the oldest first.
  func standalone() throws -> [Stage] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM stage WHERE vocabulary = ? ORDER BY ordinal", arguments: [vocabulary.id]
    ).map(stage)
  }

  /// The ballots of the reviews of a release, the oldest first.
  func ballots(aboutRelease version: String) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT ballot.id FROM ballot JOIN stage ON stage.id = ballot.stage
        WHERE vocabulary = ? AND release_version = ? ORDER BY stage.ordinal
        """, arguments: [vocabulary.id, version])
  }

  /// The stage that a ballot belongs to, with the number of its request; nil for one of its own.
  func stage(ofBallot id: String) throws -> (stage: Stage, request: Int64?)? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT stage.*, change_request.number AS request_number FROM ballot
        JOIN stage ON stage.id = ballot.stage
        LEFT JOIN change_request ON change_request.id = stage.change_request
        WHERE ballot.id = ? AND coalesce(change_request.vocabulary, stage.vocabulary) = ?
        """, arguments: [id, vocabulary.id])
    return try row.map { (try stage($0), $0["request_number"]) }
  }

  // MARK: Opening and changing

  /// Opens a stage, with ballots where members vote.
  func open(
    _ kind: Stage.Kind, of request: ChangeRequest, closing closes: Timestamp, at now: Timestamp,
    electorate: Electorate, policy: ProcedurePolicy
  ) throws {
    let ordinal = 1 + (try count("stage", "change_request = ?", [request.id]))
    let profile = kind == .validation ? policy.validationProfile : policy.enquiryProfile
    try db.execute(
      sql: """
        INSERT INTO stage (change_request, ordinal, kind, opened_at, closes_at, electorate, profile)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        request.id, ordinal, kind.rawValue, now.milliseconds, closes.milliseconds, Self.text(electorate),
        kind.ballotType == nil ? nil : profile,
      ])
    guard let type = kind.ballotType else { return }
    let stage = db.lastInsertedRowID
    let earlier = try count(
      "stage", "change_request = ? AND kind = ?", [request.id, kind.rawValue])
    let name = "\(vocabulary.name)/\(request.number)/\(kind.rawValue)-\(earlier)"
    let items: [ChangeItem?] = kind == .validation ? request.items : [nil]
    for (index, item) in items.enumerated() {
      let id = items.count > 1 ? "\(name)/\(index + 1)" : name
      let subject = try item.map { " (\($0.kind.rawValue): \(try label(of: $0)))" } ?? ""
      let question = "Do you approve change request \(request.number), \(request.title)\(subject)?"
      // What the ballot itself would refuse is refused before anything is written.
      _ = try Self.refusing { () throws(BallotRefusal) in
        try Ballot(
          id: id, question: question, type: type, profile: CountingProfile.named(profile),
          electorate: electorate, opens: now, closes: closes)
      }
      try db.execute(
        sql: "INSERT INTO ballot (id, stage, ordinal, item, question) VALUES (?, ?, ?, ?, ?)",
        arguments: [id, stage, index + 1, item?.id, question])
    }
  }

  /// Opens a ballot that belongs to no change request, and returns what it is known by.
  func open(_ terms: BallotTerms, at now: Timestamp, electorate: Electorate) throws -> String {
    let ordinal = 1 + (try count("stage", "vocabulary = ?", [vocabulary.id]))
    let id: String
    if let release = terms.release {
      let earlier = try ballots(aboutRelease: release).count
      id = "\(vocabulary.name)/\(release)/review-\(earlier + 1)"
    } else {
      let earlier = try count("stage", "vocabulary = ? AND release_version IS NULL", [vocabulary.id])
      id = "\(vocabulary.name)/ballot-\(earlier + 1)"
    }
    // What the ballot itself would refuse is refused before anything is written.
    _ = try Self.refusing { () throws(BallotRefusal) in
      try Ballot(
        id: id, question: terms.question, type: terms.type, profile: terms.profile, electorate: electorate,
        opens: now, closes: terms.closes)
    }
    try db.execute(
      sql: """
        INSERT INTO stage (vocabulary, ordinal, kind, opened_at, closes_at, electorate, profile, type,
          release_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        vocabulary.id, ordinal, Stage.Kind.ballot.rawValue, now.milliseconds, terms.closes.milliseconds,
        Self.text(electorate), terms.profile.name, terms.type.rawValue, terms.release,
      ])
    try db.execute(
      sql: "INSERT INTO ballot (id, stage, ordinal, question) VALUES (?, ?, 1, ?)",
      arguments: [id, db.lastInsertedRowID, terms.question])
    return id
  }

  /// What people call the entry of an item: its preferred label as proposed, or its IRI if it has none.
  private func label(of item: ChangeItem) throws -> String {
    let graph = Graph(try item.proposed.triples)
    let language = try? LanguageTag(vocabulary.defaultLanguage)
    return ConceptDescription(of: .iri(item.iri), in: graph, withInverses: false)
      .bestLabel(for: language.map { [$0] } ?? [], defaultLanguage: language).text
  }

  func extend(_ stage: Stage, to later: Timestamp) throws {
    try db.execute(
      sql: "UPDATE stage SET closes_at = ? WHERE id = ?", arguments: [later.milliseconds, stage.id])
  }

  func conclude(_ stage: Stage, with conclusion: Stage.Conclusion) throws {
    let value: JSON = [
      "conclusion": .string(conclusion.conclusion.rawValue), "text": .string(conclusion.text),
      "by": .string(conclusion.by), "at": .string(conclusion.at.iso8601),
    ]
    try db.execute(
      sql: "UPDATE stage SET conclusion = ? WHERE id = ?", arguments: [value.text, stage.id])
  }

  func declare(_ declaration: ConsensusDeclaration, in ballot: Ballot) throws {
    let objections = declaration.objections.map {
      JSON.array([.string($0.memberBody.code), .string($0.text)])
    }
    let value: JSON = [
      "finding": .string(declaration.finding.rawValue), "by": .string(declaration.by),
      "at": .string(declaration.at.iso8601), "objections": .array(objections),
    ]
    try db.execute(
      sql: "UPDATE ballot SET declaration = ? WHERE id = ?", arguments: [value.text, ballot.id])
  }

  func add(_ answer: Stage.Answer, to stage: Stage, account: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO evaluation_answer (stage, ordinal, member_body, position, procedure, text, account, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        stage.id, stage.answers.count + 1, answer.answer.memberBody.code, answer.answer.position.rawValue,
        answer.answer.procedure?.rawValue, answer.text, account, answer.at.milliseconds,
      ])
  }

  func add(_ objection: Stage.Objection, to stage: Stage, account: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO objection (stage, ordinal, organisation, text, account, at) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        stage.id, stage.objections.count + 1, objection.organisation, objection.text, account,
        objection.at.milliseconds,
      ])
  }

  func add(_ vote: Vote, ordinal: Int) throws {
    try db.execute(
      sql: """
        INSERT INTO vote (ballot, ordinal, member_body, choice, cast_by, at, reasons, experts, supersedes,
          receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        vote.ballot, ordinal, vote.memberBody.code, vote.choice.rawValue, vote.by, vote.at.milliseconds,
        vote.reasons, JSON.array(vote.experts.map(JSON.string)).text, vote.supersedes?.hexadecimal,
        vote.receipt.hexadecimal,
      ])
  }

  func add(_ delegation: Delegation, ordinal: Int, to stage: Stage) throws {
    try db.execute(
      sql: """
        INSERT INTO delegation (stage, ordinal, member_body, delegate, delegated_by, at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        stage.id, ordinal, delegation.memberBody.code, delegation.to, delegation.by,
        delegation.at.milliseconds,
      ])
  }

  private func count(_ table: String, _ condition: String, _ arguments: StatementArguments) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition)", arguments: arguments) ?? 0
  }

  // MARK: Reading

  private func stage(_ row: Row) throws -> Stage {
    let id: Int64 = row["id"]
    let kind: Stage.Kind = try StoredWord.value(row["kind"])
    let (opened, closes): (Int64, Int64) = (row["opened_at"], row["closes_at"])
    let electorate = try Self.electorate(row["electorate"])
    let type: BallotType? = try (row["type"] as String?).map(StoredWord.value) ?? kind.ballotType
    return Stage(
      ordinal: row["ordinal"], kind: kind, opened: Timestamp(milliseconds: opened),
      closes: Timestamp(milliseconds: closes), electorate: electorate, answers: try answers(id),
      objections: try objections(id), conclusion: try Self.conclusion(row["conclusion"]),
      ballots: try ballots(
        id, type, profile: row["profile"], electorate, Timestamp(milliseconds: opened),
        Timestamp(milliseconds: closes)), release: row["release_version"], id: id)
  }

  private func answers(_ stage: Int64) throws -> [Stage.Answer] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT evaluation_answer.*, account.name AS author FROM evaluation_answer
        JOIN account ON account.id = account WHERE stage = ? ORDER BY ordinal
        """, arguments: [stage]
    ).map { row in
      let procedure: Evaluation.Procedure? = try (row["procedure"] as String?).map(StoredWord.value)
      return Stage.Answer(
        answer: Evaluation.Answer(
          try MemberBody.stored(row["member_body"]), try StoredWord.value(row["position"]), by: procedure),
        text: row["text"], by: row["author"], at: Timestamp(milliseconds: row["at"]))
    }
  }

  private func objections(_ stage: Int64) throws -> [Stage.Objection] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT objection.*, account.name AS author FROM objection
        JOIN account ON account.id = account WHERE stage = ? ORDER BY ordinal
        """, arguments: [stage]
    ).map { row in
      Stage.Objection(
        organisation: row["organisation"], text: row["text"], by: row["author"],
        at: Timestamp(milliseconds: row["at"]))
    }
  }

  private func ballots(
    _ stage: Int64, _ type: BallotType?, profile: String?, _ electorate: Electorate, _ opens: Timestamp,
    _ closes: Timestamp
  ) throws -> [Stage.StageBallot] {
    guard let type else { return [] }
    let delegations = try Row.fetchAll(
      db, sql: "SELECT * FROM delegation WHERE stage = ? ORDER BY ordinal", arguments: [stage]
    ).map { row in
      Delegation(
        memberBody: try MemberBody.stored(row["member_body"]), to: row["delegate"], by: row["delegated_by"],
        at: Timestamp(milliseconds: row["at"]))
    }
    return try Row.fetchAll(
      db, sql: "SELECT * FROM ballot WHERE stage = ? ORDER BY ordinal", arguments: [stage]
    ).map { row in
      let id: String = row["id"]
      let votes = try votes(id)
      let ballot = try Self.refusing { () throws(BallotRefusal) in
        try Ballot(
          id: id, question: row["question"], type: type, profile: profile.flatMap(CountingProfile.named),
          electorate: electorate, opens: opens, closes: closes, votes: votes, delegations: delegations)
      }
      return Stage.StageBallot(
        ballot: ballot, ordinal: row["ordinal"], item: row["item"],
        declaration: try Self.declaration(row["declaration"]))
    }
  }

  private func votes(_ ballot: String) throws -> [Vote] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM vote WHERE ballot = ? ORDER BY ordinal", arguments: [ballot]
    ).map { row in
      let vote = Vote(
        ballot: ballot, memberBody: try MemberBody.stored(row["member_body"]),
        choice: try StoredWord.value(row["choice"]), by: row["cast_by"],
        at: Timestamp(milliseconds: row["at"]), reasons: row["reasons"],
        experts: try Self.json(row["experts"]).array?.compactMap(\.string) ?? [],
        supersedes: (row["supersedes"] as String?).flatMap { VoteReceipt(hexadecimal: $0) },
        recordedReceipt: row["is_redacted"] ? VoteReceipt(hexadecimal: row["receipt"]) : nil)
      guard vote.receipt.hexadecimal == row["receipt"] as String else {
        throw StoreError(
          .damaged, "a vote in the ballot \(ballot) is not the one that its receipt was given for")
      }
      return vote
    }
  }

  // MARK: Values as text

  private static func json(_ text: String) throws(StoreError) -> JSON {
    guard let value = try? JSON(parsing: Array(text.utf8)) else {
      throw StoreError(.damaged, "the record of a stage cannot be read")
    }
    return value
  }

  private static func text(_ electorate: Electorate) -> String {
    let seats = electorate.seats.map { seat in
      JSON.array([.string(seat.memberBody.code), .string(seat.committee), .string(seat.membership.rawValue)])
    }
    let value: JSON = ["takenAt": .string(electorate.takenAt.iso8601), "seats": .array(seats)]
    return value.text
  }

  private static func electorate(_ text: String) throws -> Electorate {
    let value = try json(text)
    let seats = try (value["seats"]?.array ?? []).map { seat in
      Electorate.Seat(
        try MemberBody.stored(seat[0]?.string ?? ""), in: seat[1]?.string ?? "",
        try StoredWord.value(seat[2]?.string ?? ""))
    }
    return Electorate(
      seats, takenAt: Timestamp(iso8601: value["takenAt"]?.string ?? "") ?? Timestamp(milliseconds: 0))
  }

  private static func moment(_ value: JSON) -> Timestamp {
    Timestamp(iso8601: value["at"]?.string ?? "") ?? Timestamp(milliseconds: 0)
  }

  private static func conclusion(_ text: String?) throws -> Stage.Conclusion? {
    guard let text else { return nil }
    let value = try json(text)
    return Stage.Conclusion(
      conclusion: try StoredWord.value(value["conclusion"]?.string ?? ""), text: value["text"]?.string ?? "",
      by: value["by"]?.string ?? "", at: moment(value))
  }

  private static func declaration(_ text: String?) throws -> ConsensusDeclaration? {
    guard let text else { return nil }
    let value = try json(text)
    let objections = try (value["objections"]?.array ?? []).map { pair in
      ConsensusDeclaration.Objection(try MemberBody.stored(pair[0]?.string ?? ""), pair[1]?.string ?? "")
    }
    return ConsensusDeclaration(
      try StoredWord.value(value["finding"]?.string ?? ""), by: value["by"]?.string ?? "", at: moment(value),
      objections: objections)
  }

  /// Turns the refusal of a ballot into the store's error.
  @discardableResult
  static func refusing<Value>(_ body: () throws(BallotRefusal) -> Value) throws(StoreError) -> Value {
    do throws(BallotRefusal) {
      return try body()
    } catch {
      throw StoreError(error.kind.code, error.message)
    }
  }
}

extension BallotRefusal.Kind {
  /// What kind of refusal it is for whoever uses the store.
  var code: StoreError.Code {
    switch self {
    case .notEntitled, .notInElectorate, .observer, .votesForAnother: .forbidden
    case .notYetOpen, .closed, .stillOpen: .invalidState
    case .badPeriod, .noElectorate, .reasonsInFavour, .tooLong, .otherQuestion: .invalidArgument
    case .damaged: .damaged
    }
  }
}
