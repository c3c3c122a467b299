import RDF
import SKOS
import TestSupport
import Testing

/// The examples of the VocPub profile, as far as our rules ask what its requirements ask.
///
/// Not asked are: the form of an agency's identifier (03-invalid-GA), prov:qualifiedDerivation (06), one scheme a file
/// (07), the names of agents (11, 12, 13), temporal coverage (15) and one history note a language (16).
@Suite(.needsSharedData("vocabularies/vocpub/examples/01-valid.ttl"))
struct `Examples of VocPub` {
  /// The rules that requirements of VocPub correspond to, by requirement.
  static let rules = [
    "release-title-missing", "release-description-missing",  // 2.1.4
    "release-modified-missing", "modified-date-stale",  // 2.1.5
    "release-creator-missing", "release-publisher-missing",  // 2.1.6
    "scheme-without-top-concept",  // 2.1.9
    "status-unknown",  // 2.1.10
    "collection-empty",  // 2.2.4
    "concept-without-scheme",  // 2.3.2
    "dangling-concept", "not-under-top-concept", "hierarchy-cycle", "self-relation",  // 2.3.3
  ]

  /// What the authors left in examples they call valid: a concept whose only broader concept is itself, so that it and
  /// what is below it hang in the air.
  private static let protectedAccess: Set<String> = [
    "dangling-concept", "not-under-top-concept", "self-relation",
  ]

  /// The rules that each example breaks.
  static let examples: [(name: String, broken: Set<String>)] = [
    ("01-valid", protectedAccess),
    ("01-invalid", ["release-modified-missing", "concept-without-scheme"]),
    // Has to be completed before it is checked; its concepts do not yet say that they are in the scheme.
    ("02-valid-build", ["concept-without-scheme"]),
    ("03-valid", []), ("03-valid-GA", []), ("03-invalid-GA", []),
    ("04-valid-multilang", protectedAccess), ("05-valid-qualdev", protectedAccess),
    ("06-invalid-qualdev", protectedAccess), ("07-invalid-issue-16", protectedAccess),
    ("08-valid-issue-15-status", []), ("09-invalid-warnings-issue-15-status", ["status-unknown"]),
    ("10-valid-multi-lang-agents", []), ("11-invalid-multi-lang-agents", []),
    ("12-invalid-multi-lang-agents", []),
    ("13-invalid-multi-lang-agents", []), ("14-valid-suni-all-props", []),
    ("15-invalid-suni-temporalEntity", []),
    ("16-invalid-concept-historyNote", protectedAccess),
  ]

  @Test(arguments: examples)
  func `valid ones and invalid ones`(name: String, broken: Set<String>) throws {
    var configuration = CheckConfiguration()
    let statuses = try Graph(shared: "vocabularies/vocpub/registry-statuses.ttl")
    configuration.policy.statuses = statuses.triples(predicate: .RDF.type, object: .iri(.SKOS.Concept))
      .compactMap { $0.subject.iri?.string }
    #expect(configuration.policy.statuses.count == 14)
    let rules = try Self.rules.map { try #require(Rule.named($0)) }
    let graph = try Graph(shared: "vocabularies/vocpub/examples/\(name).ttl")
    let findings = SKOSCheck.run(graph, rules: rules, configuration: configuration)
    #expect(Set(findings.map(\.rule)) == broken, "\(findings.map(\.message))")
  }
}
