import RDF
@testable import SKOS
import Testing

/// What a rule finds in a small vocabulary, known from the standard or from common sense.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let turtle: String
  let count: Int
  var configuration: CheckConfiguration?

  /// A rule that finds `count` faults.
  static func finds(
    _ count: Int, _ rule: String, _ configuration: CheckConfiguration? = nil, _ turtle: String
  ) -> RuleCase {
    RuleCase(rule: rule, turtle: turtle, count: count, configuration: configuration)
  }

  /// A rule that finds nothing.
  static func passes(_ rule: String, _ configuration: CheckConfiguration? = nil, _ turtle: String) -> RuleCase
  {
    RuleCase(rule: rule, turtle: turtle, count: 0, configuration: configuration)
  }

  /// A concept with a term and a definition in a language.
  static func defining(_ term: String, _ definition: String, _ tag: String = "en", _ more: String = "")
    -> String
  {
    "ex:c a skos:Concept ; skos:prefLabel \"\(term)\"@\(tag) ; skos:definition \"\(definition)\"@\(tag) . \(more)"
  }

  /// A concept with a preferred label.
  static func concept(_ label: String, _ tag: String = "en") -> String {
    "ex:c a skos:Concept ; skos:prefLabel \"\(label)\"@\(tag) ."
  }

  var testDescription: String { "\(rule): \(turtle)" }

  /// The messages of what the rule finds.
  func findings() throws -> [Finding] {
    let rule = try #require(Rule.named(rule))
    return try SKOSCheck.run(
      Graph(turtle: turtle), rules: [rule], configuration: configuration ?? rule.exampleConfiguration)
  }
}
