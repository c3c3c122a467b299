import RDF
import SKOSStore

/// The methods about releases in preparation and what releases say of themselves.
struct ReleasePreparationMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [prepare, drafts, describe, publish, discard, settings, configure]
  }

  private static let access = MethodAccess.permission(.release, vocabulary: "vocabulary")

  private static let schema = Schema.object([
    .required("version", .name, "The version that it will have"),
    .required("revision", .count, "The revision that it will freeze"),
    .required("notes", .string, "What changed, for readers"),
    .required("author", .name, "Who prepared it"), .required("at", .timestamp, "When"),
  ])

  private static func json(_ draft: ReleaseDraft) -> JSON {
    [
      "version": .string(draft.version), "revision": .int(Int(draft.revision)),
      "notes": .string(draft.notes), "author": .string(draft.author), "at": .string(draft.at.iso8601),
    ]
  }

  private var prepare: MethodDeclaration {
    MethodDeclaration(
      "release.prepare", "Prepares a release of the head, whose notes can then be edited",
      access: Self.access, isWrite: true,
      parameters: [
        Shared.vocabulary, ReleaseMethods.version,
        .optional("notes", .string, "What changed, for readers; told from the differences if not given"),
        Shared.expectedHead,
      ],
      result: ResultDeclaration("The release in preparation", Self.schema),
      errors: [.alreadyExists, .staleRevision],
      handler: { call in
        let grant = try call.grant(.release, store)
        return Self.json(
          try call.expectingHead(grant, store) {
            try store.prepareRelease(
              version: call.string("version"), notes: call.optionalString("notes"), grant: grant)
          })
      })
  }

  private var drafts: MethodDeclaration {
    MethodDeclaration(
      "release.drafts", "Lists the releases in preparation", access: Self.access,
      parameters: [Shared.vocabulary] + Self.list.parameters,
      result: Self.list.result("The releases by version"),
      handler: { call in
        try Self.list.answer(call, store.releaseDrafts(grant: call.grant(.release, store)), Self.json)
      })
  }

  private static let list = PagedList<ReleaseDraft>(
    "drafts", schema, "The releases in preparation", place: { .text($0.version) })

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
        Self.json(
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
