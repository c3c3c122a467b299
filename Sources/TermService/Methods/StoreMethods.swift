import Foundation
import RDF
import SKOSStore

/// The methods about the store as a whole: its audit log and its health.
struct StoreMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [auditList, auditHead, auditVerify, check, backup, key, rotateKey]
  }

  private var auditList: MethodDeclaration {
    MethodDeclaration(
      "audit.list", "Lists the audit log, the newest first", access: .permission(.operate, vocabulary: nil),
      parameters: [.optional("before", .count, "Only records below this number")] + Self.records.parameters,
      result: Self.records.result("The records"),
      handler: { call in
        let before = try call.optionalInt("before").map { Int64($0) } ?? .max
        return try Self.records.answer(
          call,
          fetching: { page in
            try store.auditRecords(
              before: min(before, page.after?.firstNumber ?? .max), limit: page.limit,
              grant: call.storeGrant(.operate, store))
          }, Self.json)
      })
  }

  private static let records = PagedList<AuditRecord>(
    "records",
    .object([
      .required("sequence", .count, "The number"), .required("at", .timestamp, "When"),
      .required("actor", .name, "Who"), .required("action", .name, "What was done or denied"),
      .required("vocabulary", .nullable(.name), "In which vocabulary"),
      .required("target", .nullable(.string), "To what"),
      .required("revisionBefore", .nullable(.count), "The head before"),
      .required("revisionAfter", .nullable(.count), "The head after, if it changed"),
      .required("detail", .string, "Particulars"), .required("hash", .name, "The record's hash"),
    ]), "The records", limit: (default: 50, max: 1000), order: .descending, place: { .number($0.sequence) })

  private static func json(_ record: AuditRecord) -> JSON {
    [
      "sequence": .int(Int(record.sequence)), "at": .string(record.at.iso8601),
      "actor": .string(record.actor),
      "action": .string(record.action), "vocabulary": .optional(record.vocabulary),
      "target": .optional(record.target), "revisionBefore": .optional(record.revisionBefore.map { Int($0) }),
      "revisionAfter": .optional(record.revisionAfter.map { Int($0) }), "detail": .string(record.detail),
      "hash": .string(record.hash),
    ]
  }

  private var auditHead: MethodDeclaration {
    MethodDeclaration(
      "audit.head", "Tells where the audit chain ends, to be kept elsewhere",
      access: .permission(.operate, vocabulary: nil),
      parameters: [
        .optional("isSigned", .boolean, "Whether to sign it with the key that releases are signed with")
      ],
      result: ResultDeclaration(
        "The newest record",
        .object([
          .required("sequence", .count, "Its number; 0 for an empty log"),
          .required("hash", .name, "Its hash"), .required("at", .timestamp, "When it was made"),
          .required("checkpoint", .name, "All three in one line, as audit.verify takes it"),
          .optional("signed", .name, "The same line with its signature, 128 hexadecimal digits"),
        ])),
      handler: { call in
        let grant = try call.storeGrant(.operate, store)
        guard try call.bool("isSigned", default: false) else {
          return Self.json(try store.auditHead(grant: grant))
        }
        let signed = try store.signedAuditHead(grant: grant)
        var object = Self.json(signed.checkpoint).object ?? JSON.Object()
        object["signed"] = .string(signed.description)
        return .object(object)
      })
  }

  private static func json(_ checkpoint: AuditCheckpoint) -> JSON {
    [
      "sequence": .int(Int(checkpoint.sequence)), "hash": .string(checkpoint.hash),
      "at": .string(checkpoint.at.iso8601), "checkpoint": .string(checkpoint.description),
    ]
  }

  private var auditVerify: MethodDeclaration {
    MethodDeclaration(
      "audit.verify",
      "Recomputes the chain of audit records, and finds in it a record that was noted elsewhere",
      access: .permission(.operate, vocabulary: nil),
      parameters: [
        .optional(
          "checkpoint", .name,
          "What audit.head or a backup told earlier; finds an end that was cut off and a chain computed anew")
      ],
      result: ResultDeclaration(
        "What the chain says",
        .object([
          .required("intact", .boolean, "Whether every record is as it was written"),
          .optional("count", .count, "How many records there are"),
          .optional("headHash", .name, "The last record's hash, to compare with a copy kept elsewhere"),
          .optional("sequence", .count, "The first record that does not fit"),
          .optional("reason", .string, "Why it does not"),
        ])),
      handler: { call in
        let checkpoint = try call.optionalString("checkpoint").map { text in
          guard let checkpoint = AuditCheckpoint(text) else {
            throw RPCError.parameter(
              "checkpoint",
              "A checkpoint is a number, 64 hexadecimal digits and a time, as audit.head tells it.")
          }
          return checkpoint
        }
        return Self.json(
          try store.verifyAudit(against: checkpoint, grant: call.storeGrant(.operate, store)))
      })
  }

  private static func json(_ verdict: AuditVerdict) -> JSON {
    switch verdict {
    case .intact(let count, let headHash):
      ["intact": true, "count": .int(Int(count)), "headHash": .string(headHash)]
    case .broken(let sequence, let reason):
      ["intact": false, "sequence": .int(Int(sequence)), "reason": .string(reason)]
    }
  }

  private var check: MethodDeclaration {
    MethodDeclaration(
      "store.check", "Verifies every hash, interval and index of the store",
      access: .permission(.operate, vocabulary: nil),
      reportsProgress: true,
      result: ResultDeclaration(
        "What is damaged",
        .object([
          .required(
            "faults", .array(of: .string, countMax: Int.max), "Each as a sentence; empty if all is well"),
          .required("revisions", .count, "How many revisions were recomputed"),
          .required("entryVersions", .count, "How many entry versions were recomputed"),
        ])),
      handler: { call in
        let report = try store.check(grant: call.storeGrant(.operate, store))
        return [
          "faults": .array(report.faults.map(JSON.string)), "revisions": .int(report.revisionCount),
          "entryVersions": .int(report.entryVersionCount),
        ]
      })
  }

  private static let keySchema = Schema.object([
    .required("fingerprint", .name, "SHA-256 of the key, to compare"),
    .required("pem", .string, "The public key, as openssl reads it"),
  ])

  private static func json(_ key: VerifyingKey) -> JSON {
    ["fingerprint": .string(key.fingerprint), "pem": .string(key.pem)]
  }

  private var key: MethodDeclaration {
    MethodDeclaration(
      "store.key", "Tells the public key that releases are signed with", access: .anyone,
      result: ResultDeclaration(
        "The key, and those before it",
        .object([
          .required("current", Self.keySchema, "The key of releases to come"),
          .required(
            "retired", .array(of: Self.keySchema, countMax: Int.max),
            "The keys of older ones, the oldest first"),
        ])),
      handler: { _ in
        let keys = try store.signingKeys()
        return ["current": Self.json(keys.current), "retired": .array(keys.retired.map(Self.json))]
      })
  }

  private var rotateKey: MethodDeclaration {
    MethodDeclaration(
      "store.rotateKey", "Takes a new key for signing; the public half of the old one is kept",
      access: .permission(.operate, vocabulary: nil), isWrite: true, isUnrepeatable: true,
      result: ResultDeclaration("The new key", Self.keySchema),
      handler: { call in Self.json(try store.rotateSigningKey(grant: call.storeGrant(.operate, store))) })
  }

  private var backup: MethodDeclaration {
    MethodDeclaration(
      "store.backup", "Copies the whole store as it stands, as a download or into its own directory",
      access: .permission(.operate, vocabulary: nil), isWrite: true, isUnrepeatable: true,
      parameters: [
        .optional(
          "name", .name,
          "The name of a file to be made in the store's backups directory; a download if not given")
      ],
      result: ResultDeclaration(
        "What the backup holds",
        .object([
          .optional("download", .name, "What download.read calls it"),
          .optional("byteCount", .count, "How many bytes it has"),
          .optional("path", .string, "Where the server keeps it"),
          .required("createdAt", .timestamp, "When it was made"),
          .required("checkpoint", .name, "Where the audit chain ends in it, as audit.verify takes it"),
          .required("revisions", .map(of: .count), "The newest revision of each vocabulary"),
        ])),
      errors: [.alreadyExists, .storageUnavailable],
      handler: { call in
        let grant = try call.storeGrant(.operate, store)
        if let name = try call.optionalString("name") {
          let manifest = try store.backup(named: name, grant: grant)
          return Self.json(manifest, [("path", .string(store.backupDirectory + "/" + name))])
        }
        return try store.withBackup(grant: grant) { path, manifest in
          let (download, file) = try call.requireTransfers().makeDownload(
            name: "concordat-backup", mediaType: "application/vnd.sqlite3"
          ) { append in try Self.copy(path, to: append) }
          return Self.json(manifest, [("download", .string(download)), ("byteCount", .int(file.byteCount))])
        }
      })
  }

  private static func json(_ manifest: BackupManifest, _ first: [(String, JSON)]) -> JSON {
    let revisions = manifest.heads.map { ($0.vocabulary, JSON.int(Int($0.revision))) }
    return .object(
      JSON.Object(
        first + [
          ("createdAt", .string(manifest.createdAt.iso8601)),
          ("checkpoint", .string(manifest.audit.description)),
          ("revisions", .object(JSON.Object(revisions))),
        ]))
  }

  private static func copy(_ path: String, to append: ([UInt8]) throws -> Void) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw StoreError(.storageFailed, "the backup that was just made cannot be read")
    }
    defer { try? file.close() }
    while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { try append([UInt8](piece)) }
  }
}
