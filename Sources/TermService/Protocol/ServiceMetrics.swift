import Synchronization

/// What the service has done since it began, in numbers.
///
/// Requests are counted without a lock: all threads count, and a lock would make them wait for each other.
public final class ServiceMetrics: Sendable {
  /// Upper bounds of the classes of durations, in microseconds; those above the last have a class of their own.
  static let bounds = [100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 10_000_000]

  /// The counters of one method.
  private final class Counters: Sendable {
    let microseconds = Atomic(0)
    let classes: [Class] = (0...ServiceMetrics.bounds.count).map { _ in Class() }
    let errors = Mutex<[String: Int]>([:])

    final class Class: Sendable { let count = Atomic(0) }
  }

  /// The numbers of one method.
  struct Method {
    let microseconds: Int
    /// How many requests fell into each class of durations; the last is for those above all bounds.
    let classes: [Int]
    /// How many failed, by the names of the errors.
    let errors: [String: Int]

    var count: Int { classes.reduce(0, +) }
  }

  private let methods: [String: Counters]
  private let unknown = Counters()

  /// Starts counting for methods of these names; all others are counted together.
  init(methods: [String]) {
    self.methods = Dictionary(methods.map { ($0, Counters()) }) { first, _ in first }
  }

  /// Counts a request.
  func count(_ method: String?, _ duration: Duration, error: String?) {
    let counters = method.flatMap { methods[$0] } ?? unknown
    let (seconds, attoseconds) = duration.components
    let microseconds = Int(clamping: seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000)
    counters.microseconds.wrappingAdd(microseconds, ordering: .relaxed)
    let place = Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count
    counters.classes[place].count.wrappingAdd(1, ordering: .relaxed)
    if let error { counters.errors.withLock { $0[error, default: 0] += 1 } }
  }

  /// The numbers by method; requests of methods that do not exist stand under "unknown".
  var snapshot: [String: Method] {
    var all = methods.mapValues(Self.read)
    all["unknown"] = Self.read(unknown)
    return all
  }

  private static func read(_ counters: Counters) -> Method {
    Method(
      microseconds: counters.microseconds.load(ordering: .relaxed),
      classes: counters.classes.map { $0.count.load(ordering: .relaxed) },
      errors: counters.errors.withLock { $0 })
  }
}
