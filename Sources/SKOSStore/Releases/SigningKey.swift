import Crypto
import Foundation
import RDF
import Synchronization

/// A public key of Ed25519, by which the manifests of releases are signed.
public struct VerifyingKey: Hashable, Sendable {
  /// The key's 32 bytes.
  public let bytes: [UInt8]

  /// What a SubjectPublicKeyInfo of Ed25519 begins with.
  private static let derPrefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// A key by its 32 bytes; nil for another number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Reads a PEM file as `openssl pkey -pubout` writes it, or 64 hexadecimal digits.
  public init?(text: String) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let lines = trimmed.split(whereSeparator: \.isNewline)
    if lines.count == 3, lines[0] == "-----BEGIN PUBLIC KEY-----", lines[2] == "-----END PUBLIC KEY-----",
      let der = Data(base64Encoded: String(lines[1])), der.starts(with: Self.derPrefix)
    {
      self.init(bytes: Array(der.dropFirst(Self.derPrefix.count)))
    } else {
      self.init(hexadecimal: trimmed)
    }
  }

  init?(hexadecimal text: String) {
    let digits = text.utf8.compactMap { byte in Character(UnicodeScalar(byte)).hexDigitValue }
    guard digits.count == 64, text.utf8.count == 64 else { return nil }
    self.init(
      bytes: stride(from: 0, to: 64, by: 2).map {
        UInt8(truncatingIfNeeded: digits[$0] << 4 | digits[$0 + 1])
      })
  }

  /// The key as `openssl` reads it.
  /// - Source: RFC 8410, RFC 7468.
  public var pem: String {
    "-----BEGIN PUBLIC KEY-----\n\(Data(Self.derPrefix + bytes).base64EncodedString())\n-----END PUBLIC KEY-----\n"
  }

  /// What people compare: SHA-256 of the key's bytes, in hexadecimal.
  public var fingerprint: String { Data.sha256(bytes).hexadecimal }

  /// Whether the key's holder has signed the message.
  /// - Source: RFC 8032.
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
    return key.isValidSignature(signature, for: message)
  }
}

/// The private key by which a store signs its releases.
///
/// It stands in the file `signing-key` of the store's directory, readable for its owner alone, as 64 hexadecimal
/// digits; never in the database, in a backup of it, in a log or in an answer. The public keys that it had before
/// stand in `signing-keys-retired`, one a line.
struct SigningKey {
  private let key: Curve25519.Signing.PrivateKey

  private init?(seed: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
    self.key = key
  }

  /// The key that others verify with.
  var publicKey: VerifyingKey? { VerifyingKey(bytes: Array(key.publicKey.rawRepresentation)) }

  func signature(of message: [UInt8]) throws(StoreError) -> [UInt8] {
    do {
      return Array(try key.signature(for: message))
    } catch {
      throw StoreError(.storageFailed, "the release cannot be signed")
    }
  }

  private static func path(_ store: Store) -> String { store.directory + "/signing-key" }
  private static func retiredPath(_ store: Store) -> String { store.directory + "/signing-keys-retired" }

  /// The store's key, made if it has none yet.
  static func current(of store: Store) throws(StoreError) -> SigningKey {
    var status = stat()
    guard lstat(path(store), &status) == 0 else { return try make(for: store) }
    guard status.st_mode & 0o077 == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(
        .storeUnreadable, "the file signing-key of the store can be read by others; chmod 600 mends it")
    }
    guard let text = try? String(contentsOfFile: path(store), encoding: .utf8),
      let seed = VerifyingKey(hexadecimal: text.trimmingCharacters(in: .whitespacesAndNewlines))?.bytes,
      let key = SigningKey(seed: seed)
    else { throw StoreError(.damaged, "the file signing-key of the store does not hold a key") }
    return key
  }

  /// The public keys that signed before, the oldest first.
  static func retired(of store: Store) -> [VerifyingKey] {
    let text = (try? String(contentsOfFile: retiredPath(store), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { VerifyingKey(hexadecimal: String($0)) }
  }

  /// Takes a new key, and keeps the public half of the old one.
  static func rotate(in store: Store) throws(StoreError) -> SigningKey {
    guard let old = try current(of: store).publicKey else {
      throw StoreError(.damaged, "the store's key has no public half")
    }
    // Kept before the old one goes: a key twice in the list does no harm, one that is missing would.
    let lines = (retired(of: store) + [old]).map { $0.bytes.hexadecimal + "\n" }.joined()
    try write(lines, to: retiredPath(store))
    return try make(for: store)
  }

  private static func make(for store: Store) throws(StoreError) -> SigningKey {
    let seed = store.environment.randomBytes(32)
    guard let key = SigningKey(seed: seed) else {
      throw StoreError(.storageFailed, "a key for signing cannot be made")
    }
    try write(seed.hexadecimal + "\n", to: path(store))
    return key
  }

  /// Puts a file in its place as a whole, with mode 0600 from its first byte on.
  private static func write(_ text: String, to path: String) throws(StoreError) {
    let temporary = path + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    let bytes = Array(text.utf8)
    let isWritten =
      descriptor >= 0 && Foundation.write(descriptor, bytes, bytes.count) == bytes.count
      && fsync(descriptor) == 0
    if descriptor >= 0 { close(descriptor) }
    guard isWritten, rename(temporary, path) == 0 else {
      unlink(temporary)
      throw StoreError(.storageFailed, "the store's key for signing cannot be written")
    }
  }
}

extension Store {
  /// The key that releases are signed with, and those that they were signed with before; the first call makes one.
  public func signingKeys() throws(StoreError) -> (current: VerifyingKey, retired: [VerifyingKey]) {
    let key = try signingKey()
    return (try Self.publicHalf(of: key), SigningKey.retired(of: self))
  }

  /// Takes a new key for releases to come; those that are sealed keep their signatures.
  public func rotateSigningKey(grant: Grant) throws(StoreError) -> VerifyingKey {
    grant.require(.operate)
    let made = try keyLock.withLock { _ throws(StoreError) in try SigningKey.rotate(in: self) }
    let key = try Self.publicHalf(of: made)
    try write { transaction in
      let note = AuditLog.Note(
        actor: grant.actorName, action: "store.rotateKey", vocabulary: nil, target: key.fingerprint,
        detail: "")
      try AuditLog.append(note, in: transaction)
    }
    return key
  }

  func signingKey() throws(StoreError) -> SigningKey {
    try keyLock.withLock { _ throws(StoreError) in try SigningKey.current(of: self) }
  }

  private static func publicHalf(of key: SigningKey) throws(StoreError) -> VerifyingKey {
    guard let publicKey = key.publicKey else {
      throw StoreError(.damaged, "the store's key has no public half")
    }
    return publicKey
  }
}
