import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// Comments on a release in preparation and on entries: spec/committee.md, "Comments".
@Suite struct `Comments outside a change request` {
  private static let day: Int64 = 86_400_000

  /// A committee with two letters in its vocabulary, one with a notation.
  private func committee() throws -> CommitteeStore {
    let committee = try CommitteeStore()
    let notation = Triple(.iri(letter("b")), .SKOS.notation, .literal(.string("3.1.2")))
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A") + concept("b", label: "B") + [notation]), mode: .merge, message: "",
      grant: committee.grant("manager", .importContent))
    return committee
  }

  private func prepare(_ version: String, days: Int64?, in committee: CommitteeStore) throws -> ReleaseDraft {
    let now = committee.clock.now().milliseconds
    return try committee.store.prepareRelease(
      version: version, notes: "", closes: days.map { Timestamp(milliseconds: now + $0 * Self.day) },
      grant: committee.grant("publisher", .release))
  }

  private func refusal(_ body: () throws -> Void) -> StoreError? {
    do {
      try body()
      return nil
    } catch { return error as? StoreError }
  }

  private func draft(_ text: String, _ type: SKOSStore.Comment.Kind = .technical) -> SKOSStore.Comment.Draft {
    SKOSStore.Comment.Draft(type: type, text: text)
  }

  // MARK: The window

  @Test func `a window takes comments before it closes, and lets publish after that when all are answered`() {
    let closes = Timestamp(milliseconds: 1000)
    let window = CommentWindow(version: "1.0.0", closes: closes)
    let none = CommentWindow(version: "1.0.0", closes: nil)
    for (moment, isOpen) in [(999, true), (1000, false), (1001, false)] as [(Int64, Bool)] {
      let now = Timestamp(milliseconds: moment)
      #expect(window.isOpen(at: now) == isOpen && !none.isOpen(at: now))
      #expect((refusal { try window.requireOpen(at: now) } == nil) == isOpen)
      #expect((refusal { try window.requirePublishable(at: now, unanswered: []) } == nil) == !isOpen)
      #expect(refusal { try window.requirePublishable(at: now, unanswered: [7]) } != nil)
      #expect(refusal { try none.requireOpen(at: now) } != nil)
      #expect(refusal { try none.requirePublishable(at: now, unanswered: []) } == nil)
    }
    let late = Timestamp(milliseconds: 2000)
    for count in [
      CommentWindow.shownCountMax - 1, CommentWindow.shownCountMax, CommentWindow.shownCountMax + 1,
    ] {
      let message = refusal {
        try window.requirePublishable(at: late, unanswered: (1...Int64(count)).map(\.self))
      }?.message
      #expect(message?.contains("19") == true && message?.contains("comment.observe") == true)
      #expect(message?.contains("more") == (count > CommentWindow.shownCountMax))
    }
  }

  @Test func `who has to do what is told at each point of a window`() {
    let window = CommentWindow(version: "1.0.0", closes: Timestamp(milliseconds: 1000))
    func told(_ moment: Int64, _ count: Int) -> [[ProcedureRule.Who]] {
      window.duties(at: Timestamp(milliseconds: moment), unansweredCount: count).map(\.who)
    }
    let commenting: [ProcedureRule.Who] = [.role(.commenter), .role(.voter)]
    let answering: [ProcedureRule.Who] = [.role(.editor), .role(.manager)]
    #expect(told(999, 0) == [commenting] && told(999, 1) == [commenting, answering])
    #expect(told(1000, 1) == [answering] && told(1000, 0) == [[.role(.publisher)]])
    let none = CommentWindow(version: "1.0.0", closes: nil)
    #expect(none.duties(at: Timestamp(milliseconds: 0), unansweredCount: 0).isEmpty)
  }

  // MARK: Candidates

  @Test func `on a candidate keep it from being published until it is closed and they are observed`() throws {
    let committee = try committee()
    let store = committee.store
    let publisher = try committee.grant("publisher", .release)
    _ = try prepare("1.0.0", days: 14, in: committee)
    let target = SKOSStore.Comment.Target.candidate("1.0.0")
    let technical = try store.addComment(
      to: target, draft("C is missing"), grant: committee.grant("de", .comment))
    #expect(technical.target == target && technical.organisation == "DE")
    _ = try store.addComment(to: target, draft("a typo", .editorial), grant: committee.grant("fr", .comment))
    var answer = draft("so it is", .general)
    answer.parent = technical.id
    _ = try store.addComment(to: target, answer, grant: committee.grant("fr", .comment))
    #expect(try store.releaseDrafts(grant: committee.grant("no", .preview)).map(\.unanswered) == [[1]])

    let open = refusal { _ = try store.publishRelease("1.0.0", grant: publisher) }
    #expect(open?.code == .invalidState && open?.message.contains("open to comments until") == true)
    committee.clock.advance(days: 14)
    let late = refusal {
      _ = try store.addComment(to: target, draft("late"), grant: committee.grant("gb", .comment))
    }
    #expect(late?.code == .invalidState && late?.message.contains("closed at") == true)
    let unanswered = refusal { _ = try store.publishRelease("1.0.0", grant: publisher) }
    #expect(unanswered?.code == .invalidState && unanswered?.message.contains("observation: 1;") == true)

    let stranger = refusal {
      _ = try store.observe(1, on: target, .accepted, text: "", grant: committee.grant("chair"))
    }
    #expect(stranger?.code == .forbidden)
    let observed = try store.observe(
      1, on: target, .notAccepted, text: "next time", grant: committee.grant("editor"))
    #expect(observed.observation?.decision == .notAccepted)
    #expect(try store.publishRelease("1.0.0", grant: publisher).version == "1.0.0")
    // What was said stays, and everybody may read it then.
    let reading = try store.authorize(nil, for: .read, vocabulary: "letters")
    #expect(
      try store.comments(on: target, grant: reading).map(\.text) == ["C is missing", "a typo", "so it is"])
    #expect(
      refusal { _ = try store.observe(1, on: target, .noted, text: "", grant: committee.grant("editor")) }?
        .code
        == .invalidState)
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `are not taken without a window, which the policy can ask for`() throws {
    let committee = try committee()
    let store = committee.store
    let publisher = try committee.grant("publisher", .release)
    _ = try prepare("1.0.0", days: nil, in: committee)
    func comment(_ version: String) throws {
      _ = try store.addComment(
        to: .candidate(version), draft("so"), grant: committee.grant("de", .comment))
    }
    #expect(refusal { try comment("1.0.0") }?.message.contains("without a comment window") == true)
    _ = try store.publishRelease("1.0.0", grant: publisher)
    #expect(refusal { try comment("1.0.0") }?.code == .invalidState)
    #expect(refusal { try comment("0.9.0") }?.code == .notFound)
    #expect(refusal { _ = try prepare("2.0.0", days: 0, in: committee) }?.code == .invalidArgument)

    _ = try store.setPolicy([.commentWindow: "P2W"], grant: committee.administrating(.administer))
    let direct = refusal { _ = try store.createRelease(version: "2.0.0", notes: "", grant: publisher) }
    #expect(direct?.code == .invalidState && direct?.message.contains("release.prepare") == true)
    let asked = try prepare("2.0.0", days: nil, in: committee)
    #expect(asked.window.closes == ProcedurePolicy.Period.weeks(2).end(from: committee.clock.now()))
    let named = try prepare("3.0.0", days: 3, in: committee)
    #expect(named.window.closes == ProcedurePolicy.Period.days(3).end(from: committee.clock.now()))
    try comment("2.0.0")
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `on a candidate that is given up are not those on the next one of the version`() throws {
    let committee = try committee()
    let store = committee.store
    let target = SKOSStore.Comment.Target.candidate("1.0.0")
    let grant = try committee.grant("de", .comment)
    _ = try prepare("1.0.0", days: 14, in: committee)
    _ = try store.addComment(to: target, draft("first"), grant: grant)
    try store.discardRelease("1.0.0", grant: committee.grant("publisher", .release))
    #expect(try store.comments(on: target, grant: committee.grant("de")).map(\.text) == ["first"])
    _ = try prepare("1.0.0", days: 14, in: committee)
    #expect(try store.comments(on: target, grant: committee.grant("de")).isEmpty)
    _ = try store.addComment(to: target, draft("second"), grant: grant)
    #expect(try store.comments(on: target, grant: committee.grant("de")).map(\.text) == ["second"])
    var answer = draft("to the first")
    answer.parent = 1
    #expect(refusal { _ = try store.addComment(to: target, answer, grant: grant) }?.code == .notFound)
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `on a candidate are shown to those who may comment or publish, as the candidate is`() throws {
    let committee = try committee()
    let store = committee.store
    _ = try prepare("1.0.0", days: 14, in: committee)
    _ = try store.addComment(
      to: .candidate("1.0.0"), draft("so"), grant: committee.grant("de", .comment))
    let place = try store.events(after: 0, limit: 1000, grant: committee.grant("reader")).next
    for name in ["no", "chair", "owner", "publisher", "editor"] {
      #expect(try store.comments(on: .candidate("1.0.0"), grant: committee.grant(name)).count == 1)
      let candidate = try store.releaseCandidate("1.0.0", grant: committee.grant(name, .preview))
      #expect(candidate.addedCount == 2 && candidate.previous == nil && candidate.draft.window.closes != nil)
      #expect(candidate.findings.allSatisfy { $0.count > 0 })
      let events = try store.events(after: 0, limit: 1000, grant: committee.grant(name)).events
      #expect(events.last?.release == "1.0.0" && events.last?.kind == .comment)
    }
    #expect(
      refusal { _ = try store.comments(on: .candidate("1.0.0"), grant: committee.grant("reader")) }?.code
        == .notFound)
    #expect(refusal { _ = try committee.grant("reader", .preview) }?.code == .forbidden)
    let seen = try store.events(after: 0, limit: 1000, grant: committee.grant("reader"))
    #expect(!seen.events.contains { $0.kind == .comment } && seen.next >= place)
  }

  // MARK: Entries

  @Test func `on an entry are made at any time, have its notation, and await editors until observed`() throws
  {
    let committee = try committee()
    let store = committee.store
    let target = SKOSStore.Comment.Target.entry(letter("b"))
    let comment = try store.addComment(
      to: target, draft("a typo", .editorial), grant: committee.grant("de", .comment))
    #expect(comment.target == target && comment.clause == "3.1.2")
    let other = try store.addComment(
      to: .entry(letter("a")), draft("unclear"), grant: committee.grant("fr", .comment))
    #expect(other.clause == nil)
    func work(_ name: String) throws -> [String] {
      try store.awaitedWork(for: committee.grant(name).account).compactMap {
        guard case .entry(_, let label) = $0.subject else { return nil }
        return "\(label): \($0.duty.what)"
      }
    }
    #expect(
      try work("editor").map { String($0.prefix(19)) } == ["A: answers the 1 co", "B: answers the 1 co"])
    #expect(try work("manager").count == 2 && work("de").isEmpty && work("owner").isEmpty)
    #expect(
      refusal {
        _ = try store.observe(comment.id, on: target, .noted, text: "", grant: committee.grant("de"))
      }?
      .code == .forbidden)
    #expect(
      refusal {
        _ = try store.observe(other.id, on: target, .noted, text: "", grant: committee.grant("editor"))
      }?.code == .notFound)
    _ = try store.observe(comment.id, on: target, .accepted, text: "", grant: committee.grant("editor"))
    #expect(try work("editor").count == 1)
    let reading = try store.authorize(nil, for: .read, vocabulary: "letters")
    #expect(try store.comments(on: target, grant: reading).map(\.text) == ["a typo"])
    #expect(
      refusal {
        _ = try store.addComment(
          to: .entry(letter("z")), draft("none"), grant: committee.grant("de", .comment))
      }?.code == .notFound)
    var filter = StoreEventFilter()
    filter.entry = letter("b")
    let events = try store.events(after: 0, limit: 100, filter: filter, grant: reading).events
    #expect(events.map(\.action) == ["vocabulary.import", "comment.add", "comment.observe"])
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `are not made on an entry that has ended, whose comments stay readable`() throws {
    let committee = try committee()
    let store = committee.store
    let target = SKOSStore.Comment.Target.entry(letter("b"))
    _ = try store.addComment(to: target, draft("so"), grant: committee.grant("de", .comment))
    _ = try store.importGraph(
      Graph(concept("a", label: "A")), mode: .replace, message: "",
      grant: committee.grant("manager", .importContent))
    #expect(
      refusal { _ = try store.addComment(to: target, draft("late"), grant: committee.grant("de", .comment)) }?
        .code == .invalidState)
    #expect(try store.comments(on: target, grant: committee.grant("de")).count == 1)
    _ = try store.observe(1, on: target, .noted, text: "it is gone", grant: committee.grant("manager"))
  }

  // MARK: Tables

  @Test(arguments: [SKOSStore.Comment.Target.candidate("1.0.0"), .entry(letter("b"))])
  func `go out and come in as the template, and a table that is read twice changes nothing`(
    _ target: SKOSStore.Comment.Target
  ) throws {
    let committee = try committee()
    let store = committee.store
    _ = try prepare("1.0.0", days: 14, in: committee)
    var said = draft("say more")
    said.paragraph = "definition"
    said.proposedChange = "more"
    _ = try store.addComment(to: target, said, grant: committee.grant("de", .comment))
    _ = try store.addComment(to: target, draft("a word", .general), grant: committee.grant("fr", .comment))
    _ = try store.observe(1, on: target, .accepted, text: "Accepted: done", grant: committee.grant("editor"))
    let template = try store.commentTemplate(on: target, grant: committee.grant("manager"))
    for bytes in [try template.docx(), template.csv()] {
      let read = try CommentTemplate.reading(bytes, from: nil)
      #expect(read.faults.isEmpty && read.template.comments == template.comments)
    }
    #expect(Set(template.comments.map(\.clause)) == [target == .entry(letter("b")) ? "3.1.2" : ""])
    let manager = try committee.grant("manager", .comment)
    let table = CommentTemplate(
      document: "", project: "", date: "", language: nil,
      comments: [
        TemplateComment(
          author: .memberBody(try MemberBody("JP")), number: 1, line: "", clause: "", paragraph: "",
          type: .technical, comment: "from a table", proposedChange: "", observation: "Not accepted: no")
      ])
    #expect(try store.importComments(table, on: target, grant: manager) == (1, 0, 1))
    #expect(try store.importComments(table, on: target, grant: manager) == (0, 1, 0))
    #expect(try store.comments(on: target, grant: committee.grant("manager")).count == 3)
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test(arguments: [SKOSStore.Comment.Target.candidate("1.0.0"), .entry(letter("b"))])
  func `come back with the observations that were written into the table, each to its own comment`(
    _ target: SKOSStore.Comment.Target
  ) throws {
    let committee = try committee()
    let store = committee.store
    _ = try prepare("1.0.0", days: 14, in: committee)
    // Two of Germany's are alike, and all are made without numbers.
    for (who, text) in [("de", "say more"), ("fr", "say more"), ("de", "say more"), ("de", "another")] {
      _ = try store.addComment(to: target, draft(text), grant: committee.grant(who, .comment))
    }
    let (manager, reader) = (try committee.grant("manager", .comment), try committee.grant("manager"))
    var table = try store.commentTemplate(on: target, grant: reader)
    #expect(table.comments.allSatisfy { $0.number != nil })
    for index in table.comments.indices where table.comments[index].author.description == "DE" {
      table.comments[index].observation = "Accepted: \(table.comments[index].comment)"
    }
    let read = try CommentTemplate.reading(try table.docx(), from: nil).template
    // It comes back when the window has closed, which is when committees answer.
    committee.clock.advance(days: 15)
    #expect(try store.importComments(read, on: target, grant: manager) == (0, 4, 3))
    let observed = try store.comments(on: target, grant: reader)
    #expect(observed.count == 4)
    for comment in observed {
      let text = comment.organisation == "DE" ? "Accepted: \(comment.text)" : nil
      #expect(comment.observation?.text == text)
    }
    // A table that goes out and comes back once more changes nothing, and what is new in it is a comment like others.
    var again = try store.commentTemplate(on: target, grant: reader)
    #expect(try store.importComments(again, on: target, grant: manager) == (0, 4, 0))
    again.comments.append(again.comments[0])
    if target == .entry(letter("b")) {
      #expect(try store.importComments(again, on: target, grant: manager) == (1, 4, 1))
    } else {
      let refused = refusal { _ = try store.importComments(again, on: target, grant: manager) }
      #expect(refused?.code == .invalidState && refused?.message.contains("window") == true)
      #expect(try store.comments(on: target, grant: reader).count == 4)
    }
  }

  // MARK: The record

  /// A committee that has commented on two candidates of a version and on an entry, with observations.
  private func talkative() throws -> CommitteeStore {
    let committee = try committee()
    let store = committee.store
    _ = try prepare("1.0.0", days: 14, in: committee)
    _ = try store.addComment(
      to: .candidate("1.0.0"), draft("first"), grant: committee.grant("de", .comment))
    try store.discardRelease("1.0.0", grant: committee.grant("publisher", .release))
    committee.clock.advance(days: 1)
    _ = try prepare("1.0.0", days: 14, in: committee)
    _ = try store.addComment(
      to: .candidate("1.0.0"), draft("second"), grant: committee.grant("fr", .comment))
    _ = try store.observe(
      2, on: .candidate("1.0.0"), .accepted, text: "yes", grant: committee.grant("editor"))
    _ = try store.addComment(
      to: .entry(letter("a")), draft("third"), grant: committee.grant("jp", .comment))
    _ = try store.observe(3, on: .entry(letter("a")), .noted, text: "seen", grant: committee.grant("editor"))
    return committee
  }

  private static let alterations = [
    "UPDATE comment SET text = 'other' WHERE id = 1", "UPDATE comment SET author = 1 WHERE id = 3",
    "UPDATE comment SET candidate = 2 WHERE id = 1", "UPDATE comment SET candidate = 1 WHERE id = 2",
    "UPDATE comment SET entry = (SELECT id FROM entry WHERE iri LIKE '%/b') WHERE id = 3",
    "UPDATE comment SET entry = NULL, candidate = 2 WHERE id = 3",
    "UPDATE observation SET text = 'no' WHERE comment = 3", "DELETE FROM observation WHERE comment = 2",
    "DELETE FROM observation; DELETE FROM comment WHERE entry IS NOT NULL",
    "DELETE FROM observation; DELETE FROM comment",
    "INSERT INTO comment (entry, author, at, type, text) SELECT entry, author, at, type, text FROM comment WHERE id = 3",
  ]

  private static let candidateAlterations = [
    "UPDATE release_candidate SET closes_at = NULL", "UPDATE release_candidate SET closes_at = closes_at + 1",
    "UPDATE release_candidate SET outcome = 'published'", "UPDATE release_candidate SET outcome = NULL",
    "UPDATE release_candidate SET revision = 0", "UPDATE release_candidate SET at = at + 1",
  ]

  @Test func `are found altered by the check of the store and by the script that knows its description`()
    throws
  {
    let committee = try talkative()
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
    for statement in Self.alterations + Self.candidateAlterations {
      #expect(try !committee.faults(after: statement).isEmpty, "\(statement)")
    }
    try committee.expectFound(byScript: Self.alterations)
  }

  @Test func `stay on record when the names of those who said them are taken out`() throws {
    let committee = try talkative()
    let store = committee.store
    for name in ["de", "jp", "editor"] {
      _ = try store.redactAccount(name, reason: "Asked for", grant: committee.administrating(.manageAccounts))
    }
    let comments = try store.comments(on: .entry(letter("a")), grant: committee.grant("manager"))
    #expect(comments.map(\.text) == ["third"] && comments[0].author.hasPrefix("person-"))
    #expect(comments[0].observation?.by.hasPrefix("person-") == true)
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
    let records = try store.auditRecords(limit: 1000, grant: committee.administrating(.operate))
    let names = records.filter { $0.action.hasPrefix("comment.") }.map(\.actor)
    #expect(Set(names).isDisjoint(with: ["de", "jp", "editor"]))
    committee.store.close()
    #expect(try committee.verify() == 0)
  }

  // MARK: Stores of before

  @Test func `leave comments as they were that a store of version 8 has, with what refers to them`() throws {
    let queue = try DatabaseQueue()
    let before = Array(Schema.steps.prefix(8))
    try queue.writeWithoutTransaction { db in
      try Schema.prepare(db, steps: before)
      try db.execute(
        sql: """
          INSERT INTO account (id, name, display_name, created_at, is_administrator)
            VALUES (1, 'a', '', 0, 1);
          INSERT INTO vocabulary (id, name, title, default_language, visibility, identifier_pattern, created_at,
            head_revision) VALUES (1, 'v', 'V', 'en', 'public', 'sequential', 0, 0);
          INSERT INTO change_request (id, vocabulary, number, title, justification, state, author, created_at,
            base_revision) VALUES (5, 1, 1, 'T', '', 'submitted', 1, 0, 0);
          INSERT INTO comment (id, change_request, author, at, type, text, parent)
            VALUES (3, 5, 1, 7, 'te', 'a', NULL), (4, 5, 1, 8, 'ge', 'b', 3);
          INSERT INTO observation (comment, ordinal, decision, text, account, at) VALUES (3, 1, 'noted', 'o', 1, 9);
          INSERT INTO release_draft (vocabulary, version, revision, notes, author, at) VALUES (1, '1.0', 2, '', 1, 6);
          """)
      try Schema.prepare(db)
      #expect(try Int32.fetchOne(db, sql: "PRAGMA user_version") == Schema.version)
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      #expect(try Schema.faults(of: db).isEmpty)
      let rows = try Row.fetchAll(db, sql: "SELECT id, change_request, text, parent FROM comment ORDER BY id")
      #expect(rows.map { $0[0] as Int64 } == [3, 4] && rows.map { $0[1] as Int64 } == [5, 5])
      #expect(rows[1][3] as Int64? == 3)
      let candidate = try Row.fetchOne(
        db, sql: "SELECT version, ordinal, revision, at FROM release_candidate")
      #expect(candidate?["version"] as String? == "1.0" && candidate?["at"] as Int64? == 6)
      #expect(throws: DatabaseError.self) {
        try db.execute(
          sql: "INSERT INTO comment (author, at, type, text) VALUES (1, 0, 'ge', 'about nothing')")
      }
    }
  }
}
