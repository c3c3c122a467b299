/// Where bytes are put for which there is room already.
///
/// Terms are short, so that the checks before each copy, and the call for it, would cost more than the copy.
/// Whoever makes one has made room for all that is put there.
struct ByteCursor {
  private(set) var position: UnsafeMutableRawPointer

  @inline(__always) init(_ position: UnsafeMutableRawPointer) { self.position = position }

  @inline(__always) mutating func put(_ byte: UInt8) {
    position.storeBytes(of: byte, as: UInt8.self)
    position += 1
  }

  @inline(__always) mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    put(UnsafeRawBufferPointer(bytes))
  }

  @inline(__always) mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Copies up to 64 bytes as words that overlap, more by a call.
  @inline(__always) mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    let count = bytes.count
    if count > 64 {
      position.copyMemory(from: source, byteCount: count)
    } else if count > 32 {
      copy(SIMD4<UInt64>.self, from: source, count)
    } else if count > 16 {
      copy(SIMD2<UInt64>.self, from: source, count)
    } else if count >= 8 {
      copy(UInt64.self, from: source, count)
    } else if count >= 4 {
      copy(UInt32.self, from: source, count)
    } else if count >= 2 {
      copy(UInt16.self, from: source, count)
    } else if count == 1 {
      position.storeBytes(of: source.load(as: UInt8.self), as: UInt8.self)
    }
    position += count
  }

  @inline(__always)
  private func copy<Word: BitwiseCopyable>(_: Word.Type, from source: UnsafeRawPointer, _ count: Int) {
    let last = count - MemoryLayout<Word>.size
    let words = (
      source.loadUnaligned(as: Word.self), source.loadUnaligned(fromByteOffset: last, as: Word.self)
    )
    position.storeBytes(of: words.0, as: Word.self)
    position.storeBytes(of: words.1, toByteOffset: last, as: Word.self)
  }
}
