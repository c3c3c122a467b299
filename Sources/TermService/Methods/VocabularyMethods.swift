import RDF
import SKOS
import SKOSStore

/// The methods about vocabularies as a whole: making, filling, reading and writing them.
struct VocabularyMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [list, get, create, importContent, export, revisions] }

  static let vocabularySchema = Schema.object([
    .required("name", .name, "The name"),
    .required("title", .string, "The title"),
    .required("namespace", .nullable(.iri), "What the IRIs of new entries start with"),
    .required("defaultLanguage", .languageTag, "The language to fall back to"),
    .required("visibility", .choice(of: Vocabulary.Visibility.self), "Who may read it"),
    .required("identifierPattern", .choice(of: IdentifierPattern.self), "How IRIs of new entries are made"),
    .required("headRevision", .count, "The newest revision"),
    .required("createdAt", .timestamp, "When it was created"),
  ])

  static func json(_ vocabulary: Vocabulary) -> JSON {
    [
      "name": .string(vocabulary.name), "title": .string(vocabulary.title),
      "namespace": .optional(vocabulary.namespace), "defaultLanguage": .string(vocabulary.defaultLanguage),
      "visibility": .string(vocabulary.visibility.rawValue),
      "identifierPattern": .string(vocabulary.identifierPattern.rawValue),
      "headRevision": .int(Int(vocabulary.headRevision)), "createdAt": .string(vocabulary.createdAt.iso8601),
    ]
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.list", "Lists the vocabularies that the caller may read", access: .anyone,
      parameters: Self.vocabularies.parameters,
      result: Self.vocabularies.result("The vocabularies by name"),
      handler: { call in
        try Self.vocabularies.answer(call, store.vocabularies(for: call.principal), Self.json)
      })
  }

  private static let vocabularies = PagedList<Vocabulary>(
    "vocabularies", vocabularySchema, "The vocabularies", place: { .text($0.name) })

  private var get: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.get", "Describes a vocabulary and counts its entries",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary, Shared.at],
      result: ResultDeclaration(
        "The vocabulary at the moment",
        .object([
          .required("vocabulary", Self.vocabularySchema, "The vocabulary"),
          .required("revision", .count, "The revision that was read"),
          .required("entryCounts", .map(of: .count), "How many entries there are of each kind"),
        ])),
      errors: [.notFound],
      handler: { call in
        try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          let counts = try snapshot.entryCounts().sorted { $0.key < $1.key }
          return [
            "vocabulary": Self.json(snapshot.vocabulary), "revision": .int(Int(snapshot.revision)),
            "entryCounts": .object(JSON.Object(counts.map { ($0.key, JSON.int($0.value)) })),
          ]
        }
      })
  }

  private var create: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.create", "Creates an empty vocabulary",
      access: .permission(.createVocabulary, vocabulary: nil),
      isWrite: true,
      parameters: [
        .required("name", .name, "The name, as it will stand in commands and addresses"),
        .optional("title", .string, "The title; the name if not given"),
        .optional("namespace", .iri, "What the IRIs of new entries start with"),
        .optional("defaultLanguage", .languageTag, "The language to fall back to; en if not given"),
        .optional(
          "visibility", .choice(of: Vocabulary.Visibility.self), "Who may read it; public if not given"),
        .optional(
          "identifierPattern", .choice(of: IdentifierPattern.self),
          "How IRIs of new entries are made; explicit if not given"),
      ],
      result: ResultDeclaration("The new vocabulary", Self.vocabularySchema), errors: [.alreadyExists],
      handler: { call in
        let name = try call.string("name")
        let vocabulary = try store.createVocabulary(
          name: name, title: call.optionalString("title") ?? name,
          namespace: call.optionalIRI("namespace")?.string,
          defaultLanguage: call.optionalLanguageTag("defaultLanguage")?.string ?? "en",
          visibility: call.optionalChoice("visibility") ?? .public,
          identifierPattern: call.optionalChoice("identifierPattern") ?? .explicit,
          grant: call.storeGrant(.createVocabulary, store))
        return Self.json(vocabulary)
      })
  }

  // MARK: Import

  private static let reportSchema = Schema.object([
    .required("revision", .nullable(RevisionJSON.schema), "The revision it made; null if nothing changed"),
    .required("trial", .boolean, "Whether it was only tried"),
    .required("triples", .count, "How many triples the content has"),
    .required("added", .array(of: .iri, countMax: Int.max), "New entries, at most 1,000 of them"),
    .required("changed", .array(of: .iri, countMax: Int.max), "Changed entries, at most 1,000 of them"),
    .required("removed", .array(of: .iri, countMax: Int.max), "Ended entries, at most 1,000 of them"),
    .required("counts", .map(of: .count), "How many were added, changed, removed and unchanged"),
    .required(
      "report", .nullable(.string),
      "For a trial what would change, as people say it, at most \(ImportTrial.lineCountMax) lines; null if nothing, or all of it, would be new"
    ),
  ])

  private var importContent: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.import", "Brings an uploaded document into a vocabulary as one revision",
      access: .permission(.importContent, vocabulary: "vocabulary"), isWrite: true,
      reportsProgress: true,
      parameters: [
        Shared.vocabulary,
        .required("upload", .name, "The upload that has the document"),
        .required("syntax", .choice(of: RDFSyntax.self), "The document's syntax"),
        .optional("base", .iri, "What relative IRIs in the document are relative to"),
        .optional(
          "mode", .choice(of: ImportMode.self), "What becomes of entries that it lacks; replace if not given"),
        .optional("message", .string, "Why, for the history"),
        .optional("trial", .boolean, "Whether only to say what would change"),
        .optional("allowRemovingPublished", .boolean, "Whether entries of a release may end"),
        Shared.expectedHead, Shared.languages,
      ],
      result: ResultDeclaration("What changed, or would change", Self.reportSchema),
      errors: [.syntaxError, .importRefused, .staleRevision, .storageUnavailable],
      handler: { call in
        let file = try call.upload("upload")
        let syntax: RDFSyntax = try call.choice("syntax")
        var source = ImportSource(name: file.name, syntax: syntax)
        let graph = try Self.graph(of: file, syntax, base: try call.optionalIRI("base"), &source)
        let name = file.name ?? "a document"
        try call.checkCancellation()
        let isTrial = try call.bool("trial", default: false)
        let mode: ImportMode = try call.optionalChoice("mode") ?? .replace
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.importContent, store)
        let report = try call.expectingHead(grant, store) {
          try store.importGraph(
            graph, mode: mode,
            message: call.optionalString("message") ?? "Import \(name)", source: source, isTrial: isTrial,
            allowsRemovingPublished: call.bool("allowRemovingPublished", default: false), grant: grant)
        }
        guard isTrial, !report.isEmpty else { return Self.json(report, isTrial: isTrial) }
        let told = try ImportTrial.report(
          of: graph, named: name, mode: mode, languages: languages, store, call.grant(.read, store))
        return Self.json(report, isTrial: isTrial, told)
      })
  }

  private static func graph(
    of file: TransferredFile, _ syntax: RDFSyntax, base: IRI?, _ source: inout ImportSource
  ) throws -> Graph {
    var parser = DocumentParser(syntax, into: GraphBuilder(), options: ParserOptions(base: base))
    try file.forEachChunk { chunk in
      try chunk.withUnsafeBufferPointer { bytes in
        source.append(UnsafeRawBufferPointer(bytes))
        try parser.feed(bytes)
      }
    }
    try parser.finish()
    guard parser.sink.namedGraphStatementCount == 0 else {
      throw SyntaxError(.unsupported, at: nil, "the document has named graphs, and a vocabulary is one graph")
    }
    return parser.sink.graph()
  }

  private static func json(_ report: ImportReport, isTrial: Bool, _ told: String? = nil) -> JSON {
    func list(_ iris: [IRI]) -> JSON { .array(iris.prefix(1000).map { .string($0.string) }) }
    return [
      "revision": report.revision.map(RevisionJSON.json) ?? .null, "trial": .bool(isTrial),
      "triples": .int(report.tripleCount), "added": list(report.added), "changed": list(report.changed),
      "removed": list(report.removed),
      "counts": [
        "added": .int(report.added.count), "changed": .int(report.changed.count),
        "removed": .int(report.removed.count), "unchanged": .int(report.unchangedCount),
      ], "report": .optional(told),
    ]
  }

  // MARK: Export and history

  private var export: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.export", "Writes a vocabulary at any moment as a download",
      access: .permission(.read, vocabulary: "vocabulary"),
      reportsProgress: true, parameters: [Shared.vocabulary, Shared.syntax, Shared.at],
      result: ResultDeclaration("The download", Export.schema), errors: [.notFound, .validationFailed],
      handler: { call in try Export.make(call, at: call.moment(), store) })
  }

  private var revisions: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.revisions", "Lists the revisions of a vocabulary, the newest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, .optional("before", .count, "Only revisions below this number"),
      ] + Self.revisionList.parameters,
      result: Self.revisionList.result("The revisions"),
      handler: { call in
        let before = try call.optionalInt("before").map { Int64($0) } ?? .max
        return try Self.revisionList.answer(
          call,
          fetching: { page in
            try store.revisions(
              before: min(before, page.after?.firstNumber ?? .max), limit: page.limit,
              grant: call.grant(.read, store))
          }, RevisionJSON.json)
      })
  }

  private static let revisionList = PagedList<Revision>(
    "revisions", RevisionJSON.schema, "The revisions", limit: (default: 50, max: 1000), order: .descending,
    place: { .number($0.number) })
}

