import GRDB

/// Whether a register, as it is set up, does what a requirement of ISO 19135 asks for.
public struct ConformanceLine: Hashable, Sendable {
  /// Whether it does.
  public enum Verdict: String, CaseIterable, Hashable, Sendable {
    /// It does.
    case met
    /// It does not.
    case notMet = "not met"
    /// It could, and its policy does not ask for it.
    case offByPolicy = "off by policy"
  }

  /// The class of requirements, such as `approval-process`.
  public let requirementClass: String
  /// The requirement by its name.
  public let requirement: String
  /// Whether it is met.
  public let verdict: Verdict
  /// Why, as a sentence without its full stop.
  public let reason: String
}

extension Store {
  /// What of the requirements of ISO 19135 a vocabulary meets as a register, a line for each.
  ///
  /// What the program does for every vocabulary is met; what depends on people and settings is looked up, and what leaves
  /// traces is looked for in the records and the content. Costs what reading both costs.
  /// - Source: spec/committee.md, "Conformance"; the names of the requirements are those of ISO 19135:2026.
  public func conformance(grant: Grant) throws(StoreError) -> [ConformanceLine] {
    grant.require(.read)
    let now = environment.now()
    return try read { db in
      let vocabulary = grant.inVocabulary
      let policy = try ProcedurePolicy.current(db, vocabulary)
      let roles = Set(
        try String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT role FROM membership JOIN account ON account.id = account
            WHERE vocabulary = ?1 AND disabled_at IS NULL AND coalesce(valid_from <= ?2, 1)
              AND coalesce(?2 < valid_until, 1)
            """, arguments: [vocabulary.id, now.milliseconds]))
      let electorate = Electorate(try Electorate.seats(db, vocabulary), takenAt: now)
      let settings = try ReleaseSettings.current(db, vocabulary)
      return Register(
        policy: policy, records: try RegisterRecords(db, vocabulary, policy, at: now), roles: roles,
        memberCount: electorate.members(.participating).count,
        hasNamespace: vocabulary.namespace != nil, hasPublisher: settings[.publisher] != nil,
        hasDescription: settings[.description] != nil,
        releaseCount: try Int.fetchOne(
          db, sql: "SELECT count(*) FROM \"release\" WHERE vocabulary = ?", arguments: [vocabulary.id]) ?? 0
      ).lines
    }
  }
}

/// What the answers depend on.
private struct Register {
  let policy: ProcedurePolicy
  let records: RegisterRecords
  let roles: Set<String>
  let memberCount: Int
  let hasNamespace: Bool
  let hasPublisher: Bool
  let hasDescription: Bool
  let releaseCount: Int

  private var isCommittee: Bool { policy.procedure == .committee }

  private func line(
    _ group: String, _ name: String, _ verdict: ConformanceLine.Verdict, _ reason: String
  ) -> ConformanceLine {
    ConformanceLine(requirementClass: group, requirement: name, verdict: verdict, reason: reason)
  }

  private func met(_ group: String, _ name: String, _ reason: String) -> ConformanceLine {
    line(group, name, .met, reason)
  }

  private func given(
    _ group: String, _ name: String, _ isMet: Bool, _ reason: String, otherwise: String
  ) -> ConformanceLine {
    line(group, name, isMet ? .met : .notMet, isMet ? reason : otherwise)
  }

  /// A requirement whose traces are looked for: met if nothing is amiss.
  private func traced(
    _ group: String, _ name: String, _ amiss: [String], _ reason: String, otherwise: String
  ) -> ConformanceLine {
    let shown =
      amiss.prefix(3).joined(separator: "; ") + (amiss.count > 3 ? "; and \(amiss.count - 3) more" : "")
    return given(group, name, amiss.isEmpty, reason, otherwise: "\(otherwise): \(shown)")
  }

  /// The same of the procedure of a committee.
  private func tracedByCommittee(
    _ group: String, _ name: String, _ amiss: [String], _ reason: String, otherwise: String
  ) -> ConformanceLine {
    isCommittee
      ? traced(group, name, amiss, reason, otherwise: otherwise) : byCommittee(group, name, reason)
  }

  /// A requirement that only the procedure of a committee meets.
  private func byCommittee(_ group: String, _ name: String, _ reason: String) -> ConformanceLine {
    isCommittee
      ? met(group, name, reason)
      : line(group, name, .offByPolicy, "the policy has the review procedure; policy.set procedure=committee")
  }

  private func holder(_ group: String, _ name: String, _ role: Role, _ what: String) -> ConformanceLine {
    given(
      group, name, roles.contains(role.rawValue), "somebody has the role \(role.rawValue), and \(what)",
      otherwise: "nobody has the role \(role.rawValue)")
  }

  var lines: [ConformanceLine] { specification + approval + appeal + concept + actions }

  private var specification: [ConformanceLine] {
    let name = "register-specification"
    return [
      given(
        name, "metadata", hasPublisher && hasDescription, "publisher and description are set",
        otherwise: "publisher or description is not set; release.configure sets them"),
      given(
        name, "roles",
        [Role.owner, .manager, .proposer, isCommittee ? .voter : .reviewer].allSatisfy {
          roles.contains($0.rawValue)
        }, "owner, manager, proposers and those who decide are appointed",
        otherwise: "an owner, a manager, a proposer or somebody who decides is not appointed"),
      given(
        name, "governance", !isCommittee || memberCount > 0,
        isCommittee ? "\(memberCount) P-members decide" : "reviewers decide",
        otherwise: "no member bodies are recorded whose answers count"),
      met(name, "content", "what an entry may hold is SKOS, checked by rules"),
      met(name, "substantive change", "the policy names the properties that count as editorial"),
      given(
        name, "identifier scheme", hasNamespace, "identifiers are minted by the vocabulary's pattern",
        otherwise: "the vocabulary has no namespace"),
      met(name, "versioning scheme", "every change is a revision, and releases have versions"),
      met(name, "proposer eligibility", "whoever has the role proposer may propose"),
      met(name, "proposal information", "title, justification, kind and content are asked for"),
      byCommittee(name, "approval time limit", "the policy has a period for each stage"),
      byCommittee(name, "appeal availability", "appeals are possible within \(policy.appeal.iso8601)"),
    ]
  }

  private var approval: [ConformanceLine] {
    let name = "approval-process"
    return [
      traced(
        name, "comply with register specification", records.faults,
        "every step follows the rules and is as its record says",
        otherwise: "something is not as it is on record"),
      tracedByCommittee(
        name, "complete by time limit", records.unaccepted,
        "no proposal waits for longer than \(policy.acceptance.iso8601) to be taken up",
        otherwise: "proposals are overdue"),
      byCommittee(name, "decide by time limit", "stages have closing dates"),
      byCommittee(name, "forward by time limit", "who must act next is told with its date"),
      byCommittee(name, "consult acceptability", "member bodies answer an evaluation"),
      byCommittee(name, "forward to control body", "a manager opens evaluation and ballots"),
      met(name, "request changes", "a request can be returned with a reason"),
      given(
        name, "issue decision", roles.contains(isCommittee ? Role.voter.rawValue : Role.reviewer.rawValue),
        "the decision is a recorded step", otherwise: "nobody may decide"),
      met(name, "inform manager", "what awaits a manager is listed"),
      met(name, "forward to proposer", "the proposer sees every step with its reason"),
      roles.contains(Role.manager.rawValue)
        ? traced(
          name, "incorporate approved proposal", records.unmerged,
          "each of \(records.mergedCount) merged requests is one revision, and the other way round",
          otherwise: "requests and revisions do not fit")
        : holder(name, "incorporate approved proposal", .manager, ""),
    ]
  }

  private var appeal: [ConformanceLine] {
    let name = "appeal-process"
    return [
      byCommittee(name, "inform eligibility", "whoever may appeal is told so with the date"),
      byCommittee(name, "submit", "the proposer and P-members appeal"),
      byCommittee(name, "withdraw", "whoever appealed takes it back"),
      byCommittee(name, "forward to owner", "it awaits the owner"),
      isCommittee
        ? holder(name, "issue decision", .owner, "upholds or dismisses")
        : byCommittee(name, "issue decision", ""),
      tracedByCommittee(
        name, "decide by time limit", records.undecided,
        "no appeal waits for longer than \(policy.appealDecision.iso8601)", otherwise: "appeals are overdue"),
      byCommittee(name, "inform", "the decision is a step with its reason"),
      byCommittee(name, "forward", "what is upheld awaits its merge"),
      byCommittee(name, "incorporate", "what is upheld is merged like any other"),
      tracedByCommittee(
        name, "retain submission and decision", records.groundless + records.faults,
        "\(records.appealCount) appeals are on record, and every decision, with their grounds",
        otherwise: "an appeal is not on record as it was made"),
    ]
  }

  private var concept: [ConformanceLine] {
    let name = "concept"
    return [
      traced(
        name, "system", records.unplaced, "all of \(records.conceptCount) concepts in use belong to schemes",
        otherwise: "concepts in use are in no scheme"),
      met(name, "creation", "an addition is a step of a request, with its date"),
      traced(
        name, "definition", records.undefined,
        "all of \(records.conceptCount) concepts in use have definitions, kept by language",
        otherwise: "concepts in use have no definition"),
      met(name, "general concept", "broader and narrower"),
      met(name, "realised concept", "mappings and examples"),
      met(name, "link to all versions", "the history of an entry lists them"),
      met(name, "link to current version", "an IRI without a moment is the head"),
      given(
        name, "functional identifiers", hasNamespace, "IRIs do not change",
        otherwise: "the vocabulary has no namespace"),
      met(name, "object identifiers", "a version is an IRI at a revision"),
    ]
  }

  private var actions: [ConformanceLine] {
    let name = "actions"
    return [
      met(name, "add-concept", "the kind addition"),
      met(name, "add-concept-version", "the kinds clarification and modification"),
      traced(
        name, "concept-supersession", records.unreplaced,
        "all of \(records.supersededCount) superseded entries name a successor that the vocabulary has",
        otherwise: "superseded entries have no successor in the vocabulary"),
      met(name, "concept-domains", "collections and schemes"),
      given(
        name, "publish", releaseCount > 0, "there are \(releaseCount) releases",
        otherwise: "nothing has been released yet"),
    ]
  }
}
