internal import RDF

/// A graph as SKOS understands it: one pass sorts its statements by what they mean.
///
/// Sub-properties and inverses are normalised, SKOS-XL labels are dumbed down and resources are typed by
/// domain and range; nothing that follows by transitivity is written out (reference order: sub-properties and
/// inverses, XL, typing, then the conditions). Rules read this and nothing else. O(n).
struct SKOSView: Sendable {
  /// A relation between two resources and the statement that says so.
  struct Edge: Hashable, Sendable {
    let from: TermID
    let to: TermID
    /// The place of the statement in `statements`.
    let evidence: Int
  }

  /// A label of a resource in one of three roles and the statement that says so.
  struct LabelUse: Sendable {
    let resource: TermID
    let kind: LabelKind
    /// The literal.
    let text: TermID
    /// The place of the statement in `statements`; that of the xl label property if it comes from an xl Label.
    let evidence: Int
  }

  /// A note of a resource and the statement that says so.
  struct NoteUse: Sendable {
    let resource: TermID
    let kind: NoteKind
    /// What the note is: a literal, or a resource that holds it or stands for it.
    let value: TermID
    /// The literal: the value itself, or the rdf:value of a value that is a node.
    let text: TermID?
    /// The place of the statement in `statements`.
    let evidence: Int
  }

  let graph: Graph
  let statements: [Graph.Statement]
  /// From the narrower concept to the broader, asserted either way or by a mapping.
  private(set) var up: [Edge] = []
  /// From the narrower concept to the broader as far as a vocabulary builds its own hierarchy: by broader or narrower
  /// or sub-properties of them, without mappings and without the transitive pair, which makes no steps.
  private(set) var steps: [Edge] = []
  /// Associated pairs, as they are stated.
  private(set) var related: [Edge] = []
  /// Exact matches, as they are stated.
  private(set) var exact: [Edge] = []
  /// broadMatch, narrowMatch and relatedMatch, as they are stated.
  private(set) var otherMatches: [Edge] = []
  /// Labels, plain and dumbed down (S55 to S57), sorted by resource.
  private(set) var labels: [LabelUse] = []
  /// The xl Label nodes of resources, as they are stated.
  private(set) var labelNodes: [LabelUse] = []
  /// The literal forms of xl Label nodes, sorted by node.
  private(set) var literalForms: [Edge] = []
  /// Mappings of every kind, as they are stated.
  private(set) var mappings: [Edge] = []
  /// From a resource to the schemes it is in, stated by inScheme, topConceptOf (S7) or hasTopConcept (S8).
  private(set) var inScheme: [Edge] = []
  /// From a concept to the schemes it is a top concept of, stated from either end (S8).
  private(set) var topConceptOf: [Edge] = []
  /// From a collection to its members, as far as member says so.
  private(set) var members: [Edge] = []
  /// From a collection to its lists.
  private(set) var memberLists: [Edge] = []
  /// From a resource to its notations.
  private(set) var notations: [Edge] = []
  /// From a resource to its names that are not labels: rdfs:label and dct:title.
  private(set) var titles: [Edge] = []
  /// Notes of every kind, as they are stated.
  private(set) var notes: [NoteUse] = []
  /// The places of statements with a literal where a resource belongs, or a resource where a literal belongs.
  private(set) var misplaced: [Int] = []
  /// What each term is, by the number of its id.
  private var classes: [ResourceClasses]
  /// What each term is declared to be by rdf:type, by the number of its id.
  private var declared: [ResourceClasses]
  private let noteKinds: [TermID: NoteKind]
  private let value: TermID?
  private let transitive: [TermID]
  private let properties: InheritedTraits<PropertyRoles>
  private let classIDs: InheritedTraits<ResourceClasses>
  /// The terms that are something to SKOS, in order.
  private var resourceIDs: [TermID] = []

