import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `Taking a sheet in` {
  private func written(_ committee: Committee, _ languages: [String] = []) throws -> String {
    try committee.store.snapshot(grant: committee.reading()) { snapshot in
      let entries = try snapshot.entries()
      var found: Set<SheetColumn> = []
      for entry in entries { found.formUnion(try SheetWriter.columns(of: entry)) }
      let choice = SheetChoice(languages: try languages.map { try LanguageTag($0) })
      var writer = SheetWriter(choice.layout(for: found))
      for entry in entries { try writer.write(entry) }
      return try #require(String(validating: writer.take(), as: UTF8.self))
    }
  }

  private func imported(_ text: String, _ committee: Committee) throws -> SheetReport {
    try committee.store.importSheet(
      Sheet(Array(text.utf8)), message: "Sheet", grant: committee.grant(.importContent, .manager))
  }

  private func labels(_ name: String, _ committee: Committee) throws -> Set<String> {
    try committee.store.snapshot(grant: committee.reading()) {
      Set(
        try $0.entry(letter(name))?.triples.filter { $0.predicate == .SKOS.prefLabel }.compactMap {
          $0.object.literal.map { "\($0.lexicalForm)@\($0.languageTag?.string ?? "")" }
        } ?? [])
    }
  }

  @Test func `changes nothing if nothing was filled in`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "=B", broader: "a"))
    let report = try imported(written(committee), committee)
    #expect(report.revision == nil && report.changes.isEmpty && report.unchangedCount == 2)
  }

  @Test func `makes one revision of what was filled in, and comparing makes none`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    let sheet = try written(committee, ["fr"]).replacing("letters/a,,,", with: "letters/a,,Âme,")
    let compared = try committee.store.compareSheet(
      Sheet(Array(sheet.utf8)), grant: committee.reading())
    #expect(compared.changes.map(\.iri) == [letter("a")] && compared.revision == nil)
    #expect(try labels("a", committee) == ["A@en"])
    #expect(try imported(sheet, committee).revision?.number == 2)
    #expect(try labels("a", committee) == ["A@en", "Âme@fr"])
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.auditRecords(limit: 1, grant: operating).first?.action == "sheet.import")
    #expect(try committee.store.check(grant: operating).faults == [])
  }

  @Test func `merges with what has changed since, and names what contradicts it`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    let sheet = try written(committee).replacing(",A,", with: ",AA,")
    // Somebody adds a relation to the same entry meanwhile.
    _ = try committee.importing(concept("a", label: "A", broader: "b") + concept("b", label: "B"))
    let report = try imported(sheet, committee)
    #expect(report.outdated == [letter("a")])
    #expect(try labels("a", committee) == ["AA@en"])
    let broader = try committee.store.snapshot(grant: committee.reading()) { snapshot in
      try snapshot.entry(letter("a"))?.triples.contains { $0.predicate == .SKOS.broader }
    }
    #expect(broader == true)

    let other = try written(committee).replacing(",AA,", with: ",Mine,")
    _ = try committee.importing(concept("a", label: "Theirs", broader: "b") + concept("b", label: "B"))
    let error = #expect(throws: StoreError.self) { try imported(other, committee) }
    #expect(error?.code == .conflict)
    #expect(error?.details.first?.hasPrefix("line 2: ") == true)
    #expect(try labels("a", committee) == ["Theirs@en"])
  }

  @Test func `refuses rows of entries that there are not, with their lines`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    let sheet = try written(committee)
    let unknown = #expect(throws: StoreError.self) {
      try imported(sheet.replacing("letters/b,", with: "letters/zz,"), committee)
    }
    #expect(unknown?.code == .invalidArgument && unknown?.details.first?.hasPrefix("line 3: ") == true)
    let altered = #expect(throws: StoreError.self) {
      try imported(sheet.replacing("sha256:", with: "sha256:0"), committee)
    }
    #expect(altered?.code == .invalidArgument && altered?.details.count == 2)
    _ = try committee.importing(concept("a", label: "A"))
    let ended = #expect(throws: StoreError.self) { try imported(sheet, committee) }
    #expect(ended?.details.first?.contains("ended with revision 2") == true)
  }

  @Test func `becomes a draft that a proposer may make`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A"))
    let sheet = try Sheet(Array(written(committee).replacing(",A,", with: ",AA,").utf8))
    let grant = try committee.grant(.propose, .proposer)
    let request = try committee.store.proposeSheet(
      sheet, title: "Better labels", justification: "Because", grant: grant)
    #expect(request.state == .draft && request.items.map(\.iri) == [letter("a")])
    #expect(try labels("a", committee) == ["A@en"])
    let same = try Sheet(Array(written(committee).utf8))
    #expect(throws: StoreError.self) {
      try committee.store.proposeSheet(same, title: "Nothing", justification: "", grant: grant)
    }
    #expect(throws: StoreError.self) {
      try committee.store.authorize(committee.member(.proposer), for: .importContent, vocabulary: "letters")
    }
  }
}
