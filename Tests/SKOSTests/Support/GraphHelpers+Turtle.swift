import RDF
import SKOS

extension Graph {
  /// A graph from Turtle with the usual prefixes and `ex:`.
  init(turtle: String) throws(SyntaxError) {
    try self.init(parsing: Array((Rule.prologue + turtle).utf8), as: .turtle)
  }
}
