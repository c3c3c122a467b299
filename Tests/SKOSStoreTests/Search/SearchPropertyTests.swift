import Foundation
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

/// The indexed search beside a scan of all statements, for random labels and random edits.
@Suite struct `Search and a scan of all statements` {
  private static let alphabets = [
    "abcde ", "àéßœ e", "αβγςσ", "абвй ", "文献保护館", "กขน้ำา", "كتبَُـ", "שלום ָ", "カガｶﾞハパ",
  ].map(
    Array.init)

  private func word(_ random: inout SplitMix) -> String {
    let alphabet = Self.alphabets.randomElement(using: &random) ?? []
    return String(
      (0..<Int.random(in: 1...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
  }

  private func content(_ random: inout SplitMix) throws -> [Triple] {
    var triples: [Triple] = []
    for number in 0..<40 where Int.random(in: 0..<5, using: &random) > 0 {
      let subject = Subject.iri(letter("c\(number)"))
      triples.append(Triple(subject, .RDF.type, .iri(.SKOS.Concept)))
      for property in [IRI.SKOS.prefLabel, .SKOS.altLabel, .SKOS.hiddenLabel] {
        let text = [word(&random), word(&random)].prefix(Int.random(in: 1...2, using: &random)).joined(
          separator: " ")
        triples.append(Triple(subject, property, .literal(.languageTagged(text, english))))
      }
    }
    return triples
  }

  @Test func `find the same entries, at the head and at old revisions`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let committee = try Committee()
    for _ in 0..<4 { _ = try committee.importing(content(&random)) }
    for revision in Int64(1)...4 {
      try committee.store.snapshot(at: .revision(revision), grant: committee.reading()) { snapshot in
        let texts = try snapshot.graph().triples.compactMap { triple -> (IRI, String)? in
          guard let text = triple.object.literal?.lexicalForm, let iri = triple.subject.iri else {
            return nil
          }
          return (iri, LabelFolding.fold(text))
        }
        for _ in 0..<60 {
          let typed = word(&random)
          let folded = LabelFolding.fold(typed)
          guard !folded.isEmpty else { continue }
          let ways: [(SearchQuery.Mode, (String) -> Bool)] = [
            (.exact, { Array($0.utf8) == Array(folded.utf8) }),
            (.prefix, { $0.utf8.starts(with: folded.utf8) }),
            (.infix, { !Array($0.utf8).ranges(of: Array(folded.utf8)).isEmpty }),
          ]
          for (mode, matches) in ways {
            var query = SearchQuery(typed, limit: 1000)
            query.mode = mode
            let found = try snapshot.search(query).hits.map(\.iri)
            let expected = Set(texts.filter { matches($0.1) }.map(\.0))
            #expect(
              Set(found) == expected && found.count == expected.count,
              "\(mode) \(typed) at \(revision), seed \(seed)")
          }
        }
      }
    }
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
  }
}
