import RDF
import SKOSStore

/// The methods about the store as a whole: its audit log and its health.
struct StoreMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [auditList, auditVerify, check, key, rotateKey] }

  private var auditList: MethodDeclaration {
    MethodDeclaration(
      "audit.list", "Lists the audit log, the newest first", access: .permission(.operate, vocabulary: nil),
      parameters: [
        .optional("before", .count, "Only records below this number"), Shared.limit(50, max: 1000),
      ],
      result: ResultDeclaration(
        "The records",
        .array(
          of: .object([
            .required("sequence", .count, "The number"), .required("at", .timestamp, "When"),
            .required("actor", .name, "Who"), .required("action", .name, "What was done or denied"),
            .required("vocabulary", .nullable(.name), "In which vocabulary"),
            .required("target", .nullable(.string), "To what"),
            .required("revisionBefore", .nullable(.count), "The head before"),
            .required("revisionAfter", .nullable(.count), "The head after, if it changed"),
            .required("detail", .string, "Particulars"), .required("hash", .name, "The record's hash"),
          ]), countMax: 1000)),
      handler: { call in
        .array(
          try store.auditRecords(
            before: call.optionalInt("before").map { Int64($0) }, limit: call.optionalInt("limit") ?? 50,
            grant: call.storeGrant(.operate, store)
          ).map(Self.json))
      })
  }

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

  private var auditVerify: MethodDeclaration {
    MethodDeclaration(
      "audit.verify", "Recomputes the chain of audit records", access: .permission(.operate, vocabulary: nil),
      result: ResultDeclaration(
        "What the chain says",
        .object([
          .required("intact", .boolean, "Whether every record is as it was written"),
          .optional("count", .count, "How many records there are"),
          .optional("headHash", .name, "The last record's hash, to compare with a copy kept elsewhere"),
          .optional("sequence", .count, "The first record that does not fit"),
          .optional("reason", .string, "Why it does not"),
        ])),
      handler: { call in Self.json(try store.verifyAudit(grant: call.storeGrant(.operate, store))) })
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
      access: .permission(.operate, vocabulary: nil), isWrite: true,
      result: ResultDeclaration("The new key", Self.keySchema),
      handler: { call in Self.json(try store.rotateSigningKey(grant: call.storeGrant(.operate, store))) })
  }
}
