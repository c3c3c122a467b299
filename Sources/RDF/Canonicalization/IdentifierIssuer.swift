/// Hands out identifiers such as `c14n0`, `c14n1` to blank nodes, in the order in which they ask.
///
/// - Source: §4.2, "Blank node identifier issuer state", and §4.5, "Issue Identifier Algorithm". Where the
///   Recommendation copies an issuer, this one is rolled back to a mark, which costs what has been issued
///   since and not what has been issued at all.
struct IdentifierIssuer {
  let prefix: StaticString
  /// The blank nodes that have an identifier, in the order in which they got it.
  private(set) var issued: [Int] = []
  private var positions: [Int: Int] = [:]

  init(prefix: StaticString) { self.prefix = prefix }

  /// Whether the blank node has an identifier.
  func hasIssued(_ node: Int) -> Bool { positions[node] != nil }

  /// Gives the blank node an identifier unless it has one.
  mutating func issue(_ node: Int) {
    guard positions[node] == nil else { return }
    positions[node] = issued.count
    issued.append(node)
  }

  /// Appends `_:` and the identifier of a blank node; appends nothing if it has none.
  func append(_ node: Int, to bytes: inout [UInt8]) {
    guard let position = positions[node] else { return }
    bytes.append(contentsOf: "_:".utf8)
    bytes.append(contentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
    bytes.append(contentsOf: String(position).utf8)
  }

  /// The identifier of a blank node, if it has one.
  func identifier(of node: Int) -> String? { positions[node].map { "\(prefix)\($0)" } }

  /// Forgets all identifiers but the first `count`.
  mutating func rollBack(to count: Int) {
    for node in issued[count...] { positions[node] = nil }
    issued.removeSubrange(count...)
  }
}
