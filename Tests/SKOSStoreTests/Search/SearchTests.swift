import Foundation
import GRDB
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `Search` {
  private func tag(_ text: String) throws -> LanguageTag { try LanguageTag(text) }

  private func statement(_ name: String, _ property: IRI, _ text: String, _ language: String) throws -> Triple
  {
    Triple(.iri(letter(name)), property, .literal(.languageTagged(text, try tag(language))))
  }

  private func store(_ rows: [(String, IRI, String, String)]) throws -> Committee {
    let committee = try Committee()
    var triples = try rows.map { try statement($0.0, $0.1, $0.2, $0.3) }
    triples += Set(rows.map(\.0)).map { Triple(.iri(letter($0)), .RDF.type, .iri(.SKOS.Concept)) }
    _ = try committee.importing(triples)
    return committee
  }

  private func find(
    _ committee: Committee, _ text: String, at moment: Moment = .head,
    _ change: (inout SearchQuery) throws -> Void = { _ in }
  ) throws -> [String] {
    var query = SearchQuery(text)
    try change(&query)
    return try committee.store.snapshot(at: moment, grant: committee.reading()) { snapshot in
      try snapshot.search(query).hits.map { String($0.iri.string.dropFirst(letter("").string.count)) }
    }
  }

  @Test func `ranks whole preferred labels first and typing errors last`() throws {
    let committee = try store([
      ("typo", .SKOS.prefLabel, "archvie", "en"), ("note", .SKOS.definition, "A place of an archive.", "en"),
      ("infix", .SKOS.prefLabel, "microarchives", "en"), ("word", .SKOS.prefLabel, "state archives", "en"),
      ("prefix", .SKOS.prefLabel, "archives", "en"), ("alt", .SKOS.altLabel, "Archive", "en"),
      ("french", .SKOS.prefLabel, "archive", "fr"), ("pref", .SKOS.prefLabel, "archive", "en"),
    ])
    let order = ["pref", "french", "alt", "prefix", "word", "infix", "note"]
    let english = [try tag("en")]
    #expect(try find(committee, "ARCHIVE") { $0.preferred = english } == order)
    #expect(try find(committee, "archive") { ($0.preferred, $0.mode) = (english, .typo) } == order + ["typo"])
    #expect(try find(committee, "archive") { $0.preferred = [try tag("fr")] }.first == "french")
    #expect(try find(committee, "archive") { $0.mode = .exact }.sorted() == ["alt", "french", "pref"])
    #expect(
      try find(committee, "archive") { $0.mode = .prefix }.sorted() == ["alt", "french", "pref", "prefix"])
    #expect(try find(committee, "archives state") { $0.mode = .word } == ["word"])
    #expect(try find(committee, "chive") { $0.mode = .infix }.count == 7)
    #expect(try find(committee, "archive") { $0.languageRanges = ["fr"] } == ["french"])
    #expect(try find(committee, "archive") { $0.properties = ["definition"] } == ["note"])
    #expect(try find(committee, "archive") { $0.kinds = ["Collection"] } == [])
  }

  @Test(arguments: [
    ("archvie", "archive"), ("archve", "archive"), ("arkhive", "archive"), ("aarchive", "archive"),
    ("kat", "cat"), ("biblotekh", "bibliotekh"), ("βιβλιωθήκη", "βιβλιοθήκη"), ("архвив", "архив"),
  ])
  func `tolerates typing errors where nothing else is found`(_ typed: String, _ label: String) throws {
    #expect(try find(store([("a", .SKOS.prefLabel, label, "en")]), typed) == ["a"])
  }

  @Test(arguments: [("ab", "ac"), ("日木語", "日本語"), ("arhcvie", "archives"), ("caaat", "cat"), ("ภาษ่", "ภาษา")])
  func `tolerates none in two letters, in Chinese, Japanese and Thai, nor too many`(
    _ typed: String, _ label: String
  ) throws {
    #expect(try find(store([("a", .SKOS.prefLabel, label, "en")]), typed).isEmpty)
  }

  @Test(arguments: [
    ("文", "国家文献保护中心", "zh"), ("保护", "国家文献保护中心", "zh"), ("館", "図書館", "ja"),
    ("ｶｲ", "カイ", "ja"), ("ฐาน", "ระบบฐานข้อมูล", "th"), ("น้ำ", "แม่น้ำ", "th"), ("كتب", "مَكْتَبَة", "ar"),
    ("بة", "مكتبة", "ar"), ("ب", "كتاب", "ar"), ("שלום", "שָׁלוֹם", "he"), ("strasse", "Hauptstraße", "de"),
    ("%", "100 % sure", "en"), ("\"", "a \"quoted\" word", "en"), ("OR", "for us", "en"), ("a*", "a*b", "en"),
    ("NEAR(", "near(x)", "en"), ("col:", "col: x", "en"), ("가", "국가", "ko"),
  ])
  func `finds any part, and takes every character as it is`(
    _ typed: String, _ label: String, _ language: String
  ) throws {
    let committee = try store([("a", .SKOS.prefLabel, label, language), ("b", .SKOS.prefLabel, "qqq", "en")])
    #expect(try find(committee, typed) == ["a"])
  }

  @Test func `matches language ranges as RFC 4647 does`() throws {
    let committee = try store([
      ("de", .SKOS.prefLabel, "x", "de"), ("ch", .SKOS.prefLabel, "x", "de-CH"),
      ("den", .SKOS.prefLabel, "x", "den"),
    ])
    #expect(try find(committee, "x") { $0.languageRanges = ["DE"] }.sorted() == ["ch", "de"])
    #expect(try find(committee, "x") { $0.languageRanges = ["de-ch"] } == ["ch"])
    #expect(try find(committee, "x") { $0.languageRanges = ["*"] }.count == 3)
  }

  @Test func `pages without gaps and without doubles, also when the head moves on`() throws {
    let names = (0..<57).map { "n\($0)" }
    let committee = try store(
      names.flatMap { [($0, .SKOS.prefLabel, "label \($0)", "en"), ($0, .SKOS.altLabel, "a label", "en")] })
    for sort in SearchQuery.Sort.allCases {
      var all: [IRI] = []
      var query = SearchQuery("label", limit: 10)
      query.sort = sort
      var moment = Moment.head
      repeat {
        if let cursor = query.cursor { moment = .revision(try SearchCursor(cursor).revision) }
        let page = try committee.store.snapshot(at: moment, grant: committee.reading()) {
          try $0.search(query)
        }
        #expect(page.hits.count == 10 || page.cursor == nil)
        all += page.hits.map(\.iri)
        query.cursor = page.cursor
        if all.count == 10, sort == .relevance {
          _ = try committee.importing(concept("other", label: "label"))
        }
      } while query.cursor != nil
      let expected = sort == .relevance ? names.map(letter) : [letter("other")]
      #expect(Set(all) == Set(expected) && all.count == expected.count)
    }
  }

  @Test func `refuses texts, pages and cursors that it cannot serve`() throws {
    let committee = try store([("a", .SKOS.prefLabel, "a", "en")])
    for (text, limit, isServed) in [
      (String(repeating: "a", count: 1023), 1, true), (String(repeating: "a", count: 1024), 999, true),
      (String(repeating: "a", count: 1025), 20, false), ("a", 0, false), ("a", 1000, true),
      ("a", 1001, false),
      (String(repeating: "\u{FDFA}", count: 341), 20, true),
    ] {
      if isServed {
        _ = try find(committee, text) { $0.limit = limit }
      } else {
        let error = #expect(throws: StoreError.self) { try find(committee, text) { $0.limit = limit } }
        #expect(error?.code == .invalidArgument)
      }
    }
    for cursor in ["", "x", "1.2.3", "-1.0.0.0", "1.0.0.0", "1.0.0.zzzzzzzzzzzzzzzzzzzz"] {
      #expect(throws: StoreError.self, "\(cursor)") { try find(committee, "a") { $0.cursor = cursor } }
    }
    #expect(try find(committee, " \u{301}\t") == [])
  }

  @Test func `finds SKOS-XL labels under the entries that point at them, and follows their changes`() throws {
    let committee = try Committee()
    func content(_ form: String) throws -> [Triple] {
      [
        Triple(.iri(letter("c")), .RDF.type, .iri(.SKOS.Concept)),
        Triple(.iri(letter("c")), .SKOSXL.prefLabel, .iri(letter("l"))),
        Triple(.iri(letter("d")), .RDF.type, .iri(.SKOS.Concept)),
        Triple(.iri(letter("d")), .SKOSXL.hiddenLabel, .iri(letter("l"))),
        Triple(.iri(letter("l")), .RDF.type, .iri(.SKOSXL.Label)),
        try statement("l", .SKOSXL.literalForm, form, "en"),
      ]
    }
    _ = try committee.importing(content("Record"))
    _ = try committee.importing(content("Document"))
    #expect(try find(committee, "record", at: .revision(1)) == ["c", "d"])
    #expect(try find(committee, "record") == [])
    #expect(try find(committee, "docu") == ["c", "d"])
    #expect(try find(committee, "document") { $0.properties = ["hiddenLabel"] } == ["d"])
    #expect(try find(committee, "document") { $0.kinds = ["Label"] } == ["l"])
    let (resolved, label) = try committee.store.snapshot(grant: committee.reading()) { snapshot in
      (try snapshot.resolve("document"), try snapshot.label(of: letter("c"), for: []).text)
    }
    #expect(resolved == [letter("c")] && label == "Document")
  }

  @Test(arguments: [
    ("sv", "a z å ä ö"), ("de", "a ä b z"), ("es", "n nz ñ o"), ("cs", "c d h ch i"), ("da", "a z æ ø å"),
    ("lt", "i y j k z"), ("zh", "阿 北 一 中"), ("zh-u-co-stroke", "一 中 北 阿"),
  ])
  func `sorts as the language does`(_ language: String, _ expected: String) {
    let words = expected.split(separator: " ").map(String.init)
    let collation = Collation(language: language)
    #expect(words.reversed().sorted { collation.precedes(($0, ""), ($1, "")) } == words)
  }

  @Test func `a store of the version before is brought to the same tables as a new one`() throws {
    let committee = try store([
      ("a", .SKOS.prefLabel, "Œuvre", "fr"), ("a", .SKOS.definition, "Une définition", "fr"),
    ])
    try committee.store.write { transaction in
      let db = transaction.db
      try db.execute(
        sql: """
          DROP TABLE search_text;
          CREATE TABLE label (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
          CREATE TABLE search_block (first INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
          """)
      try SchemaStep.sortedTexts.apply(to: db)
    }
    #expect(try find(committee, "oeuvre") == ["a"] && find(committee, "defini") == ["a"])
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
  }
}
