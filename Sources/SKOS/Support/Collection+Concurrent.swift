internal import Dispatch
internal import Synchronization

extension Collection where Self: Sendable, Index == Int {
  /// What `transform` makes of each element, in the order of the elements; made on all cores.
  ///
  /// The caller waits; its thread takes part. What several elements need and is made lazily has to be a `Lazy`.
  package func concurrentMap<Value: Sendable>(_ transform: @Sendable (Element) -> Value) -> [Value] {
    let made = Mutex<[Value?]>(Array(repeating: nil, count: count))
    let first = startIndex
    DispatchQueue.concurrentPerform(iterations: count) { place in
      let value = transform(self[first + place])
      made.withLock { $0[place] = value }
    }
    return made.withLock { $0.compactMap { $0 } }
  }
}

/// What two functions make, made at the same time.
func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let made = Mutex<(First?, Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { place in
    if place == 0 {
      let value = first()
      made.withLock { $0.0 = value }
    } else {
      let value = second()
      made.withLock { $0.1 = value }
    }
  }
  guard case (let first?, let second?) = made.withLock({ $0 }) else {
    preconditionFailure("both iterations have run")
  }
  return (first, second)
}
