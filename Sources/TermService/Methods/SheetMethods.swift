import RDF
import SKOS
import SKOSStore

/// The methods about sheets: what translators fill in with a spreadsheet program, and bring back.
struct SheetMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [export, compare, importSheet, propose] }

  private static let upload = ParameterDeclaration.required("upload", .name, "The upload that has the sheet")

  private var export: MethodDeclaration {
    MethodDeclaration(
      "sheet.export", "Writes a vocabulary as a sheet (CSV) with columns by language, as a download",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary, Shared.at,
        .optional(
          "languages", .array(of: .languageTag, countMax: 64),
          "Only these languages; those that the vocabulary lacks get empty columns. All that there are if not given"
        ),
        .optional(
          "properties", .array(of: .string, countMax: 64),
          "Only these properties (prefLabel, dct:source, <IRI>); labels, notes and notations if not given"
        ),
        .optional("reference", .languageTag, "A language to show beside, which is not taken in again"),
        .optional(
          "separator", .choice(of: CSVSeparator.self), "What stands between cells; comma if not given"),
        .optional("byteOrderMark", .boolean, "Whether to begin with the mark by which Excel knows UTF-8"),
      ],
      result: ResultDeclaration("The download", Self.exportSchema), errors: [.notFound],
      handler: { call in
        let separator: CSVSeparator = try call.optionalChoice("separator") ?? .comma
        let hasMark = try call.bool("byteOrderMark", default: false)
        let choice = SheetChoice(
          languages: try call.strings("languages").map { try LanguageTag($0) },
          properties: try Self.properties(call), reference: try call.optionalLanguageTag("reference"))
        return try store.snapshot(at: call.moment(), grant: call.grant(.read, store)) { snapshot in
          var found: Set<SheetColumn> = []
          try snapshot.forEachEntry { found.formUnion(try SheetWriter.columns(of: $0)) }
          let layout = choice.layout(for: found)
          let fileName = "\(snapshot.vocabulary.name)-r\(snapshot.revision).csv"
          var omitted = 0
          let (download, file) = try call.requireTransfers().makeDownload(
            name: fileName, mediaType: "text/csv"
          ) {
            append in
            var writer = SheetWriter(layout, separator: separator, hasByteOrderMark: hasMark)
            try snapshot.forEachEntry { entry in
              try writer.write(entry)
              try append(writer.take())
            }
            try append(writer.take())
            omitted = writer.omittedCount
          }
          return [
            "download": .string(download), "byteCount": .int(file.byteCount), "mediaType": "text/csv",
            "fileName": .string(fileName), "revision": .int(Int(snapshot.revision)), "omitted": .int(omitted),
          ]
        }
      })
  }

  private static let exportSchema = Schema.object([
    .required("download", .name, "What download.read calls it"),
    .required("byteCount", .count, "How long it is"),
    .required("mediaType", .name, "Its media type"),
    .required("fileName", .name, "A fitting name for a file"),
    .required("revision", .count, "The revision that was written"),
    .required(
      "omitted", .count,
      "How many statements the sheet has no column for; they stay as they are when it is taken in"),
  ])

  private static func properties(_ call: Call) throws -> [IRI] {
    try call.strings("properties").map { name in
      do {
        return try SheetChoice.property(name)
      } catch {
        throw RPCError(
          .invalidParams, "The parameter \"properties\" is wrong: \(error).",
          details: ["parameter": "properties"])
      }
    }
  }

  private var compare: MethodDeclaration {
    MethodDeclaration(
      "sheet.compare", "Tells what taking in an uploaded sheet would change, and changes nothing",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Self.upload, Shared.languages],
      result: ResultDeclaration("What would change", SheetJSON.schema), errors: [.syntaxError, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        return try json(store.compareSheet(Self.sheet(call), grant: grant), call)
      })
  }

  private var importSheet: MethodDeclaration {
    MethodDeclaration(
      "sheet.import", "Takes an uploaded sheet into a vocabulary as one revision",
      access: .permission(.importContent, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, Self.upload, .optional("message", .string, "Why, for the history"),
        Shared.expectedHead, Shared.languages,
      ],
      result: ResultDeclaration("What changed", SheetJSON.schema),
      errors: [.syntaxError, .conflict, .staleRevision],
      handler: { call in
        let grant = try call.grant(.importContent, store)
        let name = try call.upload("upload").name ?? "a sheet"
        let sheet = try Self.sheet(call)
        let report = try call.expectingHead(grant, store) {
          try store.importSheet(
            sheet, message: call.optionalString("message") ?? "Import \(name)", grant: grant)
        }
        return try json(report, call)
      })
  }

  private var propose: MethodDeclaration {
    MethodDeclaration(
      "sheet.propose", "Makes what an uploaded sheet changes a draft of a change request",
      access: .permission(.propose, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, Self.upload, .required("title", .string, "What the request is about"),
        .optional("justification", .string, "Why the change is wanted"),
      ],
      result: ResultDeclaration("The draft", ChangeSummaryJSON.schema), errors: [.syntaxError, .conflict],
      handler: { call in
        let grant = try call.grant(.propose, store)
        return ChangeSummaryJSON.json(
          try store.proposeSheet(
            Self.sheet(call), title: call.string("title"),
            justification: call.optionalString("justification") ?? "", grant: grant))
      })
  }

  private static func sheet(_ call: Call) throws -> Sheet {
    let content = try call.upload("upload").bytes()
    do throws(SheetFaults) {
      return try Sheet(content)
    } catch {
      throw RPCError(
        .syntaxError, "The sheet cannot be read.",
        details: ["details": .array(error.faults.prefix(100).map { .string($0.description) })])
    }
  }

  private func json(_ report: SheetReport, _ call: Call) throws -> JSON {
    let languages = try call.preferredLanguages()
    return try store.snapshot(grant: call.grant(.read, store)) { snapshot in
      let told = try EntryChangeJSON.told(
        report.changes, naming: EntryNaming(snapshot: snapshot, languages: languages))
      let merged = report.outdated.prefix(EntryChangeJSON.toldCountMax).map { JSON.string($0.string) }
      return .object(
        JSON.Object(
          [("revision", report.revision.map(RevisionJSON.json) ?? .null)] + told + [
            ("unchanged", .int(report.unchangedCount)), ("merged", .array(Array(merged))),
            ("mergedCount", .int(report.outdated.count)),
          ]))
    }
  }
}

/// What a sheet changes, on the wire.
private enum SheetJSON {
  static let schema = Schema.object(
    [.required("revision", .nullable(RevisionJSON.schema), "The revision it made; null if nothing changed")]
      + EntryChangeJSON.members("The entries that it changes") + [
        .required("unchanged", .count, "How many rows say what the vocabulary says"),
        .required(
          "merged", .array(of: .iri, countMax: EntryChangeJSON.toldCountMax),
          "Entries that had changed since the sheet was written, the first of them if they are many; both changes stand"
        ),
        .required("mergedCount", .count, "How many they are"),
      ])
}
