import RDF
import SKOS
import SKOSStore

/// The methods about releases.
struct ReleaseMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [create, list, get, export, archive, diff, withdraw]
  }

  static let version = ParameterDeclaration.required("version", .name, "The version, such as 1.0.0")

  static let schema = Schema.object([
    .required("version", .name, "The version"), .required("revision", .count, "The revision that it froze"),
    .required("notes", .string, "What changed, for readers"), .required("author", .name, "Who made it"),
    .required("at", .timestamp, "When"), .required("triples", .count, "How many triples it has"),
    .required("contentHash", .name, "The hash of the content, entry by entry"),
    .required("canonicalHash", .name, "SHA-256 of the canonical N-Quads (RDFC-1.0)"),
    .required("previous", .nullable(.name), "The version of the release before it"),
    .required(
      "withdrawn",
      .nullable(
        .object([
          .required("reason", .string, "Why"), .required("author", .name, "Who withdrew it"),
          .required("at", .timestamp, "When"),
        ])), "The tombstone, if the release must not be used any more"),
  ])

  static func json(_ release: Release) -> JSON {
    [
      "version": .string(release.version), "revision": .int(Int(release.revision)),
      "notes": .string(release.notes),
      "author": .string(release.author), "at": .string(release.at.iso8601),
      "triples": .int(release.tripleCount),
      "contentHash": .string(release.contentHash), "canonicalHash": .string(release.canonicalHash),
      "previous": .optional(release.previous),
      "withdrawn": release.tombstone.map {
        ["reason": .string($0.reason), "author": .string($0.author), "at": .string($0.at.iso8601)]
      } ?? .null,
    ]
  }

  private var create: MethodDeclaration {
    MethodDeclaration(
      "release.create", "Freezes the head as a release",
      access: .permission(.release, vocabulary: "vocabulary"),
      isWrite: true,
      parameters: [
        Shared.vocabulary, Self.version,
        .optional("notes", .string, "What changed, for readers; told from the differences if not given"),
        Shared.expectedHead,
      ],
      result: ResultDeclaration("The release", Self.schema), errors: [.alreadyExists, .staleRevision],
      handler: { call in
        let grant = try call.grant(.release, store)
        return Self.json(
          try call.expectingHead(grant, store) {
            try store.createRelease(
              version: call.string("version"), notes: call.optionalString("notes"), grant: grant)
          })
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "release.list", "Lists the releases, the newest first, withdrawn ones included",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + Self.releases.parameters,
      result: Self.releases.result("The releases"),
      handler: { call in
        try Self.releases.answer(call, store.releases(grant: call.grant(.read, store)), Self.json)
      })
  }

  private static let releases = PagedList<Release>(
    "releases", schema, "The releases", order: .descending,
    place: { ListPlace(.number($0.revision), .number($0.at.milliseconds), .text($0.version)) })

  private var get: MethodDeclaration {
    MethodDeclaration(
      "release.get", "Describes a release", access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Self.version], result: ResultDeclaration("The release", Self.schema),
      errors: [.notFound],
      handler: { call in Self.json(try store.release(call.string("version"), grant: call.grant(.read, store)))
      })
  }

  private var export: MethodDeclaration {
    MethodDeclaration(
      "release.export", "Writes a release as a download",
      access: .permission(.read, vocabulary: "vocabulary"),
      reportsProgress: true, parameters: [Shared.vocabulary, Self.version, Shared.syntax],
      result: ResultDeclaration("The download", Export.schema),
      errors: [.notFound, .invalidState, .validationFailed],
      handler: { call in try Export.make(call, at: .release(call.string("version")), store) })
  }

  private var archive: MethodDeclaration {
    MethodDeclaration(
      "release.archive", "Writes a release with everything that proves it as a download, a tar archive",
      access: .permission(.read, vocabulary: "vocabulary"), isWrite: true, isUnrepeatable: true,
      parameters: [Shared.vocabulary, Self.version],
      result: ResultDeclaration(
        "The download",
        .object([
          .required("download", .name, "What download.read calls it"),
          .required("byteCount", .count, "How long it is"),
          .required("mediaType", .name, "Its media type"),
          .required("fileName", .name, "A fitting name for a file"),
          .required("manifestHash", .name, "SHA-256 of the manifest, which stands for every byte"),
        ])), errors: [.notFound, .invalidState, .conflict, .validationFailed],
      handler: { call in
        let grant = try call.grant(.read, store)
        let version = try call.string("version")
        var written: ReleaseArchive?
        let (download, file) = try call.requireTransfers().makeDownload(
          name: "\(version).tar", mediaType: Self.archiveType
        ) { append in
          written = try store.writeReleaseArchive(
            version, program: Service.version, grant: grant, to: append)
        }
        return [
          "download": .string(download), "byteCount": .int(file.byteCount),
          "mediaType": .string(Self.archiveType), "fileName": .string(written?.fileName ?? ""),
          "manifestHash": .string(written?.manifestHash ?? ""),
        ]
      })
  }

  private static let archiveType = "application/x-tar"

  private var withdraw: MethodDeclaration {
    MethodDeclaration(
      "release.withdraw", "Withdraws a release; a tombstone stays, and its version is not used again",
      access: .permission(.release, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary, Self.version, .required("reason", .string, "Why")],
      result: ResultDeclaration("The release with its tombstone", Self.schema),
      errors: [.notFound, .invalidState],
      handler: { call in
        Self.json(
          try store.withdrawRelease(
            call.string("version"), reason: call.string("reason"), grant: call.grant(.release, store)))
      })
  }

  private var diff: MethodDeclaration {
    MethodDeclaration(
      "release.diff", "Lists what changed between two moments, concept by concept",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, .required("from", .name, "The earlier release, revision or date"),
        .required("to", .name, "The later release, revision or date"), Shared.languages,
      ] + Self.differences.parameters,
      result: ResultDeclaration(
        "The entries that differ, by IRI",
        .object(
          [.required("from", .name, "The earlier moment"), .required("to", .name, "The later moment")]
            + Self.differences.members)), errors: [.notFound],
      handler: { call in
        let (from, to) = (try call.string("from"), try call.string("to"))
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let differences = try store.differences(from: Moment(from), to: Moment(to), grant: grant)
        let page = try store.snapshot(at: Moment(to), grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, languages: languages)
          return try Self.differences.page(call, { _ in differences.map(Difference.init) }) { difference in
            try EntryChangeJSON.json(from: difference.old, to: difference.new, naming: naming)
          }
        }
        return .object(JSON.Object([("from", .string(from)), ("to", .string(to))] + page))
      })
  }

  private struct Difference: Sendable {
    let iri: IRI
    let old: Entry?
    let new: Entry?
  }

  private static let differences = PagedList<Difference>(
    "entries", EntryChangeJSON.schema, "What differs", limit: (default: 1000, max: 1000),
    place: { .text($0.iri.string) })
}
