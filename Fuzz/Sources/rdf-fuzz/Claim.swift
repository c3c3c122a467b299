import Glibc

/// Stops the process, so that libFuzzer keeps the input, unless what is claimed holds.
func claim(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  guard !holds else { return }
  printError("broken claim: " + sentence())
  fatalError("a claim is broken")
}

/// Writes a line where libFuzzer writes its own.
func printError(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
