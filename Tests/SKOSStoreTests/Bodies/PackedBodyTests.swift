import Foundation
import GRDB
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

/// How bodies stand in the database: spec/store.md, "Packed bodies".
@Suite struct `Packed bodies` {
  private static let iri = IRI(uncheckedValid: "https://example.org/letters/a")

  private static func unpacked(_ stored: [UInt8], of iri: IRI = Self.iri) -> [UInt8]? {
    stored.withUnsafeBytes { PackedBody.unpack($0, of: iri.string) }
  }

  private static func body(_ random: inout SplitMix) -> [UInt8] {
    let words = [
      "<\(iri.string)>", "label", " .\n", "\"ä\"@de", "日本", "a", "<http://www.w3.org/2004/02/skos/core#",
    ]
    var text = "<"
    for _ in 0..<Int.random(in: 0...400, using: &random) {
      let word = words.randomElement(using: &random) ?? ""
      // Some repetitions are close, some long, some of a single letter.
      text += String(repeating: word, count: Int.random(in: 0...3, using: &random) == 0 ? 90 : 1)
    }
    return Array(text.utf8)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `come back as they were`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    for _ in 0..<40 {
      let body = Self.body(&random)
      let packed = PackedBody.pack(body, of: Self.iri)
      #expect(packed.count <= body.count)
      #expect(Self.unpacked(packed) == body)
    }
    for count in 0..<40 {
      let body = Array(repeating: UInt8(ascii: "<"), count: count)
      #expect(Self.unpacked(PackedBody.pack(body, of: Self.iri)) == body)
    }
  }

  @Test func `further back than two bytes can count are not counted back to`() throws {
    var random = SplitMix(state: 1)
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0x20..<0x7F, using: &random) }
    let body = Array("<a> ".utf8) + noise + noise
    #expect(Self.unpacked(PackedBody.pack(body, of: Self.iri)) == body)
  }

  @Test func `that were written plain are read as they are`() {
    for text in ["", "<a> <b> <c> .\n", "_:c14n0 <b> <c> .\n"] {
      #expect(Self.unpacked(Array(text.utf8)) == Array(text.utf8))
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `that are damaged anywhere are told, and are never read beyond`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let packed = PackedBody.pack(Self.body(&random), of: Self.iri)
    #expect(PackedBody.isSound(Data(packed)))
    for place in packed.indices {
      var altered = packed
      altered[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      _ = Self.unpacked(altered)
      // A first byte that says the body is plain is found by the hash of the body.
      #expect(altered[0] >= 0x20 || !PackedBody.isSound(Data(altered)), "byte \(place)")
      let cut = Array(packed[..<place])
      #expect(cut.isEmpty || Self.unpacked(cut) != Self.unpacked(packed))
    }
    for _ in 0..<2000 {
      let noise = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      _ = Self.unpacked([BodyDictionary.number] + noise)
    }
  }

  @Test func `count from a dictionary that never changes`() {
    #expect(
      Data.sha256(BodyDictionary.bytes).hexadecimal
        == "976ede0590d4d15a7ddfe44d8f5673f69d2bd86a810a8dde5e63b67dc924888d")
  }

  @Test func `are recomputed by a program that is not ours`() throws {
    let committee = try Committee()
    _ = try committee.importing(
      (0..<300).flatMap { concept("c\($0)", label: "Label \($0)", broader: $0 == 0 ? nil : "c\($0 / 2)") })
    _ = try committee.importing(concept("c7", label: "Sieben"), mode: .merge)
    committee.store.close()
    let path = committee.directory + "/concordat.sqlite"
    let sound = try Self.verify(path)
    #expect(sound.status == 0, "\(sound.output)")
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      #expect(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM entry_version WHERE hex(body) LIKE '01%'") == 301)
      try db.execute(
        sql: "UPDATE entry_version SET body = CAST('<a> <b> <c> .' || char(10) AS BLOB) WHERE entry = 3")
    }
    try queue.close()
    #expect(try Self.verify(path).status == 1)
  }

  private static func verify(_ path: String) throws -> (status: Int32, output: String) {
    let run = try Oracle.run(
      "/usr/bin/env",
      ["python3", Oracle.repository.appendingPathComponent("Scripts/verify-store.py").path, path])
    return (run.status, run.output + run.errors)
  }
}
