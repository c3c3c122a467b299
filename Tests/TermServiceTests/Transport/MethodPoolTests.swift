import Dispatch
import Synchronization
import Testing

@testable import TermService

@Suite(.timeLimit(.minutes(60))) struct MethodPoolTests {
  /// Waits on a thread of its own, so that the tests' tasks go on.
  private func wait(for semaphore: DispatchSemaphore, count: Int = 1) async {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "wait").async {
        for _ in 0..<count { semaphore.wait() }
        continuation.resume()
      }
    }
  }

  private final class Count: Sendable {
    let value = Atomic(0)
  }

  @Test func `every job runs once, from however many threads they come`() async {
    let pool = MethodPool(threadCount: 4)
    let count = Count()
    let done = DispatchSemaphore(value: 0)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<2_000 {
            pool.submit { turn in
              if turn.isActive { count.value.add(1, ordering: .relaxed) }
              done.signal()
            }
          }
        }
      }
    }
    await wait(for: done, count: 16_000)
    #expect(count.value.load(ordering: .relaxed) == 16_000)
    await pool.shutdown()
  }

  @Test func `as many jobs as there are threads can wait for each other`() async {
    let pool = MethodPool(threadCount: 4)
    let arrived = DispatchSemaphore(value: 0)
    let gate = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<4 {
      pool.submit { _ in
        arrived.signal()
        gate.wait()
        done.signal()
      }
    }
    await wait(for: arrived, count: 4)
    for _ in 0..<4 { gate.signal() }
    await wait(for: done, count: 4)
    await pool.shutdown()
  }

  /// Keeps what is to be called in a moment, until the test says that the moment has come.
  private final class Moments: Sendable {
    private let waiting = Mutex<[@Sendable () -> Void]>([])
    var later: MethodPool.Later { { look in self.waiting.withLock { $0.append(look) } } }
    var count: Int { waiting.withLock { $0.count } }
    func pass() {
      let looks = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      for look in looks { look() }
    }
  }

  @Test func `as many short jobs run at once as there are cores, and one more for each that takes long`()
    async
  {
    let moments = Moments()
    let pool = MethodPool(threadCount: 3, coreCount: 1, later: moments.later)
    let (arrived, gate, done) = (
      DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )
    let order = Mutex<[String]>([])
    @Sendable func submitLong(_ name: String) {
      pool.submit { _ in
        order.withLock { $0.append(name) }
        arrived.signal()
        gate.wait()
        done.signal()
      }
    }
    submitLong("first")
    await wait(for: arrived)
    submitLong("second")
    submitLong("third")
    submitLong("fourth")
    // Jobs wait, so somebody is going to look; once is not enough to call a job long.
    #expect(moments.count == 1)
    moments.pass()
    #expect(order.withLock { $0 } == ["first"])
    moments.pass()
    await wait(for: arrived)
    #expect(order.withLock { $0 } == ["first", "second"])
    // The second was not there at the look before the last.
    moments.pass()
    moments.pass()
    await wait(for: arrived)
    #expect(order.withLock { $0 } == ["first", "second", "third"])
    // There are no more threads, and nobody looks in vain.
    #expect(moments.count == 0)
    for _ in 0..<4 { gate.signal() }
    await wait(for: done, count: 4)
    #expect(order.withLock { $0 } == ["first", "second", "third", "fourth"])
    await pool.shutdown()
  }

  @Test func `a job of several short steps is not long`() async {
    let moments = Moments()
    let pool = MethodPool(threadCount: 2, coreCount: 1, later: moments.later)
    let (arrived, gate, done) = (
      DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )
    let others = Count()
    pool.submit { turn in
      for _ in 0..<3 {
        arrived.signal()
        gate.wait()
        turn.endStep()
      }
      done.signal()
    }
    await wait(for: arrived)
    pool.submit { _ in
      others.value.add(1, ordering: .relaxed)
      done.signal()
    }
    for _ in 0..<2 {
      // Each step is there at one look only.
      moments.pass()
      gate.signal()
      await wait(for: arrived)
    }
    #expect(others.value.load(ordering: .relaxed) == 0)
    gate.signal()
    await wait(for: done, count: 2)
    await pool.shutdown()
  }

  @Test func `jobs on one thread begin in their order`() async {
    let pool = MethodPool(threadCount: 1)
    let order = Mutex<[Int]>([])
    let done = DispatchSemaphore(value: 0)
    for number in 0..<1_000 {
      pool.submit { _ in
        order.withLock { $0.append(number) }
        if number == 999 { done.signal() }
      }
    }
    await wait(for: done)
    #expect(order.withLock { $0 } == Array(0..<1_000))
    await pool.shutdown()
  }

  @Test func `a job that comes after the end is told so`() async {
    let pool = MethodPool(threadCount: 2)
    await pool.shutdown()
    let done = DispatchSemaphore(value: 0)
    let wasActive = Mutex<Bool?>(nil)
    pool.submit { turn in
      wasActive.withLock { $0 = turn.isActive }
      done.signal()
    }
    await wait(for: done)
    #expect(wasActive.withLock { $0 } == false)
  }
}
