/// An IRI as text in its components.
struct IRIText {
  let scheme: Substring
  let authority: Substring?
  let path: Substring
  let query: Substring?
  let fragment: Substring?

  init(_ iri: String) {
    var text = iri
    let structure = text.withUTF8 { IRIStructure($0) }
    func part(_ range: Range<Int>) -> Substring {
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return text[start..<text.utf8.index(start, offsetBy: range.count)]
    }
    scheme = part(structure.scheme)
    authority = structure.authority.map(part)
    path = part(structure.path)
    query = structure.query.map(part)
    fragment = structure.fragment.map(part)
  }

  /// Whether the scheme is http or https, in whatever case.
  var isHTTP: Bool { ["http", "https"].contains(scheme.lowercased()) }
}
