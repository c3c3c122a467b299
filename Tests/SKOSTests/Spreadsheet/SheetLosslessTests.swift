import RDF
import TestSupport
import Testing

@testable import SKOS

/// What a sheet keeps of real vocabularies.
@Suite("Real vocabularies as sheets", .needsSharedData("vocabularies"))
struct SheetLosslessTests {
  private static let files = SharedData.files(
    in: "vocabularies", endingIn: ".nt", ".nt.gz", ".ttl", ".ttl.gz", ".rdf", ".rdf.gz", ".xml", ".jsonld",
    ".jsonld.gz"
  ).filter { path in
    !["iconclass", "RDACarrierType.jsonld", "concepts_langmap"].contains { path.contains($0) }
  }

  @Test("lose nothing but what hangs on blank nodes, and say how much that is", arguments: files)
  func lossless(path: String) throws {
    let graph = try Graph(shared: path)
    // The others differ in nothing but their size.
    guard graph.count < 120_000 else { return }
    let entries = try graph.entries()
    var found: Set<SheetColumn> = []
    for entry in entries { found.formUnion(try SheetWriter.columns(of: entry)) }
    let layout = SheetLayout(columns: found.sorted { $0.heading < $1.heading })
    #expect(Set(layout.columns.map(\.heading)).count == found.count, "two columns have one heading")
    var writer = SheetWriter(layout)
    for entry in entries { try writer.write(entry) }
    let sheet = try Sheet(writer.take())
    #expect(Set(sheet.columns) == found)

    let rows = Dictionary(sheet.rows.map { ($0.iri, $0) }) { first, _ in first }
    var omitted = 0
    for entry in entries {
      let triples = try entry.triples
      let carried = Set(
        triples.filter { triple in
          triple.subject == .iri(entry.iri) && SheetColumn(triple.predicate, of: triple.object) != nil
            && triple.object.iri.map(Entry.isMinted) != true
        })
      // Everything that is not carried has a blank node, or what stands for one here.
      let rest = triples.filter { Entry.isMinted(entry.iri) || !carried.contains($0) }
      #expect(
        rest.allSatisfy {
          $0.subject.iri != entry.iri || $0.object.blankNode != nil
            || $0.object.iri.map(Entry.isMinted) == true
            || Entry.isMinted(entry.iri)
        })
      omitted += rest.count
      guard let row = rows[entry.iri] else {
        #expect(rest.count == triples.count, "<\(entry.iri)> has no row")
        continue
      }
      // The row alone brings back what was taken away, and changes nothing of what is there.
      #expect(
        try row.applied(to: Entry(iri: entry.iri, triples: rest)) == entry, "<\(entry.iri)> from its row")
      #expect(try row.applied(to: entry) == entry)
      #expect(row.wasWritten(from: entry))
    }
    #expect(writer.omittedCount == omitted)
  }
}
