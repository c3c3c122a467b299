/// Lets whoever waits for a long piece of work see how far it has come, and end it.
public enum LongWork {
  /// Is told how many entries have been dealt with, and of how many if that is known; false ends the work.
  public typealias Observer = @Sendable (_ done: Int, _ total: Int?) -> Bool

  /// Who is told of work that is done on this thread; nil for nobody.
  @TaskLocal public static var observer: Observer?

  /// How many entries are dealt with from one report to the next: some milliseconds' work.
  private static let stride = 1024

  /// Reports now and then.
  ///
  /// - Throws: `cancelled` if nobody wants the work any more; its transaction is then undone.
  static func step(_ done: Int, of total: Int? = nil) throws(StoreError) {
    guard done % stride == 0, let observer, !observer(done, total) else { return }
    throw StoreError(.cancelled, "the work was ended before it was done; nothing was changed")
  }
}
