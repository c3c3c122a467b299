import NIOCore
import NIOPosix
import Synchronization

/// Threads that methods run on, woken sparingly.
///
/// Waking a thread costs more than most reads take. So at most one thread is on its way at any time: when it
/// arrives and finds more jobs than its own, it calls the next one. A job that waits therefore always has a thread
/// coming, unless all threads are busy, and a crowd of short jobs is done by few threads.
final class MethodPool: Sendable {
  /// What a thread does; false if the pool has been shut down and nothing is to be begun.
  typealias Job = @Sendable (_ isActive: Bool) -> Void

  private struct State {
    var jobs = CircularBuffer<Job>()
    /// Threads that run, or have been called to run, jobs.
    var runnerCount = 0
    /// Whether one of them has been called and is not there yet.
    var isCalling = false
  }

  private let pool: NIOThreadPool
  private let threadCount: Int
  private let state = Mutex(State())

  /// Starts the threads.
  init(threadCount: Int) {
    self.threadCount = threadCount
    pool = NIOThreadPool(numberOfThreads: threadCount)
    pool.start()
  }

  /// Runs a job as soon as a thread is free; jobs begin in the order in which they came.
  func submit(_ job: @escaping Job) {
    let calls = state.withLock { state in
      state.jobs.append(job)
      return shouldCall(&state)
    }
    if calls { callRunner() }
  }

  /// Ends the threads when their jobs are done; jobs that have not begun are told that nothing is to be.
  func shutdown() async { try? await pool.shutdownGracefully() }

  /// Does so without waiting.
  func shutdownInBackground() { pool.shutdownGracefully { _ in } }

  private func shouldCall(_ state: inout State) -> Bool {
    guard !state.jobs.isEmpty, !state.isCalling, state.runnerCount < threadCount else { return false }
    state.isCalling = true
    state.runnerCount += 1
    return true
  }

  private func callRunner() {
    pool.submit { poolState in self.run(isActive: poolState == .active) }
  }

  /// Takes jobs until there are none.
  private func run(isActive: Bool) {
    var hasArrived = false
    while true {
      let (job, calls) = state.withLock { state -> (Job?, Bool) in
        if !hasArrived { state.isCalling = false }
        guard let job = state.jobs.popFirst() else {
          state.runnerCount -= 1
          return (nil, false)
        }
        return (job, shouldCall(&state))
      }
      hasArrived = true
      guard let job else { return }
      if calls { callRunner() }
      job(isActive)
    }
  }
}
