import Foundation
import GRDB
public import RDF
public import SKOS

/// What a sheet changes in a vocabulary, or would change.
public struct SheetReport: Sendable {
  /// An entry of the head, before and after.
  public typealias Change = (iri: IRI, old: Entry?, new: Entry?)
  /// The revision that it made; nil if nothing changed or it was only compared.
  public let revision: Revision?
  /// The entries that it changes, in the order of the rows.
  public let changes: [Change]
  /// How many rows say what the vocabulary says.
  public let unchangedCount: Int
  /// The entries that were changed in the vocabulary after the sheet was written, and were merged.
  public let outdated: [IRI]
}

extension Store {
  /// What a sheet would change at the head; changes nothing.
  ///
  /// A row that was written from an older version of its entry is merged with what changed since then.
  /// - Throws: `invalidArgument` naming rows whose entries there are not, with their lines; `conflict` naming what
  ///   both the sheet and the vocabulary changed.
  public func compareSheet(_ sheet: Sheet, grant: Grant) throws(StoreError) -> SheetReport {
    grant.require(.read)
    return try read { db in try SheetPlan(sheet, grant.inVocabulary, db).report(revision: nil) }
  }

  /// Takes a sheet into a vocabulary as one revision, or none if it changes nothing.
  ///
  /// - Throws: as `compareSheet`; then nothing is changed.
  public func importSheet(_ sheet: Sheet, message: String, grant: Grant) throws(StoreError) -> SheetReport {
    grant.require(.importContent)
    let vocabulary = grant.inVocabulary
    return try write { transaction in
      let head = try Moment.head.revision(in: vocabulary, transaction.db)
      let plan = try SheetPlan(sheet, vocabulary, transaction.db)
      let revision = try RevisionWriter.commit(
        plan.changes.map { EntryChange(iri: $0.iri, entry: $0.new) }, to: vocabulary, by: grant.account,
        message: message, in: transaction)
      if let revision {
        try AuditLog.append(
          AuditLog.Note(
            actor: grant.actorName, action: "sheet.import", vocabulary: vocabulary.name,
            revisionBefore: head, revisionAfter: revision.number, detail: "\(plan.changes.count) changed"),
          in: transaction)
      }
      return plan.report(revision: revision)
    }
  }

  /// Makes what a sheet changes a draft of a change request.
  ///
  /// - Throws: as `compareSheet`; `invalidArgument` for a sheet that changes nothing, or without a title.
  public func proposeSheet(
    _ sheet: Sheet, title: String, justification: String, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    grant.require(.propose)
    guard title.hasText else {
      throw StoreError(.invalidArgument, "a change request needs a title, such as \"French labels\"")
    }
    return try write { transaction in
      let plan = try SheetPlan(sheet, grant.inVocabulary, transaction.db)
      guard !plan.changes.isEmpty else {
        throw StoreError(
          .invalidArgument, "the sheet says what the vocabulary says already; there is nothing to propose")
      }
      let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
      let number = try table.insert(
        title: title, justification: justification, author: grant.account.accountID, at: transaction.now)
      let request = try table.fetch(number: number)
      for change in plan.changes {
        guard let proposed = change.new else { continue }
        try table.put(
          ChangeItem(iri: change.iri, kind: .modification, base: change.old, proposed: proposed),
          into: request)
      }
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "sheet.propose", vocabulary: grant.inVocabulary.name,
          target: "change request \(number)", detail: "\(title): \(plan.changes.count) entries"),
        in: transaction)
      return try table.fetch(number: number)
    }
  }
}

/// The difference between the head and a sheet.
private struct SheetPlan {
  private(set) var changes: [SheetReport.Change] = []
  private var unchangedCount = 0
  private var outdated: [IRI] = []
  /// How many faults or conflicts an answer names; who mends these sees the next.
  private static let detailCountMax = 100

  init(_ sheet: Sheet, _ vocabulary: Vocabulary, _ db: Database) throws {
    let head = Snapshot(
      db: db, vocabulary: vocabulary, revision: try Moment.head.revision(in: vocabulary, db))
    var faults: [SheetFault] = []
    var conflicts: [String] = []
    for row in sheet.rows {
      guard let ours = try head.entry(row.iri) else {
        faults.append(SheetFault(line: row.line, column: nil, try Self.absence(of: row.iri, head)))
        continue
      }
      guard let base = try Self.base(of: row, ours, head) else {
        faults.append(
          SheetFault(
            line: row.line, column: nil,
            "the hash is that of no version of <\(row.iri)> in \(vocabulary.name); was it altered, or written from another vocabulary? Write the sheet out anew"
          ))
        continue
      }
      switch try EntryMerge.merge(base: base, ours: ours, theirs: row.applied(to: base)) {
      case .merged(let merged) where merged == ours: unchangedCount += 1
      case .merged(let merged):
        if base != ours { outdated.append(row.iri) }
        changes.append((row.iri, ours, merged))
      case .conflicts(let found):
        conflicts += found.map {
          "line \(row.line): \($0.description(ours: "the vocabulary", theirs: "the sheet"))"
        }
      }
    }
    try Self.refuse(
      .invalidArgument, "the sheet cannot be taken in, and nothing was changed", faults.map(\.description))
    try Self.refuse(
      .conflict,
      "the vocabulary was changed since the sheet was written, in ways that contradict it; nothing was changed",
      conflicts)
  }

  private static func refuse(_ code: StoreError.Code, _ message: String, _ details: [String]) throws {
    guard !details.isEmpty else { return }
    let rest = details.count - detailCountMax
    throw StoreError(
      code, message, details: details.prefix(detailCountMax) + (rest > 0 ? ["and \(rest) more"] : []))
  }

  /// The version that a row was written from; the head's if the row does not say.
  private static func base(of row: Sheet.Row, _ ours: Entry, _ head: Snapshot) throws -> Entry? {
    if row.hash == nil || row.wasWritten(from: ours) { return ours }
    let rows = try Row.fetchCursor(
      head.db.cachedStatement(
        sql: """
          SELECT body FROM entry JOIN entry_version ON entry_version.entry = entry.id
          WHERE entry.vocabulary = ? AND entry.iri = ? ORDER BY from_revision DESC
          """), arguments: [head.vocabulary.id, row.iri.string])
    while let version = try rows.next() {
      let entry = try Entry(iri: row.iri, stored: version[0])
      if row.wasWritten(from: entry) { return entry }
    }
    return nil
  }

  private static func absence(of iri: IRI, _ head: Snapshot) throws -> String {
    guard let ended = try head.ended(iri.string) else {
      return
        "\(head.vocabulary.name) has no entry <\(iri)>; take the row out, or propose a new entry by change.add"
    }
    return "<\(iri)> ended with revision \(ended.endedBy.number); take the row out"
  }

  func report(revision: Revision?) -> SheetReport {
    SheetReport(
      revision: revision, changes: changes, unchangedCount: unchangedCount, outdated: outdated)
  }
}
