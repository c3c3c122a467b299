import RDF
import SKOS
import SKOSStore

/// The methods about releases in preparation and what releases say of themselves.
struct ReleasePreparationMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [prepare, drafts, candidate, describe, publish, discard, settings, configure]
  }

  private static let access = MethodAccess.permission(.release, vocabulary: "vocabulary")

  private static let members: [ParameterDeclaration] = [
    .required("version", .name, "The version that it will have"),
    .required("revision", .count, "The revision that it will freeze"),
    .required("notes", .string, "What changed, for readers"),
    .required("author", .name, "Who prepared it"), .required("at", .timestamp, "When"),
    .required("closes", .nullable(.timestamp), "Until when it is open to comments; null for not at all"),
    .required("isOpen", .boolean, "Whether it is open to comments now"),
    .required(
      "unanswered", .array(of: .count, countMax: Int.max),
      "The general and technical comments on it that have no observation"),
  ]

  private static let schema = Schema.object(members)

  private static func values(_ draft: ReleaseDraft, at now: Timestamp) -> [(String, JSON)] {
    [
      ("version", .string(draft.version)), ("revision", .int(Int(draft.revision))),
      ("notes", .string(draft.notes)), ("author", .string(draft.author)),
      ("at", .string(draft.at.iso8601)), ("closes", .optional(draft.window.closes?.iso8601)),
      ("isOpen", .bool(draft.window.isOpen(at: now))),
      ("unanswered", .array(draft.unanswered.map { .int(Int($0)) })),
    ]
  }

  private func json(_ draft: ReleaseDraft) -> JSON {
    .object(JSON.Object(Self.values(draft, at: store.now)))
  }

  private var prepare: MethodDeclaration {
    MethodDeclaration(
      "release.prepare", "Prepares a release of the head, which can be commented on and its notes edited",
      access: Self.access, isWrite: true,
      parameters: [
        Shared.vocabulary, ReleaseMethods.version,
        .optional("notes", .string, "What changed, for readers; told from the differences if not given"),
        .optional(
          "closes", .timestamp,
          "Until when it is open to comments; for as long as the policy says (commentWindow) if not given"),
        Shared.expectedHead,
      ],
      result: ResultDeclaration("The release in preparation", Self.schema),
      errors: [.alreadyExists, .staleRevision],
      handler: { call in
        let grant = try call.grant(.release, store)
        return json(
          try call.expectingHead(grant, store) {
            try store.prepareRelease(
              version: call.string("version"), notes: call.optionalString("notes"),
              closes: call.optionalTimestamp("closes"), grant: grant)
          })
      })
  }

  private var drafts: MethodDeclaration {
    MethodDeclaration(
      "release.drafts", "Lists the releases in preparation",
      access: .permission(.preview, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + Self.list.parameters,
      result: Self.list.result("The releases by version"),
      handler: { call in
        try Self.list.answer(call, store.releaseDrafts(grant: call.grant(.preview, store)), json)
      })
  }

  private static let list = PagedList<ReleaseDraft>(
    "drafts", schema, "The releases in preparation", place: { .text($0.version) })

  private var candidate: MethodDeclaration {
    MethodDeclaration(
      "release.candidate",
      "Shows a release in preparation with what the rules find in it and how many entries differ from the release before",
      access: .permission(.preview, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, ReleaseMethods.version],
      result: ResultDeclaration(
        "The release in preparation",
        .object(
          Self.members + [
            .required(
              "previous", .nullable(.name),
              "The release that it is compared with; release.diff lists what differs, from it to the revision"
            ),
            .required(
              "changes",
              .object([
                .required("added", .count, "How many entries are new"),
                .required("changed", .count, "How many are changed"),
                .required("removed", .count, "How many are no more"),
              ]), "How many entries differ from the release before; all are new if there is none"),
            .required(
              "findings",
              .array(
                of: .object([
                  .required("rule", .name, "The rule"), .required("severity", .name, "How bad it is"),
                  .required("count", .count, "How often it is broken"),
                ]), countMax: Int.max), "What the rules find, by rule"),
          ])), errors: [.notFound],
      handler: { call in
        let grant = try call.grant(.preview, store)
        let candidate = try store.releaseCandidate(call.string("version"), grant: grant)
        return .object(
          JSON.Object(
            Self.values(candidate.draft, at: store.now) + [
              ("previous", .optional(candidate.previous)),
              (
                "changes",
                [
                  "added": .int(candidate.addedCount), "changed": .int(candidate.changedCount),
                  "removed": .int(candidate.removedCount),
                ]
              ),
              (
                "findings",
                .array(
                  candidate.findings.map { finding in
                    [
                      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
                      "count": .int(finding.count),
                    ]
                  })
              ),
            ]))
      })
  }

  private var describe: MethodDeclaration {
    MethodDeclaration(
      "release.describe", "Replaces the notes of a release in preparation", access: Self.access,
      isWrite: true,
      parameters: [
        Shared.vocabulary, ReleaseMethods.version,
        .required("notes", .string, "What changed, for readers, in Markdown"),
      ],
      result: ResultDeclaration("The release in preparation", Self.schema), errors: [.notFound],
      handler: { call in
        json(
          try store.describeRelease(
            call.string("version"), notes: call.string("notes"), grant: call.grant(.release, store)))
      })
  }

  private var publish: MethodDeclaration {
    MethodDeclaration(
      "release.publish", "Publishes a release that was prepared", access: Self.access, isWrite: true,
      parameters: [Shared.vocabulary, ReleaseMethods.version, Shared.expectedHead],
      result: ResultDeclaration("The release", ReleaseMethods.schema),
      errors: [.notFound, .invalidState, .staleRevision],
      handler: { call in
        let grant = try call.grant(.release, store)
        return ReleaseMethods.json(
          try call.expectingHead(grant, store) {
            try store.publishRelease(call.string("version"), grant: grant)
          })
      })
  }

  private var discard: MethodDeclaration {
    MethodDeclaration(
      "release.discard", "Gives up a release in preparation; its version can be used again",
      access: Self.access, isWrite: true, parameters: [Shared.vocabulary, ReleaseMethods.version],
      result: ResultDeclaration("Nothing", .object([])), errors: [.notFound],
      handler: { call in
        try store.discardRelease(call.string("version"), grant: call.grant(.release, store))
        return [:]
      })
  }

  // MARK: Settings

  private static let names = ReleaseSettings.Name.allCases.filter(\.isSettable)

  private static func describe(_ name: ReleaseSettings.Name) -> String {
    switch name {
    case .iri: "The IRI of the vocabulary whatever its version"
    case .versionBase: "What version IRIs start with"
    case .licence: "The IRI of the licence"
    case .publisher: "The IRI or name of who publishes it"
    case .creator: "The IRI or name of who made it"
    case .description: "What it is about"
    case .title, .language, .namespace: "The vocabulary's own"
    }
  }

  private static let settingsSchema = Schema.object(
    names.map { .required($0.rawValue, .nullable(.string), describe($0)) })

  private static func json(_ settings: ReleaseSettings) -> JSON {
    .object(JSON.Object(names.map { ($0.rawValue, .optional(settings[$0])) }))
  }

  private var settings: MethodDeclaration {
    MethodDeclaration(
      "release.settings", "Tells what releases to come will say of the vocabulary",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary],
      result: ResultDeclaration("The settings", Self.settingsSchema),
      handler: { call in Self.json(try store.releaseSettings(grant: call.grant(.read, store))) })
  }

  private var configure: MethodDeclaration {
    MethodDeclaration(
      "release.configure", "Sets what releases to come will say of the vocabulary",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary]
        + Self.names.map { .optional($0.rawValue, .string, Self.describe($0) + "; empty takes it back") },
      result: ResultDeclaration("The settings", Self.settingsSchema),
      handler: { call in
        var changes: [ReleaseSettings.Name: String] = [:]
        for name in Self.names { changes[name] = try call.optionalString(name.rawValue) }
        return Self.json(
          try store.setReleaseSettings(changes, grant: call.grant(.administer, store)))
      })
  }
}
