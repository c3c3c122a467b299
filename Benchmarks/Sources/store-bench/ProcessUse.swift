import Foundation
import Synchronization

/// What this process has used.
enum ProcessUse {
  /// Processor time of all threads, the kernel's for this process included.
  static var cpuSeconds: Double {
    var use = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &use)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(use.ru_utime) + seconds(use.ru_stime)
  }

  /// A line of `/proc/self/status` in bytes, such as `VmRSS` or `VmHWM`; 0 where there is no such file.
  static func memory(_ name: String) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    for line in status.split(separator: "\n") where line.hasPrefix(name + ":") {
      let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
      return (Int(digits) ?? 0) << 10
    }
    return 0
  }

  /// Sets `VmHWM` back to what is resident now.
  static func resetPeak() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }
}

/// Notes the resident memory over time on a thread of its own.
final class MemoryWatch: Sendable {
  private let samples = Mutex<[[Double]]>([])
  private let isDone = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  init(every interval: TimeInterval = 0.05) {
    let start = ContinuousClock.now
    Thread.detachNewThread { [self] in
      while !isDone.load(ordering: .relaxed) {
        let sample = [Times.seconds(since: start), Double(ProcessUse.memory("VmRSS"))]
        samples.withLock { $0.append(sample) }
        Thread.sleep(forTimeInterval: interval)
      }
      ended.signal()
    }
  }

  /// Ends the watch; pairs of seconds since its beginning and bytes, at most some sixty of them.
  func end() -> [[Double]] {
    isDone.store(true, ordering: .relaxed)
    ended.wait()
    return samples.withLock { all in
      let step = max(1, all.count / 60)
      return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }
  }
}
