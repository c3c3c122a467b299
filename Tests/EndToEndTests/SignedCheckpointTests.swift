import Foundation
import Testing

/// Checkpoints of the audit log that are signed: spec/store.md, "Audit records".
@Suite struct `A signed checkpoint` {
  @Test func `is verified by this program and by openssl, and by no other key`() throws {
    let folder = try Folder()
    func termctl(_ arguments: String..., status: Int32 = 0) throws -> Program.Result {
      let result = try Program.run(arguments + ["--store", folder.file("store")])
      #expect(result.status == status, "\(arguments): \(result.everything)")
      return result
    }
    _ = try termctl("vocabulary", "create", "v")
    let line = try termctl("audit", "checkpoint", "--signed").output
    try folder.write("checkpoint", line)
    try folder.write("key.pem", try termctl("store", "key").output)
    _ = try termctl("vocabulary", "create", "w")
    let (file, key) = (folder.file("checkpoint"), folder.file("key.pem"))
    #expect(try termctl("audit", "verify", "--checkpoint", file, "--key", key).output.contains("intact"))
    // Whoever has no key can use it like any other.
    #expect(try termctl("audit", "verify", "--checkpoint", file).output.contains("intact"))

    let parts = line.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: " ").map(String.init)
    try #require(parts.count == 4)
    try folder.write(
      "message", "concordat-audit-checkpoint\n\(parts.dropLast().joined(separator: " "))\n")
    let digits = parts[3].compactMap(\.hexDigitValue)
    let signature = stride(from: 0, to: 128, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    try Data(signature).write(to: URL(fileURLWithPath: folder.file("signature")))
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", folder.file("message"),
      "-sigfile", folder.file("signature"),
    ]
    openssl.standardOutput = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    #expect(openssl.terminationStatus == 0)

    // Another number, another hash, no signature, another key.
    let other = "\(parts[0]) \(String(parts[1].reversed())) \(parts[2]) \(parts[3])"
    _ = try termctl("audit", "verify", "--checkpoint", other, "--key", key, status: 1)
    let later = "9\(line)"
    _ = try termctl("audit", "verify", "--checkpoint", later, "--key", key, status: 1)
    let bare = parts.dropLast().joined(separator: " ")
    let refused = try termctl("audit", "verify", "--checkpoint", bare, "--key", key, status: 1)
    #expect(refused.everything.contains("not signed"))
    _ = try termctl("store", "key", "--rotate")
    try folder.write("new.pem", try termctl("store", "key").output)
    _ = try termctl("audit", "verify", "--checkpoint", file, "--key", folder.file("new.pem"), status: 1)
    _ = try termctl("audit", "verify", "--checkpoint", file, "--key", key)
    _ = try termctl("audit", "verify", "--key", key, status: 2)
  }
}
