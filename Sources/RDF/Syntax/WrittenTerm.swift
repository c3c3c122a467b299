/// A term as a `StatementWriter` has written it: its handle.
///
/// An object, so that the writer can tell when nobody holds it any more and write the next term in its place.
public final class WrittenTerm {
  /// What the grammar of Turtle has a shorthand for.
  enum Role: UInt8 {
    case ordinary
    /// `rdf:type`, as predicate `a`.
    case type
    case integer, decimal, boolean
  }

  /// The term in the syntax of the writer.
  var bytes: [UInt8] = []
  /// The IRI, if prefixes may have changed its looks.
  var source: [UInt8] = []
  var role = Role.ordinary
  /// The number of the prefix that has to be declared before the term, or -1.
  var prefix = -1

  init() {}

  /// Makes the object look unused.
  func reset() {
    bytes.removeAll(keepingCapacity: true)
    source.removeAll(keepingCapacity: true)
    role = .ordinary
    prefix = -1
  }
}
