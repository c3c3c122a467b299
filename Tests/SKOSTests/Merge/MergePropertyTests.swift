import RDF
import SKOS
import Testing

/// Random vocabularies, changed at random on two branches, against a model (reliability D5).
@Suite struct `Merging random vocabularies` {
  @Test(arguments: 0..<2_000 as Range<UInt64>)
  func `the sides may change places, and merging with oneself or the ancestor changes nothing`(seed: UInt64)
    throws
  {
    var random = SeededRandom(seed: seed)
    let versions = try Versions(sizeMax: seed % 100 == 0 ? 200 : 8, using: &random)
    for iri in versions.iris {
      let (base, ours, theirs) = (versions.base[iri], versions.ours[iri], versions.theirs[iri])
      let merged = try EntryMerge.merge(base: base, ours: ours, theirs: theirs)
      let mirrored = try EntryMerge.merge(base: base, ours: theirs, theirs: ours)
      switch (merged, mirrored) {
      case (.merged(let left), .merged(let right)):
        #expect(left == right, "seed \(seed), \(iri)")
        // Merging the same again changes nothing.
        #expect(
          try EntryMerge.merge(base: ours, ours: left, theirs: ours) == .merged(left), "seed \(seed), \(iri)")
      case (.conflicts(let left), .conflicts(let right)):
        #expect(left.map(\.aspect) == right.map(\.aspect), "seed \(seed), \(iri)")
        #expect(left.map(\.ours) == right.map(\.theirs), "seed \(seed), \(iri)")
      default: Issue.record("seed \(seed), \(iri): only one way round is a conflict")
      }
      for side in [ours, theirs] {
        #expect(
          try EntryMerge.merge(base: base, ours: side, theirs: side) == .merged(side), "seed \(seed), \(iri)")
        #expect(
          try EntryMerge.merge(base: base, ours: side, theirs: base) == .merged(side), "seed \(seed), \(iri)")
        #expect(
          try EntryMerge.merge(base: base, ours: base, theirs: side) == .merged(side), "seed \(seed), \(iri)")
      }
    }
  }

  @Test(arguments: 0..<2_000 as Range<UInt64>)
  func `without blank nodes the outcome is the model's`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let versions = try Versions(sizeMax: 4, hasBlankNodes: false, using: &random)
    for iri in versions.iris {
      let (base, ours, theirs) = try (
        triples(versions.base[iri]), triples(versions.ours[iri]), triples(versions.theirs[iri])
      )
      let outcome = try EntryMerge.merge(
        base: versions.base[iri], ours: versions.ours[iri], theirs: versions.theirs[iri])
      switch (outcome, MergeModel.merge(base, ours, theirs)) {
      case (.merged(let entry), let model?): #expect(try triples(entry) == model, "seed \(seed), \(iri)")
      case (.conflicts, nil): break
      default: Issue.record("seed \(seed), \(iri): \(outcome), but the model says otherwise")
      }
    }
  }

  private func triples(_ entry: Entry?) throws -> Set<Triple> { try entry.map { Set(try $0.triples) } ?? [] }
}

/// A vocabulary and two changes of it, as entries.
private struct Versions {
  let base: [IRI: Entry]
  let ours: [IRI: Entry]
  let theirs: [IRI: Entry]

  init(sizeMax: Int, hasBlankNodes: Bool = true, using random: inout SeededRandom) throws {
    let start = RandomVocabulary(sizeMax: sizeMax, hasBlankNodes: hasBlankNodes, using: &random)
    var (left, right) = (start, start)
    left.edit(atMost: 8, using: &random)
    right.edit(atMost: 8, using: &random)
    (base, ours, theirs) = try (Self.entries(start), Self.entries(left), Self.entries(right))
  }

  var iris: [IRI] { Set(base.keys).union(ours.keys).union(theirs.keys).sorted() }

  private static func entries(_ vocabulary: RandomVocabulary) throws -> [IRI: Entry] {
    Dictionary(uniqueKeysWithValues: try Graph(vocabulary.triples).entries().map { ($0.iri, $0) })
  }
}

/// The merge of sets of statements, said as plainly as possible; nil is a conflict.
private enum MergeModel {
  static func merge(_ base: Set<Triple>, _ ours: Set<Triple>, _ theirs: Set<Triple>) -> Set<Triple>? {
    if ours == theirs || theirs == base { return ours }
    if ours == base { return theirs }
    if ours.isEmpty || theirs.isEmpty { return nil }
    var merged: Set<Triple> = []
    for triple in base.union(ours).union(theirs) {
      let isWanted = base.contains(triple) ? ours.contains(triple) && theirs.contains(triple) : true
      if isWanted { merged.insert(triple) }
    }
    for property in [IRI.SKOS.prefLabel, .SKOS.definition, .SKOS.notation] {
      for tag in [nil, "en", "fr"] as [String?] {
        func values(_ side: Set<Triple>) -> Set<Triple> {
          side.filter { $0.predicate == property && $0.object.literal?.languageTag?.string == tag }
        }
        let (was, left, right) = (values(base), values(ours), values(theirs))
        let isSingle = property == .SKOS.prefLabel || (was.count <= 1 && left.count <= 1 && right.count <= 1)
        if isSingle && left != was && right != was && left != right { return nil }
      }
    }
    let dates = merged.filter { $0.predicate == .DCTerms.modified && !base.contains($0) }
    let left = dates.intersection(ours)
    let right = dates.intersection(theirs)
    if left.count == 1, right.count == 1, left != right, let later = dates.max() {
      merged.subtract(dates.filter { $0 != later })
    }
    return merged
  }
}
