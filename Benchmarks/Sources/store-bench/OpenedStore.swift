import Foundation
import RDF
import SKOS
import SKOSStore

/// A store with a measured vocabulary in it, and what of it is read at random.
struct OpenedStore {
  let store: Store
  let committee: BenchCommittee
  let seed: UInt64

  /// Opens the store and notes how long that takes, a first answer included.
  init(folder: String, seed: UInt64, into result: inout Measurement) throws {
    self.seed = seed
    let start = ContinuousClock.now
    store = try Store(directory: folder, ownerDescription: "store-bench")
    result.set("openSeconds", Times.seconds(since: start))
    committee = try BenchCommittee(of: store)
    let grant = try committee.grant(.read, .manager)
    _ = try store.snapshot(grant: grant) { try $0.resolve("nothing of this name") }
    result.set("firstAnswerSeconds", Times.seconds(since: start))
    result.set("headRevision", Int(grant.vocabulary?.headRevision ?? 0))
  }

  func close() { store.close() }

  /// The IRIs of some concepts, as many as asked for if there are.
  func sampleConcepts(_ count: Int) throws -> [IRI] {
    var reservoir = Reservoir<IRI>(capacity: count, seed: seed)
    try snapshot { snapshot in
      try snapshot.forEachEntry { entry in
        // The one scheme says nothing about concepts, and has more statements than all of them.
        if entry.iri.string.contains("concept") || !entry.iri.string.contains("scheme") {
          reservoir.offer(entry.iri)
        }
      }
    }
    var random = RandomDraw(seed: seed &+ 1)
    return reservoir.elements.shuffled(using: &random)
  }

  /// The preferred and alternative labels of some concepts.
  func sampleLabels(_ count: Int) throws -> [String] {
    let concepts = try sampleConcepts(count)
    return try snapshot { snapshot in
      var labels: [String] = []
      var random = RandomDraw(seed: seed &+ 2)
      for iri in concepts {
        let own = try (snapshot.entry(iri)?.triples ?? []).filter {
          $0.predicate == .SKOS.prefLabel || $0.predicate == .SKOS.altLabel
        }
        if let label = own.randomElement(using: &random)?.object.literal { labels.append(label.lexicalForm) }
      }
      return labels
    }
  }

  func snapshot<Value>(at moment: Moment = .head, _ body: (Snapshot) throws -> Value) throws -> Value {
    try store.snapshot(at: moment, grant: committee.grant(.read, .manager), body)
  }
}
