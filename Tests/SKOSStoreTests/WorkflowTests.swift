import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `Change requests in the store` {
  private func committee() throws -> Committee {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B", broader: "a"))
    return committee
  }

  private func label(_ text: String) -> EntryEdit {
    .set(.SKOS.prefLabel, language: english, [.literal(.languageTagged(text, english))])
  }

  private func draft(_ committee: Committee, _ iri: IRI, _ edits: [EntryEdit]) throws -> Int64 {
    let request = try committee.store.createChangeRequest(
      title: "A change", justification: "It is better so", grant: committee.grant(.propose, .proposer))
    _ = try committee.store.editEntry(
      iri, in: request.number, edits: edits, grant: committee.grant(.read, .proposer))
    return request.number
  }

  @discardableResult
  private func advance(
    _ committee: Committee, _ number: Int64, _ transition: ChangeTransition, _ role: Role,
    reason: String = "so"
  ) throws -> ChangeRequest {
    try committee.store.advance(number, by: transition, reason: reason, grant: committee.grant(.read, role))
  }

  private func preferred(_ committee: Committee, _ iri: IRI) throws -> [String] {
    try committee.store.snapshot(grant: committee.reading()) { snapshot in
      try (snapshot.entry(iri)?.triples ?? []).filter { $0.predicate == .SKOS.prefLabel }
        .compactMap(\.object.literal?.lexicalForm)
    }
  }

  @Test func `a proposal goes from draft to a revision by three people`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alpha")])
    #expect(try preferred(committee, letter("a")) == ["A"])
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .approve, .reviewer)
    let merged = try advance(committee, number, .merge, .manager)
    #expect(merged.state == .implemented && merged.revision == 2)
    #expect(try preferred(committee, letter("a")) == ["Alpha"])
    let revision = try committee.store.revisions(limit: 1, grant: committee.reading())[0]
    #expect(revision.changeRequest == number && revision.author == "manager")
    #expect(merged.transitions.map(\.actor) == ["proposer", "reviewer", "manager"])
  }

  @Test func `what was returned is edited and submitted again`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alfa")])
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .return, .reviewer, reason: "mind the spelling")
    _ = try committee.store.editEntry(
      letter("a"), in: number, edits: [label("Alpha")], grant: committee.grant(.read, .proposer))
    #expect(try advance(committee, number, .submit, .proposer).state == .submitted)
  }

  @Test func `another role is refused, and the refusal is recorded`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alpha")])
    try advance(committee, number, .submit, .proposer)
    for role in [Role.proposer, .manager, .commenter] {
      let error = #expect(throws: StoreError.self) { try advance(committee, number, .approve, role) }
      #expect(error?.code == .forbidden)
    }
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    let records = try committee.store.auditRecords(limit: 3, grant: operating)
    #expect(
      records.map(\.action) == ["denied change.approve", "denied change.approve", "denied change.approve"])
    #expect(records.map(\.actor) == ["commenter", "manager", "proposer"])
  }

  @Test func `a draft is nobody else's business`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alpha")])
    let error = #expect(throws: StoreError.self) {
      try committee.store.changeRequest(number, grant: committee.grant(.read, .commenter))
    }
    #expect(error?.code == .notFound)
    #expect(
      try committee.store.changeRequest(number, grant: committee.grant(.read, .editor)).number == number)
  }

  @Test func `two requests that change different things of one entry both merge`() throws {
    let committee = try committee()
    let note = Term.literal(.languageTagged("a note", english))
    let first = try draft(committee, letter("a"), [label("Alpha")])
    let second = try draft(committee, letter("a"), [.add(.SKOS.note, note)])
    for number in [first, second] {
      try advance(committee, number, .submit, .proposer)
      try advance(committee, number, .approve, .reviewer)
      try advance(committee, number, .merge, .manager)
    }
    let entry = try committee.store.snapshot(grant: committee.reading()) { try $0.entry(letter("a")) }
    let triples = try entry?.triples ?? []
    #expect(triples.contains { $0.object == note })
    #expect(try preferred(committee, letter("a")) == ["Alpha"])
  }

  @Test func `two requests for one preferred label conflict, and the second names both sides`() throws {
    let committee = try committee()
    let first = try draft(committee, letter("a"), [label("Alpha")])
    let second = try draft(committee, letter("a"), [label("Aleph")])
    for number in [first, second] {
      try advance(committee, number, .submit, .proposer)
      try advance(committee, number, .approve, .reviewer)
    }
    try advance(committee, first, .merge, .manager)
    let error = #expect(throws: StoreError.self) { try advance(committee, second, .merge, .manager) }
    #expect(error?.code == .conflict)
    let details = error?.details.joined() ?? ""
    #expect(details.contains("Alpha") && details.contains("Aleph"))
    #expect(try committee.store.changeRequest(second, grant: committee.reading()).state == .approved)
  }

  @Test func `a proposal that breaks an integrity condition is not submitted`() throws {
    let committee = try committee()
    let twin = Term.literal(.languageTagged("Ay", english))
    let number = try draft(committee, letter("a"), [.add(.SKOS.prefLabel, twin)])
    let error = #expect(throws: StoreError.self) { try advance(committee, number, .submit, .proposer) }
    #expect(error?.code == .validationFailed)
  }

  @Test func `what a merge makes of two sound proposals is checked too`() throws {
    let committee = try committee()
    let clash = Term.literal(.languageTagged("clash", english))
    let first = try draft(committee, letter("a"), [.add(.SKOS.altLabel, clash)])
    let second = try draft(committee, letter("a"), [.add(.SKOS.hiddenLabel, clash)])
    for number in [first, second] {
      try advance(committee, number, .submit, .proposer)
      try advance(committee, number, .approve, .reviewer)
    }
    try advance(committee, first, .merge, .manager)
    #expect(throws: StoreError.self) { try advance(committee, second, .merge, .manager) }
    #expect(try committee.store.revisions(limit: 1, grant: committee.reading())[0].number == 2)
  }

  @Test func `a fault that was there before does not block what does not make it worse`() throws {
    let committee = try Committee()
    let twin = Triple(.iri(letter("a")), .SKOS.altLabel, .literal(.languageTagged("A", english)))
    _ = try committee.importing(concept("a", label: "A") + [twin])
    let french = Term.literal(.languageTagged("Ah", try LanguageTag("fr")))
    let number = try draft(committee, letter("a"), [.add(.SKOS.prefLabel, french)])
    #expect(try advance(committee, number, .submit, .proposer).state == .submitted)
  }

  @Test func `new entries are numbered in the order in which they were proposed`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("7", label: "Seven"))
    let number = try committee.store.createChangeRequest(
      title: "New", justification: "Missing", grant: committee.grant(.propose, .proposer)
    ).number
    for ordinal in 1...12 {
      _ = try committee.store.addEntry(
        nil, in: number, edits: [label("entry \(ordinal)")], grant: committee.grant(.read, .proposer))
    }
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .approve, .reviewer)
    try advance(committee, number, .merge, .manager)
    for ordinal in 1...12 {
      #expect(try preferred(committee, letter("\(7 + ordinal)")) == ["entry \(ordinal)"])
    }
  }

  @Test func `reserved IRIs and empty entries are refused`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alpha")])
    let grant = try committee.grant(.read, .proposer)
    for iri in ["urn:concordat:blank:x", "urn:concordat:draft:9-9"] {
      let error = #expect(throws: StoreError.self) {
        try committee.store.addEntry(IRI(uncheckedValid: iri), in: number, edits: [], grant: grant)
      }
      #expect(error?.code == .invalidArgument)
    }
    let minted = EntryEdit.add(.SKOS.note, .iri(IRI(uncheckedValid: "urn:concordat:blank:x")))
    #expect(throws: StoreError.self) {
      try committee.store.editEntry(letter("b"), in: number, edits: [minted], grant: grant)
    }
    let emptying: [EntryEdit] = [
      .set(.RDF.type, language: nil, []), .set(.SKOS.broader, language: nil, []),
      .set(.SKOS.prefLabel, language: english, []),
    ]
    let error = #expect(throws: StoreError.self) {
      try committee.store.editEntry(letter("b"), in: number, edits: emptying, grant: grant)
    }
    #expect(error?.message.contains("retire") == true)
  }

  @Test func `a draft that was withdrawn stays as private as it was`() throws {
    let committee = try committee()
    let number = try draft(committee, letter("a"), [label("Alpha")])
    try advance(committee, number, .withdraw, .proposer)
    let error = #expect(throws: StoreError.self) {
      try committee.store.changeRequest(number, grant: committee.reading())
    }
    #expect(error?.code == .notFound)
  }

  @Test func `a new entry gets the next number when it is merged, also where others point at it`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("7", label: "Seven") + concept("a", label: "A"))
    let proposing = try committee.grant(.propose, .proposer)
    let reading = try committee.grant(.read, .proposer)
    let number = try committee.store.createChangeRequest(
      title: "New", justification: "Missing", grant: proposing
    )
    .number
    let eight = try committee.store.addEntry(nil, in: number, edits: [label("Eight")], grant: reading).iri
    _ = try committee.store.addEntry(
      nil, in: number, edits: [label("Nine"), .add(.SKOS.broader, .iri(eight))], grant: reading)
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .approve, .reviewer)
    try advance(committee, number, .merge, .manager)
    #expect(try preferred(committee, letter("8")) == ["Eight"])
    #expect(try preferred(committee, letter("9")) == ["Nine"])
    let below = try committee.store.snapshot(grant: committee.reading()) { try $0.narrower(of: letter("8")) }
    #expect(below == [letter("9")])
  }

  @Test func `a release marks what it ships, and a diff between releases costs what changed`() throws {
    let committee = try committee()
    let publishing = try committee.grant(.release, .publisher)
    let first = try committee.store.createRelease(version: "1.0.0", notes: "", grant: publishing)
    let number = try draft(committee, letter("a"), [label("Alpha")])
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .approve, .reviewer)
    try advance(committee, number, .merge, .manager)
    let second = try committee.store.createRelease(version: "1.1.0", notes: "", grant: publishing)
    #expect(first.canonicalHash != second.canonicalHash)
    #expect(try committee.store.changeRequest(number, grant: committee.reading()).state == .published)
    let differences = try committee.store.differences(
      from: .release("1.0.0"), to: .release("1.1.0"), grant: committee.reading())
    #expect(differences.map(\.iri) == [letter("a")])
    let error = #expect(throws: StoreError.self) {
      try committee.store.createRelease(version: "1.0.0", notes: "", grant: publishing)
    }
    #expect(error?.code == .alreadyExists)
  }

  @Test func `versions that could be mistaken for something else are refused`() throws {
    let committee = try committee()
    for version in ["head", "12", "r3", "2026-11-24", "", "1/0", "-1", String(repeating: "1.", count: 40)] {
      let error = #expect(throws: StoreError.self) {
        try committee.store.createRelease(
          version: version, notes: "", grant: committee.grant(.release, .publisher))
      }
      #expect(error?.code == .invalidArgument, "\(version)")
    }
  }

  @Test func `tokens sign in until they are revoked or expire, and only as a whole`() throws {
    let committee = try Committee()
    let accounts = try committee.store.authorize(committee.administrator(), for: .manageAccounts)
    let token = try committee.store.createToken(for: "editor", label: "ci", expiresAt: nil, grant: accounts)
    #expect(try committee.store.principal(forToken: token)?.name == "editor")
    for bad in [String(token.dropLast()), token + "0", token.replacing("cct_1", with: "cct_2"), "", "cct_1_"]
    {
      #expect(try committee.store.principal(forToken: bad) == nil)
    }
    let expired = try committee.store.createToken(
      for: "editor", label: "old", expiresAt: Timestamp(milliseconds: 0), grant: accounts)
    #expect(try committee.store.principal(forToken: expired) == nil)
    try committee.store.revokeToken(id: 1, grant: accounts)
    #expect(try committee.store.principal(forToken: token) == nil)
  }

  @Test func `a private vocabulary does not exist for those without a role in it`() throws {
    let committee = try Committee()
    let creating = try committee.store.authorize(committee.administrator(), for: .createVocabulary)
    _ = try committee.store.createVocabulary(
      name: "secret", title: "Secret", namespace: nil, defaultLanguage: "en", visibility: .private,
      identifierPattern: .explicit, grant: creating)
    for principal in [nil, try committee.member(.owner)] {
      let error = #expect(throws: StoreError.self) {
        try committee.store.authorize(principal, for: .read, vocabulary: "secret")
      }
      #expect(error?.code == .notFound)
      #expect(try committee.store.vocabularies(for: principal).map(\.name) == ["letters"])
    }
  }
}
