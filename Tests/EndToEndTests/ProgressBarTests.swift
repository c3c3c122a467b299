import Testing

@testable import termctl

@Suite struct ProgressBarTests {
  @Test func `a short work shows nothing`() {
    var bar = ProgressBar("reading a.nt", total: 1000, at: 10)
    #expect(bar.advance(to: 500, at: 10.1) == nil)
    #expect(bar.advance(to: 900, at: 10.49) == nil)
    #expect(bar.clear() == nil)
  }

  @Test func `a long work shows how far it is, at most ten times a second, and leaves nothing behind`() {
    var bar = ProgressBar("reading a.nt", total: 4_000_000, at: 0)
    let half = "\rreading a.nt  [###############---------------]  50% of 4 MB\u{1B}[K"
    #expect(bar.advance(to: 2_000_000, at: 0.5) == half)
    #expect(bar.advance(to: 2_100_000, at: 0.55) == nil)
    #expect(bar.advance(to: 4_000_000, at: 0.625)?.contains("] 100% of 4 MB") == true)
    #expect(bar.clear() == "\r\u{1B}[K")
    #expect(bar.clear() == nil)
  }

  @Test func `a work of unknown size shows what has been done`() {
    var bar = ProgressBar("reading standard input", total: nil, at: 0)
    #expect(bar.advance(to: 2_345_678_901, at: 1) == "\rreading standard input  2.3 GB\u{1B}[K")
  }

  @Test func `the picture stays on one line and within its bounds`() {
    for (label, total) in [(String(repeating: "long ", count: 40), 5), ("x", 0), ("growing", 3)] {
      var bar = ProgressBar(label, total: total, at: 0)
      for (step, done) in [0, 1, 3, 1_000_000_000_000].enumerated() {
        let text = bar.advance(to: done, at: 1 + Double(step))
        #expect((text?.count ?? 0) <= ProgressBar.width + 4)
        #expect(text?.contains("\n") == false)
      }
    }
  }
}
