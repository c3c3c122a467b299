import Testing

@testable import TermService

@Suite struct ConnectionFlowTests {
  private let a: [UInt8] = [0x61]
  private let b: [UInt8] = [0x62]
  private let c: [UInt8] = [0x63]

  private func flow() -> ConnectionFlow { ConnectionFlow(unsentByteCountMax: 100) }

  @Test func `nothing is read while a request is in work`() {
    var flow = flow()
    #expect(flow.next() == .read)
    #expect(flow.next() == .wait)
    flow.received([.line(a)])
    #expect(flow.next() == .work([a]))
    #expect(flow.next() == .wait)
    flow.received([])
    #expect(flow.next() == .wait)
    flow.finishedWork(leaving: [], closes: false)
    #expect(flow.next() == .read)
  }

  @Test func `while a request is in work only as much is read ahead as the limit says`() {
    var flow = ConnectionFlow(unsentByteCountMax: 100, readAheadByteCountMax: 2)
    #expect(flow.next() == .read)
    flow.received([.line(a)])
    #expect(flow.next() == .work([a]))
    #expect(flow.next() == .read)
    flow.received([.line(b)])
    #expect(flow.next() == .read)
    flow.received([.line(c)])
    #expect(flow.next() == .wait)
    flow.finishedWork(leaving: [], closes: false)
    #expect(flow.next() == .work([b, c]))
    #expect(flow.next() == .read)
  }

  @Test func `lines that came together are worked on in order, before anything is read`() {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a), .line(b)])
    #expect(flow.next() == .work([a, b]))
    flow.received([.line(c)])
    flow.finishedWork(leaving: [b], closes: false)
    #expect(flow.next() == .work([b, c]))
    flow.finishedWork(leaving: [], closes: false)
    #expect(flow.next() == .read)
  }

  @Test(arguments: [(99, true), (100, true), (101, false)])
  func `nothing is begun while more than the limit is unsent`(_ byteCount: Int, _ goesOn: Bool) {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a)])
    flow.queued(byteCount: byteCount)
    if goesOn {
      #expect(flow.next() == .work([a]))
    } else {
      #expect(flow.next() == .wait)
      flow.sent(byteCount: 1)
      #expect(flow.next() == .work([a]))
    }
  }

  @Test func `a peer that ended its input is closed when it has its answers`() {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a)])
    flow.inputEnded()
    #expect(flow.next() == .work([a]))
    flow.queued(byteCount: 10)
    flow.finishedWork(leaving: [], closes: false)
    #expect(flow.next() == .wait)
    flow.sent(byteCount: 10)
    #expect(flow.next() == .close)
    #expect(flow.next() == .wait)
  }

  @Test func `a line too long is answered after the lines before it, then input is thrown away`() {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a), .tooLong])
    #expect(flow.next() == .work([a]))
    flow.finishedWork(leaving: [], closes: false)
    #expect(flow.next() == .answerLongLine)
    flow.queued(byteCount: 10)
    #expect(flow.next() == .wait)
    flow.sent(byteCount: 10)
    #expect(flow.next() == .linger)
    #expect(flow.isLingering == true)
    #expect(flow.next() == .read)
    flow.received([])
    #expect(flow.next() == .read)
    flow.inputEnded()
    #expect(flow.next() == .close)
  }

  @Test func `after an answer that closes, no line is taken`() {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a), .line(b)])
    #expect(flow.next() == .work([a, b]))
    flow.finishedWork(leaving: [b], closes: true)
    #expect(flow.next() == .linger)
  }

  @Test func `a stop finishes what is in work and refuses what comes until the drain ends`() {
    var flow = flow()
    #expect(flow.next() == .read)
    flow.received([.line(a), .line(b)])
    #expect(flow.next() == .work([a, b]))
    flow.stop()
    #expect(flow.isDraining == false)
    #expect(flow.next() == .wait)
    flow.finishedWork(leaving: [b], closes: false)
    #expect(flow.isDraining == true)
    #expect(flow.next() == .refuse([b]))
    #expect(flow.next() == .read)
    flow.received([.line(c)])
    #expect(flow.next() == .refuse([c]))
    flow.queued(byteCount: 10)
    flow.stopDraining()
    #expect(flow.next() == .wait)
    flow.sent(byteCount: 10)
    #expect(flow.next() == .close)
  }

  @Test func `a connection that is gone does nothing`() {
    var flow = flow()
    flow.closed()
    flow.received([.line(a), .tooLong])
    flow.inputEnded()
    flow.stop()
    #expect(flow.next() == .wait)
  }
}
