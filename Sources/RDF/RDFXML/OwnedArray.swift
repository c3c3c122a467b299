/// A growing array in memory of its own, for what is appended to and read at every step of a parse.
///
/// An `Array` is counted and may be shared, so that each append asks whether it is, and each removal goes through
/// code for any collection. This one has a single owner. What makes it sound: the memory is allocated here and
/// given back here only, the first `count` elements are initialised and no others, and every index is checked.
struct OwnedArray<Element>: ~Copyable {
  private var storage: UnsafeMutableBufferPointer<Element>
  private(set) var count = 0

  init(capacity: Int = 64) { storage = .allocate(capacity: max(capacity, 1)) }

  deinit {
    _ = storage[..<count].deinitialize()
    storage.deallocate()
  }

  @inline(__always) var isEmpty: Bool { count == 0 }

  /// The last element, or nil if there is none.
  @inline(__always) var last: Element? { count > 0 ? storage[count - 1] : nil }

  /// The elements in place, valid until some are appended or removed.
  @inline(__always) var elements: UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: storage.baseAddress, count: count)
  }

  @inline(__always) subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "an index is out of range")
      return storage[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "an index is out of range")
      yield &storage[index]
    }
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == storage.count { grow(for: 1) }
    storage.initializeElement(at: count, to: element)
    count += 1
  }

  @inline(__always) mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    if elements.count > storage.count - count { grow(for: elements.count) }
    guard let source = elements.baseAddress, let target = storage.baseAddress else { return }
    (target + count).initialize(from: source, count: elements.count)
    count += elements.count
  }

  mutating func append(contentsOf elements: some Sequence<Element>) {
    // Nearly all sequences have their elements in one place, from where they are copied at once.
    guard elements.withContiguousStorageIfAvailable({ append(contentsOf: $0) }) == nil else { return }
    for element in elements { append(element) }
  }

  @inline(__always) mutating func removeLast() {
    guard count > 0 else { return }
    count -= 1
    storage.deinitializeElement(at: count)
  }

  /// Removes so many elements from the start, or all if there are fewer.
  mutating func removeFirst(_ removedCount: Int) {
    let removedCount = min(max(removedCount, 0), count)
    guard let start = storage.baseAddress, removedCount > 0 else { return }
    start.deinitialize(count: removedCount)
    // What is left moves to the front; the two places may overlap, which this move allows.
    start.moveInitialize(from: start + removedCount, count: count - removedCount)
    count -= removedCount
  }

  /// Removes all elements and keeps the memory.
  @inline(__always) mutating func removeAll() {
    _ = storage[..<count].deinitialize()
    count = 0
  }

  private mutating func grow(for addedCount: Int) {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(
      capacity: max(2 * storage.count, count + addedCount))
    _ = larger.moveInitialize(fromContentsOf: storage[..<count])
    storage.deallocate()
    storage = larger
  }
}
