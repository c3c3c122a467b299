import RDF
import SKOS
import SKOSStore

/// The edits of a draft as clients write them.
///
/// `{"op": "set", "property": "prefLabel", "language": "fr", "values": ["archives"]}`; a value is a text, which
/// takes the edit's language, or `{"iri": …}`, `{"concept": …}` for an entry by whatever names it, or
/// `{"text": …, "datatype": …}`.
struct EditReader {
  let snapshot: Snapshot

  static let schema = Schema.array(
    of: .object([
      .required(
        "op", .choice(["set", "add", "remove"]), "set replaces all values in the language; add and remove one"
      ),
      .required("property", .iri, "A SKOS property by its name, prefix:name, or an IRI"),
      .optional("language", .languageTag, "The language of the texts"),
      .required("values", .array(of: .oneOf([.string, .map(of: .string)]), countMax: 1000), "The values"),
    ]), countMax: 1000)

  static let parameter = ParameterDeclaration.required("edits", schema, "What to do with the entry, in order")

  func edits(_ call: Call) throws -> [EntryEdit] {
    try call.array("edits").flatMap { try self.edits($0) }
  }

  private func edits(_ json: JSON) throws -> [EntryEdit] {
    let property = try Self.property(json["property"]?.string ?? "")
    let language = try json["language"]?.string.map { try Self.language($0) }
    let values = try (json["values"]?.array ?? []).map { try value($0, language) }
    switch json["op"]?.string {
    case "set": return [.set(property, language: language, values)]
    case "add": return values.map { .add(property, $0) }
    default: return values.map { .remove(property, $0) }
    }
  }

  private func value(_ json: JSON, _ language: LanguageTag?) throws -> Term {
    if let text = json.string {
      return .literal(language.map { .languageTagged(text, $0) } ?? .string(text))
    }
    if let iri = json["iri"]?.string { return .iri(try Self.iri(iri)) }
    if let concept = json["concept"]?.string {
      // Entries that the same draft adds are named by their placeholders.
      if concept.hasPrefix("urn:") { return .iri(try Self.iri(concept)) }
      return .iri(try snapshot.find(concept))
    }
    if let text = json["text"]?.string, let datatype = json["datatype"]?.string {
      return .literal(Literal(text, datatype: try Self.iri(datatype)))
    }
    throw Self.wrong("a value is a text, {\"iri\": …}, {\"concept\": …} or {\"text\": …, \"datatype\": …}")
  }

  /// The property that a client names.
  static func property(_ name: String) throws -> IRI {
    if let known = properties[name] { return known }
    if let colon = name.firstIndex(of: ":"),
      let namespace = SerializerOptions.wellKnownPrefixes[String(name[..<colon])]
    {
      return try iri(namespace + name[name.index(after: colon)...])
    }
    guard name.contains(":") else {
      throw wrong(
        "there is no property \"\(name)\"; expected one of \(properties.keys.sorted().joined(separator: ", ")), prefix:name, or an IRI"
      )
    }
    return try iri(name)
  }

  /// The properties of SKOS that people edit, by their names alone.
  private static let properties: [String: IRI] = {
    let all: [IRI] =
      LabelKind.allCases.map(\.property) + NoteKind.allCases.map(\.property)
      + RelationKind.allCases.compactMap(\.property) + [.SKOS.notation, .OWL.deprecated, .DCTerms.source]
    return Dictionary(all.map { (String($0.localName), $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func iri(_ text: String) throws -> IRI {
    do {
      return try IRI(text)
    } catch {
      throw wrong("\(error)")
    }
  }

  private static func language(_ text: String) throws -> LanguageTag {
    do {
      return try LanguageTag(text)
    } catch {
      throw wrong("\(error)")
    }
  }

  private static func wrong(_ message: String) -> RPCError {
    RPCError(.invalidParams, "The parameter \"edits\" is wrong: \(message).", details: ["parameter": "edits"])
  }
}
