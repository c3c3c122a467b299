/// The records of one area that have left the memory; each batch is sorted and written on another core.
struct SpilledTexts {
  let area: TextArea
  private let file: TextRuns
  private var runs: [TextRuns.Run] = []
  private var next: Ahead<TextRuns.Run>?

  init(_ area: TextArea, in directory: String) throws(StoreError) {
    self.area = area
    file = try TextRuns(in: directory)
  }

  /// Takes records away; waits for those before, so that no more than two batches are in memory.
  mutating func append(_ records: TextRecords) throws {
    try settle()
    let start = runs.last.map(TextRuns.end) ?? 0
    next = Ahead { [file] in try file.write(records, at: start) }
  }

  /// Hands out all records in their order, each once.
  mutating func forEach(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    try settle()
    try file.forEach(in: runs, area, take)
  }

  private mutating func settle() throws {
    if let next { runs.append(try next.value()) }
    next = nil
  }
}
