/// Qualified names for IRIs, and the namespace declarations that these need.
struct RDFXMLQualifiedNames {
  private(set) var names: [IRI: String] = [:]
  /// Sorted by prefix; `rdf` is always there.
  private(set) var namespaces: [(prefix: String, namespace: String)] = []

  /// Names IRIs that `split` can split.
  ///
  /// A namespace of `prefixes` that leaves an XML name is preferred, the longest first. The others are
  /// called `ns0`, `ns1` and so on, in the order of the namespaces.
  init(_ iris: [IRI], prefixes: [String: String]) {
    let known = Self.usable(prefixes)
    var parts: [(iri: IRI, namespace: String, local: String)] = []
    for iri in iris {
      if let part = Self.split(iri, known) ?? Self.split(iri) {
        parts.append((iri, part.namespace, part.local))
      }
    }
    var prefixOf = Dictionary(
      known.map { ($0.namespace, $0.prefix) }, uniquingKeysWith: { first, _ in first })
    let taken = Set(known.map(\.prefix))
    let used = Set(parts.map(\.namespace) + [IRI.RDF.namespace])
    var number = 0
    for namespace in used.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where prefixOf[namespace] == nil {
      while taken.contains("ns\(number)") { number += 1 }
      prefixOf[namespace] = "ns\(number)"
      number += 1
    }
    for part in parts {
      let prefix = prefixOf[part.namespace] ?? ""
      names[part.iri] = prefix.isEmpty ? part.local : prefix + ":" + part.local
    }
    namespaces = used.map { (prefixOf[$0] ?? "", $0) }.sorted {
      $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
    }
  }

  /// Splits an IRI before the longest XML name at its end; nil if there is none.
  static func split(_ iri: IRI) -> (namespace: String, local: String)? {
    let scalars = iri.string.unicodeScalars
    var start: String.Index?
    var index = scalars.endIndex
    while index > scalars.startIndex {
      index = scalars.index(before: index)
      guard XMLCharacters.isNCNameChar(scalars[index]) else { break }
      if XMLCharacters.isNCNameStart(scalars[index]) { start = index }
    }
    guard let start, start > scalars.startIndex else { return nil }
    return (String(iri.string[..<start]), String(iri.string[start...]))
  }

  /// Whether an IRI may be a node element: RDF 1.1 XML Syntax §7.2.5, without `rdf:Description`, which says nothing.
  static func isNodeElement(_ iri: IRI) -> Bool { term(iri) == .ordinary || term(iri) == .type }

  /// Whether an IRI may be a property element: §7.2.6, without `rdf:li`, which stands for another property.
  static func isPropertyElement(_ iri: IRI) -> Bool { isNodeElement(iri) }

  private static func term(_ iri: IRI) -> RDFXMLTerm {
    guard iri.string.hasPrefix(IRI.RDF.namespace) else { return .ordinary }
    return RDFXMLTerm(localName: String(iri.string.dropFirst(IRI.RDF.namespace.count)))
  }

  // MARK: Prefixes

  /// The caller's prefixes that XML allows, the longest namespace first, one for each namespace.
  private static func usable(_ prefixes: [String: String]) -> [(prefix: String, namespace: String)] {
    var byNamespace = [IRI.RDF.namespace: "rdf"]
    for (prefix, namespace) in prefixes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let isName = prefix.isEmpty || XMLCharacters.isNCName(prefix)
      // XML keeps names that start with "xml" to itself, and two namespaces.
      let isReserved = prefix.lowercased().hasPrefix("xml") || reservedNamespaces.contains(namespace)
      guard isName, !isReserved, prefix != "rdf", !namespace.isEmpty, IRI.isValid(namespace) else { continue }
      // Of two prefixes for one namespace the first that is not empty.
      let before = byNamespace[namespace]
      if before == nil || before == "" { byNamespace[namespace] = prefix }
    }
    return byNamespace.map { ($0.value, $0.key) }.sorted {
      let (left, right) = ($0.namespace.utf8, $1.namespace.utf8)
      return left.count != right.count ? left.count > right.count : left.lexicographicallyPrecedes(right)
    }
  }

  private static let reservedNamespaces: Set<String> = [
    "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/",
  ]

  private static func split(
    _ iri: IRI, _ known: [(prefix: String, namespace: String)]
  ) -> (namespace: String, local: String)? {
    for (_, namespace) in known where iri.string.utf8.starts(with: namespace.utf8) {
      guard let local = String(iri.string.utf8.dropFirst(namespace.utf8.count)), XMLCharacters.isNCName(local)
      else {
        continue
      }
      return (namespace, local)
    }
    return nil
  }
}

extension IRI {
  fileprivate static func isValid(_ text: String) -> Bool { (try? IRI(text)) != nil }
}
