import Foundation
import SKOSStore

// Usage: store-bench import FOLDER FILE     makes a store in a folder and brings a document into it
//        store-bench read FOLDER SAMPLES    reads entries at random, at the head
//        store-bench search FOLDER SAMPLES  looks for beginnings, parts and misspelt words of labels
//        store-bench commit FOLDER COUNT    merges as many change requests of one entry each
//        store-bench past FOLDER SAMPLES    the same reads at the head and at an old revision
//        store-bench diff FOLDER SAMPLES    what differs between two revisions
//
// Each mode is a process of its own over the store that `import` has made, so that each begins with nothing in memory
// but what the operating system keeps of the file. It prints one JSON object. What is read is drawn at random by the
// seed in the environment variable SEED, 1 unless it is given: equal seeds draw the same.

func usage() -> Never {
  FileHandle.standardError.write(
    Data("usage: store-bench import FOLDER FILE | read|search|commit|past|diff FOLDER COUNT\n".utf8))
  exit(2)
}

guard CommandLine.arguments.count == 4 else { usage() }
let (mode, folder, last) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
var result = Measurement(mode: mode)

if mode == "import" {
  try ImportBench.run(file: last, folder: folder, into: &result)
} else {
  guard let count = Int(last), count > 0 else { usage() }
  let seed = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init) ?? 1
  let bench = try OpenedStore(folder: folder, seed: seed, into: &result)
  switch mode {
  case "read": try bench.read(count, into: &result)
  case "search": try bench.search(count, into: &result)
  case "commit": try bench.commit(count, into: &result)
  case "past": try bench.past(count, into: &result)
  case "diff": try bench.diff(count, into: &result)
  default: usage()
  }
  bench.close()
}
result.set("cpuSeconds", ProcessUse.cpuSeconds)
result.set("peakMemory", ProcessUse.memory("VmHWM"))
result.print()
