internal import RDF

/// A value for each term of a dictionary, found by the number of its id.
struct TermTable<Value: Sendable>: Sendable {
  private var values: [Value]

  /// Gives every term the same value to start with.
  init(_ graph: Graph, repeating value: Value) {
    values = Array(repeating: value, count: graph.dictionary.count)
  }

  /// The value of a term.
  subscript(id: TermID) -> Value {
    get { values[Int(id.rawValue)] }
    set { values[Int(id.rawValue)] = newValue }
  }
}
