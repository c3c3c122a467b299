import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// Threads that methods run on, woken sparingly and no more of them than there are cores, but for long jobs.
///
/// Waking a thread costs more than most reads take. So at most one thread is on its way at any time: when it
/// arrives and finds more jobs than its own, it calls the next one. More threads than cores would only take turns and
/// wait for each other's locks, so as many run as there are cores, and one more for each step of a job that takes
/// long: such a step waits for the disk, or shall not keep short ones waiting.
final class MethodPool: Sendable {
  /// What a thread does.
  typealias Job = @Sendable (Turn) -> Void
  /// Calls a function once, in a moment.
  typealias Later = @Sendable (_ look: @escaping @Sendable () -> Void) -> Void

  /// What a job knows of the thread that runs it.
  struct Turn: Sendable {
    /// False if the pool has been shut down and nothing is to be begun.
    let isActive: Bool
    fileprivate let runner: Int
    fileprivate let pool: MethodPool

    /// Says that one step of the job is done, of several that are short each.
    func endStep() { pool.state.withLock { $0.beginStep(runner) } }
  }

  /// A thread that runs, or has been called to run, jobs.
  private struct Runner {
    /// Which step it has begun, counted from 1; 0 before the first.
    var step = 0
    /// The step it was at when somebody looked last.
    var seenStep = 0
    /// Whether it was at the same step at two looks.
    var isLong = false
  }

  private struct State {
    var jobs = CircularBuffer<Job>()
    /// The runners by their numbers; nil for a number that none has.
    var runners: [Runner?]
    var begunStepCount = 0
    /// Whether a runner has been called and is not there yet.
    var isCalling = false
    /// Whether somebody is going to look for long jobs.
    var isWatching = false

    var runnerCount: Int { runners.count { $0 != nil } }
    var longCount: Int { runners.count { $0?.isLong == true } }

    mutating func beginStep(_ runner: Int) {
      // The sum cannot overflow within the life of a process.
      begunStepCount += 1
      runners[runner] = Runner(step: begunStepCount)
    }
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
  ///   - later: a step is long that was there when this called, and still is when it calls again.
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

  /// Calls in 20 milliseconds, which few requests take, even where a thread is made to wait for others.
  static let inMilliseconds: Later = { look in
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20), execute: look)
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

  /// Looks which steps have not ended since the last look, while jobs wait.
  private func look() {
    act { state in
      state.isWatching = false
      for number in state.runners.indices {
        guard let runner = state.runners[number], runner.step != 0 else { continue }
        state.runners[number]?.isLong = runner.step == runner.seenStep
        state.runners[number]?.seenStep = runner.step
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
        state.beginStep(number)
        job = next
      }
      hasArrived = true
      guard let job else { return }
      job(Turn(isActive: isActive, runner: number, pool: self))
    }
  }
}
