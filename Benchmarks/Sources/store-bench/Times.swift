import Foundation

/// The times that single pieces of work took, in seconds, by the clock on the wall and by that of the processor.
///
/// On a machine that others use too, a piece of work may have to wait for its turn; the processor's time does not
/// have that in it, nor what the work waits for by itself.
struct Times {
  private var wall: [Double] = []
  private var processor: [Double] = []

  /// Does a piece of work on this thread and notes its times.
  mutating func measure<Result>(_ work: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    let cpu = Self.threadSeconds
    let result = try work()
    processor.append(Self.threadSeconds - cpu)
    wall.append(Self.seconds(since: start))
    return result
  }

  /// Notes a time by the clock on the wall alone.
  mutating func add(_ time: Double) { wall.append(time) }

  /// How many pieces of work there were.
  var count: Int { wall.count }

  /// The median, the 99th percentile, the longest and the mean, and how many there were.
  var summary: [String: Double] {
    let sorted = wall.sorted()
    guard let longest = sorted.last else { return [:] }
    var found = [
      "p50": Self.percentile(0.5, sorted), "p99": Self.percentile(0.99, sorted), "max": longest,
      "count": Double(sorted.count), "mean": sorted.reduce(0, +) / Double(sorted.count),
    ]
    if !processor.isEmpty {
      let sorted = processor.sorted()
      found["cpuP50"] = Self.percentile(0.5, sorted)
      found["cpuP99"] = Self.percentile(0.99, sorted)
      found["cpuMax"] = sorted.last
    }
    return found
  }

  private static func percentile(_ share: Double, _ sorted: [Double]) -> Double {
    sorted[Int(Double(sorted.count - 1) * share)]
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double {
    let (seconds, attoseconds) = start.duration(to: .now).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// The processor time of this thread.
  private static var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
