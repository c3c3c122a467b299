import Foundation

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
  /// The VFS of SQLite through which databases are read and written, nil for the system's; tests name one that fails.
  var vfs: String?
  /// How many pages the write-ahead log has before it is folded in: 1,000 (4 MB), SQLite's own measure.
  var logPageCountDue = 1000

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

  /// What SQLite is to open for the database at a path.
  func databaseName(_ path: String) -> String {
    guard let vfs else { return path }
    let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return "file:\(escaped)?vfs=\(vfs)"
  }
}
