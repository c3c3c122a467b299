import struct Foundation.Date

/// What the store takes from the world beside its files: the time, randomness, and somebody who is told of trouble.
///
/// All are values, so that tests decide them.
public struct StoreEnvironment: Sendable {
  /// The time now.
  public var now: @Sendable () -> Timestamp
  /// As many unpredictable bytes as asked for; tokens are made of them.
  public var randomBytes: @Sendable (Int) -> [UInt8]
  /// Is told when the disk is full, fails or has damaged the database; at most twice a minute for each of these.
  public var reportTrouble: @Sendable (StoreError) -> Void

  /// Creates an environment.
  public init(
    now: @escaping @Sendable () -> Timestamp, randomBytes: @escaping @Sendable (Int) -> [UInt8],
    reportTrouble: @escaping @Sendable (StoreError) -> Void = { _ in }
  ) {
    self.now = now
    self.randomBytes = randomBytes
    self.reportTrouble = reportTrouble
  }

  /// The system's clock and its cryptographic random number generator.
  public static let system = StoreEnvironment(
    now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) },
    randomBytes: { count in
      var generator = SystemRandomNumberGenerator()
      return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    })
}
