/// The prefixes that a `StatementWriter` may use, and which of them it has declared.
///
/// A name keeps the namespace it was given first, since terms that are still waiting may have been written
/// with it.
struct WrittenPrefixes {
  /// The most prefixes; what a document declares beyond them is written in full.
  ///
  /// 1,024: hundreds of times what documents have, so that one made to do harm takes little time and memory.
  private static let countMax = 1_024

  private var names: Set<[UInt8]> = []
  private var namespaces: Set<[UInt8]> = []
  private var isDeclared: [Bool] = []
  private(set) var map = PrefixMap([])
  /// Prefixes that come after those which the document declares before its first term.
  private var others: [String: String] = [:]

  /// - Parameter prefixes: Those of the caller; nil for the well-known ones, which give way to those that the
  ///   document starts with.
  init(_ prefixes: [String: String]?) {
    if let prefixes { add(prefixes) } else { others = SerializerOptions.wellKnownPrefixes }
  }

  /// Says that there is a term to be written.
  mutating func start() {
    guard !others.isEmpty else { return }
    add(others)
    others = [:]
  }

  private mutating func add(_ prefixes: [String: String]) {
    var entries = map.entries
    for (name, namespace) in prefixes.sorted(by: { $0.key.isExactlyBefore($1.key) }) {
      if let entry = accept(name, namespace) { entries.append(entry) }
    }
    map = PrefixMap(entries)
  }

  /// Adds a prefix that the document declares; false if nothing changes.
  mutating func add(_ name: String, _ namespace: String) -> Bool {
    guard let entry = accept(name, namespace) else { return false }
    map = PrefixMap(map.entries + [entry])
    return true
  }

  private mutating func accept(_ name: String, _ namespace: String) -> PrefixMap.Entry? {
    guard isDeclared.count < Self.countMax, PrefixMap.isDeclarable(name, namespace) else { return nil }
    let entry = PrefixMap.Entry(
      name: Array(name.utf8), namespace: Array(namespace.utf8), number: isDeclared.count)
    guard !names.contains(entry.name), !namespaces.contains(entry.namespace) else { return nil }
    names.insert(entry.name)
    namespaces.insert(entry.namespace)
    isDeclared.append(false)
    return entry
  }

  /// Whether a prefix has still to be declared.
  func isDue(_ number: Int) -> Bool { number >= 0 && !isDeclared[number] }

  /// Appends the declaration of a prefix.
  mutating func declare(_ number: Int, to output: inout ByteOutput) {
    guard isDue(number), let entry = map.entries.first(where: { $0.number == number }) else { return }
    isDeclared[number] = true
    var line: [UInt8] = []
    entry.appendDeclaration(to: &line)
    output.append(line)
  }
}
