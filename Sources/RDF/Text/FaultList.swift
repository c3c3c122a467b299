/// The faults that a recovering parser has met, up to a limit.
struct FaultList {
  private(set) var faults: [SyntaxError] = []
  /// Whether nothing more is to be read.
  private(set) var isClosed = false

  /// Keeps a fault; the one that reaches the limit is the last, and is told to be.
  mutating func add(_ fault: SyntaxError, limits: ParserLimits) {
    guard !isClosed else { return }
    faults.append(fault)
    guard faults.count >= limits.faultCountMax else { return }
    isClosed = true
    faults[faults.count - 1] = SyntaxError(
      .limit, at: fault.position,
      "\(fault.message); this is the last of \(limits.faultCountMax) faults, and the rest was not read")
  }

  /// Keeps a fault behind which nothing can be read.
  mutating func close(with fault: SyntaxError) {
    guard !isClosed else { return }
    faults.append(fault)
    isClosed = true
  }
}
