public import RDF

extension ConceptDescription {
  /// Reads what a graph says about a resource.
  ///
  /// O(log n) and what the answer takes. Statements in which the resource is the object count only as inverses
  /// of relations, and can be left out: half a vocabulary may point at its scheme.
  public init(of subject: Subject, in graph: Graph, withInverses: Bool = true) {
    self.init(
      of: subject, own: graph.triples(subject: subject).sorted(),
      inverses: withInverses ? graph.triples(object: subject.term).sorted() : [],
      objects: { node, predicate in graph.objects(node, predicate) })
  }

  /// Reads what a few statements say about a resource, as many as an entry has.
  ///
  /// - Parameter inverses: statements in which the resource is the object.
  public init(of subject: Subject, in triples: [Triple], inverses: [Triple] = []) {
    self.init(
      of: subject, own: Set(triples.filter { $0.subject == subject }).sorted(), inverses: inverses.sorted(),
      objects: { node, predicate in
        triples.filter { $0.subject == node && $0.predicate == predicate }.map(\.object)
      })
  }

  private init(
    of subject: Subject, own: [Triple], inverses: [Triple], objects: (Subject, IRI) -> [Term]
  ) {
    var reading = Reading()
    for triple in own { reading.take(triple, objects) }
    for triple in inverses { reading.takeInverse(triple) }
    self.subject = subject
    kind = ResourceKind(types: reading.types)
    labels = reading.labels.sorted(by: Self.isBefore)
    titles = reading.titles
    notations = reading.notations
    notes = NoteKind.allCases.flatMap { kind in reading.notes.filter { $0.kind == kind } }
    relations = RelationKind.allCases.flatMap { kind in
      reading.relations.filter { $0.kind == kind }.sorted { $0.target < $1.target }
    }
    isDeprecated = reading.isDeprecated
    others = reading.others
  }

  private static func isBefore(_ left: Label, _ right: Label) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    let (leftTag, rightTag) = (
      left.literal.languageTag?.string ?? "", right.literal.languageTag?.string ?? ""
    )
    if leftTag != rightTag { return leftTag < rightTag }
    return left.literal < right.literal
  }

  /// A description in the making.
  private struct Reading {
    var types: [IRI] = []
    var labels: [Label] = []
    var titles: [Literal] = []
    var notations: [Literal] = []
    var notes: [Note] = []
    var relations: Set<Relation> = []
    var isDeprecated = false
    var others: [Triple] = []

    mutating func take(_ triple: Triple, _ objects: (Subject, IRI) -> [Term]) {
      switch triple.object {
      case .literal(let literal): if take(literal, triple.predicate) { return }
      case .iri, .blankNode:
        if let node = triple.object.subject, take(node, triple.predicate, objects) { return }
      }
      others.append(triple)
    }

    private mutating func take(_ literal: Literal, _ predicate: IRI) -> Bool {
      if let kind = Kinds.labels[predicate] {
        labels.append(Label(kind: kind, literal: literal, node: nil))
      } else if let kind = Kinds.notes[predicate] {
        notes.append(Note(kind: kind, literal: literal, node: nil))
      } else if predicate == .SKOS.notation {
        notations.append(literal)
      } else if [.DCTerms.title, .RDFS.label, .SKOSXL.literalForm, Self.elementsTitle].contains(predicate) {
        titles.append(literal)
      } else if predicate == .OWL.deprecated, ["true", "1"].contains(literal.lexicalForm) {
        isDeprecated = true
      } else {
        return false
      }
      return true
    }

    private mutating func take(
      _ node: Subject, _ predicate: IRI, _ objects: (Subject, IRI) -> [Term]
    ) -> Bool {
      if predicate == .RDF.type, let type = node.iri {
        types.append(type)
        return ResourceKind(types: [type]) != .other
      }
      if let kind = Kinds.linkedLabels[predicate] {
        let forms = objects(node, .SKOSXL.literalForm).compactMap(\.literal)
        labels.append(contentsOf: forms.map { Label(kind: kind, literal: $0, node: node) })
        return !forms.isEmpty
      }
      if let kind = Kinds.notes[predicate] {
        let values = objects(node, .RDF.value).compactMap(\.literal).sorted()
        if values.isEmpty { notes.append(Note(kind: kind, literal: nil, node: node)) }
        notes.append(contentsOf: values.map { Note(kind: kind, literal: $0, node: node) })
        return true
      }
      guard let kind = Kinds.relations[predicate] else { return false }
      relations.insert(Relation(kind: kind, target: node))
      return true
    }

    mutating func takeInverse(_ triple: Triple) {
      guard let kind = Kinds.relations[triple.predicate]?.inverse else {
        return
      }
      relations.insert(Relation(kind: kind, target: triple.subject))
    }

    private static let elementsTitle = IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/title")
  }
}

/// The kinds of labels, notes and relations by their properties.
private enum Kinds {
  static let labels = table(LabelKind.allCases) { $0.property }
  static let linkedLabels = table(LabelKind.allCases) { $0.xlProperty }
  static let notes = table(NoteKind.allCases) { $0.property }
  static let relations = table(RelationKind.allCases) { $0.property }

  private static func table<Kind>(_ kinds: [Kind], _ property: (Kind) -> IRI?) -> [IRI: Kind] {
    // The first of several kinds with one property counts.
    Dictionary(kinds.compactMap { kind in property(kind).map { ($0, kind) } }) { first, _ in first }
  }
}
