import RDF
@testable import SKOS
import TestSupport
import Testing

/// A small vocabulary and the rule that is asked about it.
struct MessageCase: Sendable, CustomStringConvertible {
  let rule: String
  /// What the case is about.
  let what: String
  let turtle: String
  var configuration = CheckConfiguration()
  /// How many findings there are.
  let count: Int
  /// A part of the first message.
  var message = ""
  var description: String { "\(rule): \(what)" }

  /// Checks the rule and what it says.
  func verify(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let rule = try #require(Rule.named(rule), sourceLocation: sourceLocation)
    let findings = try SKOSCheck.run(Graph(turtle: turtle), rules: [rule], configuration: configuration)
    #expect(findings.count == count, "\(findings.map(\.message))", sourceLocation: sourceLocation)
    if !message.isEmpty {
      let first = findings.first?.message ?? ""
      #expect(first.contains(message), "\(first)", sourceLocation: sourceLocation)
    }
  }

  /// A concept ex:c with a preferred label, in Turtle.
  static func label(_ literal: String) -> String { "ex:c a skos:Concept ; skos:prefLabel \(literal) ." }
}
