import Foundation
import RDF
import Synchronization
import TestSupport
import Testing

/// A server that is killed while a committee merges, releases, backs up and makes the log be folded in, and a
/// restore that is killed: spec/guarantees.md, D1, D2 and D4.
///
/// `CONCORDAT_KILLS` says how many kills there are of each.
@Suite struct `A committee whose server is killed` {
  private static let rounds = ProcessInfo.processInfo.environment["CONCORDAT_KILLS"].flatMap(Int.init)

  private static func vocabulary(_ text: String) -> String {
    (0..<4).map { number in
      """
      <https://example.org/m\(number)> a <http://www.w3.org/2004/02/skos/core#Concept> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "\(text) \(number)"@en .

      """
    }.joined()
  }

  @Test func `finds every merge, release and backup that was acknowledged, and no half ones`() throws {
    let seed = UInt64.random(in: 0..<(.max))
    print("killing a committee's server, seed \(seed)")
    var random = SplitMix(state: seed)
    let store = try ServedStore()
    let file = try store.folder.write("v.ttl", Self.vocabulary("Concept"))
    try store.succeed(nil, ["vocabulary", "import", file])
    try store.appoint(["proposer", "reviewer", "manager", "publisher"])
    var asked = CommitteeLoad.Works()
    var done = CommitteeLoad.Works()
    let rounds = Self.rounds ?? 3
    for round in 0..<rounds {
      let load = CommitteeLoad(round: round)
      // Kills may come early, when nothing has been merged yet; the last waits until something has.
      try load.run(
        killing: store, afterAcknowledging: Int.random(in: 1...30, using: &random),
        ofEachKind: round == rounds - 1)
      asked.formUnion(load.asked)
      done.formUnion(load.acknowledged)
      #expect(load.refusals == [], "seed \(seed), round \(round)")
      store.server.wait()
      try store.restart()
      let context = "seed \(seed), round \(round)"
      try expectAll(store, asked, done, context)
      #expect(try store.succeed(nil, ["audit", "verify"]).contains("intact"), "\(context)")
      #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"), "\(context)")
    }
    print("merges: \(done.merges.count), releases: \(done.releases.count), backups: \(done.backups.count)")
    #expect(!done.merges.isEmpty && !done.descriptions.isEmpty)
  }

  /// Compares what the store holds with what was asked of it and what it acknowledged.
  private func expectAll(
    _ store: ServedStore, _ asked: CommitteeLoad.Works, _ done: CommitteeLoad.Works, _ context: String
  ) throws {
    let connection = try Session(store, as: nil)
    let requests = try connection.ask("change.list", ["limit": 1000])["requests"]?.array ?? []
    let merged = requests.filter { ["implemented", "published"].contains($0["state"]?.string) }
    let titles = Set(merged.compactMap { $0["title"]?.string })
    #expect(done.merges.subtracting(titles).isEmpty, "\(context): a merge was lost")
    #expect(titles.subtracting(asked.merges).isEmpty, "\(context): a merge that nobody asked for")
    // A request is merged exactly if its note is there.
    var notes: Set<String> = []
    for number in 0..<2 {
      let concept = try connection.ask("concept.get", ["concept": .string("https://example.org/m\(number)")])
      notes.formUnion(concept["notes"]?.array?.compactMap { $0["text"]?.string } ?? [])
    }
    #expect(notes == titles, "\(context): a merge is half there")

    let releases =
      try connection.ask("release.list", [:])["releases"]?.array?.compactMap { $0["version"]?.string } ?? []
    #expect(done.releases.subtracting(releases).isEmpty, "\(context): a release was lost")
    #expect(Set(releases).subtracting(asked.releases).isEmpty, "\(context): a release that nobody asked for")

    for (number, ordinal) in done.descriptions {
      let request = try connection.ask("change.get", ["change": .int(number)])
      let found = (request["justification"]?.string).flatMap { Int($0.prefix { $0.isNumber }) } ?? -1
      #expect(
        (ordinal...(asked.descriptions[number] ?? ordinal)).contains(found), "\(context): a text was lost")
    }

    let folder = store.directory + "/backups"
    let backups = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    #expect(done.backups.subtracting(backups).isEmpty, "\(context): a backup was lost")
    #expect(Set(backups).subtracting(asked.backups).isEmpty, "\(context): \(backups)")
    if let last = backups.max() {
      let trial = try Program.run([
        "store", "restore", folder + "/" + last, "--dry-run", "--store", store.folder.file("trial"),
      ])
      #expect(trial.status == 0, "\(context): \(trial.everything)")
    }
  }

  @Test func `has the old store or the new one when its restore is killed`() throws {
    let seed = UInt64.random(in: 0..<(.max))
    print("killing restores, seed \(seed)")
    var random = SplitMix(state: seed)
    let folder = try Folder()
    func termctl(_ arguments: String...) throws -> Program.Result {
      let result = try Program.run(arguments + ["--store", folder.file("store")])
      #expect(result.status == 0, "\(arguments): \(result.everything)")
      return result
    }
    func revisionCount() throws -> Int {
      try termctl("vocabulary", "revisions", "-V", "v").output.split(separator: "\n").count
    }
    _ = try termctl("vocabulary", "create", "v")
    for number in 1...2 {
      let file = try folder.write("v\(number).ttl", Self.vocabulary("Edition \(number)"))
      _ = try termctl("vocabulary", "import", file, "-V", "v")
      _ = try termctl("store", "backup", folder.file("b\(number)"))
    }
    let start = Date()
    _ = try termctl("store", "restore", folder.file("b2"), "--replace")
    let span = Date().timeIntervalSince(start)
    var outcomes: [Bool] = []
    for round in 0..<(Self.rounds ?? 4) {
      let before = try revisionCount()
      let other = 3 - before
      let running = try Running([
        "store", "restore", folder.file("b\(other)"), "--replace", "--store", folder.file("store"),
      ])
      usleep(UInt32(Double.random(in: 0...span * 1.3, using: &random) * 1_000_000))
      running.kill(SIGKILL)
      running.wait()
      let context = "seed \(seed), round \(round)"
      let after = try revisionCount()
      #expect(after == before || after == other, "\(context)")
      outcomes.append(after == other)
      #expect(try termctl("store", "check").output.contains("all is well"), "\(context)")
      #expect(!FileManager.default.fileExists(atPath: folder.file("store/restoring")), "\(context)")
    }
    print("\(outcomes.count { $0 }) of \(outcomes.count) restores came through before they were killed")
  }
}