  init(_ graph: Graph) {
    self.graph = graph
    statements = graph.statements
    properties = InheritedTraits(of: graph, defined: PropertyRoles.defined, along: .RDFS.subPropertyOf)
    classIDs = InheritedTraits(of: graph, defined: ResourceClasses.defined, along: .RDFS.subClassOf)
    classes = Array(repeating: [], count: graph.dictionary.count)
    declared = classes
    noteKinds = Dictionary(
      NoteKind.allCases.compactMap { kind in graph.dictionary.id(of: .iri(kind.property)).map { ($0, kind) } }
    ) { first, _ in first }
    value = graph.dictionary.id(of: .iri(.RDF.value))
    transitive = [IRI.SKOS.broaderTransitive, .SKOS.narrowerTransitive].compactMap {
      graph.dictionary.id(of: .iri($0))
    }
    for (index, statement) in statements.enumerated() {
      let roles = properties[statement.predicate]
      if !roles.isEmpty { sort(statement, index, roles) }
    }
    dumbDown()
    graph.dictionary.forEachTerm { id, _ in if !classes(of: id).isEmpty { resourceIDs.append(id) } }
    labels.sort { ($0.resource, $0.text, $0.kind) < ($1.resource, $1.text, $1.kind) }
  }

  /// What a resource is, by declaration or by use.
  func classes(of id: TermID) -> ResourceClasses { classes[Int(id.rawValue)] }

  /// What a resource is declared to be by rdf:type, or by a subclass of what SKOS defines.
  func declaredClasses(of id: TermID) -> ResourceClasses { declared[Int(id.rawValue)] }

  /// The resources that are something to SKOS, in order of their ids.
  func resources(where matches: (ResourceClasses) -> Bool) -> [TermID] {
    resourceIDs.filter { matches(classes(of: $0)) }
  }

  /// The statements that make a resource one of `wanted`, declarations first.
  func evidence(that id: TermID, isOneOf wanted: ResourceClasses) -> [Graph.Statement] {
    let asSubject = graph.statements(subject: id).filter {
      !classes(ofSubjectBy: $0).isDisjoint(with: wanted)
    }
    let asObject = graph.statements(object: id).filter {
      !Self.classes(ofObjectBy: properties[$0.predicate]).isDisjoint(with: wanted)
    }
    let (declared, used) = asSubject.reduce(into: ([Graph.Statement](), [Graph.Statement]())) {
      if properties[$1.predicate].contains(.type) { $0.0.append($1) } else { $0.1.append($1) }
    }
    return declared + used + asObject
  }

  /// The roles of a property, its own and the inherited.
  func roles(of property: TermID) -> PropertyRoles { properties[property] }

  // MARK: Sorting

  private mutating func sort(_ statement: Graph.Statement, _ index: Int, _ roles: PropertyRoles) {
    let isLiteral = graph.dictionary.isLiteral(statement.object)
    classes[Int(statement.subject.rawValue)].formUnion(classes(ofSubjectBy: statement))
    if roles.contains(.type) {
      declared[Int(statement.subject.rawValue)].formUnion(classIDs[statement.object])
    }
    if roles.contains(.note) { note(statement, index, isLiteral) }
    let edge = Edge(from: statement.subject, to: statement.object, evidence: index)
    if !roles.isDisjoint(with: isLiteral ? .resourceValued : .anyLabel) { misplaced.append(index) }
    if isLiteral {
      if roles.contains(.notation) { notations.append(edge) }
      if roles.contains(.title), roles.isDisjoint(with: .anyLabel) { titles.append(edge) }
    }
    if !isLiteral {
      classes[Int(statement.object.rawValue)].formUnion(Self.classes(ofObjectBy: roles))
      sortRelation(statement, index, roles)
      sortLabelNode(statement, index, roles)
    } else if !roles.isDisjoint(with: .anyLabel) {
      for (role, kind) in [
        (PropertyRoles.prefLabel, LabelKind.prefLabel), (.altLabel, .altLabel), (.hiddenLabel, .hiddenLabel),
      ]
      where roles.contains(role) {
        labels.append(
          LabelUse(resource: statement.subject, kind: kind, text: statement.object, evidence: index))
      }
    }
    if roles.contains(.literalForm) {
      literalForms.append(Edge(from: statement.subject, to: statement.object, evidence: index))
    }
  }

