import GRDB
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

/// Beginnings that so many labels share that they are not looked at one by one.
@Suite struct `Beginnings that many labels share` {
  private static let languages = ["en", "de", "fr"]
  private static let letters = Array("abñ ")

  private func content(_ random: inout SplitMix) throws -> [Triple] {
    var triples: [Triple] = []
    for number in 0..<1500 {
      let subject = Subject.iri(letter("c\(number)"))
      let rest = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Self.letters.randomElement(using: &random) ?? "a"
      }
      let language = try LanguageTag(Self.languages.randomElement(using: &random) ?? "en")
      let label = Literal.languageTagged("Con" + String(rest) + "z", language)
      triples.append(Triple(subject, .RDF.type, .iri(.SKOS.Concept)))
      triples.append(Triple(subject, .SKOS.prefLabel, .literal(label)))
    }
    return triples
  }

  /// The rank of a label by its language and its length.
  private func rank(_ language: String, _ text: String, _ preferred: [LanguageTag]) -> [Int] {
    let place = preferred.firstIndex { $0.string == language } ?? preferred.count
    return [place, LabelFolding.fold(text).utf8.count]
  }

  private func pages(
    _ query: SearchQuery, of size: Int, upTo count: Int, _ snapshot: Snapshot
  ) throws -> [SearchHit] {
    var query = query
    query.limit = size
    var hits: [SearchHit] = []
    repeat {
      let page = try snapshot.search(query)
      hits += page.hits
      query.cursor = page.cursor
    } while query.cursor != nil && hits.count < count
    return Array(hits.prefix(count))
  }

  @Test func `come shortest first in each language, whatever the size of the page, at every revision`() throws
  {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let committee = try Committee()
    for _ in 0..<2 { _ = try committee.importing(content(&random)) }
    for (revision, needle) in [(1, "con"), (2, "con"), (2, "cona"), (1, "conab"), (2, "CONN"), (2, "connab")]
    {
      for preferred in [[], [try LanguageTag("de"), try LanguageTag("en")]] {
        try committee.store.snapshot(at: .revision(Int64(revision)), grant: committee.reading()) { snapshot in
          let labels = try snapshot.graph().triples.compactMap(\.object.literal).filter {
            LabelFolding.fold($0.lexicalForm).hasPrefix(LabelFolding.fold(needle))
          }
          let ranks = labels.map { rank($0.languageTag?.string ?? "", $0.lexicalForm, preferred) }
            .sorted { $0.lexicographicallyPrecedes($1) }
          for mode in [SearchQuery.Mode.prefix, .any] {
            var query = SearchQuery(needle)
            (query.mode, query.preferred) = (mode, preferred)
            let count = min(130, ranks.count)
            let hits = try pages(query, of: 20, upTo: count, snapshot)
            #expect(
              hits.map { rank($0.language, $0.text, preferred) } == Array(ranks.prefix(count)),
              "\(mode) \(needle) at \(revision), seed \(seed)")
            #expect(Set(hits.map(\.iri)).count == count)
            #expect(try pages(query, of: 7, upTo: count, snapshot) == hits)
            #expect(try pages(query, of: 1000, upTo: count, snapshot) == hits)
          }
        }
      }
    }
  }
}
