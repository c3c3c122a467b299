import Foundation
import GRDB
import RDF
import SKOS

/// What somebody says with a step.
public struct StepDetails: Hashable, Sendable {
  /// Why, for those concerned and the record.
  public var reason: String
  /// When the stage or notice that it opens is to close; nil for the period of the policy.
  public var closes: Timestamp?
  /// The documents of the committee that it refers to.
  public var documents: [CommitteeDocument]

  /// Creates the details.
  public init(reason: String = "", closes: Timestamp? = nil, documents: [CommitteeDocument] = []) {
    self.reason = reason
    self.closes = closes
    self.documents = documents
  }
}

/// A request with all that a decision about it rests on, as one person sees it.
struct ChangeSituation {
  let request: ChangeRequest
  let policy: ProcedurePolicy
  let stage: Stage?
  var facts: ChangeRequestFacts
  let actor: ChangeRequestActor
  let now: Timestamp

  var machine: ChangeRequestMachine { ChangeRequestMachine(facts, policy: policy, now: now) }

  init(_ request: ChangeRequest, _ grant: Grant, now: Timestamp, _ db: Database) throws {
    let vocabulary = grant.inVocabulary
    self.request = request
    self.now = now
    var policy = try ProcedurePolicy.current(db, vocabulary)
    policy.procedure = request.procedure
    self.policy = policy
    stage = try StageTable(db: db, vocabulary: vocabulary).current(of: request)
    facts = try ChangeRequestFacts(
      of: request, stage: stage, policy: policy, now: now, vocabulary: vocabulary, db)
    let id = grant.principal?.accountID ?? 0
    let body = try Store.organisation(of: id, as: .voter, in: vocabulary, db)
    let electorate = Electorate(try Electorate.seats(db, vocabulary), takenAt: now)
    actor = ChangeRequestActor(
      id: id, roles: grant.principal?.roles[vocabulary.id] ?? [],
      membership: body.flatMap(electorate.membership))
  }
}

extension Store {
  /// What a decision about a request rests on now.
  func situation(of request: ChangeRequest, _ grant: Grant) throws(StoreError) -> ChangeSituation {
    let now = environment.now()
    return try read { db in try ChangeSituation(request, grant, now: now, db) }
  }

  /// Where a request stands: its stages, who must act next, and the steps that the caller may take now.
  public func standing(of request: ChangeRequest, grant: Grant) throws(StoreError) -> ChangeStanding {
    grant.require(.read)
    let now = environment.now()
    return try read { db in
      let situation = try ChangeSituation(request, grant, now: now, db)
      return ChangeStanding(
        stages: try StageTable(db: db, vocabulary: grant.inVocabulary).all(of: request),
        duties: situation.machine.duties(), available: situation.machine.available(to: situation.actor),
        at: now)
    }
  }

  /// Takes a step with a change request, if the state machine allows it.
  ///
  /// The machine is asked once before the rules are run, so that a stranger's attempt costs nothing, and once more
  /// within the transaction, so that what came in meanwhile counts. Merging brings the proposal into the vocabulary as
  /// one revision, by a three-way merge within each entry.
  /// - Throws: `forbidden` (recorded), `invalidState`, `invalidArgument` where something is missing,
  ///   `validationFailed`, `conflict` naming both sides, `staleRevision` if the request has just moved on.
  public func advance(
    _ number: Int64, by transition: ChangeTransition, _ details: StepDetails, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    grant.require(.read)
    guard details.documents.count <= CommitteeDocument.countMax else {
      throw StoreError(.invalidArgument, "a step refers to at most \(CommitteeDocument.countMax) documents")
    }
    let action = "change." + transition.rawValue
    let request = try changeRequest(number, grant: grant)
    let situation = try situation(of: request, grant)
    let early = try decide(situation, transition, details, action, grant)
    let check = try StepCheck(of: request, for: early.rule, self, grant)
    return try write { transaction in
      let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
      let current = try table.fetch(number: number)
      guard current.state == early.from, current.editCount == request.editCount else {
        throw Self.movedOn(number)
      }
      var situation = try ChangeSituation(current, grant, now: transaction.now, transaction.db)
      situation.facts.hasCoreErrors = check.hasErrors
      situation.facts.hasErrors = check.hasErrors
      let step = try check.explaining { () throws(StoreError) in
        try decide(situation, transition, details, action, grant, isRecorded: false)
      }
      return try carryOut(step, situation, details, check, action, grant, transaction)
    }
  }

  /// The same with a reason alone.
  public func advance(
    _ number: Int64, by transition: ChangeTransition, reason: String, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    try advance(number, by: transition, StepDetails(reason: reason), grant: grant)
  }

