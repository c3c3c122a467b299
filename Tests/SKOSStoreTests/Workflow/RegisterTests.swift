import Foundation
import GRDB
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `A committee's store` {
  private func committee() throws -> CommitteeStore {
    let committee = try CommitteeStore()
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A") + concept("b", label: "B") + concept("c", label: "C")), mode: .replace,
      message: "", grant: committee.grant("manager", .importContent))
    return committee
  }

  private func triples(_ committee: CommitteeStore, _ iri: IRI) throws -> [Triple] {
    try committee.store.snapshot(grant: committee.grant("reader")) { try $0.entry(iri)?.triples ?? [] }
  }

  private func status(_ committee: CommitteeStore, _ iri: IRI) throws -> ItemStatus? {
    try committee.store.snapshot(grant: committee.grant("reader")) { snapshot in
      try snapshot.entry(iri).map { try snapshot.status(of: $0) }
    }
  }

  /// Takes a draft through evaluation and ballot into the vocabulary.
  private func carry(_ number: Int64, _ committee: CommitteeStore) throws {
    try committee.take(.submit, number, "de")
    try committee.take(.accept, number, "manager")
    try committee.take(.evaluate, number, "manager")
    try committee.answerAndConclude(number, .normal)
    try committee.take(.validate, number, "chair")
    try committee.vote(number, [.yes])
    committee.clock.advance(days: 60)
    try committee.take(.approve, number, "manager")
    try committee.take(.merge, number, "manager")
  }

  @Test func `writes what each kind of change makes of an entry`() throws {
    let committee = try committee()
    let deprecated = Triple(
      .iri(letter("a")), .OWL.deprecated, .literal(.typed("true", datatype: .XSD.boolean)))
    // Supersession: both ends say so.
    try carry(
      committee.edit(
        letter("a"), [.add(.DCTerms.isReplacedBy, .iri(letter("b")))], kind: .supersession),
      committee)
    #expect(try triples(committee, letter("a")).contains(deprecated))
    #expect(
      try triples(committee, letter("b")).contains(
        Triple(.iri(letter("b")), .DCTerms.replaces, .iri(letter("a")))))
    #expect(try status(committee, letter("a")) == .superseded && status(committee, letter("b")) == .valid)
    // Retirement and back.
    try carry(committee.edit(letter("c"), [], kind: .retirement), committee)
    #expect(try status(committee, letter("c")) == .retired)
    #expect(try triples(committee, letter("c")).contains { $0.predicate == .SKOS.historyNote })
    try carry(committee.edit(letter("c"), [], kind: .reinstatement), committee)
    #expect(try status(committee, letter("c")) == .valid)
    #expect(try !triples(committee, letter("c")).contains { $0.predicate == .OWL.deprecated })
    try carry(committee.edit(letter("c"), [], kind: .invalidation), committee)
    #expect(try status(committee, letter("c")) == .invalid)
    // An addition has its date, which is that of the clock.
    let number = try committee.draft()
    try carry(number, committee)
    let revision = try #require(
      try committee.store.changeRequest(number, grant: committee.grant("reader")).revision)
    let created = try committee.store.snapshot(grant: committee.grant("reader")) { snapshot in
      try snapshot.entries().flatMap { try $0.triples }.filter { $0.predicate == .DCTerms.created }
    }
    #expect(
      created.map(\.object) == [
        .literal(.typed(committee.clock.now().date, datatype: .XSD.date))
      ])
    #expect(revision > 1)
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `refuses a kind of change that does not fit the status of the entry`() throws {
    let committee = try committee()
    let note = Term.literal(.languageTagged("note", english))
    let number = try committee.edit(letter("a"), [.add(.SKOS.note, note)], kind: .reinstatement)
    let error = #expect(throws: StoreError.self) { try carry(number, committee) }
    #expect(error?.code == .validationFailed && error?.details.first?.contains("valid") == true)
    let orphan = try committee.edit(letter("b"), [], kind: .supersession)
    let refusal = #expect(throws: StoreError.self) { try carry(orphan, committee) }
    #expect(refusal?.details.first?.contains("isReplacedBy") == true)
  }

  @Test func `warns of a clarification that changes what an entry means, and keeps that with the step`()
    throws
  {
    let committee = try committee()
    let rule = "clarification-changes-meaning"
    func found(_ edit: EntryEdit, _ kind: ChangeKind) throws -> (shown: Int, kept: Int?) {
      let number = try committee.edit(letter("a"), [edit], kind: kind)
      try committee.take(.submit, number, "de")
      let grant = try committee.grant("manager")
      let request = try committee.store.changeRequest(number, grant: grant)
      let shown = try committee.store.findings(of: request, grant: grant).count { $0.rule == rule }
      try committee.take(.accept, number, "manager")
      let evaluated = try committee.take(.evaluate, number, "manager")
      let kept = evaluated.transitions.map { $0.findings[rule] }
      #expect(kept.first == kept.last)
      return (shown, kept.last ?? nil)
    }
    let label = EntryEdit.set(
      .SKOS.prefLabel, language: english, [.literal(.languageTagged("another letter", english))])
    let note = EntryEdit.add(.SKOS.scopeNote, .literal(.languageTagged("a note", english)))
    #expect(try found(label, .clarification) == (1, 1))
    #expect(try found(label, .modification) == (0, nil))
    #expect(try found(note, .clarification) == (0, nil))
  }

  @Test func `skips the second ballot only if no technical comment is followed`() throws {
    for isFollowed in [false, true] {
      let committee = try committee()
      let number = try committee.request(in: .evaluation)
      try committee.answerAndConclude(number, .extended)
      try committee.take(.enquire, number, "chair")
      let comment = try committee.store.addComment(
        to: .request(number), Comment.Draft(type: .technical, text: "Say more"),
        grant: committee.grant("gb", .comment))
      try committee.vote(number, [.yes])
      committee.clock.advance(days: 90)
      _ = try committee.store.observe(
        comment.id, on: .request(number), isFollowed ? .acceptedWithModification : .notAccepted, text: "",
        grant: committee.grant("editor"))
      let approved = try? committee.take(.approve, number, "manager")
      #expect((approved == nil) == isFollowed)
      if isFollowed { #expect(try committee.take(.advance, number, "manager").state == .approval) }
    }
  }

  @Test func `lets what contradicts the vocabulary by now be returned, and nothing else that was approved`()
    throws
  {
    let committee = try committee()
    let label = Term.literal(.languageTagged("Alpha", english))
    let draft = try committee.edit(
      letter("a"), [.set(.SKOS.prefLabel, language: english, [label])], kind: .modification)
    let number = try committee.request(in: .approved, from: draft)
    #expect(throws: StoreError.self) { try committee.take(.return, number, "manager") }
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "Aleph")), mode: .merge, message: "",
      grant: committee.grant("manager", .importContent))
    let error = #expect(throws: StoreError.self) { try committee.take(.merge, number, "manager") }
    #expect(error?.code == .conflict && error?.details.joined().contains("Aleph") == true)
    #expect(try committee.take(.return, number, "manager").state == .returned)
  }

  @Test func `tells notices apart by the order of the steps, also while the clock stands`() throws {
    let committee = try committee()
    let number = try committee.request(in: .preparation, from: committee.clarification(of: letter("a")))
    try committee.take(.announce, number, "manager")
    _ = try committee.store.object(to: number, text: "no", grant: committee.grant("gb"))
    // All of it in one millisecond: what was announced is not what is in preparation by now.
    try committee.take(.return, number, "manager")
    let note = Term.literal(.languageTagged("another note", english))
    _ = try committee.store.editEntry(
      letter("a"), in: number, edits: [.add(.SKOS.note, note)], grant: committee.grant("de"))
    try committee.take(.submit, number, "de")
    try committee.take(.accept, number, "manager")
    func objecting() throws {
      _ = try committee.store.object(to: number, text: "no", grant: committee.grant("gb"))
    }
    #expect(throws: StoreError.self) { try objecting() }
    // Nor is the objection of before one to the notice that follows.
    try committee.take(.announce, number, "manager")
    #expect(throws: StoreError.self) { try committee.take(.announce, number, "manager") }
    try objecting()
    let standing = try committee.store.standing(
      of: committee.store.changeRequest(number, grant: committee.grant("manager")),
      grant: committee.grant("manager"))
    #expect(standing.stages.map(\.objections.count) == [1, 1])
  }

  @Test func `lists its ballots a page at a time, the newest stage first`() throws {
    let committee = try committee()
    for entries in [1, 3, 2] {
      let number = try committee.request(in: .evaluation, entries: entries)
      try committee.answerAndConclude(number, .normal)
      try committee.take(.validate, number, "chair")
      committee.clock.advance(days: 25)
    }
    let reader = try committee.grant("reader")
    // The first of the three has closed by now.
    for (isOpen, expected) in [
      (nil, ["3/1", "3/2", "2/1", "2/2", "2/3", "1"]), (true, ["3/1", "3/2", "2/1", "2/2", "2/3"]),
      (false, ["1"]),
    ] as [(Bool?, [String])] {
      for limit in 1...7 {
        var (found, place) = ([String](), BallotAnnouncement.Place?.none)
        for _ in 0...expected.count {
          let page = try committee.store.ballots(isOpen: isOpen, after: place, limit: limit, grant: reader)
          #expect(page.count <= limit)
          guard let last = page.last else { break }
          found += page.map(\.ballot.id)
          place = last.place
        }
        #expect(
          found.map { $0.replacing("letters/", with: "").replacing("/validation-1", with: "") } == expected)
      }
    }
  }

  @Test func `keeps a joint member body at one vote, and an observer's apart`() throws {
    let committee = try committee()
    let number = try committee.request(in: .validation)
    let ballots = try committee.store.ballots(limit: 10, grant: committee.grant("reader"))
    #expect(ballots.count == 1 && ballots[0].changeRequest == number)
    // BR and DE sit in both committees.
    #expect(ballots[0].ballot.electorate.seats.count == 8)
    let result = try #require(ballots[0].result)
    #expect(result.participating.yes == 5 && result.observing.silent.map(\.code) == ["NO"])
    #expect(result.outcome == .approved)
  }

  @Test func `gives roles for a time and takes them back by itself`() throws {
    let committee = try committee()
    let until = ProcedurePolicy.Period.days(10).end(from: committee.clock.now())
    try committee.store.grantRole(
      .editor, to: "reader", until: until, grant: committee.administrating(.administer))
    #expect(try committee.newGrant("reader").principal?.has(anyOf: [.editor], in: 1) == true)
    committee.clock.advance(days: 10)
    #expect(try committee.newGrant("reader").principal?.has(anyOf: [.editor], in: 1) == false)
  }

  @Test func `takes a name out of everything and keeps every chain`() throws {
    let committee = try committee()
    let number = try committee.request(in: .published)
    let open = try committee.request(in: .evaluation)
    try committee.answerAndConclude(open, .normal)
    try committee.take(.validate, open, "chair")
    _ = try committee.store.delegate(
      "letters/\(open)/validation-1", to: "manager", grant: committee.grant("fr"))
    let operating = try committee.administrating(.operate)
    let report = try committee.store.redactAccount(
      "fr", reason: "Asked for", grant: committee.administrating(.manageAccounts))
    #expect(report.voteCount == 1 && report.recordCount > 0)
    // The vote of France is delegated to somebody whose name goes later: one record names both.
    #expect(throws: StoreError.self) {
      try committee.store.redactAccount("fr", reason: "x", grant: committee.administrating(.manageAccounts))
    }
    _ = try committee.store.redactAccount(
      "manager", reason: "Asked for", grant: committee.administrating(.manageAccounts))
    #expect(try committee.store.check(grant: operating).faults == [])
    guard case .intact = try committee.store.verifyAudit(grant: operating) else {
      Issue.record("the chain is broken")
      return
    }
    // Nothing in the database file names the person any more, but for words of others.
    let texts = try committee.store.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT actor || ' ' || coalesce(target, '') || ' ' || detail FROM audit
          UNION ALL SELECT name || display_name FROM account UNION ALL SELECT cast_by FROM vote
          """)
    }
    #expect(!texts.contains { $0.split(whereSeparator: { !$0.isLetter && $0 != "-" }).contains("manager") })
    #expect(!texts.contains { $0.split(whereSeparator: { !$0.isLetter && $0 != "-" }).contains("fr") })
    let request = try committee.store.changeRequest(number, grant: committee.grant("reader"))
    #expect(request.transitions.contains { $0.actor.hasPrefix("person-") })
    // Python, which knows the store from its description alone, finds the chains whole too.
    committee.store.close()
    let script = Oracle.repository.appendingPathComponent("Scripts/verify-store.py").path
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", script, committee.directory + "/concordat.sqlite"]
    python.standardOutput = FileHandle.nullDevice
    try python.run()
    python.waitUntilExit()
    #expect(python.terminationStatus == 0)
  }

  @Test func `finds an altered step and an altered vote`() throws {
    for statement in [
      "UPDATE change_transition SET base_release = '9.9.9' WHERE transition = 'approve'",
      "UPDATE change_transition SET to_state = 'rejected' WHERE transition = 'approve'",
      "UPDATE change_transition SET organisation = 'XX' WHERE transition = 'validate'",
      "UPDATE change_transition SET reason = 'otherwise' WHERE transition = 'approve'",
      "UPDATE change_transition SET actor = 1 WHERE transition = 'approve'",
      "UPDATE change_request SET state = 'draft'",
      "UPDATE vote SET choice = 'no' WHERE member_body = 'DE'",
      "DELETE FROM vote WHERE member_body = 'JP'",
      "UPDATE vote SET cast_by = 'de' WHERE member_body = 'JP'",
    ] {
      let committee = try committee()
      _ = try committee.request(in: .implemented)
      try committee.store.onWriter { db in try db.execute(sql: statement) }
      let faults = try committee.store.check(grant: committee.administrating(.operate)).faults
      #expect(!faults.isEmpty, "\(statement)")
    }
  }

  @Test func `knows which texts are missing and which were translated from older ones`() throws {
    let committee = try CommitteeStore()
    let french = try LanguageTag("fr")
    func definition(_ text: String, _ tag: LanguageTag) -> Triple {
      Triple(.iri(letter("a")), .SKOS.definition, .literal(.languageTagged(text, tag)))
    }
    func importing(_ triples: [Triple]) throws {
      _ = try committee.store.importGraph(
        Graph(concept("a", label: "A") + triples), mode: .replace, message: "",
        grant: committee.grant("manager", .importContent))
    }
    func gaps() throws -> [String] {
      try committee.store.translations(languages: ["fr"], limit: 100, grant: committee.grant("reader")).gaps
        .map { "\($0.property.localName) \($0.state.rawValue) \($0.sourceRevision)" }
    }
    try importing([definition("one", english)])
    #expect(try gaps() == ["definition missing 1", "prefLabel missing 1"])
    try importing([definition("one", english), definition("un", french)])
    #expect(try gaps() == ["prefLabel missing 1"])
    try importing([definition("another one", english), definition("un", french)])
    #expect(try gaps() == ["definition outdated 3", "prefLabel missing 1"])
    try committee.store.confirmTranslation(
      of: letter("a"), .SKOS.definition, language: "fr", grant: committee.grant("editor"))
    #expect(try gaps() == ["prefLabel missing 1"])
    try importing([definition("a third one", english), definition("un", french)])
    #expect(try gaps() == ["definition outdated 4", "prefLabel missing 1"])
    try importing([definition("a third one", english), definition("un troisième", french)])
    #expect(try gaps() == ["prefLabel missing 1"])
    #expect(throws: StoreError.self) {
      try committee.store.confirmTranslation(
        of: letter("a"), .SKOS.definition, language: "fr", grant: committee.grant("de"))
    }
  }

  @Test func `takes suggestions of strangers within limits, where its policy says so`() throws {
    let committee = try committee()
    let anybody = try committee.store.authorize(nil, for: .read, vocabulary: "letters")
    func suggest(_ source: String) throws -> Int64 {
      try committee.store.suggest(
        "Say it better", about: "a", contact: "a@example.org", from: source, grant: anybody)
    }
    #expect(throws: StoreError.self) { try suggest("one") }
    _ = try committee.store.setPolicy(
      [.takesSuggestions: "true"], grant: committee.administrating(.administer))
    for number in 1...Suggestion.countMaxOfSource { #expect(try suggest("one") == Int64(number)) }
    #expect(throws: StoreError.self) { try suggest("one") }
    for source in 0..<Suggestion.countMaxOfVocabulary - Suggestion.countMaxOfSource {
      _ = try suggest("s\(source)")
    }
    #expect(throws: StoreError.self) { try suggest("another") }
    committee.clock.advance(days: 1)
    _ = try suggest("one")
    #expect(throws: StoreError.self) {
      try committee.store.suggestions(limit: 10, grant: committee.grant("de"))
    }
    let change = try committee.store.decide(
      suggestion: 1, .accepted, reason: "", grant: committee.grant("manager"))
    #expect(change == 1)
    let all = try committee.store.suggestions(limit: 1000, grant: committee.grant("manager"))
    #expect(all.last?.contact == nil && all.last?.changeRequest == 1 && all.first?.contact == "a@example.org")
    #expect(throws: StoreError.self) {
      try committee.store.decide(suggestion: 1, .dismissed, reason: "", grant: committee.grant("manager"))
    }
  }

  @Test func `says of each requirement whether it is met, not met or off by policy`() throws {
    let committee = try committee()
    func verdicts() throws -> [ConformanceLine.Verdict: Int] {
      Dictionary(grouping: try committee.store.conformance(grant: committee.grant("reader")), by: \.verdict)
        .mapValues(\.count)
    }
    // The concepts have neither definitions nor a scheme; no description is set, and nothing is released.
    let whole = try verdicts()
    #expect(whole.values.reduce(0, +) == 46 && whole[.offByPolicy] == nil && whole[.notMet] == 4)
    _ = try committee.store.setPolicy([.procedure: "review"], grant: committee.administrating(.administer))
    #expect(try verdicts()[.offByPolicy] ?? 0 > 10)
  }

  @Test func `says that a requirement is not met where its traces are missing`() throws {
    let committee = try committee()
    let store = committee.store
    try carry(
      committee.edit(
        letter("a"), [.add(.DCTerms.isReplacedBy, .iri(letter("b")))], kind: .supersession), committee)
    let rejected = try committee.request(in: .rejected)
    try committee.take(.appeal, rejected, "fr")
    _ = try committee.request(in: .submitted)
    func unmet() throws -> [String: String] {
      let lines = try store.conformance(grant: committee.grant("reader")).filter { $0.verdict == .notMet }
      return Dictionary(lines.map { ("\($0.requirementClass) \($0.requirement)", $0.reason) }) { $1 }
    }
    let before = try Set(unmet().keys)
    #expect(before.contains("concept definition") && before.contains("concept system"))
    func appears(_ requirement: String, _ reason: String) throws {
      let found = try unmet()[requirement]
      #expect(
        !before.contains(requirement) && found?.contains(reason) == true, "\(requirement): \(found ?? "met")")
    }
    committee.clock.advance(days: 200)
    try appears("approval-process complete by time limit", "change request 3 since")
    try appears("appeal-process decide by time limit", "change request 2 since")
    try store.onWriter { db in try db.execute(sql: "UPDATE change_request SET revision = 7 WHERE number = 1")
    }
    try appears("approval-process incorporate approved proposal", "change request 1 is implemented")
    try store.onWriter { db in
      try db.execute(sql: "UPDATE change_transition SET reason = '' WHERE transition = 'appeal'")
    }
    try appears("appeal-process retain submission and decision", "change request 2, appeal")
    try store.onWriter { db in
      try db.execute(sql: "UPDATE change_transition SET organisation = 'XX' WHERE transition = 'reject'")
    }
    try appears("approval-process comply with register specification", "the step reject is not as")
    // What an import takes away is missed too.
    let content = try store.snapshot(grant: committee.grant("reader")) { snapshot in
      try snapshot.entries().flatMap { try $0.triples }
    }
    let definitions = ["a", "b", "c"].flatMap { name in
      [
        Triple(
          .iri(letter(name)), .SKOS.definition, .literal(.languageTagged("letter \(name)", english))),
        Triple(.iri(letter(name)), .SKOS.inScheme, .iri(letter("s"))),
      ]
    }
    _ = try store.importGraph(
      Graph(content.filter { $0.predicate != .DCTerms.isReplacedBy } + definitions), mode: .replace,
      message: "", grant: committee.grant("manager", .importContent))
    try appears("actions concept-supersession", "<\(letter("a"))>")
    #expect(try unmet()["concept definition"] == nil && unmet()["concept system"] == nil)
  }
}
