import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// A committee whose vocabulary has two releases, and a place for their archives.
final class ReleasedVocabulary {
  let committee: Committee
  let folder: String

  init() throws {
    committee = try Committee()
    folder = NSTemporaryDirectory() + "release-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let scheme = Subject.iri(letter("scheme"))
    let described = [
      Triple(scheme, .RDF.type, .iri(.SKOS.ConceptScheme)),
      Triple(scheme, .DCTerms.license, .iri(IRI(uncheckedValid: "https://example.org/licence"))),
    ]
    _ = try committee.importing(described + concept("a", label: "A"))
    _ = try committee.store.createRelease(version: "1.0.0", notes: nil, grant: publisher())
    let note = [
      Triple(.iri(letter("b")), .SKOS.note, .blankNode(BlankNode("n"))),
      Triple(.blankNode(BlankNode("n")), .RDF.value, .literal(.string("=1+1, \"so\""))),
    ]
    _ = try committee.importing(
      described + concept("a", label: "=A") + concept("b", label: "B", broader: "a") + note)
    _ = try committee.store.createRelease(version: "1.1.0", notes: nil, grant: publisher())
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func publisher() throws -> Grant { try committee.grant(.release, .publisher) }

  func archive(_ version: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try committee.store.writeReleaseArchive(
      version, program: "test", grant: committee.reading()
    ) { bytes.append(contentsOf: $0) }
    return bytes
  }

  func write(_ bytes: [UInt8], _ name: String = "release.tar") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    return folder + "/" + name
  }

  func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(data: data, encoding: .utf8) ?? "")
  }
}

@Suite struct `The files of a release` {
  @Test func `are the same bytes when they are made again, also after the key was replaced`() throws {
    let released = try ReleasedVocabulary()
    let first = try released.archive("1.1.0")
    let operating = try released.committee.store.authorize(
      released.committee.administrator(), for: .operate)
    _ = try released.committee.store.rotateSigningKey(grant: operating)
    #expect(try released.archive("1.1.0") == first)
    #expect(try released.committee.store.check(grant: operating).faults == [])
  }

  /// Replaces the seal of a release by one that a program of before might have made.
  private static func reseal(
    _ released: ReleasedVocabulary, _ change: (inout ReleaseManifest) -> Void
  ) throws -> ReleaseManifest {
    let store = released.committee.store
    return try store.write { transaction in
      let db = transaction.db
      let vocabulary = try #require(try Vocabulary.fetch(db, name: "letters"))
      var manifest = try #require(try ReleaseSeal.fetch(db, vocabulary.id, "1.1.0")).manifest
      change(&manifest)
      try db.execute(
        sql: "UPDATE release_seal SET manifest = ?, signature = ?",
        arguments: [Data(manifest.bytes), Data(try store.signingKey().signature(of: manifest.bytes))])
      let note = AuditLog.Note(
        actor: "a test", action: "release.seal", vocabulary: "letters", target: "1.1.0",
        detail: Data.sha256(manifest.bytes).hexadecimal)
      try AuditLog.append(note, in: transaction)
      return manifest
    }
  }

  @Test func `are reissued by a program that spells them otherwise, once, with the same content`() throws {
    let released = try ReleasedVocabulary()
    _ = try released.archive("1.1.0")
    let first = try Self.reseal(released) { manifest in
      manifest.program = "before"
      manifest.files = manifest.files.map { file in
        file.path == "vocabulary.ttl"
          ? ReleaseManifest.File(
            path: file.path, mediaType: file.mediaType, byteSize: file.byteSize + 1,
            sha256: String(repeating: "0", count: 64)) : file
      }
    }
    let reissued = try released.archive("1.1.0")
    let verdict = try ReleaseVerifier(ReleaseFiles(path: released.write(reissued))).verify()
    #expect(verdict.canonicalHash == first.canonicalHash)
    let operating = try released.committee.store.authorize(
      released.committee.administrator(), for: .operate)
    _ = try released.committee.store.rotateSigningKey(grant: operating)
    #expect(try released.archive("1.1.0") == reissued)
    let records = try released.committee.store.auditRecords(limit: 100, grant: operating)
    let details = records.filter { $0.action == "release.reissue" }.map(\.detail)
    #expect(details.count == 1)
    #expect(details.first?.hasSuffix("in place of " + Data.sha256(first.bytes).hexadecimal) == true)
    #expect(try released.committee.store.check(grant: operating).faults == [])
    // A reissue that is damaged, or about something else, is found.
    for damage in ["signature = zeroblob(64)", "manifest = (SELECT manifest FROM release_seal)"] {
      struct Undo: Error {}
      var faults: [String] = []
      try? released.committee.store.write { transaction in
        try transaction.db.execute(sql: "UPDATE release_reissue SET \(damage)")
        var check = StoreCheck(db: transaction.db)
        faults = try check.run().faults
        throw Undo()
      }
      #expect(!faults.isEmpty, "\(damage)")
    }
  }

