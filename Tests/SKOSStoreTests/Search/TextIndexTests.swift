import Foundation
import GRDB
import TestSupport
import Testing

@testable import SKOSStore

/// The index of texts against a list of them that is searched naively.
@Suite struct `The text index` {
  private struct Text: Hashable {
    let folded: String
    let role: TextRole
    let language: String
    let entry: Int64
  }

  private static func text(_ random: inout SplitMix, longest: Int) -> Text {
    let letters = ["a", "b", "é", "日", "ab", " ", "z"]
    let folded = (0..<Int.random(in: 0...longest, using: &random))
      .map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }.joined()
    return Text(
      folded: folded, role: TextRole.allCases[Int.random(in: 0..<TextRole.allCases.count, using: &random)],
      language: ["", "en", "fr", "zh-Hant"][Int.random(in: 0..<4, using: &random)],
      entry: Int64.random(in: 1...9, using: &random) * 40_000_000)
  }

  /// Everything in the index, by the reader that searches use.
  private static func read(
    _ db: Database, _ vocabulary: Vocabulary,
    _ reading: (TextReader, @escaping TextReader.Take) throws -> Void
  ) throws -> [Text] {
    let tags = try Row.fetchAll(db, sql: "SELECT id, tag FROM search_language")
    let byNumber = Dictionary(uniqueKeysWithValues: tags.map { ($0[0] as Int, $0[1] as String) })
    var found: [Text] = []
    try reading(TextReader(db, vocabulary)) { text, tail in
      found.append(
        Text(
          folded: String(validating: text, as: UTF8.self) ?? "damaged", role: tail.role,
          language: byNumber[tail.language] ?? "unknown", entry: tail.entry))
    }
    return found
  }

  @Test(arguments: [(0, 6), (1, 6), (2, 40), (3, 40), (4, 2000), (5, 2000)] as [(UInt64, Int)])
  func `holds each text once, in order, however they came`(seed: UInt64, longest: Int) throws {
    var random = SplitMix(state: seed)
    let committee = try Committee()
    let vocabulary = try committee.grant(.importContent, .manager).inVocabulary
    var wanted: Set<Text> = []
    for round in 0..<12 {
      try committee.store.write { transaction in
        // Rounds of one text are changes of an entry; the others are imports, some of which overflow what may wait.
        var index = TextIndex(
          transaction.db, vocabulary: vocabulary.id,
          spool: round % 4 == 1 ? nil : committee.store.spoolDirectory,
          pendingByteCountMax: round % 3 == 0 ? 5_000 : .max)
        for _ in 0..<(round % 2 == 0 ? 1 : 400) {
          let text = Self.text(&random, longest: longest)
          wanted.insert(text)
          try index.add(text.folded, role: text.role, language: text.language, entry: text.entry)
        }
        try index.finish()
      }
    }
    try committee.store.read { db in
      let all = try Self.read(db, vocabulary) { try $0.everything(containing: [], $1) }
      #expect(all.count == wanted.count && Set(all) == wanted)
      for prefix in ["", "a", "ab", "é", "日", "zz", "ab ab", "aaaaaaaaaaaaaaaa", "{"] {
        let found = try Self.read(db, vocabulary) { try $0.beginnings(prefix, isWhole: false, $1) }
        let beginning = wanted.filter { !$0.role.isNote && $0.folded.utf8.starts(with: prefix.utf8) }
        #expect(found.count == beginning.count && Set(found) == beginning, "\(prefix)")
        let bytes = found.map { Array($0.folded.utf8) }
        #expect(zip(bytes, bytes.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
        let whole = try Self.read(db, vocabulary) { try $0.beginnings(prefix, isWhole: true, $1) }
        #expect(Set(whole) == wanted.filter { !$0.role.isNote && $0.folded.utf8.elementsEqual(prefix.utf8) })
        guard !prefix.isEmpty else { continue }
        let parts = try Self.read(db, vocabulary) { try $0.everything(containing: Array(prefix.utf8), $1) }
        #expect(parts.count == Set(parts).count, "a text is handed out twice")
        #expect(Set(parts) == wanted.filter { $0.folded.contains(prefix) }, "\(prefix)")
      }
      // No block is much too long unless it has the notes of one entry in one role and language.
      let lengths = try Int.fetchAll(
        db, sql: "SELECT length(body) FROM search_text WHERE area = ?", arguments: [TextArea.labels.rawValue])
      let recordMax = 4 * longest + TextRecord.tailByteCount + 1
      #expect(lengths.allSatisfy { $0 <= TextIndex.blockByteCountMax + recordMax })
      var check = try TextIndexCheck(db)
      for text in wanted {
        check.expect(
          text.folded, role: text.role, language: text.language, entry: text.entry,
          vocabulary: vocabulary.id)
      }
      #expect(try check.faults(of: vocabulary) == [])
    }
  }

  @Test func `a text with its tail comes back from its bytes`() throws {
    for entry in [0, 1, 30, 31, 960, 27_512_614_110] as [Int64] {
      for language in [0, 30, 31, 29_790] {
        for role in TextRole.allCases {
          var bytes: [UInt8] = []
          TextRecord.append("text", entry: entry, role: role, language: language, to: &bytes)
          #expect(
            bytes.count == 5 + TextRecord.tailByteCount
              && bytes.dropFirst(5).allSatisfy { (1..<32).contains($0) })
          try bytes.withUnsafeBytes { bytes in
            let tail = try #require(TextRecord.Tail(UnsafeRawBufferPointer(rebasing: bytes[5...])))
            #expect(tail.entry == entry && tail.language == language && tail.role == role)
          }
        }
      }
    }
  }
}
