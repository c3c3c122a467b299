public import RDF

/// A value of an aspect: a text, a resource, or a node with what is said about it.
public enum AspectValue: Hashable, Sendable {
  /// A literal.
  case literal(Literal)
  /// A resource with an IRI.
  case resource(IRI)
  /// Blank nodes, by their canonical form; `text` is their rdf:value or literal form, if there is one.
  case node(text: Literal?, triples: [Triple])

  /// The text, if it has one.
  public var literal: Literal? {
    switch self {
    case .literal(let literal): literal
    case .resource: nil
    case .node(let text, _): text
    }
  }
}

extension AspectValue: Comparable {
  /// Orders literals before resources before nodes.
  public static func < (left: AspectValue, right: AspectValue) -> Bool {
    switch (left, right) {
    case (.literal(let left), .literal(let right)): left < right
    case (.resource(let left), .resource(let right)): left < right
    case (.node(_, let left), .node(_, let right)): left.lexicographicallyPrecedes(right)
    default: left.rank < right.rank
    }
  }

  private var rank: Int {
    switch self {
    case .literal: 0
    case .resource: 1
    case .node: 2
    }
  }
}
