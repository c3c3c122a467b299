import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// What people said, held against the audit log: spec/store.md, "What people said".
@Suite struct `Words that were recorded` {
  /// A committee that has answered, objected, concluded twice, commented, observed, read a table, and then delegated
  /// votes, moved closing dates and declared what it agreed.
  private func committee() throws -> CommitteeStore {
    let committee = try CommitteeStore()
    let store = committee.store
    let number = try committee.request(in: .evaluation)
    for body in CommitteeStore.bodies {
      _ = try store.answerEvaluation(
        number, position: body == "FR" ? .object : .support, procedure: .normal, text: "says \(body)",
        grant: committee.grant(body.lowercased()))
    }
    for text in ["first", "second"] {
      _ = try store.conclude(number, .normal, text: text, grant: committee.grant("chair"))
    }
    for name in ["de", "fr"] {
      _ = try store.addComment(
        to: .request(number), Comment.Draft(type: .technical, text: "a word of \(name)"),
        grant: committee.grant(name, .comment))
    }
    for text in ["thanks", "many thanks"] {
      _ = try store.observe(1, on: .request(number), .accepted, text: text, grant: committee.grant("editor"))
    }
    let table = CommentTemplate(
      document: "", project: "", date: "", language: nil,
      comments: [
        TemplateComment(
          author: .memberBody(try MemberBody("JP")), number: 1, line: "", clause: "3", paragraph: "",
          type: .general, comment: "from a table", proposedChange: "", observation: "Noted: seen")
      ])
    _ = try store.importComments(table, on: .request(number), grant: committee.grant("manager", .comment))
    _ = try store.importGraph(
      Graph(concept("a", label: "A")), mode: .merge, message: "",
      grant: committee.grant("manager", .importContent))
    let notice = try committee.request(in: .preparation, from: committee.clarification(of: letter("a")))
    try committee.take(.announce, notice, "manager")
    for name in ["jp", "gb"] {
      _ = try store.object(to: notice, text: "\(name) minds", grant: committee.grant(name))
    }
    try vote(in: committee)
    return committee
  }

  /// An evaluation whose closing date is moved twice, and two ballots with delegations and declarations.
  private func vote(in committee: CommitteeStore) throws {
    let store = committee.store
    _ = try store.setPolicy([.validationProfile: "consensus"], grant: committee.administrating(.administer))
    let number = try committee.request(in: .evaluation, entries: 2)
    for days in [100, 110] {
      _ = try store.extendStage(
        number, to: ProcedurePolicy.Period.days(days).end(from: committee.clock.now()),
        grant: committee.grant("manager"))
    }
    try committee.answerAndConclude(number, .normal)
    try committee.take(.validate, number, "chair")
    let ballots = ["letters/\(number)/validation-1/1", "letters/\(number)/validation-1/2"]
    for (ballot, delegate, body) in [
      (ballots[0], "manager", "fr"), (ballots[1], "editor", "de"), (ballots[0], nil, "fr"),
    ] {
      _ = try store.delegate(ballot, to: delegate, grant: committee.grant(body))
    }
    try committee.vote(number, [.yes, .yes])
    committee.clock.advance(days: 60)
    for text in ["minds", "still minds"] {
      _ = try store.declareConsensus(
        .reached, in: ballots[0],
        objections: [(memberBody: "GB", text: text), (memberBody: "JP", text: "so")],
        grant: committee.grant("chair"))
    }
  }

