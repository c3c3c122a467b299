public import RDF

/// A column of a sheet: one property, in one language or of one datatype, or pointing at other resources.
///
/// Its heading is the property's name and what its values are: `prefLabel@fr`, `notation`, `notation^^xsd:integer`,
/// `broader`, `dct:creator^^iri`. A property of SKOS goes by its name alone, another by a well-known prefix or as
/// `<IRI>`.
public struct SheetColumn: Hashable, Sendable {
  /// What the values of a column are.
  public enum Values: Hashable, Sendable {
    /// Texts in a language, or without one.
    case text(LanguageTag?)
    /// Literals of a datatype.
    case typed(IRI)
    /// IRIs.
    case resource
  }

  /// The property.
  public let property: IRI
  /// What its values are.
  public let values: Values

  /// Creates a column.
  public init(_ property: IRI, _ values: Values) {
    self.property = property
    self.values = values == .typed(.XSD.string) ? .text(nil) : values
  }

  /// Reads a heading.
  ///
  /// - Throws: `Malformed` for an unknown property, a bad language tag or a bad IRI.
  public init(heading: String) throws(Malformed) {
    let (name, rest) = try Self.split(heading)
    let property = try Self.iri(name)
    if rest.hasPrefix("@") {
      do throws(LanguageTag.Malformed) {
        self.init(property, .text(try LanguageTag(rest.dropFirst())))
      } catch {
        throw Malformed("\(error)")
      }
    } else if rest == "^^iri" {
      self.init(property, .resource)
    } else if rest.hasPrefix("^^") {
      self.init(property, .typed(try Self.iri(rest.dropFirst(2))))
    } else if rest.isEmpty {
      self.init(property, Self.relations.contains(property) ? .resource : .text(nil))
    } else {
      throw Malformed(
        "after the property \(name) there is \"\(rest)\"; expected @language, ^^datatype or ^^iri")
    }
  }

  /// The column that a statement's object belongs to; nil for blank nodes.
  public init?(_ property: IRI, of object: Term) {
    switch object {
    case .iri: self.init(property, .resource)
    case .blankNode: return nil
    case .literal(.string): self.init(property, .text(nil))
    case .literal(.languageTagged(_, let tag)): self.init(property, .text(tag))
    case .literal(.typed(_, let datatype)): self.init(property, .typed(datatype))
    }
  }

  /// The heading.
  public var heading: String {
    let name = Self.name(property)
    switch values {
    case .text(let tag?): return "\(name)@\(tag)"
    case .text(nil): return Self.relations.contains(property) ? "\(name)^^xsd:string" : name
    case .typed(let datatype): return "\(name)^^\(Self.name(datatype))"
    case .resource: return Self.relations.contains(property) ? name : "\(name)^^iri"
    }
  }

  /// What the cell shows of a statement's object; nil if it belongs to another column.
  func text(of object: Term) -> String? {
    switch (values, object) {
    case (.resource, .iri(let iri)): Entry.isMinted(iri) ? nil : iri.string
    case (.text(nil), .literal(.string(let text))): text
    case (.text(let tag?), .literal(.languageTagged(let text, let other))): tag == other ? text : nil
    case (.typed(let datatype), .literal(.typed(let text, let other))): datatype == other ? text : nil
    default: nil
    }
  }

  /// The object that a text in the cell stands for.
  ///
  /// - Throws: `Malformed` for what is to be an IRI and is not.
  func object(of text: String) throws(Malformed) -> Term {
    switch values {
    case .text(let tag?): return .literal(.languageTagged(text, tag))
    case .text(nil): return .literal(.string(text))
    case .typed(let datatype): return .literal(Literal(text, datatype: datatype))
    case .resource:
      let iri = try Self.parse(text)
      guard !Entry.isMinted(iri) else {
        throw Malformed("<\(iri)> is reserved for blank nodes; name another resource")
      }
      return .iri(iri)
    }
  }

  /// Why a heading or a value cannot be read.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence for people without its full stop.
    public let description: String

    init(_ description: String) { self.description = description }
  }

  // MARK: Names

  /// The properties whose values are other resources of a vocabulary.
  private static let relations = Set(RelationKind.allCases.compactMap(\.property))

  /// The properties of SKOS that go by their names alone.
  private static let plainNames: [String: IRI] = {
    let all: [IRI] =
      LabelKind.allCases.map(\.property) + NoteKind.allCases.map(\.property)
      + RelationKind.allCases.compactMap(\.property) + [.SKOS.notation]
    let named = all.filter { $0.string.hasPrefix(IRI.SKOS.notation.string.dropLast("notation".count)) }
    return Dictionary(named.map { (String($0.localName), $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func name(_ iri: IRI) -> String {
    if let plain = plainNames[String(iri.localName)], plain == iri { return plain.localName.description }
    for (prefix, namespace) in SerializerOptions.wellKnownPrefixes.sorted(by: { $0.key < $1.key })
    where iri.string.hasPrefix(namespace) {
      let local = iri.string.dropFirst(namespace.count)
      let isSimple = local.utf8.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F || $0 == 0x2D
      }
      if !local.isEmpty && isSimple { return "\(prefix):\(local)" }
    }
    return "<\(iri)>"
  }

  private static func iri(_ name: some StringProtocol) throws(Malformed) -> IRI {
    if name.hasPrefix("<"), name.hasSuffix(">") { return try parse(String(name.dropFirst().dropLast())) }
    if let plain = plainNames[String(name)] { return plain }
    if let colon = name.firstIndex(of: ":"),
      let namespace = SerializerOptions.wellKnownPrefixes[String(name[..<colon])]
    {
      return try parse(namespace + name[name.index(after: colon)...])
    }
    throw Malformed(
      "there is no property \"\(name)\"; expected a name of SKOS such as prefLabel, prefix:name, or <IRI>")
  }

  private static func parse(_ text: String) throws(Malformed) -> IRI {
    do throws(IRI.Malformed) { return try IRI(text) } catch { throw Malformed("\(error)") }
  }

  /// The property of a heading, and what follows it.
  private static func split(_ heading: String) throws(Malformed) -> (name: Substring, rest: Substring) {
    let end: String.Index
    if heading.hasPrefix("<") {
      guard let close = heading.firstIndex(of: ">") else {
        throw Malformed("the IRI in the heading \"\(heading)\" has no > at its end")
      }
      end = heading.index(after: close)
    } else {
      end = heading.firstIndex { $0 == "@" || $0 == "^" } ?? heading.endIndex
    }
    return (heading[..<end], heading[end...])
  }
}
