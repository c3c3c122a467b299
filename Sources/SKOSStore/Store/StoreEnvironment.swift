import struct Foundation.Date

/// What the store takes from the world beside its files: the time and randomness.
///
/// Both are values, so that tests decide them.
public struct StoreEnvironment: Sendable {
  /// The time now.
  public var now: @Sendable () -> Timestamp
  /// As many unpredictable bytes as asked for; tokens are made of them.
  public var randomBytes: @Sendable (Int) -> [UInt8]

  /// Creates an environment.
  public init(now: @escaping @Sendable () -> Timestamp, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
    self.now = now
    self.randomBytes = randomBytes
  }

  /// The system's clock and its cryptographic random number generator.
  public static let system = StoreEnvironment(
    now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
    randomBytes: { count in
      var generator = SystemRandomNumberGenerator()
      return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    })
}
