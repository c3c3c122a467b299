/// The prefixes that a document has declared so far, by the bytes of their names.
struct PrefixTable {
  private var names: [[UInt8]] = []
  private var namespaces: [[UInt8]] = []
  private var indices: [[UInt8]: Int] = [:]
  /// Where a name was found last, by a cheap hash of it: most documents use few prefixes again and again.
  private var recent: [Int] = Array(repeating: -1, count: 64)

  /// Declares a prefix, or declares it anew.
  mutating func declare(_ name: [UInt8], _ namespace: [UInt8]) {
    if let index = indices[name] {
      namespaces[index] = namespace
    } else {
      indices[name] = names.count
      names.append(name)
      namespaces.append(namespace)
    }
  }

  /// The namespace of a prefix; nil if it is not declared.
  @inline(__always)
  mutating func namespace(of name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let index = index(of: name) else { return nil }
    return namespaces[index]
  }

  private mutating func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let slot = (Int(name.first ?? 0) &* 31 &+ Int(name.last ?? 0) &* 7 &+ name.count) & 63
    let candidate = recent[slot]
    if candidate >= 0 && names[candidate].withUnsafeBufferPointer({ $0.hasSameBytes(as: name) }) {
      return candidate
    }
    guard let index = indices[Array(name)] else { return nil }
    recent[slot] = index
    return index
  }
}
