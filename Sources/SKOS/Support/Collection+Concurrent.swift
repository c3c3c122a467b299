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
