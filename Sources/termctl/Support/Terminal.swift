import Foundation

/// The terminal: text to the right stream, colour only where somebody looks at it.
enum Terminal {
  enum Stream {
    case standardOutput
    case standardError

    var handle: FileHandle { self == .standardOutput ? .standardOutput : .standardError }
    var descriptor: Int32 { self == .standardOutput ? STDOUT_FILENO : STDERR_FILENO }
  }

  /// The styles that texts are shown in.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  /// Writes text as it is; a reader that has gone away is no fault.
  static func write(_ text: String, to stream: Stream = .standardOutput) {
    try? stream.handle.write(contentsOf: Data(text.utf8))
  }

  /// Writes a line.
  static func line(_ text: String = "") { write(text + "\n") }

  /// Says on standard error what went wrong.
  static func complain(_ message: String) {
    write(styled("termctl: ", .red, on: .standardError) + visible(message) + "\n", to: .standardError)
  }

  /// Tells on standard error how something is going.
  static func note(_ message: String) { write(visible(message) + "\n", to: .standardError) }

  /// The text in a style, if the stream is a terminal and nobody asked for plain text (https://no-color.org).
  static func styled(_ text: String, _ style: Style, on stream: Stream = .standardOutput) -> String {
    guard usesColor(stream) else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  /// Whether somebody looks at the stream, on a terminal that can move its cursor.
  static func isInteractive(_ stream: Stream) -> Bool {
    isatty(stream.descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  static func usesColor(_ stream: Stream) -> Bool {
    isInteractive(stream) && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// The text with control characters made visible, so that no label drives the reader's terminal.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Controls other than line feed and tab, and the controls of bidirectional text.
  private static func isControl(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