  private mutating func sortRelation(_ statement: Graph.Statement, _ index: Int, _ roles: PropertyRoles) {
    let edge = Edge(from: statement.subject, to: statement.object, evidence: index)
    if roles.contains(.up) { up.append(edge) }
    if roles.contains(.down) { up.append(Edge(from: edge.to, to: edge.from, evidence: index)) }
    if !roles.isDisjoint(with: [.up, .down]), !roles.contains(.mapping),
      !transitive.contains(statement.predicate)
    {
      if roles.contains(.up) { steps.append(edge) }
      if roles.contains(.down) { steps.append(Edge(from: edge.to, to: edge.from, evidence: index)) }
    }
    if roles.contains(.related) { related.append(edge) }
    if roles.contains(.exact) { exact.append(edge) }
    if roles.contains(.mapping) { mappings.append(edge) }
    if roles.contains(.inScheme) { inScheme.append(edge) }
    if roles.contains(.topConceptOf) { topConceptOf.append(edge) }
    if roles.contains(.hasTopConcept) {
      let inverse = Edge(from: edge.to, to: edge.from, evidence: index)
      inScheme.append(inverse)
      topConceptOf.append(inverse)
    }
    if roles.contains(.member) { members.append(edge) }
    if roles.contains(.memberList) { memberLists.append(edge) }
    if !roles.isDisjoint(with: [.broadMatch, .narrowMatch, .relatedMatch]) { otherMatches.append(edge) }
  }

  private mutating func note(_ statement: Graph.Statement, _ index: Int, _ isLiteral: Bool) {
    let text =
      isLiteral
      ? statement.object
      : value.flatMap { value in
        graph.statements(subject: statement.object, predicate: value).first {
          graph.dictionary.isLiteral($0.object)
        }?.object
      }
    notes.append(
      NoteUse(
        resource: statement.subject, kind: noteKinds[statement.predicate] ?? .note, value: statement.object,
        text: text, evidence: index))
  }

  private mutating func sortLabelNode(_ statement: Graph.Statement, _ index: Int, _ roles: PropertyRoles) {
    guard !roles.isDisjoint(with: .anyXLLabel) else { return }
    for (role, kind) in [
      (PropertyRoles.xlPrefLabel, LabelKind.prefLabel), (.xlAltLabel, .altLabel),
      (.xlHiddenLabel, .hiddenLabel),
    ]
    where roles.contains(role) {
      labelNodes.append(
        LabelUse(resource: statement.subject, kind: kind, text: statement.object, evidence: index))
    }
  }

  /// S55 to S57: the literal forms of a resource's xl Labels are its plain labels.
  private mutating func dumbDown() {
    guard !labelNodes.isEmpty else { return }
    var forms: [TermID: [TermID]] = [:]
    for edge in literalForms where graph.dictionary.isLiteral(edge.to) {
      forms[edge.from, default: []].append(edge.to)
    }
    for use in labelNodes {
      for form in forms[use.text, default: []] {
        labels.append(LabelUse(resource: use.resource, kind: use.kind, text: form, evidence: use.evidence))
      }
    }
  }

  private func classes(ofSubjectBy statement: Graph.Statement) -> ResourceClasses {
    let roles = properties[statement.predicate]
    var result: ResourceClasses = roles.contains(.type) ? classIDs[statement.object] : []
    // A literal at the other end is another rule's business, and no reason to call the subject a concept.
    if graph.dictionary.isLiteral(statement.object) && !roles.contains(.literalForm) { return result }
    if !roles.isDisjoint(with: [.betweenConcepts, .subjectConcept]) { result.insert(.concept) }
    if roles.contains(.subjectScheme) { result.insert(.scheme) }
    if roles.contains(.subjectCollection) { result.insert(.collection) }
    if roles.contains(.subjectLabel) { result.insert(.label) }
    return result
  }

  private static func classes(ofObjectBy roles: PropertyRoles) -> ResourceClasses {
    var result: ResourceClasses = []
    if !roles.isDisjoint(with: [.betweenConcepts, .objectConcept]) { result.insert(.concept) }
    if roles.contains(.objectScheme) { result.insert(.scheme) }
    if roles.contains(.objectLabel) { result.insert(.label) }
    return result
  }
}
