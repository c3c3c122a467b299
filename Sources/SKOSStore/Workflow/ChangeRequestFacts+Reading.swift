import GRDB
import RDF
import SKOS

extension ChangeRequestFacts {
  /// What the store knows about a request at a moment; whether it breaks rules is found elsewhere, because that costs.
  ///
  /// - Parameter stage: the stage that the request is in, as `StageTable.current` has it.
  init(
    of request: ChangeRequest, stage: Stage?, policy: ProcedurePolicy, now: Timestamp, vocabulary: Vocabulary,
    _ db: Database
  ) throws {
    self.init(state: request.state, enteredAt: request.enteredAt, authorID: request.authorID)
    itemKinds = request.items.map(\.kind)
    justification = request.justification
    changedProperties = try Self.changedProperties(of: request)
    let isActive = "SELECT count(*) FROM account WHERE id = ? AND disabled_at IS NULL"
    isAuthorGone = try Int.fetchOne(db, sql: isActive, arguments: [request.authorID]) == 0
    isProposerEligible = !isAuthorGone
    isComplete = !itemKinds.isEmpty && justification.hasText
    let returned = request.transitions.last { $0.to == .returned }
    hasChangedSinceReturn = returned.map { request.editCount > $0.editCount ?? -1 } ?? true
    isRebased = try Store.newestRelease(db, vocabulary)?.version == request.baseRelease
    hasElectorate = !Electorate(try Electorate.seats(db, vocabulary), takenAt: now).members(.participating)
      .isEmpty
    // Only what is approved is about to be merged, and to try it costs what the change costs.
    hasMergeConflict =
      try request.state == .approved
      && Self.isInConflict(request, policy, now, Store.head(db, vocabulary))
    // `StepCheck` finds what does not fit the status of an entry, and says what it is.
    hasStatuses = true
    unansweredCommentCount = try CommentSubject(request, in: vocabulary).unanswered(db).count
    rejectedAt = request.transitions.last { $0.to == .rejected && $0.from != .appealed }?.at
    if let appeal = request.transitions.last(where: { $0.transition == .appeal }) {
      appellantID = try Int64.fetchOne(
        db, sql: "SELECT id FROM account WHERE name = ?", arguments: [appeal.actor])
    }
    lockedBy = try Self.lock(on: request, vocabulary, db)
    if let stage {
      take(stage, request, now)
      hasTechnicalChange = try Self.hasTechnicalChange(since: stage, db)
    }
  }

  private static func isInConflict(
    _ request: ChangeRequest, _ policy: ProcedurePolicy, _ now: Timestamp, _ head: Snapshot
  ) throws -> Bool {
    do {
      return try MergePlan(of: request, policy, into: head, at: now).conflict != nil
    } catch let error as StoreError where error.code == .conflict {
      return true
    }
  }

  /// Whether a technical comment that was made in a stage is followed, so that the draft does not stay as it was.
  private static func hasTechnicalChange(since stage: Stage, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM comment JOIN observation ON observation.comment = comment.id
          WHERE stage = ? AND type = 'te' AND decision IN ('accepted', 'accepted-with-modification')
            AND ordinal = (SELECT max(last.ordinal) FROM observation AS last WHERE last.comment = comment.id))
        """, arguments: [stage.id]) ?? false
  }

  private mutating func take(_ stage: Stage, _ request: ChangeRequest, _ now: Timestamp) {
    closes = stage.closes
    objectionCount = stage.objections.count
    conclusion = stage.conclusion?.conclusion
    switch stage.kind {
    case .notice, .ballot: break
    case .evaluation: haveAllAnswered = stage.evaluation.silent.isEmpty
    case .validation, .enquiry, .approval:
      guard stage.results(at: now) != nil else { return }
      for ballot in stage.ballots
      where ballot.item.map({ id in request.items.contains { $0.id == id } }) ?? true {
        guard let result = try? ballot.ballot.result(at: now, declaration: ballot.declaration) else {
          continue
        }
        // A ballot about the whole request decides about each of its entries.
        let count = ballot.item == nil ? request.items.count : 1
        switch result.outcome {
        case .approved: passedItemCount += count
        case .notApproved: failedItemCount += count
        case .undecided: break
        }
        hasNegativeVotes = hasNegativeVotes || !result.hasNoNegatives
      }
    }
  }

  /// The properties of which any entry gains or loses a statement.
  private static func changedProperties(of request: ChangeRequest) throws -> Set<IRI> {
    var properties: Set<IRI> = []
    for item in request.items {
      let (before, after) = (Set(try item.base?.triples ?? []), Set(try item.proposed.triples))
      properties.formUnion(before.symmetricDifference(after).map(\.predicate))
    }
    return properties
  }

  /// The request of which a ballot is open, or waits to be confirmed, and that touches one of the same entries.
  private static func lock(
    on request: ChangeRequest, _ vocabulary: Vocabulary, _ db: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT min(other.number) FROM change_request AS other
        JOIN change_item AS theirs ON theirs.change_request = other.id
        JOIN change_item AS ours ON ours.iri = theirs.iri AND ours.change_request = ?1
        WHERE other.vocabulary = ?2 AND other.id <> ?1 AND other.state IN ('validation', 'enquiry', 'approval')
        """, arguments: [request.id, vocabulary.id])
  }
}
