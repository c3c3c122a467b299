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

  /// Puts the namespace of a prefix in place of what `output` holds; false if the prefix is not declared.
  mutating func startIRI(_ name: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) -> Bool {
    guard let index = index(of: name) else { return false }
    output.removeAll(keepingCapacity: true)
    output.append(contentsOf: namespaces[index])
    return true
  }

  private mutating func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let slot = (Int(name.first ?? 0) &* 31 &+ Int(name.last ?? 0) &* 7 &+ name.count) & 63
    let candidate = recent[slot]
    if candidate >= 0 && names[candidate].elementsEqual(name) { return candidate }
    guard let index = indices[Array(name)] else { return nil }
    recent[slot] = index
    return index
  }
}
