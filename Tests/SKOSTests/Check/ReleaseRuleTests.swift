import RDF
@testable import SKOS
import TestSupport
import Testing

/// More cases for the rules of profile rel.
@Suite struct `Rules of profile rel` {
  static let cases: [RuleTableCase] = [
    .fires("release-title-missing", "a blank title", #"ex:s a skos:ConceptScheme ; dct:title " " ."#),
    .fires("release-title-missing", "no scheme at all", "ex:a a skos:Concept . ex:b a skos:Concept ."),
    .clean(
      "release-title-missing", "an ontology's",
      #"ex:s a skos:ConceptScheme . ex:o a owl:Ontology ; dct:title "T"@en ."#),
    .clean(
      "release-title-missing", "schemes of others, retired ones",
      #"ex:s a skos:ConceptScheme ; rdfs:label "S" . ex:t a skos:ConceptScheme ; owl:deprecated true . ex:a skos:inScheme <http://example.com/s> ."#
    ),
    .fires(
      "release-description-missing", "each of two schemes",
      "ex:s a skos:ConceptScheme . ex:t a skos:ConceptScheme .", 2),
    .clean(
      "release-description-missing", "a definition that is a node, a data set's",
      #"ex:s a skos:ConceptScheme ; skos:definition [ rdf:value "x" ] . ex:t a skos:ConceptScheme . ex:d a <http://www.w3.org/ns/dcat#Dataset> ; dct:description "d" ."#
    ),
    .fires("release-licence-missing", "none", "ex:s a skos:ConceptScheme ."),
    .fires("release-licence-missing", "a text", #"ex:s a skos:ConceptScheme ; dct:license "CC BY 4.0" ."#),
    .clean(
      "release-licence-missing", "cc:license, schema:license as anyURI",
      #"ex:s a skos:ConceptScheme ; <http://creativecommons.org/ns#license> ex:l . ex:t a skos:ConceptScheme ; <https://schema.org/license> "https://example.org/l"^^xsd:anyURI ."#
    ),
    .fires("release-creator-missing", "a name", #"ex:s a skos:ConceptScheme ; dct:creator "Jane Doe" ."#),
    .clean(
      "release-creator-missing", "a described person, a name where names are permitted",
      #"ex:s a skos:ConceptScheme ; dct:creator [ rdfs:label "Jane" ] . ex:t a skos:ConceptScheme ; <http://purl.org/dc/elements/1.1/creator> "Jane" ."#
    ),
    .fires("release-publisher-missing", "only a creator", "ex:s a skos:ConceptScheme ; dct:creator ex:c ."),
    .clean(
      "release-publisher-missing", "schema.org",
      "ex:s a skos:ConceptScheme ; <https://schema.org/publisher> ex:p ."),
    .fires(
      "release-issued-missing", "created is not issued",
      #"ex:s a skos:ConceptScheme ; dct:created "2026-01-01"^^xsd:date ."#),
    .fires(
      "release-issued-missing", "no date", #"ex:s a skos:ConceptScheme ; dct:issued "soon"^^xsd:date ."#),
    .clean(
      "release-issued-missing", "a year, a moment",
      #"ex:s a skos:ConceptScheme ; dct:issued "2026"^^xsd:gYear . ex:t a skos:ConceptScheme ; dct:issued "2026-01-01T00:00:00+01:00"^^xsd:dateTime ."#
    ),
    .fires(
      "release-modified-missing", "a text", #"ex:s a skos:ConceptScheme ; dct:modified "2026-01-01"@en ."#),
    .clean(
      "release-modified-missing", "a stamp",
      #"ex:s a skos:ConceptScheme ; dct:modified "2026-01-01T00:00:00Z"^^xsd:dateTimeStamp ."#),
    .fires(
      "release-version-missing", "a version IRI only", "ex:s a skos:ConceptScheme ; owl:versionIRI ex:v1 ."),
    .clean(
      "release-version-missing", "of the ontology",
      #"ex:s a skos:ConceptScheme . ex:o a owl:Ontology ; owl:versionInfo "1" ."#),
    .fires(
      "release-prior-version-missing", "with a release before", "ex:s a skos:ConceptScheme .",
      previous: "ex:s a skos:ConceptScheme ."),
    .clean("release-prior-version-missing", "the first release", "ex:s a skos:ConceptScheme ."),
    .clean(
      "release-prior-version-missing", "dcat",
      "ex:s a skos:ConceptScheme ; <http://www.w3.org/ns/dcat#previousVersion> ex:v1 .",
      previous: "ex:s a skos:ConceptScheme ."),
    .fires(
      "release-language-missing", "labels are not enough",
      #"ex:s a skos:ConceptScheme ; skos:prefLabel "s"@en ."#),
    .clean(
      "release-language-missing", "a tag",
      #"ex:s a skos:ConceptScheme ; <http://purl.org/dc/elements/1.1/language> "en" ."#),
    .fires(
      "release-namespace-missing", "an empty one",
      #"ex:s a skos:ConceptScheme ; <http://rdfs.org/ns/void#uriSpace> "" ."#),
    .clean(
      "release-namespace-missing", "an IRI",
      "ex:s a skos:ConceptScheme ; <http://purl.org/vocab/vann/preferredNamespaceUri> <http://example.org/> ."
    ),
    .fires("release-version-not-increasing", "the same", version("1.0"), previous: version("1.0")),
    .fires(
      "release-version-not-increasing", "an earlier date", version("2025-12-31"),
      previous: version("2026-01-01")),
    .fires(
      "release-version-not-increasing", "a candidate after the release", version("2.0.0-rc.1"),
      previous: version("2.0.0")),
    .clean(
      "release-version-not-increasing", "numbers, not letters", version("v1.10"), previous: version("v1.9")),
    .clean(
      "release-version-not-increasing", "from numbers to dates", version("2026-01-01"),
      previous: version("9999.1")),
    .clean("release-version-not-increasing", "names", version("Jasmine"), previous: version("Zebra")),
    .clean("release-version-not-increasing", "no release before", version("1")),
  ]

  private static func version(_ text: String) -> String {
    "ex:s a skos:ConceptScheme ; owl:versionInfo \"\(text)\" ."
  }

  @Test(arguments: cases)
  func `as a person would judge`(_ example: RuleTableCase) throws { try example.verify() }

  @Test func `versions in order`() throws {
    let ascending = [
      "0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0", "v1.0.1+build5", "Version 1.2", "1.10", "2",
    ]
    let versions = try ascending.map { try #require(VersionNumber($0), "\($0)") }
    for (one, other) in zip(versions, versions.dropFirst()) { #expect(one < other && !(other < one)) }
    #expect(try #require(VersionNumber("1.0")) == #require(VersionNumber("1")))
    for text in ["", "one", "1..2", "-1", "1.x", "99999999999999999999"] {
      #expect(VersionNumber(text) == nil, "\(text)")
    }
  }

  @Test func `dates`() throws {
    for text in ["", "26-01-01", "2026-13-01", "2026-1-1", "x2026", "2026-01-01-01", "+2026", "2026-01-32"] {
      #expect(CalendarDate(text) == nil, "\(text)")
    }
    #expect(try #require(CalendarDate("2026-01-31T23:00:00Z")) == #require(CalendarDate("2026-01-31")))
    #expect(try #require(CalendarDate("2026-01-31Z")) == #require(CalendarDate("2026-01-31+01:00")))
    #expect(try #require(CalendarDate("2025")) < #require(CalendarDate("2025-02")))
  }
}
