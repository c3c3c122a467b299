import Dispatch
import Synchronization

/// Something that is being computed on another thread while its owner does something else.
final class Ahead<Value: Sendable>: Sendable {
  private let group = DispatchGroup()
  private let made = Mutex<Result<Value, any Error>?>(nil)

  /// Begins at once.
  init(_ make: @escaping @Sendable () throws -> Value) {
    DispatchQueue.global().async(group: group) { [self] in
      let result = Result { try make() }
      made.withLock { $0 = result }
    }
  }

  /// Waits until it is done.
  func value() throws -> Value {
    group.wait()
    guard let result = made.withLock({ $0 }) else {
      preconditionFailure("the group was left before the value was made")
    }
    return try result.get()
  }
}
