import Foundation
import RDF
import SKOS
import Synchronization
import TestSupport
import Testing

@testable import SKOSStore

/// Writers and readers at the same time on one entry: spec/guarantees.md, D5.
///
/// Each write appends a note that nobody else appends, so that the history says who was lost: the workload "list
/// append" of Jepsen's Elle. `CONCORDAT_APPENDS` says how many notes each writer appends.
@Suite struct `Writers and readers at once` {
  /// What writers and readers have seen, for the checker.
  private struct Record {
    /// The revision in which each note was acknowledged.
    var acknowledged: [String: Int64] = [:]
    /// The notes whose append was refused and not tried again.
    var refused: Set<String> = []
    /// The highest revision that anybody was told of.
    var newest: Int64 = 1
    /// What was seen at each revision.
    var seen: [Int64: Set<String>] = [:]
    var readCount = 0
    var staleCount = 0
    /// What must not have happened.
    var anomalies: [String] = []

    mutating func acknowledge(_ note: String, _ revision: Int64) {
      acknowledged[note] = revision
      newest = max(newest, revision)
    }

    mutating func see(_ notes: Set<String>, _ revision: Int64) {
      readCount += 1
      let known = seen.updateValue(notes, forKey: revision)
      if let known, known != notes { anomalies.append("revision \(revision) was seen with two contents") }
    }
  }

  private let committee: Committee
  private let shared = letter("shared")

  init() throws {
    committee = try Committee()
    _ = try committee.importing(concept("shared", label: "Shared") + concept("other", label: "Other"))
  }

  private func note(_ text: String) -> Term { .literal(.languageTagged(text, english)) }

  private func look(at moment: Moment = .head) throws -> (
    revision: Int64, entry: [Triple], notes: Set<String>
  ) {
    try committee.store.snapshot(at: moment, grant: committee.reading()) { snapshot in
      let triples = try snapshot.entry(shared)?.triples ?? []
      let notes = triples.filter { $0.predicate == .SKOS.note }.compactMap(\.object.literal?.lexicalForm)
      return (snapshot.revision, triples, Set(notes))
    }
  }

  /// Appends by an import that states the head that it was made against; refused, it looks again or gives up.
  private func appendByImport(_ text: String, _ record: borrowing Mutex<Record>, _ random: inout SplitMix)
    throws
  {
    while true {
      let (head, entry, _) = try look()
      let graph = Graph(entry + [Triple(.iri(shared), .SKOS.note, note(text))])
      do {
        let grant = try committee.grant(.importContent, .manager)
        let report = try committee.store.expecting(head: head, grant: grant) {
          try committee.store.importGraph(graph, mode: .merge, message: text, grant: grant)
        }
        let revision = try #require(report.revision)
        record.withLock { $0.acknowledge(text, revision.number) }
        return
      } catch is StaleHead {
        record.withLock { $0.staleCount += 1 }
        guard Int.random(in: 0..<8, using: &random) > 0 else {
          record.withLock { _ = $0.refused.insert(text) }
          return
        }
      }
    }
  }

  /// Appends by a change request, which is merged with what others have merged since it was drafted.
  private func appendByRequest(_ text: String, _ record: borrowing Mutex<Record>) throws {
    let store = committee.store
    let number = try store.createChangeRequest(
      title: text, justification: "so", grant: committee.grant(.propose, .proposer)
    ).number
    _ = try store.editEntry(
      shared, in: number, edits: [.add(.SKOS.note, note(text))], grant: committee.grant(.read, .proposer))
    var merged: ChangeRequest?
    for (transition, role) in [
      (ChangeTransition.submit, Role.proposer), (.approve, .reviewer), (.merge, .manager),
    ] {
      merged = try store.advance(number, by: transition, reason: "so", grant: committee.grant(.read, role))
    }
    let revision = try #require(merged?.revision)
    record.withLock { $0.acknowledge(text, revision) }
  }

  /// Reads until the writers are done; what was acknowledged before a read began has to be in it.
  private func read(_ record: borrowing Mutex<Record>, until isDone: borrowing Atomic<Bool>) throws {
    var last: Int64 = 0
    while !isDone.load(ordering: .acquiring) {
      let newest = record.withLock { $0.newest }
      let (revision, _, notes) = try look()
      record.withLock { record in
        record.see(notes, revision)
        if revision < newest {
          record.anomalies.append("r\(newest) was acknowledged, then r\(revision) was read")
        }
        if revision < last { record.anomalies.append("a reader went back from r\(last) to r\(revision)") }
      }
      last = revision
    }
  }

  @Test func `no append is lost, doubled or seen before its revision, and no reader goes back`() throws {
    let seed = Campaign.seed("appends")
    let appendCount = Campaign.count("CONCORDAT_APPENDS", default: 6)
    let (importers, requesters, readers) = (4, 4, 4)
    let record = Mutex(Record())
    let isDone = Atomic(false)
    let running = Atomic(importers + requesters)
    let failures = Mutex<[String]>([])
    Threads.run(importers + requesters + readers) { thread in
      do {
        guard thread < importers + requesters else { return try read(record, until: isDone) }
        defer {
          if running.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
            isDone.store(true, ordering: .releasing)
          }
        }
        var random = SplitMix(state: seed &+ UInt64(thread))
        for ordinal in 0..<appendCount {
          let text = "writer \(thread), append \(ordinal)"
          if thread < importers {
            try appendByImport(text, record, &random)
          } else {
            try appendByRequest(text, record)
          }
        }
      } catch { failures.withLock { $0.append("\(thread): \(error)") } }
    }
    #expect(failures.withLock { $0 } == [], "seed \(seed)")
    let seen = record.withLock { $0 }
    print("\(seen.acknowledged.count) appends, \(seen.staleCount) refusals, \(seen.readCount) reads")
    #expect(seen.anomalies == [], "seed \(seed)")
    #expect(seen.acknowledged.count + seen.refused.count == (importers + requesters) * appendCount)
    try compare(seen, "seed \(seed)")
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
    #expect(try committee.store.read(Verification.unrecorded) == [])
  }

  /// Compares what was seen with the history, revision by revision.
  private func compare(_ seen: Record, _ context: String) throws {
    let head = try look()
    #expect(head.notes == Set(seen.acknowledged.keys), "\(context): in the head is not what was acknowledged")
    var before: Set<String> = []
    for revision in 1...head.revision {
      let notes = try look(at: .revision(revision)).notes
      let expected = seen.acknowledged.filter { $0.value == revision }.map(\.key)
      #expect(notes == before.union(expected), "\(context), revision \(revision)")
      // The first revision made the entry; each of the others is one append.
      #expect(expected.count == (revision == 1 ? 0 : 1), "\(context), revision \(revision)")
      if let read = seen.seen[revision] {
        #expect(read == notes, "\(context), a read of revision \(revision)")
      }
      before = notes
    }
  }
}
