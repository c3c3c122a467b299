/// Finds the shortest way to write IRIs: as prefixed names where that needs no escapes.
struct PrefixMap {
  struct Entry {
    let name: [UInt8]
    let namespace: [UInt8]
    /// The longest other namespace that this one starts with.
    var parent: Int?
  }

  /// Sorted by namespace.
  private(set) var entries: [Entry] = []

  /// Takes those prefixes whose name and namespace Turtle can declare; of several names for one namespace
  /// the first by code points.
  init(_ prefixes: [String: String]) {
    var names: [[UInt8]: [UInt8]] = [:]
    for (name, namespace) in prefixes where Self.isDeclarable(name, namespace) {
      let name = Array(name.utf8)
      let namespace = Array(namespace.utf8)
      if let other = names[namespace], other.lexicographicallyPrecedes(name) { continue }
      names[namespace] = name
    }
    entries = names.map { Entry(name: $0.value, namespace: $0.key, parent: nil) }
      .sorted { $0.namespace.lexicographicallyPrecedes($1.namespace) }
    for index in entries.indices.dropFirst() {
      var candidate: Int? = index - 1
      while let parent = candidate, !entries[index].namespace.starts(with: entries[parent].namespace) {
        candidate = entries[parent].parent
      }
      entries[index].parent = candidate
    }
  }

  private static func isDeclarable(_ name: String, _ namespace: String) -> Bool {
    guard (try? IRI(namespace)) != nil else { return false }
    return isNameToken(Array(name.utf8) + [UInt8(ascii: ":")])
  }

  /// The prefix with the longest namespace that leaves a local name which can be written as it is.
  func index(for iri: UnsafeBufferPointer<UInt8>) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let isAfter = entries[middle].namespace.withUnsafeBufferPointer { $0.compare(to: iri) > 0 }
      if isAfter { high = middle } else { low = middle + 1 }
    }
    // Every namespace that the IRI starts with is this one or one of its parents.
    var candidate: Int? = low > 0 ? low - 1 : nil
    while let index = candidate {
      let namespace = entries[index].namespace
      if iri.starts(with: namespace) && Self.isLocalName(iri[namespace.count...]) { return index }
      candidate = entries[index].parent
    }
    return nil
  }

  // [168s] PN_LOCAL, without escapes
  private static func isLocalName(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    isNameToken([UInt8(ascii: ":")] + text)
  }

  /// Whether the parser would read the whole text as one prefixed name without escapes.
  private static func isNameToken(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      let window = ByteWindow(text, isFinal: true)
      guard text[0] == UInt8(ascii: ":") || window.isNameBase(at: 0) else { return false }
      guard let token = try? window.scanNameToken(at: 0, limits: ParserLimits()) else { return false }
      return token.colon != nil && token.end == text.count && !token.hasEscapes
    }
  }
}
