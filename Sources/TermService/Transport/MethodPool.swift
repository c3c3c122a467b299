import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// Threads that methods run on, woken sparingly and no more of them than there are cores, but for long jobs.
///
/// Waking a thread costs more than most reads take. So at most one thread is on its way at any time: when it
/// arrives and finds more jobs than its own, it calls the next one. More threads than cores would only take turns and
/// wait for each other's locks, so as many run as there are cores, and one more for each job that takes long: such a
/// job waits for the disk, or shall not keep short ones waiting.
final class MethodPool: Sendable {
  /// What a thread does; false if the pool has been shut down and nothing is to be begun.
  typealias Job = @Sendable (_ isActive: Bool) -> Void
  /// Calls a function once, in a moment.
  typealias Later = @Sendable (_ look: @escaping @Sendable () -> Void) -> Void

  /// A thread that runs, or has been called to run, jobs.
  private struct Runner {
    /// Which job it has begun, counted from 1; 0 before the first.
    var job = 0
    /// The job it had when somebody looked last.
    var seenJob = 0
    /// Whether it had the same job at two looks.
    var isLong = false
  }

  private struct State {
    var jobs = CircularBuffer<Job>()
    /// The runners by their numbers; nil for a number that none has.
    var runners: [Runner?]
    var begunJobCount = 0
    /// Whether a runner has been called and is not there yet.
    var isCalling = false
    /// Whether somebody is going to look for long jobs.
    var isWatching = false

    var runnerCount: Int { runners.count { $0 != nil } }
    var longCount: Int { runners.count { $0?.isLong == true } }
  }

  private let pool: NIOThreadPool
  private let threadCount: Int
  private let coreCount: Int
  private let later: Later
  private let state: Mutex<State>

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - threadCount: how many jobs run at once at most.
  ///   - coreCount: how many short ones do.
  ///   - later: a job is long that was there when this called, and still is when it calls again.
  init(
    threadCount: Int, coreCount: Int = System.coreCount, later: @escaping Later = MethodPool.inMilliseconds
  ) {
    self.threadCount = threadCount
    self.coreCount = max(1, min(coreCount, threadCount))
    self.later = later
    state = Mutex(State(runners: Array(repeating: nil, count: threadCount)))
    pool = NIOThreadPool(numberOfThreads: threadCount)
    pool.start()
  }

  /// Calls in some milliseconds, which most jobs do not take.
  static let inMilliseconds: Later = { look in
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(5), execute: look)
  }

  /// Runs a job as soon as a thread is free; jobs begin in the order in which they came.
  func submit(_ job: @escaping Job) { act { $0.jobs.append(job) } }

  /// Ends the threads when their jobs are done; jobs that have not begun are told that nothing is to be.
  func shutdown() async { try? await pool.shutdownGracefully() }

  /// Changes the state, and does what follows from it.
  private func act(_ change: (inout State) -> Void) {
    let (runner, watches) = state.withLock { state in
      change(&state)
      return (called(&state), shouldWatch(&state))
    }
    if let runner { pool.submit { poolState in self.run(runner, isActive: poolState == .active) } }
    if watches { later { self.look() } }
  }

  /// The number of the runner that is to be called; nil if there is nothing for one to do.
  private func called(_ state: inout State) -> Int? {
    guard !state.jobs.isEmpty, !state.isCalling, hasRoom(state) else { return nil }
    guard let number = state.runners.firstIndex(where: { $0 == nil }) else { return nil }
    state.runners[number] = Runner()
    state.isCalling = true
    return number
  }

  /// Whether one more runner would have a core, or take the place of one that is busy for long.
  private func hasRoom(_ state: State) -> Bool {
    let count = state.runnerCount
    return count < coreCount || (count < threadCount && count < coreCount + state.longCount)
  }

  private func shouldWatch(_ state: inout State) -> Bool {
    guard !state.isWatching, !state.jobs.isEmpty, state.runnerCount < threadCount else { return false }
    state.isWatching = true
    return true
  }

  /// Looks which jobs are still there since the last look, while others wait.
  private func look() {
    act { state in
      state.isWatching = false
      for number in state.runners.indices {
        guard let runner = state.runners[number], runner.job != 0 else { continue }
        state.runners[number]?.isLong = runner.job == runner.seenJob
        state.runners[number]?.seenJob = runner.job
      }
    }
  }

  /// Takes jobs until there are none, or others do.
  private func run(_ number: Int, isActive: Bool) {
    var hasArrived = false
    while true {
      var job: Job?
      act { state in
        if !hasArrived { state.isCalling = false }
        state.runners[number] = nil
        guard hasRoom(state), let next = state.jobs.popFirst() else { return }
        // The sum cannot overflow within the life of a process.
        state.begunJobCount += 1
        state.runners[number] = Runner(job: state.begunJobCount)
        job = next
      }
      hasArrived = true
      guard let job else { return }
      job(isActive)
    }
  }
}
