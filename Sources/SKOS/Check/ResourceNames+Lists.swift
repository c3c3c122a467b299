internal import RDF

extension ResourceNames {
  /// The first few of some resources by name, and how many more there are.
  func list(_ ids: some Collection<TermID>, most: Int = 3) -> String {
    // One left over takes no more room than saying that there is one more.
    let shown = ids.count <= most + 1 ? ids.count : most
    let first = ids.prefix(shown).map(name)
    if ids.count > shown { return first.joined(separator: ", ") + " and \(ids.count - shown) more" }
    guard first.count > 1, let last = first.last else { return first.first ?? "" }
    return first.dropLast().joined(separator: ", ") + " and " + last
  }
}
