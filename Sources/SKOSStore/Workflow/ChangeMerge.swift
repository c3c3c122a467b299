import Foundation
import GRDB
import RDF
public import SKOS

extension Store {
  /// The findings that a proposal would bring: those of error severity that the head does not have already.
  public func blockingFindings(of request: ChangeRequest, grant: Grant) throws(StoreError) -> [Finding] {
    try findings(of: request, grant: grant).filter { $0.severity == .error }
  }

  /// What the rules say of the head with a proposal in it, and do not say of the head alone; and which of its
  /// clarifications change what an entry means.
  public func findings(of request: ChangeRequest, grant: Grant) throws(StoreError) -> [Finding] {
    grant.require(.read)
    return try read { db in
      let vocabulary = grant.inVocabulary
      let revision = try Moment.head.revision(in: vocabulary, db)
      let head = Snapshot(db: db, vocabulary: vocabulary, revision: revision)
      return try Self.newFindings(in: request.items.map { ($0.iri, $0.proposed) }, over: head)
        + Self.substantiveClarifications(in: request)
    }
  }

  /// Which entries a request changes as clarifications and yet in their meaning; costs what the change costs.
  static func substantiveClarifications(in request: ChangeRequest) throws -> [Finding] {
    let items = request.items.filter { $0.kind == .clarification }
    guard !items.isEmpty, let rule = Rule.named("clarification-changes-meaning") else { return [] }
    var configuration = CheckConfiguration()
    configuration.clarifications = Set(items.map(\.iri))
    return SKOSCheck.run(
      try Graph(entries: items.map(\.proposed)), rules: [rule], configuration: configuration,
      previous: try Graph(entries: items.compactMap(\.base)))
  }

  /// What the rules of the usual profiles say of the whole vocabulary with a proposal in it, and not of the head alone.
  ///
  /// What an integrity condition says is among it. Costs what checking the vocabulary costs, and once more for the first
  /// proposal over a head.
  func allFindings(of request: ChangeRequest, grant: Grant) throws(StoreError) -> [Finding] {
    try read { db in
      let head = try Self.head(db, grant.inVocabulary)
      let entries = try head.entries()
      let rules = CheckConfiguration().rules + Rule.integrityConditions
      let hash = try Data.fetchOne(
        db, sql: "SELECT hash FROM revision WHERE vocabulary = ? AND number = ?",
        arguments: [head.vocabulary.id, head.revision])
      let known = try hash.map { hash in
        try knownFindings.findings(of: head.vocabulary.id, at: hash) {
          try Self.identities(of: entries, rules)
        }
      }
      return try Self.newFindings(
        in: request.items.map { ($0.iri, $0.proposed) }, over: entries, rules: rules, known: known)
        + Self.substantiveClarifications(in: request)
    }
  }

  /// What the rules say of a snapshot with some entries changed, and do not say of it as it is.
  ///
  /// A finding is the same as before if it is the same rule about the same resources and as many statements:
  /// its sentence may differ, because it names labels that may just have changed. Costs what the change costs.
  static func newFindings(in changes: [(iri: IRI, entry: Entry?)], over head: Snapshot) throws -> [Finding] {
    if try ChangeNeighbourhood.isUnbounded(changes, in: head) {
      return try newFindings(in: changes, over: head.entries())
    }
    return try newFindings(
      in: changes, over: Array(ChangeNeighbourhood(of: changes, in: head).entries.values))
  }

  /// The same over entries that are given; a test compares a neighbourhood with the whole vocabulary.
  ///
  /// - Parameter known: what the rules say of the entries as they are, if that is known already.
  static func newFindings(
    in changes: [(iri: IRI, entry: Entry?)], over entries: [Entry], rules: [Rule] = Rule.integrityConditions,
    known: Set<FindingIdentity>? = nil
  ) throws -> [Finding] {
    let changed = Dictionary(changes.map { ($0.iri, $0.entry) }, uniquingKeysWith: { _, last in last })
    let after = entries.filter { changed[$0.iri] == nil } + changed.values.compactMap { $0 }
    let known = try known ?? identities(of: entries, rules)
    return SKOSCheck.run(try Graph(entries: after), rules: rules).filter {
      !known.contains(FindingIdentity($0))
    }
  }

  private static func identities(of entries: [Entry], _ rules: [Rule]) throws -> Set<FindingIdentity> {
    Set(SKOSCheck.run(try Graph(entries: entries), rules: rules).map(FindingIdentity.init))
  }

  /// Merges what a request proposes into the head, with what its kinds of change make of the entries.
  ///
  /// - Returns: the new revision's number.
  func merge(
    _ request: ChangeRequest, _ policy: ProcedurePolicy, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> Int64 {
    let head = try Self.head(transaction.db, grant.inVocabulary)
    let plan = try MergePlan(of: request, policy, into: head, at: transaction.now)
    if let conflict = plan.conflict { throw conflict }
    let committed = try RevisionWriter.commit(
      plan.changes, to: head.vocabulary, by: grant.account, message: request.title, changeRequest: request.id,
      in: transaction)
    guard let committed else { throw plan.saysNothingNew }
    try transaction.db.execute(
      sql: "UPDATE change_request SET revision = ? WHERE id = ?", arguments: [committed.number, request.id])
    try plan.effects.record(at: committed.number)
    return committed.number
  }
}

/// What merging a request into the head would make of it, or why it cannot be.
struct MergePlan {
  /// The entries as they would be.
  private(set) var changes: [EntryChange] = []
  /// What the kinds of change make of the entries.
  private(set) var effects: ChangeEffects
  /// What contradicts the merge, a line for each.
  private var contradictions: [String] = []
  private var hasNews = false
  private let number: Int64

