/// Finds the shortest way to write IRIs: as prefixed names where that needs no escapes.
struct PrefixMap {
  struct Entry {
    let name: [UInt8]
    let namespace: [UInt8]
    /// What the prefix is known by outside.
    var number = 0
    /// The longest other namespace that this one starts with.
    fileprivate(set) var parent: Int?
    /// Whether some other namespace starts with this one.
    fileprivate var isParent = false

    init(name: [UInt8], namespace: [UInt8], number: Int = 0) {
      (self.name, self.namespace, self.number) = (name, namespace, number)
    }

    /// Appends the line that declares the prefix.
    func appendDeclaration(to output: inout [UInt8]) {
      output.append(contentsOf: "@prefix ".utf8)
      output.append(contentsOf: name)
      output.append(contentsOf: ": <".utf8)
      output.append(contentsOf: namespace)
      output.append(contentsOf: "> .\n".utf8)
    }
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
    self.init(names.map { Entry(name: $0.value, namespace: $0.key) })
  }

  /// Takes prefixes that can be declared, one for each namespace.
  init(_ unsorted: [Entry]) {
    entries = unsorted.sorted { $0.namespace.lexicographicallyPrecedes($1.namespace) }
    for index in entries.indices {
      entries[index].parent = nil
      entries[index].isParent = false
      var candidate: Int? = index > 0 ? index - 1 : nil
      while let parent = candidate, !entries[index].namespace.starts(with: entries[parent].namespace) {
        candidate = entries[parent].parent
      }
      entries[index].parent = candidate
      if let candidate { entries[candidate].isParent = true }
    }
  }

  /// Whether Turtle can declare the prefix.
  static func isDeclarable(_ name: String, _ namespace: String) -> Bool {
    guard (try? IRI(namespace)) != nil else { return false }
    return isNameToken(Array(name.utf8) + [UInt8(ascii: ":")])
  }

  /// The prefix with the longest namespace that leaves a local name which can be written as it is.
  ///
  /// - Parameter guess: The index that was found last; most IRIs have the namespace of the one before.
  func index(for iri: UnsafeBufferPointer<UInt8>, guess: Int? = nil) -> Int? {
    if let guess, !entries[guess].isParent, starts(iri, with: guess) {
      // No other namespace is longer, so that what this one does not fit is up to its parents.
      return find(iri, from: guess)
    }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let isAfter = entries[middle].namespace.withUnsafeBufferPointer { $0.compare(to: iri) > 0 }
      if isAfter { high = middle } else { low = middle + 1 }
    }
    // Every namespace that the IRI starts with is this one or one of its parents.
    return find(iri, from: low > 0 ? low - 1 : nil)
  }

  private func find(_ iri: UnsafeBufferPointer<UInt8>, from first: Int?) -> Int? {
    var candidate = first
    while let index = candidate {
      if starts(iri, with: index) && Self.isLocalName(iri, from: entries[index].namespace.count) {
        return index
      }
      candidate = entries[index].parent
    }
    return nil
  }

  private func starts(_ iri: UnsafeBufferPointer<UInt8>, with index: Int) -> Bool {
    entries[index].namespace.withUnsafeBufferPointer { namespace in
      guard namespace.count <= iri.count else { return false }
      return UnsafeBufferPointer(rebasing: iri[..<namespace.count]).compare(to: namespace) == 0
    }
  }

  // [168s] PN_LOCAL, without escapes
  private static func isLocalName(_ iri: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    // Letters, digits and "_" may stand anywhere, "-" anywhere but at the start.
    var index = start
    while index < iri.count, TurtleCharacters.isASCIIName(iri[index]) { index += 1 }
    if index == iri.count && (index == start || iri[start] != UInt8(ascii: "-")) { return true }
    return isNameToken([UInt8(ascii: ":")] + iri[start...])
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