  @Test func `are not reissued if their content would be another`() throws {
    let released = try ReleasedVocabulary()
    _ = try released.archive("1.1.0")
    _ = try Self.reseal(released) { $0.canonicalHash = String(repeating: "0", count: 64) }
    let error = #expect(throws: StoreError.self) { try released.archive("1.1.0") }
    #expect(error?.code == .conflict)
  }

  @Test func `are sound, and by which key is told`() throws {
    let released = try ReleasedVocabulary()
    let path = try released.write(released.archive("1.1.0"))
    let key = try released.committee.store.signingKeys().current
    let verdict = try ReleaseVerifier(ReleaseFiles(path: path)).verify()
    #expect(verdict.key == key && !verdict.isKnownKey)
    #expect(try ReleaseVerifier(ReleaseFiles(path: path)).verify(known: [key]).isKnownKey)
    let other = try #require(VerifyingKey(bytes: [UInt8](repeating: 1, count: 32)))
    #expect(throws: ReleaseFault.self) {
      try ReleaseVerifier(ReleaseFiles(path: path)).verify(known: [other])
    }
    try ReleaseFiles(path: path).extract(to: released.folder + "/out")
    #expect(try ReleaseVerifier(ReleaseFiles(path: released.folder + "/out")).verify().key == key)
  }

  /// Bytes of the archive at a distance that is prime to the blocks, each with one bit turned that depends on its
  /// place; all of them would take minutes in a debug build.
  @Test func `with a byte changed are found out`() throws {
    let released = try ReleasedVocabulary()
    let sound = try released.archive("1.0.0")
    let path = try released.write(sound)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    var missed: [Int] = []
    for offset in stride(from: 0, to: sound.count, by: 61) {
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: [sound[offset] ^ (1 << UInt8(offset % 8))])
      do {
        _ = try ReleaseVerifier(ReleaseFiles(path: path)).verify()
        missed.append(offset)
      } catch is ReleaseFault {}
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: [sound[offset]])
    }
    #expect(missed == [])
    _ = try ReleaseVerifier(ReleaseFiles(path: path)).verify()
  }

  @Test func `cut short or continued are found out`() throws {
    let released = try ReleasedVocabulary()
    let sound = try released.archive("1.0.0")
    for bytes in [Array(sound.dropLast()), Array(sound.dropLast(512)), sound + [0], Array(sound.prefix(700))]
    {
      let path = try released.write(bytes)
      #expect(throws: ReleaseFault.self) { try ReleaseVerifier(ReleaseFiles(path: path)).verify() }
    }
  }

  @Test func `are read by tar and by Python, with the same names, sizes and owners`() throws {
    let released = try ReleasedVocabulary()
    let path = try released.write(released.archive("1.1.0"))
    let files = try ReleaseFiles(path: path)
    let listed = try released.run("/usr/bin/env", ["tar", "-tf", path])
    #expect(
      listed.output.split(separator: "\n").map(String.init) == files.names.map { "letters-1.1.0/" + $0 })
    let script = """
      import sys, tarfile
      for m in tarfile.open(sys.argv[1], "r:"):
          print(m.name, m.size, oct(m.mode), m.uid, m.gid, m.isreg(), m.mtime)
      """
    let read = try released.run("/usr/bin/env", ["python3", "-c", script, path])
    let time = try #require(files.time)
    let wanted = files.names.map { name in
      "letters-1.1.0/\(name) \(files.byteCount(of: name) ?? -1) 0o644 0 0 True \(time)"
    }
    #expect(read.output.split(separator: "\n").map(String.init) == wanted)
  }

  @Test func `are found sound by a program that is not ours`() throws {
    let released = try ReleasedVocabulary()
    let path = try released.write(released.archive("1.1.0"))
    let oracle = Oracle.repository.appendingPathComponent(".build-oracles/bin/python").path
    let python = FileManager.default.isExecutableFile(atPath: oracle) ? oracle : "/usr/bin/python3"
    let script = Oracle.repository.appendingPathComponent("Scripts/verify-release.py").path
    try ReleaseFiles(path: path).extract(to: released.folder + "/out")
    let sound = try released.run(python, [script, released.folder + "/out"])
    #expect(sound.status == 0, "\(sound.output)")
    let packed = try released.run(python, [script, path])
    #expect(packed.status == 0 && packed.output == sound.output, "\(packed.output)")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let word = try #require(bytes.range(of: Data("prefLabel".utf8)))
    bytes[word.lowerBound] ^= 1
    let altered = try released.run(python, [script, released.write([UInt8](bytes))])
    #expect(altered.status == 1, "\(altered.output)")
    let file = URL(fileURLWithPath: released.folder + "/out/manifest.json.sig")
    var signature = try Data(contentsOf: file)
    signature[0] ^= 1
    try signature.write(to: file)
    let broken = try released.run(python, [script, released.folder + "/out"])
    #expect(broken.status == 1, "\(broken.output)")
  }

  @Test func `that lead elsewhere, occur twice or are too large are refused`() throws {
    let released = try ReleasedVocabulary()
    func archive(_ names: [String], byteCount: Int = 0, change: (inout [UInt8]) -> Void = { _ in }) throws
      -> String
    {
      var bytes: [UInt8] = []
      for name in names {
        let header = TarHeader(folder: "letters-1.0.0", name: name, byteCount: byteCount, time: 1)
        bytes += try #require(header.bytes)
      }
      change(&bytes)
      return try released.write(bytes + [UInt8](repeating: 0, count: 1024))
    }
    _ = try ReleaseFiles(path: archive(["a", "b"]))
    for names in [["../a"], ["/etc/passwd"], ["a/b"], [".."], ["a", "a"], ["b", "a"], [".hidden"]] {
      let path = try archive(names)
      #expect(throws: ReleaseFault.self, "\(names)") { try ReleaseFiles(path: path) }
    }
    // A header that promises 8 GiB, and type flags of links, devices, folders and extensions.
    let bomb = try archive(["a"], byteCount: (8 << 30) - 1)
    #expect(throws: ReleaseFault.self) { try ReleaseFiles(path: bomb) }
    for flag in "1234567gxLKS".utf8 {
      let path = try archive(["a"]) { bytes in
        // The checksum is made to fit, so that only the flag is at fault.
        bytes[156] = flag
        var sum = 256
        for (index, byte) in bytes.prefix(512).enumerated() where !(148..<156).contains(index) {
          sum += Int(byte)
        }
        let digits = String(sum, radix: 8)
        let text = String(repeating: "0", count: 6 - digits.count) + digits
        bytes.replaceSubrange(148..<154, with: Array(text.utf8))
      }
      #expect(throws: ReleaseFault.self) { try ReleaseFiles(path: path) }
    }
  }

  @Test func `beyond a limit are refused, and up to it are not`() throws {
    let released = try ReleasedVocabulary()
    let path = try released.write(released.archive("1.0.0"))
    let files = try ReleaseFiles(path: path)
    let total = files.names.reduce(0) { $0 + (files.byteCount(of: $1) ?? 0) }
    var limits = ReleaseLimits()
    limits.fileCountMax = files.names.count
    limits.totalByteCountMax = total
    _ = try ReleaseFiles(path: path, limits: limits)
    limits.totalByteCountMax = total - 1
    #expect(throws: ReleaseFault.self) { try ReleaseFiles(path: path, limits: limits) }
    limits.totalByteCountMax = total
    limits.fileCountMax -= 1
    #expect(throws: ReleaseFault.self) { try ReleaseFiles(path: path, limits: limits) }
    limits = ReleaseLimits()
    limits.manifestByteCountMax = 100
    #expect(throws: ReleaseFault.self) { try ReleaseVerifier(files, limits: limits).verify() }
  }

  @Test func `in a folder are plain files that the manifest lists, and nothing else`() throws {
    let released = try ReleasedVocabulary()
    let path = try released.write(released.archive("1.0.0"))
    let folder = released.folder + "/out"
    try ReleaseFiles(path: path).extract(to: folder)
    #expect(throws: ReleaseFault.self) { try ReleaseFiles(path: path).extract(to: folder) }
    try Data("more".utf8).write(to: URL(fileURLWithPath: folder + "/more.txt"))
    func verify() throws { _ = try ReleaseVerifier(ReleaseFiles(path: folder)).verify() }
    #expect(try faultyFile(verify) == "more.txt")
    try FileManager.default.removeItem(atPath: folder + "/more.txt")
    try FileManager.default.removeItem(atPath: folder + "/vocabulary.nt")
    #expect(try faultyFile(verify) == "vocabulary.nt")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/vocabulary.nt", withDestinationPath: "/etc/passwd")
    #expect(try faultyFile(verify) == "vocabulary.nt")
  }

  @Test func `hold a key that others cannot read, and the database has none`() throws {
    let released = try ReleasedVocabulary()
    _ = try released.archive("1.0.0")
    let path = released.committee.directory + "/signing-key"
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let seed = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
    let records = try released.committee.store.auditRecords(
      limit: 1000,
      grant: released.committee.store.authorize(released.committee.administrator(), for: .operate))
    #expect(!records.contains { $0.detail.contains(seed) })
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: StoreError.self) { try released.committee.store.signingKeys() }
  }

  @Test func `guard the table against formulas`() throws {
    var bytes: [UInt8] = []
    ReleaseTable.append(["=1", "a,b", "say \"x\"", "plain", "'quoted"], to: &bytes)
    #expect(String(validating: bytes, as: UTF8.self) == "'=1,\"a,b\",\"say \"\"x\"\"\",plain,''quoted\r\n")
  }
}

/// The file that is named as the first fault; nil if there is none or none is named.
private func faultyFile(_ body: () throws -> Void) throws -> String? {
  do {
    try body()
    return nil
  } catch let fault as ReleaseFault {
    return fault.file
  }
}
