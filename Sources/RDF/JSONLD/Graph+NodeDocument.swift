extension Graph {
  /// What the graph says of one resource, as a JSON-LD object that a person might have written.
  ///
  /// The object stands at the top, with the nodes that hang from it inside. Its context has the terms and prefixes
  /// that are used and no others. Keys come in the order in which an entry is read: notation, labels,
  /// definition, notes, relations, and then the rest by code points.
  /// - Throws: `SyntaxError` with a code of JSON-LD if the graph nests deeper than `limits` allows.
  /// - Source: JSON-LD 1.1 Framing §4.2, with a frame that names the resource.
  public func nodeDocument(
    about iri: IRI, options: SerializerOptions = SerializerOptions(), limits: ParserLimits = ParserLimits()
  ) throws(SyntaxError) -> JSON {
    var parserOptions = ParserOptions(limits: limits)
    parserOptions.jsonLD.ordered = true
    let context = NodeContext(prefixes: options.prefixes(declared: prefixes))
    let expanded = try JSONLD.fromRDF(Dataset(self), options: parserOptions)
    let frame: JSON = ["@context": .object(context.members), "@id": .string(iri.string)]
    let framed = try JSONLD.frame(expanded, frame: frame, options: parserOptions)
    var document: JSON.Object = ["@context": .null]
    for (name, value) in NodeContext.inReadingOrder(framed.object ?? JSON.Object()) where name != "@context" {
      document[name] = value
    }
    document["@context"] = .object(context.used(in: .object(document)))
    return .object(document)
  }
}

/// The context of SKOS for one document: all of it to write with, and then what of it was used.
private struct NodeContext {
  let members: JSON.Object

  init(prefixes: [String: String]) {
    var members = SKOSContext.json.object ?? JSON.Object()
    for (name, namespace) in prefixes.sorted(by: { $0.key.isExactlyBefore($1.key) })
    where !name.isEmpty && !members.contains(name) {
      members[name] = ["@id": .string(namespace), "@prefix": true]
    }
    self.members = members
  }

  /// The definitions that a document needs.
  func used(in document: JSON) -> JSON.Object {
    var names: Set<String> = []
    collect(document, &names)
    // A term stands for a compact IRI, whose prefix is needed as well; prefixes stand for themselves.
    for name in names { collect(members[name] ?? .null, &names) }
    return JSON.Object(members.members.filter { names.contains($0.name) }.map { ($0.name, $0.value) })
  }

  /// Adds the names that may be terms or prefixes; one too many does no harm.
  ///
  /// The values that wait are a list, so that nesting costs heap and not stack.
  private func collect(_ value: JSON, _ names: inout Set<String>) {
    var pending = [value]
    while let value = pending.popLast() {
      switch value {
      case .string(let text): add(text, &names)
      case .array(let elements): pending.append(contentsOf: elements)
      case .object(let object):
        for (name, value) in object.members {
          add(name, &names)
          pending.append(value)
        }
      case .null, .bool, .number: break
      }
    }
  }

  private func add(_ text: String, _ names: inout Set<String>) {
    if members.contains(text) { names.insert(text) }
    guard let (prefix, _) = text.splitAtColon, members.contains(prefix) else { return }
    names.insert(prefix)
  }

  private static let readingOrder = [
    "@id", "@type", "notation", "prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "example",
    "note", "historyNote", "editorialNote", "changeNote", "broader", "narrower", "related", "exactMatch",
    "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "topConceptOf", "inScheme",
  ]

  static func inReadingOrder(_ object: JSON.Object) -> [(name: String, value: JSON)] {
    let places = Dictionary(uniqueKeysWithValues: readingOrder.enumerated().map { ($1, $0) })
    return object.members.sorted { left, right in
      let (leftPlace, rightPlace) = (places[left.name] ?? .max, places[right.name] ?? .max)
      return leftPlace != rightPlace ? leftPlace < rightPlace : left.name.isExactlyBefore(right.name)
    }
  }
}
