import Foundation
import RDF
import SKOS
import SKOSStore

/// Measures bringing a document into a new store, from the file to the commit on the disk.
enum ImportBench {
  static func run(file: String, folder: String, into result: inout Measurement) throws {
    let store = try Store(directory: folder, ownerDescription: "store-bench")
    let committee = try BenchCommittee(founding: store)
    let before = ProcessUse.memory("VmRSS")
    ProcessUse.resetPeak()
    let watch = MemoryWatch()
    let start = ContinuousClock.now
    let cpu = ProcessUse.cpuSeconds
    let graph = try readGraph(file)
    result.set("readSeconds", Times.seconds(since: start))
    result.set("graphBytes", graph.byteCount)
    let report = try store.importGraph(
      graph, mode: .replace, message: "Import", grant: committee.grant(.importContent, .manager))
    result.set("seconds", Times.seconds(since: start))
    result.set("importCpuSeconds", ProcessUse.cpuSeconds - cpu)
    result.set("triples", report.tripleCount)
    result.set("entries", report.added.count)
    result.set("memoryBefore", before)
    result.set("memoryPeak", ProcessUse.memory("VmHWM"))
    result.set("memoryOverTime", watch.end())

    // Searching works at once: there is nothing that would have to be made first.
    guard let iri = report.added.dropFirst(report.added.count / 2).first else { return }
    let searching = ContinuousClock.now
    let hits = try store.snapshot(grant: committee.grant(.read, .manager)) { snapshot in
      let label = try snapshot.label(of: iri, for: [])
      return try snapshot.search(SearchQuery(label.text)).hits
    }
    result.set("firstSearchSeconds", Times.seconds(since: searching))
    result.set("firstSearchHits", hits.count)

    let closing = ContinuousClock.now
    store.close()
    result.set("closeSeconds", Times.seconds(since: closing))
    result.set("bytes", try byteCount(of: folder))
  }

  /// Reads a document in pieces, as the service does.
  private static func readGraph(_ path: String) throws -> Graph {
    guard let syntax = RDFSyntax(fileName: path), let file = FileHandle(forReadingAtPath: path) else {
      throw StoreError(.invalidArgument, "\(path) cannot be read, or its name does not tell its syntax")
    }
    var parser = DocumentParser(syntax, into: GraphBuilder())
    while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty {
      try piece.withUnsafeBytes { try parser.feed($0.bindMemory(to: UInt8.self)) }
    }
    try parser.finish()
    return parser.sink.graph()
  }

  /// How much the files of a folder take.
  static func byteCount(of folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return sum
        + (attributes[.type] as? FileAttributeType == .typeRegular ? attributes[.size] as? Int ?? 0 : 0)
    }
  }
}
