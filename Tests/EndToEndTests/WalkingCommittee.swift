import Foundation
import RDF
import Synchronization
import TestSupport
import Testing

/// Three dozen people who maintain a vocabulary by the procedure of a committee, and do what awaits them or whatever
/// comes to mind.
///
/// Every write has an idempotency key, so that what a killed server did not answer can be asked again.
struct WalkingCommittee: Sendable {
  /// Somebody with an account.
  struct Person: Sendable {
    let name: String
    let roles: [String]
    let organisation: String
    var token = ""

    func has(_ role: String) -> Bool { roles.contains(role) }
  }

  private static let participating = [
    "AT", "BR", "CN", "DE", "DK", "FR", "GB", "JP", "KE", "KR", "SE", "US",
  ]
  private static let observing = ["NO", "PT"]
  private static let committees = ["TC 1", "TC 2", "TC 3"]

  private(set) var people: [Person] = []

  /// Sets up the vocabulary `v`, its three committees and its people in a store that is served.
  init(_ store: ServedStore) throws {
    let concepts = (0..<10).map { number in
      """
      <https://example.org/m\(number)> a <http://www.w3.org/2004/02/skos/core#Concept> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "Concept \(number)"@en .

      """
    }.joined()
    try store.succeed(
      nil,
      ["vocabulary", "create", "v", "--namespace", "https://example.org/n", "--identifiers", "sequential"])
    try store.succeed(nil, ["vocabulary", "import", store.folder.write("v.ttl", concepts), "-V", "v"])
    let administrator = try Session(store, as: nil)
    for code in Self.participating + Self.observing + Self.committees {
      let kind = Self.committees.contains(code) ? "committee" : "member-body"
      _ = try administrator.ask(
        "organisation.create",
        ["organisation": .string(code), "displayName": .string(code), "kind": .string(kind)])
    }
    for committee in Self.committees {
      _ = try administrator.ask("committee.add", ["committee": .string(committee)])
    }
    // Some sit in several committees and have one vote all the same.
    for (index, code) in (Self.participating + Self.observing).enumerated() {
      let membership: JSON = Self.observing.contains(code) ? "O" : "P"
      for committee in Set([index % 3, index % 2]).map({ Self.committees[$0] }) {
        _ = try administrator.ask(
          "committee.seat",
          ["committee": .string(committee), "organisation": .string(code), "membership": membership])
      }
    }
    _ = try administrator.ask("policy.set", ["procedure": "committee"])
    for code in Self.participating {
      people.append(
        Person(name: "\(code.lowercased())-1", roles: ["voter", "proposer", "commenter"], organisation: code))
      people.append(
        Person(name: "\(code.lowercased())-2", roles: ["voter", "commenter"], organisation: code))
    }
    for code in Self.observing {
      people.append(
        Person(name: "\(code.lowercased())-1", roles: ["voter", "commenter"], organisation: code))
    }
    for (name, role) in [
      ("manager-1", "manager"), ("manager-2", "manager"), ("manager-3", "manager"), ("chair", "chair"),
      ("owner", "owner"), ("editor-1", "editor"), ("editor-2", "editor"), ("publisher", "publisher"),
      ("reader", "reader"), ("expert", "proposer"),
    ] { people.append(Person(name: name, roles: [role], organisation: "TC 1")) }
    for index in people.indices {
      let person = people[index]
      let user: JSON = .string(person.name)
      _ = try administrator.ask(
        "user.create", ["user": user, "organisation": .string(person.organisation)])
      for role in person.roles {
        _ = try administrator.ask("user.grant", ["user": user, "role": .string(role)])
      }
      people[index].token = try #require(administrator.ask("token.create", ["user": user])["token"]?.string)
    }
  }

  func session(of name: String, _ store: ServedStore) throws -> Session {
    let token = try #require(people.first { $0.name == name }?.token)
    return try Session(store.socket, token: token)
  }