/// A revision on the wire.
enum RevisionJSON {
  static let schema = Schema.object([
    .required("number", .count, "The number"),
    .required("author", .name, "The account that made it"),
    .required("at", .timestamp, "When"),
    .required("message", .string, "Why"),
    .required("change", .nullable(.count), "The change request it came from"),
    .required("added", .count, "How many entries it added"),
    .required("changed", .count, "How many entries it changed"),
    .required("removed", .count, "How many entries it ended"),
    .required("contentHash", .name, "The hash of the whole vocabulary at this revision"),
    .required("hash", .name, "The hash of the revision's record, which covers the revision before"),
  ])

  static func json(_ revision: Revision) -> JSON {
    [
      "number": .int(Int(revision.number)), "author": .string(revision.author),
      "at": .string(revision.at.iso8601),
      "message": .string(revision.message), "change": .optional(revision.changeRequest.map { Int($0) }),
      "added": .int(revision.added), "changed": .int(revision.changed), "removed": .int(revision.removed),
      "contentHash": .string(revision.contentHash), "hash": .string(revision.hash),
    ]
  }
}

/// Writes content into a download.
enum Export {
  static let schema = Schema.object([
    .required("download", .name, "What download.read calls it"),
    .required("byteCount", .count, "How long it is"),
    .required("mediaType", .name, "Its media type"),
    .required("fileName", .name, "A fitting name for a file"),
    .required("revision", .count, "The revision that was written"),
  ])

  static func make(_ call: Call, at moment: Moment, _ store: Store) throws -> JSON {
    let syntax: RDFSyntax = try call.choice("syntax")
    let (graph, vocabulary, revision) = try store.snapshot(at: moment, grant: call.grant(.read, store)) {
      (try $0.graph(), $0.vocabulary, $0.revision)
    }
    let suffix = if case .release(let version) = moment { version } else { "r\(revision)" }
    let fileName = "\(vocabulary.name)-\(suffix).\(syntax.fileExtension)"
    let (download, file) = try call.requireTransfers().makeDownload(
      name: fileName, mediaType: syntax.mediaType
    ) {
      append in try graph.serialize(as: syntax, to: append)
    }
    return [
      "download": .string(download), "byteCount": .int(file.byteCount),
      "mediaType": .string(syntax.mediaType),
      "fileName": .string(fileName), "revision": .int(Int(revision)),
    ]
  }
}
