import GRDB
import RDF
public import SKOS

/// What those see who comment on a release in preparation: its content is fixed, so all of this stays as it is.
public struct ReleaseCandidate: Sendable {
  /// How often a rule is broken.
  public struct RuleCount: Hashable, Sendable {
    /// The name of the rule.
    public let rule: String
    /// How bad it is.
    public let severity: Severity
    /// How often.
    public let count: Int
  }

  /// The release in preparation.
  public let draft: ReleaseDraft
  /// The release that it is compared with.
  public let previous: String?
  /// How many entries are new since that.
  public let addedCount: Int
  /// How many are changed.
  public let changedCount: Int
  /// How many are no more.
  public let removedCount: Int
  /// What the rules find, by rule.
  public let findings: [RuleCount]
}

extension Store {
  /// A release in preparation with what the rules find in it, and how it differs from the release before.
  ///
  /// Costs what checking the vocabulary costs.
  public func releaseCandidate(_ version: String, grant: Grant) throws(StoreError) -> ReleaseCandidate {
    grant.require(.preview)
    return try read { db in
      let vocabulary = grant.inVocabulary
      let draft = try Self.draft(db, vocabulary, version)
      let previous = try Self.newestRelease(db, vocabulary)
      func graph(_ revision: Int64) throws -> Graph {
        try Snapshot(db: db, vocabulary: vocabulary, revision: revision).graph()
      }
      let old = try previous.map { try graph($0.revision) }
      let new = try graph(draft.revision)
      let language = try? LanguageTag(vocabulary.defaultLanguage)
      let found = SKOSCheck.run(
        new, configuration: CheckConfiguration(), previous: old, languages: language.map { [$0] } ?? [])
      let counts = Dictionary(grouping: found) { $0.rule }.map { rule, findings in
        ReleaseCandidate.RuleCount(
          rule: rule, severity: findings.map(\.severity).max() ?? .info, count: findings.count)
      }
      let differences = try Self.differences(
        from: previous?.revision ?? 0, to: draft.revision, vocabulary, db)
      return ReleaseCandidate(
        draft: draft, previous: previous?.version,
        addedCount: differences.count { $0.old == nil },
        changedCount: differences.count { $0.old != nil && $0.new != nil },
        removedCount: differences.count { $0.new == nil }, findings: counts.sorted { $0.rule < $1.rule })
    }
  }
}
