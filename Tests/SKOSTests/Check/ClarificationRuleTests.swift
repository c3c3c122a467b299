import RDF
import SKOS
import Testing

/// What may and may not be changed as a clarification, as a person would judge.
@Suite struct `The rule clarification-changes-meaning` {
  /// What is said, and what was said before.
  typealias Change = (what: String, now: String, before: String)

  private static let substantive: [Change] = [
    ("another definition", #"skos:definition "a large dog"@en"#, #"skos:definition "a small dog"@en"#),
    (
      "a negation", #"skos:definition "dog that is not kept"@en"#, #"skos:definition "dog that is kept"@en"#
    ),
    ("a short word", #"skos:definition "cat and dog"@en"#, #"skos:definition "cat or dog"@en"#),
    (
      "a figure", #"skos:definition "paper of 10005 sheets"@en"#,
      #"skos:definition "paper of 10000 sheets"@en"#
    ),
    ("two letters", #"skos:definition "hypotension"@en"#, #"skos:definition "hypertension"@en"#),
    ("the first definition", #"skos:definition "a dog"@en"#, #"skos:altLabel "x"@en"#),
    ("a definition that is gone", #"skos:altLabel "x"@en"#, #"skos:definition "a dog"@en"#),
    (
      "a definition within a node", "skos:definition [ rdf:value \"a cat\"@en ]",
      "skos:definition [ rdf:value \"a dog\"@en ]"
    ),
    ("another label", #"skos:prefLabel "hound"@en"#, #"skos:prefLabel "dog"@en"#),
    ("one letter of a label", #"skos:prefLabel "adsorption"@en"#, #"skos:prefLabel "absorption"@en"#),
    ("a label that is gone", #"skos:altLabel "dog"@en"#, #"skos:prefLabel "dog"@en"#),
    ("another place", "skos:broader ex:b", "skos:broader ex:c"),
    ("a further place", "skos:broader ex:b, ex:c", "skos:broader ex:c"),
    ("a match", "skos:exactMatch <http://example.com/x>", #"skos:altLabel "x"@en"#),
    (
      "a broader match", "skos:broadMatch <http://example.com/x>", "skos:narrowMatch <http://example.com/x>"
    ),
  ]

  private static let harmless: [Change] = [
    ("nothing", #"skos:prefLabel "dog"@en"#, #"skos:prefLabel "dog"@en"#),
    ("capitals and full stops", #"skos:definition "A dog."@en"#, #"skos:definition "a  dog"@en"#),
    ("a misspelling", #"skos:definition "domestic animal"@en"#, #"skos:definition "domestic anmial"@en"#),
    ("a letter too many", #"skos:definition "domestic"@en"#, #"skos:definition "domesstic"@en"#),
    ("hyphens of a label", #"skos:prefLabel "guide dog"@en"#, #"skos:prefLabel "guide-dog"@en"#),
    (
      "translations", #"skos:prefLabel "dog"@en, "chien"@fr ; skos:definition "a dog"@en, "un chien"@fr"#,
      #"skos:prefLabel "dog"@en ; skos:definition "a dog"@en"#
    ),
    (
      "notes and alternative labels", #"skos:altLabel "x"@en ; skos:scopeNote "y"@en"#, #"skos:note "z"@en"#
    ),
    (
      "what is narrower, and close matches", "skos:narrower ex:b ; skos:closeMatch <http://example.com/x>",
      ""
    ),
    (
      "the same within a node", "skos:definition [ rdf:value \"a dog\"@en ]", #"skos:definition "a dog"@en"#
    ),
  ]

  private static let others: [RuleTableCase] = [
    .clean(
      "clarification-changes-meaning", "another kind of change",
      #"ex:a a skos:Concept ; skos:prefLabel "x"@en ."#,
      previous: #"ex:a a skos:Concept ; skos:prefLabel "y"@en ."#),
    .clean(
      "clarification-changes-meaning", "no release before",
      #"ex:a a skos:Concept ; skos:prefLabel "x"@en ."#
    ) { $0.clarifications = [IRI(uncheckedValid: "http://example.org/a")] },
    .clean(
      "clarification-changes-meaning", "a new entry", #"ex:a a skos:Concept ; skos:prefLabel "x"@en ."#,
      previous: #"ex:b a skos:Concept ; skos:prefLabel "y"@en ."#
    ) { $0.clarifications = [IRI(uncheckedValid: "http://example.org/a")] },
  ]

  private static let rule = "clarification-changes-meaning"
  private static let entry = IRI(uncheckedValid: "http://example.org/a")

  private static func example(_ change: Change, count: Int) -> RuleTableCase {
    func entry(_ text: String) -> String { "ex:a a skos:Concept \(text.isEmpty ? "" : "; ")\(text) ." }
    return .fires(rule, change.what, entry(change.now), count, previous: entry(change.before)) {
      $0.clarifications = [Self.entry]
    }
  }

  private static var cases: [RuleTableCase] {
    let firing = substantive.map { example($0, count: 1) }
    let clean = harmless.map { example($0, count: 0) }
    return firing + clean + others
  }

  @Test(arguments: cases)
  func `judges as a person would`(_ example: RuleTableCase) throws { try example.verify() }
}