  /// What the step does, and its record, in one transaction.
  private func carryOut(
    _ step: ChangeRequestMachine.Step, _ situation: ChangeSituation, _ details: StepDetails,
    _ check: StepCheck, _ action: String, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> ChangeRequest {
    let (db, request) = (transaction.db, situation.request)
    let table = ChangeRequestTable(db: db, vocabulary: grant.inVocabulary)
    let before = try Moment.head.revision(in: grant.inVocabulary, db)
    var after: Int64?
    var reason = details.reason
    switch step.rule.transition {
    case .merge: after = try merge(request, situation.policy, grant, transaction)
    case .split:
      let child = try split(situation, grant, transaction)
      let note = "split off as change request \(child)"
      reason = reason.hasText ? "\(reason) (\(note))" : note
    default: break
    }
    if let kind = Stage.Kind(openedBy: step), let closes = step.closes {
      try StageTable(db: db, vocabulary: grant.inVocabulary).open(
        kind, of: request, closing: closes, at: transaction.now,
        electorate: Electorate(try Electorate.seats(db, grant.inVocabulary), takenAt: transaction.now),
        policy: situation.policy)
    }
    try record(
      step, of: try table.fetch(number: request.number), details, reason: reason, check.findings, action,
      grant, transaction, revisions: (before, after))
    return try table.fetch(number: request.number)
  }

  /// Keeps a step and its audit record, which vouches for all of it.
  func record(
    _ step: ChangeRequestMachine.Step, of request: ChangeRequest, _ details: StepDetails, reason: String,
    _ findings: [String: Int], _ action: String?, _ grant: Grant, _ transaction: WriteTransaction,
    revisions: (before: Int64?, after: Int64?) = (nil, nil), auditSequence: Int64? = nil
  ) throws {
    let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
    let account = grant.account.accountID
    let organisation = try Self.organisation(
      of: account, as: step.role, in: grant.inVocabulary, transaction.db)
    func record(_ sequence: Int64) throws -> TransitionRecord {
      TransitionRecord(
        transition: step.rule.transition, from: step.from, to: step.to, actor: grant.actorName,
        role: step.role, at: transaction.now, reason: reason, auditSequence: sequence, rule: step.rule.number,
        organisation: organisation?.code, documents: details.documents, baseRelease: request.baseRelease,
        contentDigest: try request.contentDigest(), findings: findings, editCount: request.editCount)
    }
    guard auditSequence == nil, let action else {
      try table.record(try record(auditSequence ?? 0), of: request, by: account)
      return
    }
    var note = note(action, request.number, grant, detail: reason)
    note.revisionBefore = revisions.before
    note.revisionAfter = revisions.after
    note.content = try record(0).digest(of: "\(grant.inVocabulary.name)/\(request.number)")
    let sequence = try AuditLog.append(note, in: transaction)
    try table.record(try record(sequence), of: request, by: account)
  }

  private func decide(
    _ situation: ChangeSituation, _ transition: ChangeTransition, _ details: StepDetails, _ action: String,
    _ grant: Grant, isRecorded: Bool = true
  ) throws(StoreError) -> ChangeRequestMachine.Step {
    var situation = situation
    // A merge that meets a conflict says by itself what contradicts what.
    if transition == .merge { situation.facts.hasMergeConflict = false }
    let machine = situation.machine
    return try refusing(action, situation.request.number, grant, isRecorded: isRecorded) {
      () throws(ChangeRequestMachine.Refusal) -> ChangeRequestMachine.Step in
      try machine.step(transition, by: situation.actor, reason: details.reason, closing: details.closes)
    }
  }

  /// Turns a refusal of the machine into the store's error; records it if somebody lacked the right.
  func refusing<Value>(
    _ action: String, _ number: Int64, _ grant: Grant, isRecorded: Bool = true,
    _ body: () throws(ChangeRequestMachine.Refusal) -> Value
  ) throws(StoreError) -> Value {
    do throws(ChangeRequestMachine.Refusal) {
      return try body()
    } catch {
      if error.kind == .forbidden, isRecorded {
        try recordDenial(
          by: grant.actorName, of: action, vocabulary: grant.inVocabulary.name,
          target: "change request \(number)", error.message)
      }
      throw StoreError(error.kind.code, error.message)
    }
  }
}

extension ChangeRequestMachine.Refusal.Kind {
  /// What kind of refusal it is for whoever uses the store.
  var code: StoreError.Code {
    switch self {
    case .forbidden: .forbidden
    case .invalidState: .invalidState
    case .badClosingDate: .invalidArgument
    case .unmet(let condition):
      switch condition.kind {
      case .incomplete: .invalidArgument
      case .validationFailed: .validationFailed
      case .invalidState: .invalidState
      case .conflict: .conflict
      }
    }
  }
}

/// Where a change request stands, as one person sees it.
public struct ChangeStanding: Sendable {
  /// Its stages, the oldest first.
  public let stages: [Stage]
  /// Who must act next.
  public let duties: [ChangeRequestDuty]
  /// The steps that the caller may take now.
  public let available: [ChangeTransition]
  /// The moment that all of this is of.
  public let at: Timestamp
}

/// What the rules say of a proposal before a step that asks for it.
struct StepCheck {
  /// How many findings each rule has.
  private(set) var findings: [String: Int] = [:]
  private var blocking: [String] = []

  /// Runs the rules that the step asks for; nothing if it asks for none.
  ///
  /// With the rules goes whether each kind of change fits the status of its entry.
  /// The core rules cost what the change costs, the rules of all profiles what the vocabulary costs.
  init(
    of request: ChangeRequest, for rule: ProcedureRule, _ store: Store, _ grant: Grant
  ) throws(StoreError) {
    let found: [Finding]
    if rule.guards.contains(.allRules) {
      found = try store.allFindings(of: request, grant: grant)
    } else if rule.guards.contains(.coreRules) {
      found = try store.findings(of: request, grant: grant)
    } else {
      return
    }
    findings = Dictionary(grouping: found, by: \.rule).mapValues(\.count)
    blocking = found.filter { $0.severity == .error }.map { "\($0.message) [\($0.rule)]" }
    blocking += try store.read { db in
      try ChangeEffects.unfit(request.items, in: Store.head(db, grant.inVocabulary))
    }
  }

  var hasErrors: Bool { !blocking.isEmpty }

  /// Adds what the rules found to a refusal for that reason.
  func explaining<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    do throws(StoreError) {
      return try body()
    } catch {
      guard error.code == .validationFailed else { throw error }
      throw StoreError(error.code, error.message, details: blocking)
    }
  }
}
