import Foundation
import RDF
import TestSupport
import Testing

/// A random walk through the procedure of a committee, on a real server that is killed again and again:
/// spec/guarantees.md, D1, D2 and D4.
///
/// After each kill everything that was not answered is asked again with its idempotency key. Then the store has to hold
/// exactly what was acknowledged: what it did before it was killed was done whole, and is not done twice.
/// `CONCORDAT_KILLS` says how many kills there are, `CONCORDAT_WALK_WRITES` how many writes at most between two.
@Suite struct `Dozens of people whose server is killed` {
  private static func count(_ variable: String, default count: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? count
  }

  /// What time it is so many days after the beginning.
  private static func time(_ day: Int) -> String {
    Date(timeIntervalSince1970: 1_800_000_000 + Double(day) * 86_400).ISO8601Format()
  }

  @Test(.timeLimit(.minutes(60)))
  func `find every vote, step, comment and merge that was acknowledged, once, and nothing else`() throws {
    let seed = Self.wantedSeed ?? UInt64.random(in: 0..<(.max))
    let killCount = Self.count("CONCORDAT_KILLS", default: 3)
    let writeCount = Self.count("CONCORDAT_WALK_WRITES", default: 120)
    print("a committee's walk, \(killCount) kills, seed \(seed)")
    var random = SplitMix(state: seed)
    let store = try ServedStore(at: Self.time(0))
    let committee = try WalkingCommittee(store)
    let ledger = WalkLedger()
    let table = try LawfulSteps()
    var (committedCount, openCount) = (0, 0)
    for round in 0..<killCount {
      // A stage is open for a day, and there are two from one kill to the next.
      try committee.walk(
        round, at: Self.time(2 * round), closing: Self.time(2 * round + 1), on: store, ledger, seed: seed,
        killingAfter: Int.random(in: writeCount / 2...writeCount, using: &random))
      store.server.wait()
      try store.restart(at: Self.time(2 * round + 2))
      let (committed, open) = try repeatUnanswered(ledger, committee, store)
      (committedCount, openCount) = (committedCount + committed, openCount + open)
      let context = "seed \(seed), round \(round)"
      #expect(ledger.state.unexpected == [], "\(context)")
      let found = try WalkFindings(store, committee)
      found.compare(with: ledger.state, context)
      for step in found.steps { #expect(table.allows(step), "\(context): \(step)") }
      let administrator = try Session(store, as: nil)
      #expect(try administrator.ask("store.check", [:])["faults"]?.array == [], "\(context)")
      #expect(try administrator.ask("audit.verify", [:])["intact"]?.bool == true, "\(context)")
    }
    let found = try WalkFindings(store, committee)
    print("unanswered: \(openCount), of which \(committedCount) had been done; \(found.summary)")
    print("acknowledged: \(ledger.state.acknowledged.count); refused: \(ledger.state.refusals)")
    #expect(ledger.state.acknowledged.count >= killCount * writeCount / 2, "seed \(seed)")
  }

  private static let wantedSeed = ProcessInfo.processInfo.environment["CONCORDAT_SEED"].flatMap { UInt64($0) }

  /// Asks again what was not answered; each is done now, was done before and is not done again, or is refused.
  ///
  /// - Returns: how many had been done before, and how many there were.
  private func repeatUnanswered(
    _ ledger: WalkLedger, _ committee: WalkingCommittee, _ store: ServedStore
  ) throws -> (committed: Int, all: Int) {
    let administrator = try Session(store, as: nil)
    let acts = ledger.takeUnanswered()
    var committed = 0
    for act in acts {
      let before = try administrator.ask("audit.head", [:])["sequence"]?.int
      let answer = try committee.session(of: act.person, store).answer(act.method, act.parameters)
      if ledger.note(act, answer) != nil,
        try administrator.ask("audit.head", [:])["sequence"]?.int == before
      {
        committed += 1
      }
    }
    #expect(ledger.takeUnanswered().isEmpty)
    return (committed, acts.count)
  }
}

/// A step as a change request records it.
struct WalkStep: Hashable {
  let change: Int
  let rule: Int
  let transition: String
  let from: String
  let to: String
  let actor: String
  let sequence: Int

  init?(_ json: JSON, of change: Int) {
    guard let rule = json["rule"]?.int, let transition = json["transition"]?.string,
      let from = json["from"]?.string, let to = json["to"]?.string, let actor = json["actor"]?.string,
      let sequence = json["auditSequence"]?.int
    else { return nil }
    (self.change, self.rule, self.transition) = (change, rule, transition)
    (self.from, self.to, self.actor, self.sequence) = (from, to, actor, sequence)
  }
}

/// The steps that the table in `spec/committee.md` has.
private struct LawfulSteps {
  private let lines: Set<String>

