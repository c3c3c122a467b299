extension IRI {
  /// Returns the shortest usual reference that resolves to an IRI against this one as base; the IRI itself if none
  /// does.
  ///
  /// O(length). A reference is only given if resolving it gives the IRI again, to the character.
  func relativeReference(to target: String) -> String {
    let base = Components(string)
    let other = Components(target)
    guard base.scheme != nil, base.scheme == other.scheme, base.authority == other.authority,
      base.authority != nil || base.path.utf8.first == UInt8(ascii: "/")
    else { return target }
    let reference = Self.reference(from: base, to: other)
    guard let resolved = try? resolving(reference), resolved.string.isExactly(target) else { return target }
    return reference
  }

  /// What is left of a path when the folders it shares with another are dropped, with query and fragment.
  private static func reference(from base: Components, to target: Components) -> String {
    var folders = base.path.split(separator: "/", omittingEmptySubsequences: false)[...]
    var segments = target.path.split(separator: "/", omittingEmptySubsequences: false)[...]
    let isSamePath = base.path == target.path
    // The last segment stays, unless a query or fragment says what is meant.
    let last = isSamePath && (target.fragment != nil || target.query != nil) ? 0 : 1
    while let folder = folders.first, segments.count > last, folder == segments.first {
      folders = folders.dropFirst()
      segments = segments.dropFirst()
    }
    let ups = String(repeating: "../", count: max(folders.count - 1, 0))
    var reference = ups + segments.joined(separator: "/")
    if reference.isEmpty && !isSamePath { reference = "./" }
    // Before a colon in the first segment, only a dot keeps it from being read as a scheme.
    if let first = segments.first, ups.isEmpty, first.utf8.contains(UInt8(ascii: ":")) {
      reference = "./" + reference
    }
    if let query = target.query { reference += "?" + query }
    if let fragment = target.fragment { reference += "#" + fragment }
    return reference.isEmpty ? "./" : reference
  }
}
