import Foundation

/// Threads of their own, because the pool's are as few as the processors and must not be held.
public enum Threads {
  /// Runs a block on so many threads at once, and waits for all of them.
  public static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let done = DispatchGroup()
    for number in 0..<count {
      done.enter()
      Thread {
        body(number)
        done.leave()
      }.start()
    }
    done.wait()
  }
}
