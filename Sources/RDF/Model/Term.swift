/// A blank node, known by a label that means something only within one graph or dataset.
public struct BlankNode: Hashable, Comparable, Sendable {
  /// The label without `_:`.
  public let label: String

  /// Creates a blank node with a label of the caller's choice.
  public init(_ label: String) { self.label = label }

  /// Equal when the labels are, code point by code point.
  public static func == (left: BlankNode, right: BlankNode) -> Bool { left.label.isExactly(right.label) }
  /// Feeds what `==` compares.
  public func hash(into hasher: inout Hasher) { label.hashExactly(into: &hasher) }

  /// Orders by label.
  public static func < (left: BlankNode, right: BlankNode) -> Bool {
    left.label.utf8.lexicographicallyPrecedes(right.label.utf8)
  }
}

/// What may stand as the subject of a statement, or name a graph: an IRI or a blank node.
public enum Subject: Hashable, Sendable {
  case iri(IRI)
  case blankNode(BlankNode)

  /// The same as a term.
  public var term: Term {
    switch self {
    case .iri(let iri): .iri(iri)
    case .blankNode(let node): .blankNode(node)
    }
  }

  /// The IRI, if it is one.
  public var iri: IRI? { if case .iri(let iri) = self { iri } else { nil } }
}

/// An RDF term: an IRI, a blank node or a literal.
public enum Term: Hashable, Sendable {
  case iri(IRI)
  case blankNode(BlankNode)
  case literal(Literal)

  /// The IRI, if it is one.
  public var iri: IRI? { if case .iri(let iri) = self { iri } else { nil } }
  /// The blank node, if it is one.
  public var blankNode: BlankNode? { if case .blankNode(let node) = self { node } else { nil } }
  /// The literal, if it is one.
  public var literal: Literal? { if case .literal(let literal) = self { literal } else { nil } }

  /// The same as a subject, unless it is a literal.
  public var subject: Subject? {
    switch self {
    case .iri(let iri): .iri(iri)
    case .blankNode(let node): .blankNode(node)
    case .literal: nil
    }
  }
}

extension Term: Comparable {
  /// Orders IRIs before blank nodes before literals, each by code points.
  ///
  /// This is the one order in which every serialiser writes.
  public static func < (left: Term, right: Term) -> Bool {
    switch (left, right) {
    case (.iri(let left), .iri(let right)): left < right
    case (.blankNode(let left), .blankNode(let right)): left < right
    case (.literal(let left), .literal(let right)): left < right
    default: left.rank < right.rank
    }
  }

  private var rank: Int {
    switch self {
    case .iri: 0
    case .blankNode: 1
    case .literal: 2
    }
  }
}

extension Subject: Comparable {
  /// Orders as terms do.
  public static func < (left: Subject, right: Subject) -> Bool { left.term < right.term }
}

/// A statement: subject, predicate and object.
public struct Triple: Hashable, Comparable, Sendable {
  /// What the statement is about.
  public var subject: Subject
  /// The property.
  public var predicate: IRI
  /// The value.
  public var object: Term

  /// Creates a triple.
  public init(_ subject: Subject, _ predicate: IRI, _ object: Term) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
  }

  /// Orders by subject, then predicate, then object.
  public static func < (left: Triple, right: Triple) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.object < right.object
  }
}

/// A statement in a dataset: a triple and the name of its graph, nil for the default graph.
public struct Quad: Hashable, Sendable {
  /// The statement.
  public var triple: Triple
  /// The graph's name.
  public var graphName: Subject?

  /// Creates a quad.
  public init(_ triple: Triple, graphName: Subject? = nil) {
    self.triple = triple
    self.graphName = graphName
  }
}
