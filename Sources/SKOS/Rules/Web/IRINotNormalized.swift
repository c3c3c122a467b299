internal import RDF

extension Rule {
  /// The vocabulary's own IRIs are in the form that RDF 1.1 advises.
  static let iriNotNormalized = Rule(
    id: "iri-not-normalized",
    title: "An IRI of the vocabulary's own is normalised",
    severity: .warning, profile: .web,
    sources: [
      "RDF 1.1 Concepts §3.2 (note on interoperability); RFC 3987 §5.3.2; RFC 3986 §6.2.2 and §6.2.3"
    ],
    reason: """
      To RDF two IRIs are the same only if they are written the same. Browsers and servers write IRIs in their normal \
      form, so that one which is not becomes another on its way. What is published stays as it is; mint no more of these.
      """,
    firingExample: """
      <http://Example.org:80/cat> a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      <http://example.org:8080/cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://Museum.example/Cat> .
      """,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      return context.view.resources { _ in true }.compactMap { id in
        guard context.own.contains(id), dictionary.isIRI(id),
          dictionary.withText(of: id, { $0.withUnsafeBufferPointer(mayBeUnnormalized) })
        else { return nil }
        let faults = unnormalizedParts(of: context.text(id))
        guard !faults.isEmpty else { return nil }
        return Violation(
          focus: id,
          message: "the IRI of \(context.names.name(id)) has \(faults.joined(separator: ", "))")
      }
    })

  /// Whether there is anything to look at: a capital before the path, a percent sign, a colon behind the scheme, a
  /// slash before a full stop, an empty path, or "xn--".
  private static func mayBeUnnormalized(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let structure = IRIStructure(bytes)
    func has(_ range: Range<Int>?, _ test: (UInt8) -> Bool) -> Bool {
      range.map { bytes[$0].contains(where: test) } ?? false
    }
    func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    if has(structure.scheme, isCapital) { return true }
    if let authority = structure.authority {
      if structure.path.isEmpty || has(authority, { isCapital($0) || $0 == UInt8(ascii: ":") }) {
        return true
      }
      if has(authority, { $0 == UInt8(ascii: "x") }), has(authority, { $0 == UInt8(ascii: "-") }) {
        return true
      }
    }
    var last: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: ".") && last == UInt8(ascii: "/") { return true }
      last = byte
    }
    return PercentEncoding.mayHaveFaults(bytes)
  }

  /// What is not normal about an IRI, in the order of its parts.
  private static func unnormalizedParts(of text: String) -> [String] {
    let parts = IRIText(text)
    var faults: [String] = []
    if parts.scheme.contains(where: \.isUppercase) { faults.append("capital letters in its scheme") }
    if let authority = parts.authority.map(IRIAuthority.init) {
      if authority.host.contains(where: \.isUppercase) { faults.append("capital letters in its host") }
      if authority.host.lowercased().split(separator: ".").contains(where: { $0.hasPrefix("xn--") }) {
        faults.append("a host in Punycode")
      }
      let usual = ["http": "80", "https": "443"][parts.scheme.lowercased()]
      if let port = authority.port, let usual, port.isEmpty || port == usual {
        faults.append("the default port \(usual) written out")
      }
      if parts.isHTTP && parts.path.isEmpty { faults.append("an empty path, where \"/\" is preferred") }
    }
    let segments = parts.path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.authority != nil, segments.contains(where: { $0 == "." || $0 == ".." }) {
      faults.append("\".\" or \"..\" as a part of its path")
    }
    faults += PercentEncoding.faults(in: text)
    return faults
  }
}