  /// Has all people act at once until the server is killed, after so many acknowledged writes.
  func walk(
    _ round: Int, at now: String, closing closes: String, on store: ServedStore, _ ledger: WalkLedger,
    seed: UInt64, killingAfter limit: Int
  ) throws {
    let deskCount = 12
    let process = store.server.process.processIdentifier
    let desks = try (0..<deskCount).map { desk in
      try people.enumerated().filter { $0.offset % deskCount == desk }.flatMap { _, person in
        // Everything goes through the hands of few, who are busier than the others.
        let turns = person.has("voter") || person.has("reader") ? 1 : 4
        let session = try Session(store.socket, token: person.token)
        return Array(repeating: (person, session), count: turns)
      }
    }
    // Each desk has connections of its own and is served by one thread.
    nonisolated(unsafe) let all = desks
    Threads.run(deskCount) { desk in
      var walk = DeskWalk(
        desk: "k\(round)-\(desk)", closes: closes, ledger: ledger,
        random: SplitMix(state: seed &+ UInt64(round * deskCount + desk)))
      while let (person, session) = all[desk].randomElement(using: &walk.random) {
        guard walk.act(as: person, session) else { return }
        if ledger.hasReached(limit) { Foundation.kill(process, SIGKILL) }
      }
    }
  }
}

/// What people asked for, and what they were told.
final class WalkLedger: Sendable {
  /// A write that somebody asked for.
  struct Act: Sendable {
    let person: String
    let method: String
    let parameters: JSON.Object
  }

  struct State: Sendable {
    var acknowledged: [(act: Act, answer: JSON)] = []
    /// What the server was killed over, and whose answers were lost on their way.
    var unanswered: [Act] = []
    var refusals: [String: Int] = [:]
    /// Refusals that no person should ever get.
    var unexpected: [String] = []
    var countSinceRestart = 0
  }

  private static let expected: Set = [
    "forbidden", "invalidState", "invalidParams", "validationFailed", "conflict", "staleRevision", "notFound",
    "alreadyExists",
  ]

  private let guarded = Mutex(State())
  var state: State { guarded.withLock { $0 } }

  /// Notes what came of an act; false if the server was gone.
  func note(_ act: Act, _ answer: Session.Answer) -> JSON? {
    guarded.withLock { state in
      switch answer {
      case .result(let result):
        state.acknowledged.append((act, result))
        state.countSinceRestart += 1
        return result
      case .refused(let name, let text):
        state.refusals[name, default: 0] += 1
        if !Self.expected.contains(name) { state.unexpected.append("\(act.method): \(text)") }
      case .gone: state.unanswered.append(act)
      }
      return nil
    }
  }

  func hasReached(_ limit: Int) -> Bool { guarded.withLock { $0.countSinceRestart >= limit } }

  /// Takes out what was not answered, to be asked again.
  func takeUnanswered() -> [Act] {
    guarded.withLock { state in
      defer { (state.unanswered, state.countSinceRestart) = ([], 0) }
      return state.unanswered
    }
  }
}

/// What goes on at one desk, where a few people take turns.
private struct DeskWalk {
  let desk: String
  let closes: String
  let ledger: WalkLedger
  var random: SplitMix
  private var count = 0
  private var isGone = false

  init(desk: String, closes: String, ledger: WalkLedger, random: SplitMix) {
    (self.desk, self.closes, self.ledger, self.random) = (desk, closes, ledger, random)
  }

