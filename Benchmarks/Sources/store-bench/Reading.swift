import RDF
import SKOS
import SKOSStore

extension OpenedStore {
  /// Single entries by their IRIs: as bytes, as statements, each in a snapshot of its own, and as people see them.
  func read(_ count: Int, into result: inout Measurement) throws {
    let iris = try sampleConcepts(count)
    let grant = try committee.grant(.read, .manager)
    var first = Times()
    var bytes = 0
    try store.snapshot(grant: grant) { snapshot in
      for iri in iris { try first.measure { bytes += try snapshot.entry(iri)?.body.count ?? 0 } }
    }
    result.set("entryFirstTime", first)
    var again = Times()
    try store.snapshot(grant: grant) { snapshot in
      for iri in iris { try again.measure { bytes += try snapshot.entry(iri)?.body.count ?? 0 } }
    }
    // Without the clocks in between, which take a part of the time.
    let (start, cpu) = (ContinuousClock.now, ProcessUse.cpuSeconds)
    try store.snapshot(grant: grant) { snapshot in
      for iri in iris { bytes += try snapshot.entry(iri)?.body.count ?? 0 }
    }
    result.set("entriesPerSecond", Double(iris.count) / Times.seconds(since: start))
    result.set("entriesPerProcessorSecond", Double(iris.count) / (ProcessUse.cpuSeconds - cpu))
    result.set("entry", again)
    result.set("bytesPerEntry", Double(bytes) / Double(max(1, 3 * iris.count)))

    var own = Times()
    for iri in iris {
      try own.measure { bytes += try store.snapshot(grant: grant) { try $0.entry(iri)?.body.count ?? 0 } }
    }
    result.set("entryInOwnSnapshot", own)
    var statements = Times()
    var described = Times()
    try store.snapshot(grant: grant) { snapshot in
      for iri in iris { try statements.measure { bytes += try snapshot.entry(iri)?.triples.count ?? 0 } }
      for iri in iris.prefix(2000) { try described.measure { _ = try snapshot.describe(iri) } }
    }
    result.set("entryStatements", statements)
    result.set("description", described)
  }

  /// The same entries, descriptions and searches at the head and at the first revision, by turns.
  func past(_ count: Int, into result: inout Measurement) throws {
    let iris = try sampleConcepts(count)
    let prefixes = try Texts(labels: sampleLabels(max(200, count / 20)), seed: seed).prefixes
    let changed = try store.differences(
      from: .revision(1), to: .head, grant: committee.grant(.read, .manager)
    ).map(\.iri)
    result.set("changedEntries", changed.count)
    var (head, old) = (PastTimes(), PastTimes())
    for round in 0..<3 {
      // The first round fills the caches of both.
      if round == 1 { (head, old) = (PastTimes(), PastTimes()) }
      try snapshot { try head.measure($0, iris, changed, prefixes) }
      try snapshot(at: .revision(1)) { try old.measure($0, iris, changed, prefixes) }
    }
    head.set(&result, "Head")
    old.set(&result, "Old")
  }

  /// What differs between the first revision and the head, and between two revisions in a row.
  func diff(_ count: Int, into result: inout Measurement) throws {
    let grant = try committee.grant(.read, .manager)
    let head = grant.vocabulary?.headRevision ?? 1
    var all = Times()
    var differing = 0
    for _ in 0..<max(3, count / 20) {
      differing = try all.measure {
        try store.differences(from: .revision(1), to: .head, grant: grant).count
      }
    }
    result.set("diffOfAll", all)
    result.set("diffOfAllEntries", differing)
    guard head > 2 else { return }
    var one = Times()
    var random = RandomDraw(seed: seed)
    for _ in 0..<count {
      let number = Int64.random(in: 2...head, using: &random)
      _ = try one.measure {
        try store.differences(from: .revision(number - 1), to: .revision(number), grant: grant)
      }
    }
    result.set("diffOfOne", one)
  }
}

/// The times of reads at one moment.
private struct PastTimes {
  var entry = Times()
  var changedEntry = Times()
  var description = Times()
  var prefix = Times()

  mutating func measure(_ snapshot: Snapshot, _ iris: [IRI], _ changed: [IRI], _ prefixes: [String]) throws {
    for iri in iris { try entry.measure { _ = try snapshot.entry(iri) } }
    for iri in changed { try changedEntry.measure { _ = try snapshot.entry(iri) } }
    for iri in iris.prefix(2000) { try description.measure { _ = try snapshot.describe(iri) } }
    for text in prefixes {
      var query = SearchQuery(text)
      query.mode = .prefix
      _ = try prefix.measure { try snapshot.search(query) }
    }
  }

  func set(_ result: inout Measurement, _ moment: String) {
    result.set("entry" + moment, entry)
    result.set("changedEntry" + moment, changedEntry)
    result.set("description" + moment, description)
    result.set("prefix" + moment, prefix)
  }
}
