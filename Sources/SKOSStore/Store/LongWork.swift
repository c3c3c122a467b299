/// Lets whoever waits for a long piece of work see how far it has come, and end it.
public enum LongWork {
  /// Whoever waits for a piece of work.
  ///
  /// A class and no bare function: the optimiser of Swift 6.3 makes a program that crashes of a task-local function.
  public final class Observer: Sendable {
    fileprivate let goesOn: @Sendable (_ done: Int, _ total: Int?) -> Bool

    /// - Parameter goesOn: is told how many entries have been dealt with, and of how many if that is known; false
    ///   ends the work.
    public init(_ goesOn: @escaping @Sendable (_ done: Int, _ total: Int?) -> Bool) { self.goesOn = goesOn }
  }

  /// Who is told of work that is done on this thread; nil for nobody.
  @TaskLocal public static var observer: Observer?

  /// How many entries are dealt with from one report to the next: some milliseconds' work.
  private static let stride = 1024

  /// Reports now and then.
  ///
  /// - Throws: `cancelled` if nobody wants the work any more; its transaction is then undone.
  static func step(_ done: Int, of total: Int? = nil) throws(StoreError) {
    guard done % stride == 0, let observer, !observer.goesOn(done, total) else { return }
    throw StoreError(.cancelled, "the work was ended before it was done; nothing was changed")
  }
}