  private mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// One person does one thing; false once the server is gone.
  mutating func act(as person: WalkingCommittee.Person, _ session: Session) -> Bool {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<4: takeAnyStep(person, session)
    case 4..<9 where person.has("commenter"): comment(person, session)
    case 9..<14 where person.has("voter"): vote(person, session, again: true)
    case 14..<17 where person.has("commenter"): object(person, session)
    default: work(person, session)
    }
    return !isGone
  }

  // MARK: Asking

  /// A word that stands for one act and for no other.
  private mutating func token() -> String {
    count += 1
    return "\(desk)-\(count)"
  }

  private mutating func write(
    _ person: WalkingCommittee.Person, _ session: Session, _ method: String, _ parameters: JSON.Object
  ) -> JSON? {
    guard !isGone else { return nil }
    var parameters = parameters
    parameters["idempotencyKey"] = .string("key \(token())")
    let act = WalkLedger.Act(person: person.name, method: method, parameters: parameters)
    if happens(3) {
      // The answer is lost on its way. Half of these people ask again at once, maybe before the first was heard.
      guard session.askInVain(method, parameters, hangingUp: happens(30)) else {
        isGone = true
        return ledger.note(act, .gone)
      }
      if happens(50) { return ledger.note(act, .gone) }
    }
    let answer = session.answer(method, parameters)
    if case .gone = answer { isGone = true }
    return ledger.note(act, answer)
  }

  private mutating func read(_ session: Session, _ method: String, _ parameters: JSON.Object = [:]) -> JSON? {
    guard !isGone else { return nil }
    let answer = session.answer(method, parameters)
    if case .gone = answer { isGone = true }
    guard case .result(let result) = answer else { return nil }
    return result
  }

  // MARK: What awaits a person

  private mutating func work(_ person: WalkingCommittee.Person, _ session: Session) {
    let duties = read(session, "work.list")?["work"]?.array ?? []
    let isIdle = !duties.contains { $0["duty"]?["isOptional"]?.bool == false }
    if person.has("proposer"), isIdle || happens(15), isRoomForMore(session) {
      return propose(person, session)
    }
    guard let duty = duties.randomElement(using: &random), let number = duty["change"]?.int else { return }
    let steps = duty["duty"]?["transitions"]?.array?.compactMap(\.string) ?? []
    switch duty["state"]?.string {
    case "implemented": if happens(15) { release(person, session) }
    case "evaluation" where steps.isEmpty && person.has("voter"): answer(number, person, session)
    case "validation" where steps.isEmpty && person.has("voter"),
      "enquiry" where steps.isEmpty && person.has("voter"),
      "approval" where steps.isEmpty && person.has("voter"):
      vote(person, session, again: false)
    case "evaluation" where steps.isEmpty && duty["duty"]?["what"]?.string == "concludes the evaluation":
      conclude(number, person, session)
    case _ where steps.isEmpty: observe(number, person, session)
    case "returned":
      add(to: number, person, session)
      take("submit", number, person, session)
    default: take(choice(of: steps), number, person, session)
    }
  }

  private mutating func choice(of steps: [String]) -> String {
    let rare: Set = ["withdraw", "return", "reject"]
    let likely = steps.filter { !rare.contains($0) || happens(8) }
    return likely.randomElement(using: &random) ?? steps.randomElement(using: &random) ?? "submit"
  }

  private mutating func take(
    _ step: String, _ number: Int, _ person: WalkingCommittee.Person, _ session: Session
  ) {
    // A rejection that nobody minds stays.
    if step == "appeal", happens(70) { return }
    if step == "evaluate", happens(60) {
      _ = write(person, session, "change.rebase", ["change": .int(number)])
    }
    var parameters: JSON.Object = ["change": .int(number), "reason": "because"]
    if ["evaluate", "validate", "enquire", "advance", "announce"].contains(step) {
      parameters["closes"] = .string(closes)
    }
    let method = step == "withdraw-appeal" ? "change.withdrawAppeal" : "change." + step
    _ = write(person, session, method, parameters)
  }

  // MARK: Drafting

  /// A committee does not begin more than it can finish.
  private mutating func isRoomForMore(_ session: Session) -> Bool {
    let closed: Set = ["implemented", "published", "rejected", "withdrawn", "appeal-dismissed"]
    let requests = read(session, "change.list", ["limit": 100])?["requests"]?.array ?? []
    return requests.count { !closed.contains($0["state"]?.string ?? "") } < 9
  }

  private mutating func propose(_ person: WalkingCommittee.Person, _ session: Session) {
    let parameters: JSON.Object = ["title": "A change", "justification": "It is better so"]
    guard let number = write(person, session, "change.create", parameters)?["number"]?.int else { return }
    if happens(30) {
      edit(number, "note", "clarification", person, session)
    } else {
      for _ in 0..<Int.random(in: 1...3, using: &random) { add(to: number, person, session) }
      if happens(25) { edit(number, "definition", "modification", person, session) }
    }
    take("submit", number, person, session)
  }

  private mutating func add(to number: Int, _ person: WalkingCommittee.Person, _ session: Session) {
    let edit: JSON = [
      "op": "add", "property": "prefLabel", "language": "en", "values": [.string(token())],
    ]
    _ = write(person, session, "change.add", ["change": .int(number), "edits": [edit]])
  }

  private mutating func edit(
    _ number: Int, _ property: String, _ kind: String, _ person: WalkingCommittee.Person, _ session: Session
  ) {
    let edit: JSON = [
      "op": property == "note" ? "add" : "set", "property": .string(property), "language": "en",
      "values": [.string(token())],
    ]
    let concept = "https://example.org/m\(Int.random(in: 0..<10, using: &random))"
    _ = write(
      person, session, "change.edit",
      ["change": .int(number), "concept": .string(concept), "kind": .string(kind), "edits": [edit]])
  }

  // MARK: Member bodies

  private mutating func answer(_ number: Int, _ person: WalkingCommittee.Person, _ session: Session) {
    let position: JSON = happens(85) ? "support" : "object"
    let procedure: JSON = number % 4 == 0 ? "extended" : "normal"
    _ = write(
      person, session, "change.answer",
      [
        "change": .int(number), "position": position, "procedure": procedure, "text": .string(token()),
      ])
  }

  private mutating func conclude(_ number: Int, _ person: WalkingCommittee.Person, _ session: Session) {
    let usual = number % 4 == 0 ? "extended" : "normal"
    let conclusion =
      happens(85) ? usual : ["changes", "not-supported"].randomElement(using: &random) ?? usual
    let parameters: JSON.Object = [
      "change": .int(number), "conclusion": .string(conclusion), "text": .string(token()),
    ]
    guard write(person, session, "change.conclude", parameters) != nil else { return }
    let step = ["normal": "validate", "extended": "enquire", "changes": "return"][conclusion] ?? "reject"
    take(step, number, person, session)
  }

  /// Votes in the open ballots that miss the vote, or in any of them once more.
  private mutating func vote(_ person: WalkingCommittee.Person, _ session: Session, again: Bool) {
    let ballots = read(session, "ballot.list", ["isOpen": true])?["ballots"]?.array ?? []
    let missing = ballots.filter {
      $0["silent"]?.array?.contains(.string(person.organisation)) == true
    }
    let chosen = again ? ballots.randomElement(using: &random).map { [$0] } ?? [] : missing
    for ballot in chosen {
      guard let id = ballot["ballot"]?.string else { continue }
      // Most people think the same of an entry, so that some ballots pass and others fail.
      let fate = id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 10
      let isFor = (fate < 7) == happens(95)
      _ = write(
        person, session, "ballot.vote",
        ["ballot": .string(id), "vote": isFor ? "yes" : "no", "reasons": isFor ? "" : "because"])
    }
  }

  // MARK: Comments, releases, and what comes to mind

  private mutating func anyRequest(_ session: Session, in states: Set<String>? = nil) -> Int? {
    let requests = read(session, "change.list", ["limit": 40])?["requests"]?.array ?? []
    let fitting = requests.filter { states?.contains($0["state"]?.string ?? "") ?? true }
    return fitting.randomElement(using: &random)?["number"]?.int
  }

  private mutating func comment(_ person: WalkingCommittee.Person, _ session: Session) {
    let stages: Set = ["evaluation", "validation", "enquiry", "approval"]
    guard let number = anyRequest(session, in: stages),
      let type = ["ge", "te", "ed"].randomElement(using: &random)
    else { return }
    _ = write(
      person, session, "comment.add",
      ["change": .int(number), "type": .string(type), "text": .string(token())])
  }

  private mutating func observe(_ number: Int, _ person: WalkingCommittee.Person, _ session: Session) {
    for comment in read(session, "comment.list", ["change": .int(number)])?["comments"]?.array ?? []
    where comment["observation"]?.isNull == true && comment["type"]?.string != "ed" {
      guard let id = comment["id"], happens(80),
        let decision = ["accepted", "not-accepted", "noted"].randomElement(using: &random)
      else { continue }
      _ = write(
        person, session, "comment.observe",
        [
          "change": .int(number), "comment": id, "decision": .string(decision), "text": .string(token()),
        ])
    }
  }

  private mutating func object(_ person: WalkingCommittee.Person, _ session: Session) {
    guard let number = anyRequest(session, in: ["preparation"]) else { return }
    _ = write(person, session, "change.object", ["change": .int(number), "text": .string(token())])
  }

  private mutating func release(_ person: WalkingCommittee.Person, _ session: Session) {
    _ = write(person, session, "release.create", ["version": .string(token()), "notes": "A release"])
  }

  private mutating func takeAnyStep(_ person: WalkingCommittee.Person, _ session: Session) {
    let steps = [
      "submit", "return", "approve", "reject", "withdraw", "merge", "accept", "evaluate", "validate",
      "enquire", "advance", "split", "appeal", "uphold", "dismiss", "withdraw-appeal", "announce",
    ]
    guard let number = anyRequest(session), let step = steps.randomElement(using: &random) else { return }
    take(step, number, person, session)
  }
}
