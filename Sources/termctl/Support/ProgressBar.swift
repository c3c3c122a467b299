/// How far a long work has come, as text for a terminal.
///
/// A value that is told the time and what has been done, and returns what to write; so it needs no clock and
/// no terminal. Nothing is shown in the first half second, and after that at most ten pictures a second.
struct ProgressBar {
  /// How long a work has to take to be worth a picture, in seconds.
  static let delay = 0.5
  /// The time between two pictures, in seconds.
  static let interval = 0.1
  /// How many places of the line the picture takes at most; terminals have 80.
  static let width = 78

  private let label: String
  /// How many bytes there are to do; nil if that is not known.
  private let total: Int?
  /// When the next picture is due, in seconds on the caller's clock.
  private var due: Double
  private var isShown = false

  /// Starts at a moment on the caller's clock, in seconds.
  init(_ label: String, total: Int?, at now: Double) {
    self.label = label
    self.total = total
    due = now + Self.delay
  }

  /// What to write now that so many bytes are done; nil if no picture is due.
  mutating func advance(to done: Int, at now: Double) -> String? {
    guard now >= due else { return nil }
    due = now + Self.interval
    isShown = true
    return "\r" + picture(done) + "\u{1B}[K"
  }

  /// What to write at the end, so that nothing stays behind; nil if nothing was shown.
  mutating func clear() -> String? {
    guard isShown else { return nil }
    isShown = false
    return "\r\u{1B}[K"
  }

  private func picture(_ done: Int) -> String {
    guard let total, total > 0 else { return "\(name(Self.width - 12))  \(Self.size(done))" }
    // A file may grow while it is read.
    let part = min(max(Double(done) / Double(total), 0), 1)
    let cells = 30
    let full = Int(part * Double(cells))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: cells - full)
    let percent = "\(Int(part * 100))%"
    let padding = String(repeating: " ", count: 4 - percent.count)
    let end = "  [\(bar)] \(padding)\(percent) of \(Self.size(total))"
    return name(Self.width - end.count) + end
  }

  /// The label, cut so that the line stays one line.
  private func name(_ width: Int) -> String {
    label.count <= width ? label : label.prefix(max(width - 1, 0)) + "…"
  }

  /// A number of bytes for people, in powers of 1,000.
  private static func size(_ byteCount: Int) -> String {
    switch byteCount {
    case ..<1_000: "\(byteCount) B"
    case ..<1_000_000: "\(byteCount / 1_000) kB"
    case ..<1_000_000_000: "\(byteCount / 1_000_000) MB"
    default: "\(byteCount / 1_000_000_000).\(byteCount / 100_000_000 % 10) GB"
    }
  }
}
