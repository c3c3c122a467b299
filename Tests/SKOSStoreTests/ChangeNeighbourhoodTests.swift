import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite("The neighbourhood of a change")
struct ChangeNeighbourhoodTests {
  /// Checking the neighbourhood has to find what checking the whole vocabulary finds.
  @Test("has every entry that a finding of the change needs", arguments: [1, 2, 3] as [UInt64])
  func agreesWithTheWhole(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var found = 0
    for round in 0..<25 {
      let committee = try Committee()
      let vocabulary = RandomVocabulary()
      let triples = Set(vocabulary.declarations + (0..<160).map { _ in vocabulary.triple(&random) })
      _ = try committee.importing(Array(triples))
      for _ in 0..<6 {
        let changes = try vocabulary.changes(to: triples, &random)
        let (bounded, whole) = try committee.store.snapshot(grant: committee.reading()) { head in
          (
            try Store.newFindings(in: changes, over: head),
            try Store.newFindings(in: changes, over: head.entries())
          )
        }
        found += whole.count
        #expect(
          Set(bounded.map(FindingIdentity.init)) == Set(whole.map(FindingIdentity.init)),
          "seed \(seed), round \(round)")
      }
    }
    // Where nothing is ever found, the comparison says nothing.
    #expect(found > 100, "seed \(seed)")
  }

  /// What is kept of a head is what checking the head finds, also after the head has moved on.
  @Test func `need not be asked about again as long as the head is the same`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("findings that are kept: seed \(seed)")
    var random = SplitMix(state: seed)
    let committee = try Committee()
    let (vocabulary, store) = (RandomVocabulary(), committee.store)
    let rules = CheckConfiguration().rules + Rule.integrityConditions
    var found = 0
    for round in 0..<5 {
      let triples = Set(vocabulary.declarations + (0..<120).map { _ in vocabulary.triple(&random) })
      _ = try committee.importing(Array(triples))
      let entries = try store.snapshot(grant: committee.reading()) { try $0.entries() }
      for _ in 0..<4 {
        guard let entry = entries.randomElement(using: &random),
          let triple = triples.randomElement(using: &random)
        else { continue }
        let number = try store.createChangeRequest(
          title: "A change", justification: "so", grant: committee.grant(.propose, .proposer)
        ).number
        let edits: [EntryEdit] = [
          .add(.SKOS.altLabel, .literal(.string("new \(number)"))),
          .add(.SKOS.prefLabel, .literal(.string("one"))), .add(triple.predicate, triple.object),
        ]
        let request = try store.editEntry(
          entry.iri, in: number, edits: edits, grant: committee.grant(.read, .proposer))
        let changes = request.items.map { (iri: $0.iri, entry: Optional($0.proposed)) }
        let whole = try Store.newFindings(in: changes, over: entries, rules: rules)
        found += whole.count
        for _ in 0..<2 {
          let kept = try store.allFindings(of: request, grant: committee.reading())
          #expect(
            kept.map(FindingIdentity.init) == whole.map(FindingIdentity.init), "seed \(seed), round \(round)")
        }
      }
    }
    #expect(found > 10, "seed \(seed)")
  }
}

/// Vocabularies in which everything that the integrity conditions speak of happens often.
private struct RandomVocabulary {
  private static func iri(_ name: String) -> IRI { IRI(uncheckedValid: "https://example.org/\(name)") }
  private let things = (0..<24).map { RandomVocabulary.iri("r\($0)") }
  private let partOf = RandomVocabulary.iri("partOf")
  private let special = RandomVocabulary.iri("Special")

  /// A property below broader and a class below Concept, which have to be followed.
  var declarations: [Triple] {
    [
      Triple(.iri(partOf), .RDFS.subPropertyOf, .iri(.SKOS.broader)),
      Triple(.iri(special), .RDFS.subClassOf, .iri(.SKOS.Concept)),
    ]
  }

  func triple(_ random: inout SplitMix) -> Triple {
    let subject = things[Int.random(in: 0..<things.count, using: &random)]
    let other = things[Int.random(in: 0..<things.count, using: &random)]
    let relations: [IRI] = [
      .SKOS.broader, .SKOS.narrower, .SKOS.related, partOf, .SKOS.exactMatch, .SKOS.broadMatch,
      .SKOS.relatedMatch,
      .SKOSXL.prefLabel, .SKOSXL.altLabel, .SKOS.inScheme, .SKOS.hasTopConcept, .SKOS.member,
    ]
    let classes: [IRI] = [.SKOS.Concept, .SKOS.ConceptScheme, .SKOS.Collection, .SKOSXL.Label, special]
    let labels: [IRI] = [.SKOS.prefLabel, .SKOS.altLabel, .SKOS.hiddenLabel, .SKOSXL.literalForm]
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<13:
      return Triple(
        .iri(subject), relations[Int.random(in: 0..<relations.count, using: &random)], .iri(other))
    case 13:
      return Triple(
        .iri(subject), .RDF.type, .iri(classes[Int.random(in: 0..<classes.count, using: &random)]))
    default:
      let text = ["one", "two", "three"][Int.random(in: 0..<3, using: &random)]
      return Triple(
        .iri(subject), labels[Int.random(in: 0..<labels.count, using: &random)], .literal(.string(text)))
    }
  }

  /// One to three entries with some statements more and some less, or gone.
  func changes(to triples: Set<Triple>, _ random: inout SplitMix) throws -> [(iri: IRI, entry: Entry?)] {
    var changed: [IRI: [Triple]] = [:]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let iri = things[Int.random(in: 0..<things.count, using: &random)]
      let own = triples.filter { $0.subject == .iri(iri) }.sorted()
      let kept = own.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
      let new = (0..<Int.random(in: 0...3, using: &random)).map { _ -> Triple in
        var triple = triple(&random)
        triple.subject = .iri(iri)
        return triple
      }
      changed[iri] = kept + new
    }
    return try changed.sorted { $0.key < $1.key }.map { iri, triples in
      (iri, triples.isEmpty ? nil : try Entry(iri: iri, triples: triples))
    }
  }
}
