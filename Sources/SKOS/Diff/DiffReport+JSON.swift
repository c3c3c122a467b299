public import RDF

extension DiffReport {
  /// The report for programs; its shape is documented and only grows.
  ///
  /// - Source: spec/reports.md, "The difference as JSON".
  public func json() -> JSON {
    [
      "format": "concordat-diff", "version": 1, "old": Self.json(old), "new": Self.json(new),
      "different": .bool(!isEmpty),
      "statements": ["removed": .int(statements.removed.count), "added": .int(statements.added.count)],
      "summary": .object(JSON.Object(DiffKind.allCases.map { ($0.rawValue, .int(count($0))) })),
      "sections": .array(
        sections.map { section in
          [
            "kind": .string(section.kind.rawValue), "title": .string(section.kind.title),
            "items": .array(section.items.map { json($0) }),
          ]
        }),
    ]
  }

  private static func json(_ version: Version) -> JSON {
    ["name": .string(version.name), "triples": .int(version.tripleCount)]
  }

  private func json(_ item: Item) -> JSON {
    var object: JSON.Object = [
      "iri": .string(item.iri.string), "label": .optional(labels[item.iri]),
      "type": .string(item.resource.rawValue),
      "lines": .array(item.lines.map { line in .string(line.text { name($0) }) }),
    ]
    if !item.from.isEmpty { object["from"] = .array(item.from.map { reference($0) }) }
    if !item.to.isEmpty { object["to"] = .array(item.to.map { reference($0) }) }
    object["changes"] = .array(item.changes.map(Self.json))
    return .object(object)
  }

  private func name(_ iri: IRI) -> String {
    labels[iri].map { "\"\($0.printable)\" <\(iri.string.printable)>" } ?? "<\(iri.string.printable)>"
  }

  private func reference(_ iri: IRI) -> JSON {
    ["iri": .string(iri.string), "label": .optional(labels[iri])]
  }

  private static func json(_ change: Change) -> JSON {
    [
      "aspect": .string(change.aspect.key), "language": .optional(change.aspect.language?.string),
      "removed": .array(change.removed.map(json)), "added": .array(change.added.map(json)),
    ]
  }

  private static func json(_ value: AspectValue) -> JSON {
    switch value {
    case .resource(let iri): return ["iri": .string(iri.string)]
    case .literal(let literal): return json(literal)
    case .node(let text, let triples):
      var lines: [UInt8] = []
      for triple in triples { triple.appendNTriples(to: &lines) }
      return [
        "text": text.map(json) ?? .null,
        "statements": .string(String(validating: lines, as: UTF8.self) ?? ""),
      ]
    }
  }

  private static func json(_ literal: Literal) -> JSON {
    switch literal {
    case .typed(let text, let datatype): ["value": .string(text), "datatype": .string(datatype.string)]
    default: ["value": .string(literal.lexicalForm), "language": .optional(literal.languageTag?.string)]
    }
  }
}

extension Aspect {
  /// A stable name for programs: the local name of a SKOS property, the IRI of any other.
  public var key: String {
    switch self {
    case .type: "type"
    case .label(let kind, _): String(kind.property.localName)
    case .title: "title"
    case .note(let kind, _): kind.rawValue
    case .notation: "notation"
    case .relation(let kind): kind.rawValue
    case .memberList: "memberList"
    case .literalForm: "literalForm"
    case .status: "status"
    case .property(let iri): iri.string
    }
  }

  /// The language, where there is one aspect for each.
  public var language: LanguageTag? {
    switch self {
    case .label(_, let language), .title(let language), .note(_, let language): language
    default: nil
    }
  }
}