  /// Plans the merge; costs what the change costs.
  ///
  /// - Throws: `StoreError` with code `conflict` if new entries cannot be numbered.
  init(
    of request: ChangeRequest, _ policy: ProcedurePolicy, into head: Snapshot, at now: Timestamp
  ) throws {
    number = request.number
    effects = ChangeEffects(request, policy, head: head, at: now)
    for item in try IdentifierAssignment(request.items, head: head).items {
      let ours = try head.entry(item.iri)
      switch try EntryMerge.merge(base: item.base, ours: ours, theirs: item.proposed) {
      case .merged(let entry):
        hasNews = hasNews || entry != ours
        changes.append(
          EntryChange(
            iri: item.iri, entry: try entry.map { try effects.apply(item.kind, to: $0, before: ours) }))
      case .conflicts(let found):
        contradictions += found.map {
          $0.description(ours: "the vocabulary", theirs: "change request \(request.number)")
        }
      }
    }
    contradictions += effects.unfit
    changes = try effects.completed(changes)
    // The proposal was checked as it stands; what the merge makes of it may break a rule that neither side did.
    let blocking = try Store.newFindings(in: changes.map { ($0.iri, $0.entry) }, over: head)
      .filter { $0.severity == .error }
    contradictions += blocking.map { "\($0.message) [\($0.rule)]" }
  }

  /// Why the merge is not possible; nil if it is.
  var conflict: StoreError? {
    guard contradictions.isEmpty else {
      return StoreError(
        .conflict,
        "the vocabulary has changed since change request \(number) was made, in ways that contradict it; it is returned, and its proposer edits it again",
        details: contradictions)
    }
    // Dates and notes alone are no change.
    return hasNews ? nil : saysNothingNew
  }

  /// That there is nothing to merge.
  var saysNothingNew: StoreError {
    StoreError(.conflict, "the vocabulary already says all that change request \(number) proposes")
  }
}

/// What makes two findings the same, before and after a change.
///
/// The resources and texts that are involved, in any order: which of two related concepts is the focus depends on
/// chance where the hierarchy has a circle. How many statements there are tells findings about one resource alone
/// apart, where one statement too many may join others; the path between two concepts has now more, now fewer.
struct FindingIdentity: Hashable {
  let rule: String
  let involved: Set<Term>
  let statementCount: Int?

  init(_ finding: Finding) {
    rule = finding.rule
    involved = Set(finding.related + [finding.focus.term])
    statementCount = finding.related.isEmpty ? finding.statements.count : nil
  }
}

/// Gives the new entries of a request their IRIs, and puts these in the place of the placeholders everywhere.
private struct IdentifierAssignment {
  private(set) var items: [ChangeItem] = []

  init(_ proposed: [ChangeItem], head: Snapshot) throws {
    let mint = IdentifierMint(db: head.db, vocabulary: head.vocabulary)
    var waiting = proposed.filter(\.isPlaceholder)
    var made: [IRI: IdentifierMint.Identifier] = [:]
    while !waiting.isEmpty {
      // An entry below another new one waits until that has its number.
      let ready = try waiting.filter { item in
        try !Self.broader(of: item).contains { other in waiting.contains { $0.iri == other } }
      }
      guard !ready.isEmpty else {
        throw StoreError(
          .conflict, "the new entries are broader than each other in a circle, so none can be numbered")
      }
      for item in ready {
        let notation = try Self.broader(of: item).lazy.compactMap { broader in
          try made[broader].map(\.notation) ?? Self.notation(of: broader, head)
        }.first
        made[item.iri] = try mint.mint(broader: notation, taken: Set(made.values.map(\.iri.string)))
      }
      waiting.removeAll { item in made[item.iri] != nil }
    }
    items = try proposed.map { try Self.substitute(made, in: $0) }
  }

  private static func broader(of item: ChangeItem) throws -> [IRI] {
    try item.proposed.triples.filter { $0.predicate == .SKOS.broader }.compactMap(\.object.iri)
  }

  private static func notation(of iri: IRI, _ head: Snapshot) throws -> String? {
    try head.entry(iri)?.triples.first { $0.predicate == .SKOS.notation && $0.subject == .iri(iri) }?
      .object.literal?.lexicalForm
  }

  private static func substitute(
    _ made: [IRI: IdentifierMint.Identifier], in item: ChangeItem
  ) throws -> ChangeItem {
    guard !made.isEmpty else { return item }
    var triples = try item.proposed.triples
    for index in triples.indices {
      if let iri = triples[index].subject.iri, let new = made[iri] { triples[index].subject = .iri(new.iri) }
      if let iri = triples[index].object.iri, let new = made[iri] { triples[index].object = .iri(new.iri) }
    }
    let identifier = made[item.iri]
    let iri = identifier?.iri ?? item.iri
    if let notation = identifier?.notation, !triples.contains(where: { $0.predicate == .SKOS.notation }) {
      triples.append(Triple(.iri(iri), .SKOS.notation, .literal(.string(notation))))
    }
    return ChangeItem(
      iri: iri, kind: item.kind, base: item.base, proposed: try Entry(iri: iri, triples: triples))
  }
}
