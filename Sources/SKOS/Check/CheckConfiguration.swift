public import RDF

/// What a register expects of its vocabulary: which rules hold, how strictly, and what they need to know.
public struct CheckConfiguration: Sendable {
  /// A finding that is not to be reported, and why.
  public struct Exclusion: Hashable, Sendable {
    /// The rule; nil for every rule.
    public var rule: String?
    /// The focus, or how its IRI begins if it ends with `*`; nil for every focus.
    public var focus: String?
    /// Why, for whoever reads the configuration next year.
    public var reason: String

    /// Creates an exclusion.
    public init(rule: String? = nil, focus: String? = nil, reason: String) {
      self.rule = rule
      self.focus = focus
      self.reason = reason
    }
  }

  /// What a register lays down where the standards leave a choice.
  public struct Policy: Hashable, Sendable {
    /// Concepts may have only one broader concept.
    public var forbidsPolyhierarchy = false
    /// Labels are written as in running text, without a capital where the language has none.
    public var runningTextLabels = false
    /// The grammatical number of labels, if one is laid down.
    public var labelNumber: GrammaticalNumber?
    /// Inverse and symmetric statements are to be written out.
    public var writesInverses = false
    /// IRIs of the statuses that an entry may have; empty if any will do.
    public var statuses: [String] = []

    /// The policy of a register that lays down nothing.
    public init() {}
  }

  /// Singular as in ISO 704, or plural as in ISO 25964-1.
  public enum GrammaticalNumber: String, CaseIterable, Sendable {
    case singular
    case plural
  }

  /// Sizes above or below which a text is reported.
  public struct Thresholds: Hashable, Sendable {
    /// The most characters of a label.
    public var labelLength = 200
    /// The most characters of any other text.
    public var textLength = 10_000
    /// The fewest words of a definition.
    public var definitionWordsMin = 3
    /// The most words of a definition.
    public var definitionWordsMax = 50

    /// The thresholds that no configuration changes.
    public init() {}
  }

  /// The profiles whose rules are checked.
  public var profiles: Set<Rule.Profile> = CheckConfiguration.defaultProfiles
  /// Severities other than a rule's own, by the rule's id.
  public var severities: [String: Severity] = [:]
  /// Rules that are checked although their profile is not.
  public var enabledRules: Set<String> = []
  /// Rules that are not checked although their profile is.
  public var disabledRules: Set<String> = []
  /// All the languages of the register; empty if it declares none.
  public var languages: [LanguageTag] = []
  /// The languages in which every entry must have a label and, under profile term, a definition.
  public var mandatoryLanguages: [LanguageTag] = []
  /// The language that every entry must have a preferred label in, and in which messages name it.
  public var primaryLanguage: LanguageTag?
  /// How the IRIs of the register's own entries begin; found from the vocabulary if empty.
  public var namespaces: [String] = []
  /// Findings that are not to be reported.
  public var exclusions: [Exclusion] = []
  /// What a link checker found: for each IRI the HTTP status, or 0 if nothing answered.
  public var linkStatuses: [String: Int] = [:]
  /// The IRIs of the vocabulary that others are known to link to; nil if nobody has looked.
  public var inLinks: Set<String>?
  /// The entries that a change request changes as clarifications; empty if no request is checked.
  public var clarifications: Set<IRI> = []
  /// What the register lays down.
  public var policy = Policy()
  /// Sizes.
  public var thresholds = Thresholds()

  /// The configuration of a register that says nothing.
  public init() {}

  /// What is checked if nobody says otherwise: what any SKOS vocabulary is held to.
  public static let defaultProfiles: Set<Rule.Profile> = [.core, .kos, .label, .web, .sec]

  /// The rules to check, each with the severity it has here, in the order of `Rule.all`.
  public var rules: [Rule] {
    Rule.all.compactMap { rule in
      guard profiles.contains(rule.profile) || enabledRules.contains(rule.id),
        !disabledRules.contains(rule.id)
      else { return nil }
      var rule = rule
      rule.severity = severities[rule.id] ?? rule.severity
      return rule
    }
  }

  /// The exclusion that a finding falls under, if there is one.
  public func exclusion(of finding: Finding) -> Exclusion? {
    exclusions.first { exclusion in
      (exclusion.rule == nil || exclusion.rule == finding.rule)
        && (exclusion.focus.map { Self.covers($0, finding.focus) } ?? true)
    }
  }

  private static func covers(_ pattern: String, _ focus: Subject) -> Bool {
    guard let iri = focus.iri?.string else { return false }
    return pattern.hasSuffix("*") ? iri.hasPrefix(pattern.dropLast()) : iri == pattern
  }
}
