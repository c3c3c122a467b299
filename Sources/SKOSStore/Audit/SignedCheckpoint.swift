internal import RDF

/// A checkpoint of the audit chain that the holder of a store's key has signed.
///
/// A checkpoint alone says where somebody says that the chain ended. Signed, it can be handed out, and whoever has the
/// public key can tell that it came from the store, and hold the store to it.
/// - Source: spec/store.md, "Audit records"; RFC 8032.
public struct SignedCheckpoint: Hashable, Sendable, CustomStringConvertible {
  /// Where the chain ended.
  public let checkpoint: AuditCheckpoint
  /// The signature of Ed25519 over `message`: 64 bytes.
  public let signature: [UInt8]

  init(_ checkpoint: AuditCheckpoint, signature: [UInt8]) {
    self.checkpoint = checkpoint
    self.signature = signature
  }

  /// Reads a checkpoint as `AuditCheckpoint` writes it, followed by a blank and 128 hexadecimal digits.
  public init?(_ text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 4,
      let checkpoint = AuditCheckpoint(parts.dropLast().joined(separator: " ")),
      parts[3].utf8.count == 128
    else { return nil }
    let digits = parts[3].utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 128 else { return nil }
    self.init(
      checkpoint,
      signature: stride(from: 0, to: 128, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }

  /// The text that `init(_:)` reads.
  public var description: String { "\(checkpoint) \(signature.hexadecimal)" }

  /// What is signed: a line that says what it is, so that no signature of a release can be taken for it, and the
  /// checkpoint.
  static func message(of checkpoint: AuditCheckpoint) -> [UInt8] {
    Array("concordat-audit-checkpoint\n\(checkpoint)\n".utf8)
  }

  /// Whether the holder of a key has signed it.
  public func isSigned(by key: VerifyingKey) -> Bool {
    key.verifies(signature, of: Self.message(of: checkpoint))
  }
}

extension Store {
  /// The end of the audit chain as it stands, signed with the key that releases are signed with.
  public func signedAuditHead(grant: Grant) throws(StoreError) -> SignedCheckpoint {
    grant.require(.operate)
    let checkpoint = try auditHead()
    return SignedCheckpoint(
      checkpoint, signature: try signingKey().signature(of: SignedCheckpoint.message(of: checkpoint)))
  }
}
