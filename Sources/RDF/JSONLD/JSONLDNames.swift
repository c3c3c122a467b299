/// How IRIs are written as keys, types and datatypes, so that every processor reads them as what they are.
struct JSONLDNames {
  /// What a key says about the values below it, and how it is spelled.
  struct Key {
    let name: String
    let shape: SKOSContext.Shape
    /// The key under which values stand that the shape has no place for.
    let plainName: String
  }

  /// The prefixes in force, longest namespace first.
  private var prefixes: [(name: String, namespace: String)] = []
  /// Names of prefixes that are not in the fixed context, or mean something else there; nil takes one away.
  private var changes: [String: String?] = [:]
  private var used: Set<String> = []
  private let terms: [ExactText: SKOSContext.Term]
  /// Terms beside those of the fixed context.
  private let ownTerms: [(name: String, definition: JSON)]

  /// Chooses the prefixes.
  ///
  /// - Parameters:
  ///   - schemes: What stands before the colon of IRIs that have no `//` behind it; a prefix of that name would make
  ///     processors take such an IRI for a compact one.
  ///   - ownTerms: Terms that the document needs beside those of the fixed context.
  init(
    prefixes wanted: [String: String], schemes: Set<ExactText>,
    terms ownTerms: [(name: String, definition: JSON)] = []
  ) {
    self.ownTerms = ownTerms
    var terms: [ExactText: SKOSContext.Term] = [:]
    var namespaces: [String: String] = [:]
    for (name, namespace) in SKOSContext.prefixes { namespaces[name] = namespace }
    for term in SKOSContext.terms {
      terms[ExactText((namespaces[term.prefix] ?? "") + term.localName)] = term
    }
    self.terms = terms
    let termNames = Set(SKOSContext.terms.map(\.name) + ownTerms.map(\.name))
    for (name, namespace) in wanted where Self.mayDeclare(name, namespace) && !termNames.contains(name) {
      if namespaces[name]?.isExactly(namespace) == true { continue }
      namespaces[name] = namespace
      changes[name] = .some(namespace)
    }
    for name in Array(namespaces.keys) where schemes.contains(ExactText(name)) {
      namespaces[name] = nil
      let isFixed = SKOSContext.prefixes.contains { $0.name == name }
      changes[name] = isFixed ? .some(nil) : nil
    }
    prefixes = namespaces.map { ($0.key, $0.value) }.sorted { left, right in
      let (leftCount, rightCount) = (left.namespace.utf8.count, right.namespace.utf8.count)
      return leftCount != rightCount ? leftCount > rightCount : left.name.isExactlyBefore(right.name)
    }
  }

  /// Whether a prefix can be declared: `[A-Za-z][A-Za-z0-9_.-]*`, standing for an absolute IRI.
  private static func mayDeclare(_ name: String, _ namespace: String) -> Bool {
    guard let first = name.utf8.first, IRIGrammar.isAlpha(first) else { return false }
    return namespace.isWellFormedIRI
      && name.utf8.allSatisfy {
        IRIGrammar.isAlpha($0) || IRIGrammar.isDigit($0) || $0 == 0x5F || $0 == 0x2E || $0 == 0x2D
      }
  }

  /// The key for a property.
  mutating func key(_ property: IRI) -> Key {
    let plainName = compact(property)
    guard let term = terms[ExactText(property.string)], term.shape != .plain else {
      return Key(name: plainName, shape: .plain, plainName: plainName)
    }
    return Key(name: term.name, shape: term.shape, plainName: plainName)
  }

  /// A class or datatype: a term, a compact IRI, or the IRI.
  mutating func type(_ iri: IRI) -> String {
    if let term = terms[ExactText(iri.string)], term.shape == .plain { return term.name }
    return compact(iri)
  }

  private mutating func compact(_ iri: IRI) -> String {
    let text = iri.string
    for (name, namespace) in prefixes
    where text.utf8.count > namespace.utf8.count && text.utf8.starts(with: namespace.utf8) {
      let suffix = text.utf8.dropFirst(namespace.utf8.count)
      if suffix.starts(with: "//".utf8) { continue }
      used.insert(name)
      return name + ":" + String(Substring(suffix))
    }
    return text
  }

  /// The value of `@context`: the fixed context, and after it what differs from it.
  var context: JSON {
    var extra = JSON.Object()
    for (name, namespace) in changes.sorted(by: { $0.key.isExactlyBefore($1.key) }) {
      guard let namespace else {
        extra.append(name, .null)
        continue
      }
      if used.contains(name) { extra.append(name, ["@id": .string(namespace), "@prefix": true]) }
    }
    for (name, definition) in ownTerms { extra.append(name, definition) }
    return extra.isEmpty ? SKOSContext.json : [SKOSContext.json, .object(extra)]
  }
}
