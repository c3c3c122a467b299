extension IRI {
  /// Resolves an IRI reference, relative or absolute, against this IRI as base.
  ///
  /// O(length). The empty reference gives the base without its fragment.
  /// - Throws: `IRI.Malformed` if the reference contains what no IRI may contain.
  /// - Source: RFC 3986 §5.2 to §5.4, strict; §5.2.4 for dot segments.
  public func resolving(_ reference: String) throws(Malformed) -> IRI {
    var text = reference
    let fault = text.withUTF8 { IRIGrammar.firstFault(inReference: $0) }
    if let fault { throw Malformed(text: reference, offset: fault.offset, reason: fault.reason) }
    let target = Components(reference)
    if target.scheme != nil {
      // An absolute reference stays as its author wrote it: removing its dot segments would rename it.
      return try IRI(reference)
    }
    let base = Components(string)
    var result = Components(scheme: base.scheme)
    if target.authority != nil {
      result.authority = target.authority
      result.path = Self.removingDotSegments(target.path)
      result.query = target.query
    } else {
      if target.path.isEmpty {
        result.path = base.path
        result.query = target.query ?? base.query
      } else if target.path.utf8.first == UInt8(ascii: "/") {
        result.path = Self.removingDotSegments(target.path)
        result.query = target.query
      } else {
        result.path = Self.removingDotSegments(Self.merge(base, target.path))
        result.query = target.query
      }
      result.authority = base.authority
    }
    result.fragment = target.fragment
    return IRI(uncheckedValid: result.recomposed)
  }

  /// The five components of RFC 3986 §3; nil means absent, which differs from empty.
  struct Components {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring = ""
    var query: Substring?
    var fragment: Substring?

    init(scheme: Substring?) { self.scheme = scheme }

    init(_ text: String) {
      var rest = text[...]
      var copy = text
      if let end = copy.withUTF8({ IRIGrammar.schemeEnd($0) }) {
        let colon = rest.utf8.index(rest.startIndex, offsetBy: end)
        scheme = rest[..<colon]
        rest = rest[rest.utf8.index(after: colon)...]
      }
      if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
        fragment = rest[rest.utf8.index(after: hash)...]
        rest = rest[..<hash]
      }
      if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
        query = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if rest.utf8.starts(with: "//".utf8) {
        rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...]
        let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        authority = rest[..<end]
        rest = rest[end...]
      }
      path = rest
    }

    /// RFC 3986 §5.3.
    var recomposed: String {
      var text = ""
      if let scheme { text += scheme + ":" }
      if let authority { text += "//" + authority }
      text += path
      if let query { text += "?" + query }
      if let fragment { text += "#" + fragment }
      return text
    }
  }

  /// RFC 3986 §5.2.3.
  private static func merge(_ base: Components, _ path: Substring) -> Substring {
    if base.authority != nil && base.path.isEmpty { return "/" + path }
    guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return base.path[...slash] + path
  }

  /// RFC 3986 §5.2.4, on whole segments instead of a character buffer, with the same result.
  private static func removingDotSegments(_ path: Substring) -> Substring {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
    let isRooted = path.utf8.first == UInt8(ascii: "/")
    var segments: [Substring] = []
    var pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    if isRooted { pieces.removeFirst() }
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      switch piece {
      case ".": if isLast { segments.append("") }
      case "..":
        if !segments.isEmpty { segments.removeLast() }
        if isLast { segments.append("") }
      default: segments.append(piece)
      }
    }
    let joined = segments.joined(separator: "/")
    return Substring(isRooted ? "/" + joined : joined)
  }
}
