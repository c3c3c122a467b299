import Foundation

/// What is hashed in the place of a text that may name people: the hash of a salt and the text.
///
/// Without the salt nobody can try names until one fits; so when the text is taken out, the salt goes with it, and the
/// commitment stays, and with it every chain that it is part of.
/// - Source: spec/store.md, "Personal data".
enum Commitment {
  /// 16: as many random bytes as make guessing hopeless.
  static let saltByteCount = 16

  /// The commitment to a text in a place that has a name.
  static func hash(_ text: String?, as place: String, salt: Data) -> Data {
    var record = ChainedRecord("commitment")
    record.append(bytes: salt)
    record.append(place)
    record.append(text)
    return record.hash
  }

  /// A salt for one record.
  static func salt(_ environment: StoreEnvironment) -> Data { Data(environment.randomBytes(saltByteCount)) }
}