/// Members of a committee at work until their server is killed: two who merge, one who releases, one who backs up,
/// and one whose long texts make the log be folded in.
private final class CommitteeLoad: Sendable {
  /// Works by their names.
  struct Works {
    var merges: Set<String> = []
    var releases: Set<String> = []
    var backups: Set<String> = []
    /// The number of the last text of a change request, by the request's number.
    var descriptions: [Int: Int] = [:]

    mutating func formUnion(_ other: Works) {
      merges.formUnion(other.merges)
      releases.formUnion(other.releases)
      backups.formUnion(other.backups)
      descriptions.merge(other.descriptions) { _, new in new }
    }
  }

  private struct State {
    var asked = Works()
    var acknowledged = Works()
    var count = 0
    var refusals: [String] = []
  }

  private let round: Int
  private let state = Mutex(State())

  var asked: Works { state.withLock { $0.asked } }
  var acknowledged: Works { state.withLock { $0.acknowledged } }
  var refusals: [String] { state.withLock { $0.refusals } }

  init(round: Int) { self.round = round }

  /// Runs until the server is gone for all.
  ///
  /// - Parameter ofEachKind: whether the server is killed only after a merge and a text were acknowledged too.
  func run(killing store: ServedStore, afterAcknowledging limit: Int, ofEachKind: Bool) throws {
    let process = store.server.process.processIdentifier
    let works = try [
      merging(0, store), merging(1, store), releasing(store), backingUp(store), describing(store),
    ]
    // Each work has connections of its own and is done by one thread.
    nonisolated(unsafe) let members = works
    Threads.run(members.count) { [self] member in
      var ordinal = 0
      while members[member](ordinal) {
        ordinal += 1
        let isTime = state.withLock { state in
          state.count += 1
          let done = state.acknowledged
          return state.count >= limit && (!ofEachKind || !done.merges.isEmpty && !done.descriptions.isEmpty)
        }
        if isTime { Foundation.kill(process, SIGKILL) }
      }
    }
  }

  /// Something that a member does over and over; false when the server is gone.
  private typealias Work = (_ ordinal: Int) -> Bool

  /// Notes what was asked, asks, and notes that it was acknowledged.
  private func attempt(
    _ note: (inout Works) -> Void, _ session: Session, _ method: String, _ parameters: JSON.Object
  )
    -> Bool
  {
    state.withLock { note(&$0.asked) }
    let isDone = session.call(method, parameters) != nil
    state.withLock { state in
      if isDone { note(&state.acknowledged) }
      if let refusal = session.refusal { state.refusals.append(refusal) }
    }
    return isDone
  }

  private func merging(_ number: Int, _ store: ServedStore) throws -> Work {
    let proposer = try Session(store, as: "proposer")
    let reviewer = try Session(store, as: "reviewer")
    let manager = try Session(store, as: "manager")
    return { [self] ordinal in
      let title = "r\(round) m\(number) n\(ordinal)"
      let edit: JSON = ["op": "add", "property": "note", "language": "en", "values": [.string(title)]]
      let created = proposer.call("change.create", ["title": .string(title), "justification": "so"])
      guard let change = created?["number"] else { return false }
      let edits: JSON.Object = [
        "change": change, "concept": .string("https://example.org/m\(number)"), "edits": [edit],
      ]
      guard proposer.call("change.edit", edits) != nil,
        proposer.call("change.submit", ["change": change]) != nil,
        reviewer.call("change.approve", ["change": change]) != nil
      else {
        state.withLock { $0.refusals += [proposer.refusal, reviewer.refusal].compactMap { $0 } }
        return false
      }
      return attempt({ $0.merges.insert(title) }, manager, "change.merge", ["change": change])
    }
  }

  private func releasing(_ store: ServedStore) throws -> Work {
    let publisher = try Session(store, as: "publisher")
    return { [self] ordinal in
      let version = "r\(round).\(ordinal)"
      return attempt(
        { $0.releases.insert(version) }, publisher, "release.create", ["version": .string(version)])
    }
  }

  private func backingUp(_ store: ServedStore) throws -> Work {
    let administrator = try Session(store, as: nil)
    return { [self] ordinal in
      let name = "b\(round).\(ordinal)"
      return attempt({ $0.backups.insert(name) }, administrator, "store.backup", ["name": .string(name)])
    }
  }

  private func describing(_ store: ServedStore) throws -> Work {
    let proposer = try Session(store, as: "proposer")
    let filling = String(repeating: "long ", count: 40_000)
    let created = proposer.call("change.create", ["title": .string("r\(round) texts")])
    let number = created?["number"]?.int ?? 0
    return { [self] ordinal in
      attempt(
        { $0.descriptions[number] = ordinal }, proposer, "change.describe",
        ["change": .int(number), "justification": .string("\(ordinal) " + filling)])
    }
  }
}
