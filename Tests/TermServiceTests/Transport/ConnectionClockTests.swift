import NIOCore
import Testing

@testable import TermService

@Suite struct ConnectionClockTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

  private func clock() -> ConnectionClock { ConnectionClock(limits: ServiceLimits(), now: start) }

  private func after(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

  @Test func `a new connection has a minute to say who it is`() {
    #expect(clock().deadline == after(60))
  }

  @Test func `an account may be idle for an hour, from its last request`() {
    var clock = clock()
    clock.update(.request(isAnonymous: false), now: after(5))
    #expect(clock.deadline == after(3_600))
    clock.update(.work, now: after(10))
    #expect(clock.deadline == nil)
    clock.update(.request(isAnonymous: false), now: after(20))
    #expect(clock.deadline == after(3_620))
    clock.restartIdle(now: after(30))
    #expect(clock.deadline == after(3_630))
  }

  @Test func `a line has 20 seconds from its first byte, and one more for each 500 bytes`() {
    var clock = clock()
    clock.update(.line(byteCount: 1), now: after(100))
    #expect(clock.deadline == after(120))
    clock.update(.line(byteCount: 499), now: after(110))
    #expect(clock.deadline == after(120))
    clock.update(.line(byteCount: 500), now: after(111))
    #expect(clock.deadline == after(121))
    clock.update(.line(byteCount: 5_000), now: after(112))
    #expect(clock.deadline == after(130))
  }

  @Test func `the time for taking answers starts anew with progress only`() {
    var clock = clock()
    clock.update(.taking, now: after(10))
    #expect(clock.deadline == after(70))
    clock.update(.taking, now: after(30))
    #expect(clock.deadline == after(70))
    clock.update(.taking, hasProgressed: true, now: after(40))
    #expect(clock.deadline == after(100))
  }

  @Test func `lingering ends after two seconds, whatever is sent`() {
    var clock = clock()
    clock.update(.lingering, now: after(10))
    clock.update(.lingering, now: after(11))
    #expect(clock.deadline == after(12))
  }
}
