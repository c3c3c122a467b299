internal import RDF

/// Tells a vocabulary's own resources from those of others that it points at.
///
/// A vocabulary says what its own is by namespaces: those of the configuration, else those it declares by
/// vann:preferredNamespaceUri or void:uriSpace, else those in which at least a tenth of its declared concepts and
/// collections lie, and its schemes. A blank node is always its own.
struct OwnResources: Sendable {
  /// The namespaces, sorted.
  let namespaces: [String]
  private let isOwn: [Bool]

  init(_ view: SKOSView, configured: [String]) {
    let namespaces = configured.isEmpty ? Self.found(in: view) : configured
    self.namespaces = namespaces.sorted()
    let prefixes = namespaces.map { Array($0.utf8) }
    var isOwn = Array(repeating: false, count: view.graph.dictionary.count)
    view.graph.dictionary.forEachTerm { id, text in
      guard !view.classes(of: id).isEmpty, !view.graph.dictionary.isLiteral(id) else { return }
      isOwn[Int(id.rawValue)] =
        view.graph.dictionary.isBlankNode(id)
        || text.withUnsafeBufferPointer { text in prefixes.contains { text.starts(with: $0) } }
    }
    self.isOwn = isOwn
  }

  /// Whether a concept, scheme, collection or xl Label belongs to the vocabulary; false for any other term.
  func contains(_ id: TermID) -> Bool { isOwn[Int(id.rawValue)] }

  private static func found(in view: SKOSView) -> [String] {
    let dictionary = view.graph.dictionary
    var declared: Set<String> = []
    for property in [
      "http://purl.org/vocab/vann/preferredNamespaceUri", "http://rdfs.org/ns/void#uriSpace",
    ] {
      guard let id = dictionary.id(of: .iri(IRI(uncheckedValid: property))) else { continue }
      for statement in view.graph.statements(predicate: id) {
        declared.insert(dictionary.text(of: statement.object))
      }
    }
    declared.remove("")
    guard declared.isEmpty else { return Array(declared) }
    var counts: [String: Int] = [:]
    var total = 0
    var schemes: Set<String> = []
    for id in view.resources(where: { !$0.isDisjoint(with: [.concept, .collection, .scheme]) })
    where dictionary.isIRI(id) {
      let classes = view.declaredClasses(of: id)
      guard !classes.isEmpty else { continue }
      let namespace = dictionary.text(of: id).namespacePart
      if classes.contains(.scheme) { schemes.insert(namespace) }
      if !classes.isDisjoint(with: [.concept, .collection]) {
        counts[namespace, default: 0] += 1
        total += 1
      }
    }
    return Array(schemes.union(counts.filter { $0.value * 10 >= total }.keys))
  }
}

extension String {
  /// An IRI up to and with its last `#`, `/` or, in a URN, `:`.
  var namespacePart: String {
    guard
      let end = utf8.lastIndex(where: {
        $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
      })
    else { return self }
    return String(self[...end])
  }
}
