import Foundation

/// A progress bar on standard error, if that is a terminal.
final class ReadingProgress {
  private var bar: ProgressBar
  private var done = 0

  init?(of name: String, byteCount: Int?) {
    guard Terminal.isInteractive(.standardError) else { return nil }
    bar = ProgressBar("reading \(Terminal.visible(name))", total: byteCount, at: Self.now)
  }

  private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  func advance(by byteCount: Int) {
    done += byteCount
    if let text = bar.advance(to: done, at: Self.now) { Terminal.write(text, to: .standardError) }
  }

  func clear() {
    if let text = bar.clear() { Terminal.write(text, to: .standardError) }
  }
}
