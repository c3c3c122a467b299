/// The places of an IRI's components in its bytes (RFC 3986 §3 and appendix B).
struct IRIStructure {
  /// The scheme; empty if there is none.
  private(set) var scheme: Range<Int> = 0..<0
  /// What stands between `//` and the path; nil if there is no `//`.
  private(set) var authority: Range<Int>?
  private(set) var path: Range<Int> = 0..<0
  /// What follows the first `?` of the part before the fragment.
  private(set) var query: Range<Int>?
  /// What follows the first `#`.
  private(set) var fragment: Range<Int>?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count, !Self.delimiters.contains(bytes[index]) { index += 1 }
    var start = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ":"), index > 0 {
      scheme = 0..<index
      start = index + 1
    }
    var end = bytes.count
    if let hash = bytes[start...].firstIndex(of: UInt8(ascii: "#")) {
      fragment = hash + 1..<bytes.count
      end = hash
    }
    if let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "?")) {
      query = mark + 1..<end
      end = mark
    }
    if end - start >= 2, bytes[start] == UInt8(ascii: "/"), bytes[start + 1] == UInt8(ascii: "/") {
      let slash = bytes[(start + 2)..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
      authority = start + 2..<slash
      start = slash
    }
    path = start..<end
  }

  private static let delimiters = Array(":/?#".utf8)
}

/// An authority in its parts: `user@host:port`.
struct IRIAuthority {
  /// The host, an address in its brackets included.
  let host: Substring
  /// What follows the colon behind the host; nil if there is none.
  let port: Substring?

  init(_ authority: Substring) {
    let rest = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    let afterAddress = rest.hasPrefix("[") ? rest.lastIndex(of: "]") ?? rest.startIndex : rest.startIndex
    if let colon = rest[afterAddress...].firstIndex(of: ":") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
    } else {
      host = rest
      port = nil
    }
  }
}
