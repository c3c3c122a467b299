import GRDB
import RDF
import SKOS

/// What the records and the content of a vocabulary show of how it is kept as a register.
///
/// What the program does whenever it is asked can still have been undone by an import, or damaged; so a requirement that
/// leaves traces is met if the traces are there.
struct RegisterRecords {
  /// Steps, votes and words that are not as the audit log vouches.
  private(set) var faults: [String] = []
  /// How many requests were merged.
  private(set) var mergedCount = 0
  /// Requests that are said to be merged and that no revision names, and revisions of requests that are not.
  private(set) var unmerged: [String] = []
  /// How many appeals there were.
  private(set) var appealCount = 0
  /// Appeals and decisions about them without grounds.
  private(set) var groundless: [String] = []
  /// Proposals that nobody has taken up in time.
  private(set) var unaccepted: [String] = []
  /// Appeals that nobody has decided about in time.
  private(set) var undecided: [String] = []
  /// How many entries are superseded.
  private(set) var supersededCount = 0
  /// Superseded entries without a successor in the vocabulary.
  private(set) var unreplaced: [String] = []
  /// How many concepts there are.
  private(set) var conceptCount = 0
  /// Concepts in use without a definition.
  private(set) var undefined: [String] = []
  /// Concepts in use that are in no scheme.
  private(set) var unplaced: [String] = []

  /// Reads all requests and the head; costs what both cost.
  init(_ db: Database, _ vocabulary: Vocabulary, _ policy: ProcedurePolicy, at now: Timestamp) throws {
    faults = try WorkflowCheck(db: db, vocabulary: vocabulary).faults()
    do {
      try readRequests(db, vocabulary, policy, now)
    } catch let error as StoreError where error.code == .damaged {
      if faults.isEmpty { faults.append(error.message) }
    }
    try readContent(Store.head(db, vocabulary))
  }

  private mutating func readRequests(
    _ db: Database, _ vocabulary: Vocabulary, _ policy: ProcedurePolicy, _ now: Timestamp
  ) throws {
    let revisions = try Row.fetchAll(
      db,
      sql: """
        SELECT number, change_request FROM revision WHERE vocabulary = ? AND change_request IS NOT NULL
        """, arguments: [vocabulary.id])
    var named: [Int64: [Int64]] = [:]
    for row in revisions { named[row[1], default: []].append(row[0]) }
    for request in try ChangeRequestTable(db: db, vocabulary: vocabulary).all(state: nil, limit: .max) {
      let name = "change request \(request.number)"
      let isMerged = request.state == .implemented || request.state == .published
      if isMerged { mergedCount += 1 }
      if named[request.id] ?? [] != (isMerged ? [request.revision].compactMap { $0 } : [])
        || isMerged && request.revision == nil
      {
        unmerged.append("\(name) is \(request.state.rawValue)")
      }
      let appealing = request.transitions.filter {
        [.appeal, .uphold, .dismiss].contains($0.transition)
      }
      appealCount += appealing.count { $0.transition == .appeal }
      groundless += appealing.filter { !$0.reason.hasText }.map { "\(name), \($0.transition.rawValue)" }
      let due: Timestamp? =
        switch request.state {
        case .submitted: policy.acceptance.end(from: request.enteredAt)
        case .appealed: policy.appealDecision.end(from: request.enteredAt)
        default: nil
        }
      guard request.procedure == .committee, let due, now >= due else { continue }
      let late = "\(name) since \(due.date)"
      if request.state == .submitted { unaccepted.append(late) } else { undecided.append(late) }
    }
  }

  private mutating func readContent(_ head: Snapshot) throws {
    let entries = try head.entries()
    let known = Set(entries.map(\.iri))
    var placed: Set<IRI> = []
    for entry in entries {
      for triple in try entry.triples where triple.predicate == .SKOS.hasTopConcept {
        if let concept = triple.object.iri { placed.insert(concept) }
      }
    }
    for entry in entries {
      let own = try entry.triples.filter { $0.subject == .iri(entry.iri) }
      let status = try head.status(of: entry)
      if status == .superseded {
        supersededCount += 1
        let isReplaced = own.contains {
          $0.predicate == .DCTerms.isReplacedBy && $0.object.iri.map(known.contains) == true
        }
        if !isReplaced { unreplaced.append("<\(entry.iri)>") }
      }
      let isConcept = own.contains { $0.predicate == .RDF.type && $0.object == .iri(.SKOS.Concept) }
      guard isConcept, !status.isDeprecated else { continue }
      conceptCount += 1
      if !own.contains(where: { $0.predicate == .SKOS.definition }) { undefined.append("<\(entry.iri)>") }
      let isPlaced =
        placed.contains(entry.iri)
        || own.contains { $0.predicate == .SKOS.inScheme || $0.predicate == .SKOS.topConceptOf }
      if !isPlaced { unplaced.append("<\(entry.iri)>") }
    }
  }
}