  private static let alterations = [
    "UPDATE evaluation_answer SET text = 'something else' WHERE member_body = 'DE'",
    "UPDATE evaluation_answer SET position = 'support' WHERE member_body = 'FR'",
    "UPDATE evaluation_answer SET member_body = 'NO' WHERE member_body = 'JP'",
    "DELETE FROM evaluation_answer WHERE ordinal = 5",
    "UPDATE objection SET text = 'agrees' WHERE ordinal = 1",
    "UPDATE objection SET account = 1 WHERE ordinal = 2",
    "DELETE FROM objection",
    "UPDATE stage SET conclusion = json_set(conclusion, '$.text', 'first') WHERE conclusion IS NOT NULL",
    "UPDATE stage SET conclusion = json_set(conclusion, '$.conclusion', 'extended') WHERE conclusion IS NOT NULL",
    "UPDATE stage SET conclusion = NULL",
    "UPDATE comment SET text = 'another word' WHERE id = 1",
    "UPDATE comment SET type = 'ed' WHERE id = 2",
    "UPDATE comment SET author = 1 WHERE id = 2",
    "UPDATE comment SET member_body = 'DE' WHERE id = 3",
    "DELETE FROM comment WHERE id = 2",
    "INSERT INTO comment (change_request, author, at, type, text) SELECT change_request, author, at, type, text FROM comment WHERE id = 2",
    "UPDATE observation SET decision = 'not-accepted' WHERE comment = 1 AND ordinal = 2",
    "UPDATE observation SET text = 'none' WHERE comment = 3",
    "DELETE FROM observation WHERE comment = 1 AND ordinal = 2",
    "UPDATE delegation SET delegate = 'no' WHERE ordinal = 1",
    "UPDATE delegation SET delegate = 'nobody' WHERE delegate IS NULL",
    "UPDATE delegation SET delegate = NULL WHERE ordinal = 2",
    "UPDATE delegation SET delegated_by = 'no' WHERE ordinal = 3",
    "UPDATE delegation SET member_body = 'JP' WHERE ordinal = 2",
    "UPDATE delegation SET at = at + 1 WHERE ordinal = 1",
    "DELETE FROM delegation WHERE ordinal = 3",
    "INSERT INTO delegation SELECT stage, 4, member_body, 'no', delegated_by, at FROM delegation WHERE ordinal = 1",
    "UPDATE ballot SET declaration = json_set(declaration, '$.finding', 'doubtful') WHERE declaration IS NOT NULL",
    "UPDATE ballot SET declaration = json_set(declaration, '$.by', 'no') WHERE declaration IS NOT NULL",
    "UPDATE ballot SET declaration = json_set(declaration, '$.objections[0][1]', 'agrees') WHERE declaration IS NOT NULL",
    "UPDATE ballot SET declaration = json_set(declaration, '$.objections[1][0]', 'DE') WHERE declaration IS NOT NULL",
    "UPDATE ballot SET declaration = json_remove(declaration, '$.objections[1]') WHERE declaration IS NOT NULL",
    "UPDATE ballot SET declaration = NULL",
    "UPDATE ballot SET declaration = (SELECT declaration FROM ballot WHERE declaration IS NOT NULL) WHERE declaration IS NULL",
    "UPDATE stage SET closes_at = closes_at - 1 WHERE kind = 'evaluation'",
    "UPDATE stage SET closes_at = closes_at + 86400000 WHERE kind = 'evaluation'",
  ]

  @Test func `are found altered by the check of the store and by the script that knows its description`()
    throws
  {
    let committee = try committee()
    #expect(try committee.faults(after: nil) == [])
    for statement in Self.alterations {
      #expect(try !committee.faults(after: statement).isEmpty, "\(statement)")
    }
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
    let further = [
      "UPDATE change_transition SET reason = 'otherwise' WHERE transition = 'evaluate'",
      "UPDATE change_transition SET actor = 1 WHERE transition = 'evaluate'",
      "UPDATE change_transition SET organisation = 'XX' WHERE transition = 'evaluate'",
      "UPDATE change_transition SET findings = '{\"a\":1}' WHERE transition = 'evaluate'",
    ]
    try committee.expectFound(byScript: Self.alterations + further)
  }

  @Test func `stay on record when the names of those who said them are taken out`() throws {
    let committee = try committee()
    for name in ["fr", "editor", "chair", "jp", "manager"] {
      _ = try committee.store.redactAccount(
        name, reason: "Asked for", grant: committee.administrating(.manageAccounts))
    }
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
    for statement in Self.alterations {
      #expect(try !committee.faults(after: statement).isEmpty, "\(statement)")
    }
    committee.store.close()
    #expect(try committee.verify() == 0)
  }

  @Test func `from before there were digests have to be there, whatever they say`() throws {
    let committee = try committee()
    let forgetting =
      "UPDATE audit SET content = NULL WHERE action LIKE 'comment.%' OR action LIKE 'change.%' OR action IN ('ballot.delegate', 'ballot.declare');"
    // Old tables had one record for all of their comments.
    let merging = """
      DELETE FROM audit WHERE (action = 'comment.add' AND detail = 'comment 3')
        OR (action = 'comment.observe' AND detail LIKE 'comment 3:%');
      """
    let isStep = "is not as its audit record vouches"
    func found(_ statement: String) throws -> [String] {
      try committee.faults(after: forgetting + merging + statement).filter { !$0.contains(isStep) }
    }
    #expect(try found("") == [])
    #expect(try found("UPDATE comment SET text = 'another word' WHERE id = 1;") == [])
    #expect(try !found("DELETE FROM evaluation_answer WHERE ordinal = 5;").isEmpty)
    #expect(try !found("DELETE FROM comment WHERE id = 2;").isEmpty)
    #expect(try found("UPDATE delegation SET at = at + 1; UPDATE stage SET closes_at = closes_at + 1;") == [])
    #expect(try !found("DELETE FROM delegation WHERE ordinal = 3;").isEmpty)
    #expect(try !found("UPDATE ballot SET declaration = NULL;").isEmpty)
  }
}
