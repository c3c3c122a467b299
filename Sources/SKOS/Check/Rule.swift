internal import RDF

/// A rule that vocabularies are checked against, with what a person needs to know about it.
///
/// The id is permanent; severity is a default that a register may change.
public struct Rule: Sendable {
  /// A group of rules that is switched on together.
  public enum Profile: String, CaseIterable, Sendable {
    /// The integrity conditions of SKOS and SKOS-XL.
    case core
    /// Links, IRIs and language tags.
    case web
    /// The structure of a knowledge organisation system.
    case kos
    /// Labels.
    case label
    /// Terminology, after ISO 704 and ISO 10241-1.
    case term
    /// Thesauri, after ISO 25964-1.
    case thes
    /// The life cycle; needs a previous release.
    case life
    /// The metadata of a release.
    case rel
    /// Unicode and markup.
    case sec
  }

  /// The permanent name, such as `multiple-pref-labels`.
  public let id: String
  /// What the rule demands, as a sentence without its full stop.
  public let title: String
  /// How much a finding matters.
  public var severity: Severity
  /// The group the rule belongs to.
  public let profile: Profile
  /// Where the rule comes from, clause by clause.
  public let sources: [String]
  /// Why it matters, in a sentence or two for people.
  public let reason: String
  /// A vocabulary in Turtle that breaks this rule; the usual prefixes and `ex:` are declared by `prologue`.
  public let firingExample: String
  /// The same vocabulary, mended.
  public let cleanExample: String
  /// Other rules of profile core that the firing example cannot help breaking.
  var alsoBroken: [String] = []
  /// The configuration that the examples need, such as declared languages.
  var exampleConfiguration = CheckConfiguration()
  /// The release before, in Turtle, that the examples are compared with; for rules of profile life.
  var previousExample: String?
  /// How far the rule's fixes can be trusted; nil if only a person can mend it.
  public var fix: Fix.Trust?
  /// Finds the places where the rule is broken.
  let evaluate: @Sendable (CheckContext) -> [Violation]

  /// The prefix declarations that go before an example.
  public static let prologue = """
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix ex: <http://example.org/> .

    """

  /// A broken rule on ids, before it is put into words that leave this module.
  struct Violation {
    /// The resource to look at first; nil if it is `gone`.
    var focus: TermID?
    let message: String
    var related: [TermID] = []
    var statements: [Graph.Statement] = []
    /// Statements that the fix takes out.
    var removed: [Triple] = []
    /// Statements that the fix puts in.
    var added: [Triple] = []
    /// The focus if only the release before knows it, so that it has no id here.
    var gone: Subject?
  }
}

extension Rule {
  /// Every rule there is, by profile, in the order in which they are evaluated and documented.
  public static let all: [Rule] = core + kos + label + web + sec + term + thes + life + rel

  /// The integrity conditions of SKOS and SKOS-XL: what makes a vocabulary inconsistent.
  public static let integrityConditions: [Rule] = [
    .conceptIsScheme, .collectionIsConceptOrScheme, .xlLabelClassClash, .labelRoleOverlap,
    .multiplePrefLabels,
    .xlLabelRoleOverlap, .xlLiteralFormCount, .relatedInHierarchy, .exactMatchClash,
  ]

  /// The rule with an id, if there is one.
  public static func named(_ id: String) -> Rule? { byID[id] }

  private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
}

extension Rule: CustomStringConvertible {
  /// The id.
  public var description: String { id }
}
