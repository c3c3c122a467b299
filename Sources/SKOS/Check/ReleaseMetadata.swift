internal import RDF

/// Where a vocabulary states what a release has to carry, and what it states.
///
/// The schemes are what is released. A file often describes itself as an ontology or a data set as well; what is
/// stated there holds for its schemes.
struct ReleaseMetadata {
  /// What is looked for: a field of the release's description.
  struct Field {
    /// What people call it: "licence".
    let name: String
    /// The properties that state it, the recommended one first.
    let properties: [IRI]
    /// What its values are: "an IRI".
    let wanted: String
    /// Properties for which a text will do.
    var textual: [IRI] = []
    /// Whether a value can be used.
    let accepts: @Sendable (Term) -> Bool
    /// What a value that cannot be used should be, if that can be told.
    var mended: @Sendable (Term) -> Term? = { _ in nil }
  }

  let view: SKOSView
  /// The vocabulary's own schemes that are in use.
  let schemes: [TermID]
  /// Ontologies and data sets that are described.
  let carriers: [TermID]

  init(_ context: CheckContext) {
    self.init(context.view, context.own, retired: context.retired)
  }

  init(_ previous: PreviousRelease) { self.init(previous.view, previous.own, retired: previous.retired) }

  private init(_ view: SKOSView, _ own: OwnResources, retired: Set<TermID>) {
    self.view = view
    schemes = view.resources { $0.contains(.scheme) }.filter {
      own.contains($0) && !retired.contains($0) && view.declaredClasses(of: $0).contains(.scheme)
    }
    let type = view.graph.dictionary.id(of: .iri(.RDF.type))
    let classes = Self.carrierClasses.compactMap { view.graph.dictionary.id(of: .iri($0)) }
    carriers = classes.flatMap { view.graph.statements(predicate: type, object: $0).map(\.subject) }.uniqued
  }

  private static let carrierClasses: [IRI] = [
    .OWL.Ontology, .DCAT.Dataset, IRI(uncheckedValid: "http://rdfs.org/ns/void#Dataset"),
    IRI(uncheckedValid: "http://www.w3.org/ns/dcat#Resource"),
    IRI(uncheckedValid: "http://www.w3.org/ns/adms#Asset"),
  ]

  /// What is stated of a field for a scheme, on itself or for all.
  func statements(of field: Field, for scheme: TermID) -> [Graph.Statement] {
    statements(of: field, on: [scheme] + carriers.filter { $0 != scheme })
  }

  private func statements(of field: Field, on resources: [TermID]) -> [Graph.Statement] {
    let properties = (field.properties + field.textual).compactMap { view.graph.dictionary.id(of: .iri($0)) }
    return resources.flatMap { id in
      view.graph.statements(subject: id).filter { properties.contains($0.predicate) }
    }
  }

  /// One violation for each scheme without a usable value.
  static func violations(
    _ context: CheckContext, _ field: Field, derived: (TermID) -> Term? = { _ in nil }
  ) -> [Rule.Violation] {
    let metadata = ReleaseMetadata(context)
    let dictionary = context.view.graph.dictionary
    let described = metadata.schemes.isEmpty ? Array(metadata.carriers.prefix(1)) : metadata.schemes
    func isUsable(_ statement: Graph.Statement) -> Bool {
      field.accepts(dictionary[statement.object])
        || dictionary[statement.predicate].iri.map(field.textual.contains) ?? false
    }
    // What an ontology or a data set states holds for all schemes.
    if metadata.statements(of: field, on: metadata.carriers).contains(where: isUsable) { return [] }
    let lacking = described.filter { !metadata.statements(of: field, on: [$0]).contains(where: isUsable) }
    return Summary.violations(
      lacking, limit: 5,
      each: { scheme in
        let wrong = metadata.statements(of: field, for: scheme)
        let triples = wrong.map(context.view.graph.triple)
        let mended = triples.compactMap { triple in
          field.mended(triple.object).map { (old: triple, new: Triple(triple.subject, triple.predicate, $0)) }
        }
        var added = mended.map(\.new)
        if wrong.isEmpty, let value = derived(scheme), let subject = context.subject(scheme) {
          added.append(Triple(subject, field.properties[0], value))
        }
        return Rule.Violation(
          focus: scheme, message: message(scheme, field, wrong, context), related: wrong.map(\.object),
          statements: wrong, removed: mended.map(\.old), added: added)
      },
      all: { schemes in
        Rule.Violation(
          focus: schemes[0],
          message:
            "\(schemes.count) concept schemes state no \(field.name) (\(field.properties[0].abbreviated)), and nothing states it for all of them",
          related: Array(schemes.dropFirst()))
      })
  }

  private static func message(
    _ scheme: TermID, _ field: Field, _ wrong: [Graph.Statement], _ context: CheckContext
  ) -> String {
    let name = context.names.name(scheme)
    guard let first = wrong.first else {
      return "\(name) states no \(field.name) (\(field.properties[0].abbreviated))"
    }
    return
      "\(name) has \(context.names.text(first.object)) as \(context.names.property(first.predicate)), where \(field.wanted) belongs"
  }
}

extension ReleaseMetadata.Field {
  /// Accepts texts that are not blank.
  static func text(_ name: String, _ properties: [IRI]) -> ReleaseMetadata.Field {
    ReleaseMetadata.Field(
      name: name, properties: properties, wanted: "a text",
      accepts: { term in
        guard let literal = term.literal else { return false }
        return !literal.lexicalForm.allSatisfy(\.isWhitespace)
      })
  }

  /// Accepts resources, and literals of datatype xsd:anyURI; takes texts that are web addresses for what was meant.
  static func resource(_ name: String, _ properties: [IRI], wanted: String) -> ReleaseMetadata.Field {
    ReleaseMetadata.Field(
      name: name, properties: properties, wanted: wanted,
      accepts: { $0.literal.map { $0.datatype == .XSD.anyURI } ?? true },
      mended: { term in
        guard let text = term.literal?.lexicalForm, text.hasPrefix("http://") || text.hasPrefix("https://")
        else {
          return nil
        }
        return (try? IRI(text)).map { .iri($0) }
      })
  }

  /// Accepts typed dates; takes texts that look like dates for what was meant.
  static func date(_ name: String, _ properties: [IRI]) -> ReleaseMetadata.Field {
    ReleaseMetadata.Field(
      name: name, properties: properties, wanted: "a date of datatype xsd:date or xsd:dateTime",
      accepts: { term in
        guard let literal = term.literal else { return false }
        return dateTypes.contains(literal.datatype.string) && CalendarDate(literal.lexicalForm) != nil
      },
      mended: { term in
        guard let text = term.literal?.lexicalForm, text.utf8.count == 10, CalendarDate(text) != nil else {
          return nil
        }
        return .literal(.typed(text, datatype: .XSD.date))
      })
  }

  private static let dateTypes: Set<String> = Set(
    ["date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"].map { IRI.XSD.namespace + $0 })

  /// A property of schema.org, under both of its namespaces.
  static func schema(_ name: String) -> [IRI] {
    [IRI(uncheckedValid: "https://schema.org/" + name), IRI(uncheckedValid: "http://schema.org/" + name)]
  }

  /// A property of the fifteen Dublin Core elements.
  static func element(_ name: String) -> IRI {
    IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/" + name)
  }

  /// A property of the vocabulary for provenance, authoring and versioning.
  static func pav(_ name: String) -> IRI { IRI(uncheckedValid: "http://purl.org/pav/" + name) }

  /// The version of a release.
  static let version = text(
    "version", [.DCAT.version, .OWL.versionInfo, pav("version")] + schema("version"))
}
