import RDF
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips a test as long as a syntax is not read yet.
  static func needs(_ syntax: RDFSyntax) -> Self {
    .enabled(if: (try? syntax.parse([], into: QuadCollector())) != nil, "\(syntax.name) is not read yet")
  }
}