  init() throws {
    let file = Program.repository.appendingPathComponent("spec/committee.md")
    let rows = try String(contentsOf: file, encoding: .utf8).matches(
      of: /\| T(\d+) \| `([a-z-]+)` \| `([a-z-]+)` → `([a-z-]+)` \|/)
    lines = Set(rows.map { "\($0.output.1) \($0.output.2) \($0.output.3) \($0.output.4)" })
    try #require(lines.count > 30)
  }

  func allows(_ step: WalkStep) -> Bool {
    lines.contains("\(step.rule) \(step.transition) \(step.from) \(step.to)")
  }
}

/// What a store holds of a walk.
private struct WalkFindings {
  private var requests: [Int: JSON] = [:]
  private(set) var steps: [WalkStep] = []
  private var receipts: Set<String> = []
  private var comments: [Int: JSON] = [:]
  private var answers: Set<String> = []
  private var releases: Set<String> = []
  private var merges: [Int] = []
  private var records: [JSON] = []
  private var words: Set<String> = []

  init(_ store: ServedStore, _ committee: WalkingCommittee) throws {
    let manager = try committee.session(of: "manager-1", store)
    let administrator = try Session(store, as: nil)
    for line in try manager.rows("requests", of: "change.list", ["limit": 1000]) {
      let number = try #require(line["number"]?.int)
      let request = try manager.ask("change.get", ["change": .int(number)])
      requests[number] = request
      steps += request["transitions"]?.array?.compactMap { WalkStep($0, of: number) } ?? []
      for stage in request["stages"]?.array ?? [] {
        let said = (stage["answers"]?.array ?? []) + (stage["objections"]?.array ?? [])
        answers.formUnion(said.compactMap { $0["text"]?.string })
      }
      for comment in try manager.rows("comments", of: "comment.list", ["change": .int(number)]) {
        comments[try #require(comment["id"]?.int)] = comment
      }
    }
    // How an open ballot stands is shown to nobody, but everybody sees their own votes.
    var ballots = try manager.rows("ballots", of: "ballot.list", ["isOpen": false])
    for person in committee.people where person.has("voter") {
      let session = try committee.session(of: person.name, store)
      ballots += try session.rows("ballots", of: "ballot.list", ["isOpen": true])
    }
    receipts = Set(ballots.flatMap { $0["votes"]?.array ?? [] }.compactMap { $0["receipt"]?.string })
    releases = Set(try manager.rows("releases", of: "release.list").compactMap { $0["version"]?.string })
    merges = try manager.rows("revisions", of: "vocabulary.revisions").compactMap { $0["change"]?.int }
    records = try administrator.rows("records", of: "audit.list", ["limit": 1000])
    let content = try store.succeed(nil, ["vocabulary", "export", "-V", "v", "--format", "ntriples"])
    words = Set(content.matches(of: /k\d+-\d+-\d+/).map { String($0.output) })
  }

  /// How many requests there are in each state.
  var summary: String {
    let states = Dictionary(grouping: requests.values.compactMap { $0["state"]?.string }) { $0 }
    let counts = states.mapValues(\.count).sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let taken = Dictionary(grouping: steps, by: \.rule).mapValues(\.count).sorted { $0.key < $1.key }
    return "\(requests.count) requests: \(counts.joined(separator: ", ")); \(receipts.count) votes; steps "
      + taken.map { "T\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  /// Holds what is there against what was acknowledged: neither may have more than the other.
  func compare(with ledger: WalkLedger.State, _ context: String) {
    let told = Dictionary(grouping: ledger.acknowledged) { $0.act.method }
    func numbers(_ method: String, _ name: String) -> [Int] {
      (told[method] ?? []).compactMap { $0.answer[name]?.int }
    }
    func strings(_ method: String, _ name: String) -> [String] {
      (told[method] ?? []).compactMap { $0.answer[name]?.string }
    }
    let made = requests.filter { $0.value["splitFrom"]?.isNull == true }.keys.sorted()
    #expect(made == numbers("change.create", "number").sorted(), "\(context): requests")
    let parted = requests.values.compactMap { $0["splitFrom"]?.int }.sorted()
    #expect(parted == numbers("change.split", "number").sorted(), "\(context): splits")
    #expect(receipts == Set(strings("ballot.vote", "receipt")), "\(context): votes")
    #expect(comments.keys.sorted() == numbers("comment.add", "id").sorted(), "\(context): comments")
    #expect(releases == Set(strings("release.create", "version")), "\(context): releases")
    #expect(merges.sorted() == numbers("change.merge", "number").sorted(), "\(context): merges")
    let said = ["change.answer", "change.object"].flatMap { told[$0] ?? [] }
      .compactMap { $0.act.parameters["text"]?.string }
    #expect(answers == Set(said), "\(context): answers")
    compareObservations(told["comment.observe"] ?? [], context)
    compareSteps(ledger, context)
    compareRecords(ledger, context)
    compareContent(ledger, context)
  }

  private typealias Told = [(act: WalkLedger.Act, answer: JSON)]

  private func compareObservations(_ told: Told, _ context: String) {
    let observed = Dictionary(grouping: told) { $0.answer["id"]?.int ?? 0 }
    for (id, comment) in comments {
      let text = comment["observation"]?["text"]?.string
      let possible = observed[id]?.map { $0.act.parameters["text"]?.string } ?? [nil]
      #expect(possible.contains(text), "\(context): the observation of comment \(id)")
    }
  }

  private func compareSteps(_ ledger: WalkLedger.State, _ context: String) {
    let told = ledger.acknowledged.compactMap { act, answer -> WalkStep? in
      guard let number = answer["number"]?.int, let last = answer["transitions"]?.array?.last else {
        return nil
      }
      // Drafts and rebased requests are answered with the steps from before.
      guard ["create", "edit", "rebase", "describe"].allSatisfy({ act.method != "change." + $0 }) else {
        return nil
      }
      return WalkStep(last, of: number)
    }
    let taken = steps.filter { $0.transition != "publish" }
    #expect(Set(taken) == Set(told) && taken.count == told.count, "\(context): steps")
    let publishing = Set(steps.filter { $0.transition == "publish" }.map(\.sequence))
    let releasing = Set(
      records.filter { $0["action"]?.string == "release.create" }.compactMap { $0["sequence"]?.int })
    #expect(publishing.isSubset(of: releasing), "\(context): releases")
  }

  /// Every act has one record, and every record of a person's act was acknowledged.
  private func compareRecords(_ ledger: WalkLedger.State, _ context: String) {
    func action(_ method: String) -> String {
      method == "change.withdrawAppeal" ? "change.withdraw-appeal" : method
    }
    let told = ledger.acknowledged.map { "\($0.act.person) \(action($0.act.method))" }
    let people = Set(ledger.acknowledged.map(\.act.person))
    let recorded = records.compactMap { record -> String? in
      guard let actor = record["actor"]?.string, people.contains(actor),
        let action = record["action"]?.string, !action.hasPrefix("denied ")
      else { return nil }
      return "\(actor) \(action)"
    }
    #expect(recorded.sorted() == told.sorted(), "\(context): records")
    #expect(records.count == records.first?["sequence"]?.int, "\(context): records")
    for step in steps {
      let record = records.first { $0["sequence"]?.int == step.sequence }
      #expect(record?["actor"]?.string == step.actor, "\(context): \(step)")
    }
  }

  /// The vocabulary has the words of all requests that were merged, and of no others.
  private func compareContent(_ ledger: WalkLedger.State, _ context: String) {
    var (lasting, passing): (Set<String>, Set<String>) = ([], [])
    for (number, request) in requests
    where ["implemented", "published"].contains(request["state"]?.string) {
      let items = request["items"]?.array ?? []
      for item in items where item["kind"]?.string == "addition" {
        if let label = item["label"]?["text"]?.string { lasting.insert(label) }
      }
      var ancestors: Set<Int> = [number]
      var place = request
      while let parent = place["splitFrom"]?.int, let next = requests[parent] {
        ancestors.insert(parent)
        place = next
      }
      let entries = Set(items.compactMap { $0["iri"]?.string })
      for (act, _) in ledger.acknowledged where act.method == "change.edit" {
        guard let change = act.parameters["change"]?.int, ancestors.contains(change),
          let concept = act.parameters["concept"]?.string, entries.contains(concept),
          let edit = act.parameters["edits"]?[0], let word = edit["values"]?[0]?.string
        else { continue }
        // A definition gives way to the next one.
        if edit["property"]?.string == "note" { lasting.insert(word) } else { passing.insert(word) }
      }
    }
    #expect(lasting.isSubset(of: words), "\(context): lost \(lasting.subtracting(words))")
    let surplus = words.subtracting(lasting).subtracting(passing)
    #expect(surplus.isEmpty, "\(context): not merged \(surplus)")
  }
}
