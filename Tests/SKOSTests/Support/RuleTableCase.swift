import RDF
import SKOS
import Testing

/// A vocabulary in Turtle and how many findings of a rule it has.
struct RuleTableCase: Sendable, CustomStringConvertible {
  let rule: String
  let what: String
  let turtle: String
  let count: Int
  var previous: String?
  var configuration = CheckConfiguration()

  /// A vocabulary without the findings of a rule.
  static func clean(
    _ rule: String, _ what: String, _ turtle: String, previous: String? = nil,
    _ configure: (inout CheckConfiguration) -> Void = { _ in }
  ) -> RuleTableCase {
    fires(rule, what, turtle, 0, previous: previous, configure)
  }

  /// A vocabulary with findings of a rule.
  static func fires(
    _ rule: String, _ what: String, _ turtle: String, _ count: Int = 1, previous: String? = nil,
    _ configure: (inout CheckConfiguration) -> Void = { _ in }
  ) -> RuleTableCase {
    var configuration = CheckConfiguration()
    configure(&configuration)
    return RuleTableCase(
      rule: rule, what: what, turtle: turtle, count: count, previous: previous, configuration: configuration)
  }

  var description: String { "\(rule): \(what)" }

  /// Checks the vocabulary against the rule alone, and that what the fixes change is no finding afterwards.
  func verify() throws {
    let rule = try #require(Rule.named(rule))
    let graph = try Graph(turtle: turtle)
    let before = try previous.map { try Graph(turtle: $0) }
    let findings = SKOSCheck.run(graph, rules: [rule], configuration: configuration, previous: before)
    #expect(findings.count == count, "\(findings.map(\.message))")
    guard !findings.isEmpty, findings.allSatisfy({ $0.fix != nil }) else { return }
    var triples = Set(graph.triples)
    for fix in findings.compactMap(\.fix) {
      triples.subtract(fix.removed)
      triples.formUnion(fix.added)
    }
    let mended = SKOSCheck.run(Graph(triples), rules: [rule], configuration: configuration, previous: before)
    #expect(mended.map(\.message) == [], "the fix leaves something")
  }
}
