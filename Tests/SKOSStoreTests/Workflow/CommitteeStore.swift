import Foundation
import RDF
import SKOS
import Synchronization

@testable import SKOSStore

/// A store whose vocabulary is maintained by committees, with a clock that tests set.
final class CommitteeStore: Sendable {
  let directory: String
  let store: Store
  /// The P-members; their delegates are named after them.
  static let bodies = ["BR", "DE", "FR", "GB", "JP"]

  init() throws {
    directory = NSTemporaryDirectory() + "concordat-" + UUID().uuidString
    let clock = Clock()
    store = try Store(
      directory: directory, ownerDescription: "a test",
      environment: StoreEnvironment(now: { clock.now() }, randomBytes: StoreEnvironment.system.randomBytes))
    self.clock = clock
    try store.bootstrapAdministrator(userID: 1000)
    _ = try store.createVocabulary(
      name: "letters", title: "Letters", namespace: "https://example.org/letters/", defaultLanguage: "en",
      visibility: .public, identifierPattern: .sequential, grant: administrating(.createVocabulary))
    _ = try store.setPolicy([.procedure: "committee"], grant: administrating(.administer))
    for body in Self.bodies + ["NO"] {
      try store.createOrganisation(
        code: body, name: body, kind: .memberBody, grant: administrating(.manageAccounts))
    }
    for committee in ["TC 1", "TC 2"] {
      try store.createOrganisation(
        code: committee, name: committee, kind: .committee, grant: administrating(.manageAccounts))
      try store.addCommittee(committee, isLead: committee == "TC 1", grant: administrating(.administer))
    }
    for (index, body) in Self.bodies.enumerated() {
      try store.setSeat(of: body, in: "TC 1", .participating, grant: administrating(.administer))
      if index < 2 {
        try store.setSeat(of: body, in: "TC 2", .participating, grant: administrating(.administer))
      }
      try appoint(body.lowercased(), [.voter, .proposer, .commenter], for: body)
    }
    try store.setSeat(of: "NO", in: "TC 2", .observing, grant: administrating(.administer))
    try appoint("no", [.voter, .commenter], for: "NO")
    for role in [
      Role.manager, .chair, .owner, .publisher, .editor, .proposer, .commenter, .reader, .reviewer,
    ] {
      try appoint(role.rawValue, [role], for: "TC 1")
    }
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// A time that stands still until a test moves it.
  final class Clock: Sendable {
    private let milliseconds = Mutex<Int64>(1_800_000_000_000)
    func now() -> Timestamp { milliseconds.withLock { Timestamp(milliseconds: $0) } }
    func advance(days: Int) { milliseconds.withLock { $0 += Int64(days) * 86_400_000 } }
  }
  let clock: Clock

  func administrating(_ permission: Permission) throws -> Grant {
    let administrator = try store.principal(forUserID: 1000)
    let isOfStore = [.createVocabulary, .manageAccounts, .operate].contains(permission)
    return try store.authorize(administrator, for: permission, vocabulary: isOfStore ? nil : "letters")
  }

  func appoint(_ name: String, _ roles: Set<Role>, for organisation: String) throws {
    try store.createAccount(
      name: name, displayName: name, organisation: organisation, userID: nil,
      grant: administrating(.manageAccounts))
    for role in roles { try store.grantRole(role, to: name, grant: administrating(.administer)) }
  }

  /// The grants that were asked for already; nobody's roles change in most tests.
  private let grants = Mutex<[String: Grant]>([:])

  /// The grant of an account, as it was when it was asked for first.
  func grant(_ name: String, _ permission: Permission = .read) throws -> Grant {
    let key = "\(name) \(permission)"
    if let known = grants.withLock({ $0[key] }) { return known }
    let new = try newGrant(name, permission)
    grants.withLock { $0[key] = new }
    return new
  }

  /// The grant of an account as it is now.
  func newGrant(_ name: String, _ permission: Permission = .read) throws -> Grant {
    let account = try store.accounts(grant: administrating(.manageAccounts)).first { $0.name == name }
    let principal = try account.flatMap { try store.principal(forAccount: $0.id) }
    return try store.authorize(principal, for: permission, vocabulary: "letters")
  }

  @discardableResult
  func take(
    _ transition: ChangeTransition, _ number: Int64, _ name: String, reason: String = "so"
  ) throws -> ChangeRequest {
    try store.advance(number, by: transition, reason: reason, grant: grant(name))
  }

  /// A draft that adds so many entries.
  func draft(by name: String = "de", entries: Int = 1) throws -> Int64 {
    let number = try store.createChangeRequest(
      title: "A change", justification: "It is better so", grant: grant(name, .propose)
    ).number
    for index in 0..<entries {
      let label = Term.literal(.languageTagged("letter \(number) \(index)", english))
      _ = try store.addEntry(
        nil, in: number, edits: [.add(.SKOS.prefLabel, label)], grant: grant(name))
    }
    return number
  }

  /// A draft that edits an entry.
  func edit(_ iri: IRI, _ edits: [EntryEdit], kind: ChangeKind, by name: String = "de") throws -> Int64 {
    let number = try store.createChangeRequest(
      title: "An edit", justification: "It is better so", grant: grant(name, .propose)
    ).number
    _ = try store.editEntry(iri, in: number, edits: edits, kind: kind, grant: grant(name))
    return number
  }

  /// A draft that adds a note to an entry, which may go the editorial way.
  func clarification(of iri: IRI) throws -> Int64 {
    let note = Term.literal(.languageTagged("note \(Int.random(in: 0...(.max)))", english))
    return try edit(iri, [.add(.SKOS.note, note)], kind: .clarification)
  }

  /// Has all member bodies vote in the ballots of a request that is in one, the n-th ballot as said.
  func vote(_ number: Int64, _ answers: [Vote.Choice]) throws {
    let standing = try store.standing(
      of: store.changeRequest(number, grant: grant("manager")), grant: grant("manager"))
    for (index, ballot) in (standing.stages.last?.ballots ?? []).enumerated() {
      for body in Self.bodies {
        let answer = answers[min(index, answers.count - 1)]
        _ = try store.vote(
          answer, in: ballot.ballot.id, for: nil, reasons: answer == .no ? "because" : "", experts: [],
          grant: grant(body.lowercased()))
      }
    }
  }

  func answerAndConclude(_ number: Int64, _ conclusion: ChangeRequestFacts.Conclusion) throws {
    for body in Self.bodies {
      _ = try store.answerEvaluation(
        number, position: .support, procedure: nil, text: "", grant: grant(body.lowercased()))
    }
    _ = try store.conclude(number, conclusion, text: "", grant: grant("chair"))
  }

  /// A request in a state, by the steps that lead there; ballots have closed, and have passed or failed.
  func request(
    in state: ChangeRequestState, from draft: Int64? = nil, entries: Int = 1, votes: [Vote.Choice] = [.yes]
  ) throws -> Int64 {
    let number = try draft ?? self.draft(entries: entries)
    guard state != .draft else { return number }
    try take(.submit, number, "de")
    if state == .submitted { return number }
    if state == .withdrawn {
      try take(.withdraw, number, "de")
      return number
    }
    if state == .returned {
      try take(.return, number, "manager")
      let label = Term.literal(.languageTagged("another \(number)", english))
      _ = try store.addEntry(nil, in: number, edits: [.add(.SKOS.prefLabel, label)], grant: grant("de"))
      return number
    }
    try take(.accept, number, "manager")
    if state == .preparation { return number }
    try take(.evaluate, number, "manager")
    if state == .evaluation { return number }
    if state == .enquiry || state == .approval {
      try answerAndConclude(number, .extended)
      try take(.enquire, number, "chair")
      try vote(number, state == .approval ? [.yes] : votes)
      clock.advance(days: 90)
      guard state == .approval else { return number }
      try take(.advance, number, "manager")
      try vote(number, votes)
      clock.advance(days: 60)
      return number
    }
    try answerAndConclude(number, .normal)
    try take(.validate, number, "chair")
    let isLost = [.rejected, .appealed, .appealDismissed].contains(state)
    try vote(number, isLost ? [.no] : votes)
    clock.advance(days: 60)
    if state == .validation { return number }
    if isLost {
      try take(.reject, number, "manager")
      if state != .rejected { try take(.appeal, number, "fr") }
      if state == .appealDismissed { try take(.dismiss, number, "owner") }
      return number
    }
    try take(.approve, number, "manager")
    if state == .approved { return number }
    try take(.merge, number, "manager")
    if state == .published {
      _ = try store.createRelease(
        version: "\(number).0.0", notes: "", grant: grant("publisher", .release))
    }
    return number
  }
}
