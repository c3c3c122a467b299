import CLibFuzzer
import Glibc
import RDF

// Usage: rdf-fuzz --target=NAME [libFuzzer's options] CORPUS ...
//
// libFuzzer ignores options with two hyphens, but hands them on to the processes that it starts itself.

/// What one input has to satisfy; chosen before the first input and not changed afterwards.
nonisolated(unsafe) var target = FuzzTarget.turtle

guard let name = CommandLine.arguments.first(where: { $0.hasPrefix("--target=") })?.dropFirst(9),
  let chosen = FuzzTarget(rawValue: String(name))
else {
  printError("--target= must name one of " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
  exit(2)
}
target = chosen

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
let status = LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, byteCount in
  target.check(Array(UnsafeBufferPointer(start: data, count: byteCount)))
  return 0
}
exit(status)
