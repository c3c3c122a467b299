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

  let graph: Graph
  let statements: [Graph.Statement]
  /// From the narrower concept to the broader, asserted either way or by a mapping.
  private(set) var up: [Edge] = []
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
  /// What each term is, by the number of its id.
  private var classes: [ResourceClasses]
  private let properties: InheritedTraits<PropertyRoles>
  private let classIDs: InheritedTraits<ResourceClasses>

  init(_ graph: Graph) {
    self.graph = graph
    statements = graph.statements
    properties = InheritedTraits(of: graph, defined: PropertyRoles.defined, along: .RDFS.subPropertyOf)
    classIDs = InheritedTraits(of: graph, defined: ResourceClasses.defined, along: .RDFS.subClassOf)
    classes = Array(repeating: [], count: graph.dictionary.count)
    for (index, statement) in statements.enumerated() {
      let roles = properties[statement.predicate]
      if !roles.isEmpty { sort(statement, index, roles) }
    }
    dumbDown()
    labels.sort { ($0.resource, $0.text, $0.kind) < ($1.resource, $1.text, $1.kind) }
  }

  /// What a resource is, by declaration or by use.
  func classes(of id: TermID) -> ResourceClasses { classes[Int(id.rawValue)] }

  /// The resources that are something to SKOS, with what they are, in order of the ids.
  func resources(where matches: (ResourceClasses) -> Bool) -> [TermID] {
    var seen: Set<TermID> = []
    var found: [TermID] = []
    for statement in statements {
      for id in [statement.subject, statement.object]
      where matches(classes(of: id)) && seen.insert(id).inserted {
        found.append(id)
      }
    }
    return found
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
    if roles.contains(.related) { related.append(edge) }
    if roles.contains(.exact) { exact.append(edge) }
    if !roles.isDisjoint(with: [.broadMatch, .narrowMatch, .relatedMatch]) { otherMatches.append(edge) }
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
