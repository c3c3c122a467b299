import RDF
import SKOSStore

/// The methods about comments on change requests, release candidates and entries.
struct CommentMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [add, list, observe, importTable, exportTable] }

  private static let schema = Schema.object(
    [.required("id", .count, "The number")] + CommentTargets.members + particulars)

  private static let particulars: [ParameterDeclaration] = [
    .required("author", .name, "The account that made it"),
    .required("organisation", .nullable(.string), "The member body that its author acts for"),
    .required("at", .timestamp, "When"),
    .required("type", .choice(of: Comment.Kind.self), "general, technical or editorial"),
    .required("clause", .nullable(.string), "The entry number or part that it is about"),
    .required("text", .string, "What is said"),
    .required("proposedChange", .nullable(.string), "What its author would have instead"),
    .required("paragraph", .nullable(.string), "The paragraph, figure, table or field"),
    .required("line", .nullable(.string), "The line of the draft"),
    .required("parent", .nullable(.count), "The comment that it answers"),
    .required("number", .nullable(.string), "The number among the comments of the member body"),
    .required(
      "observation",
      .nullable(
        .object([
          .required("decision", .choice(of: Comment.Observation.Decision.self), "Whether it is followed"),
          .required("text", .string, "What the secretariat says about it"), .required("by", .name, "Who"),
          .required("at", .timestamp, "When"),
        ])), "What the secretariat made of it"),
  ]

  private static func json(_ comment: Comment) -> JSON {
    let particulars: JSON.Object = [
      "author": .string(comment.author),
      "organisation": .optional(comment.organisation),
      "at": .string(comment.at.iso8601), "type": .string(comment.type.rawValue),
      "clause": .optional(comment.clause),
      "text": .string(comment.text), "proposedChange": .optional(comment.proposedChange),
      "paragraph": .optional(comment.paragraph), "line": .optional(comment.line),
      "parent": .optional(comment.parent.map { Int($0) }), "number": .optional(comment.number),
      "observation": comment.observation.map { observation in
        [
          "decision": .string(observation.decision.rawValue), "text": .string(observation.text),
          "by": .string(observation.by), "at": .string(observation.at.iso8601),
        ]
      } ?? .null,
    ]
    return .object(
      JSON.Object(
        [("id", .int(Int(comment.id)))] + CommentTargets.json(comment.target)
          + particulars.members.map { ($0.name, $0.value) }))
  }

  private var add: MethodDeclaration {
    MethodDeclaration(
      "comment.add", "Comments on a change request, a release that is open to comments, or an entry",
      access: .permission(.comment, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary] + CommentTargets.parameters + [
        .required("text", .string, "What is to be said"),
        .optional(
          "type", .choice(of: Comment.Kind.self),
          "general (ge), technical (te) or editorial (ed); ge if not given"),
        .optional(
          "clause", .name,
          "The entry number or part that it is about; of an entry its notation if not given"),
        .optional("proposedChange", .string, "What should be there instead"),
        .optional("paragraph", .name, "The paragraph, figure, table or field: term, definition, note 2"),
        .optional("line", .name, "The line of the draft"),
        .optional("parent", .count, "The comment that it answers"),
      ],
      result: ResultDeclaration("The comment", Self.schema), errors: [.notFound, .conflict, .invalidState],
      handler: { call in
        var draft = Comment.Draft(
          type: try call.optionalChoice("type") ?? .general, text: try call.string("text"))
        draft.clause = try call.optionalString("clause")
        draft.proposedChange = try call.optionalString("proposedChange")
        draft.paragraph = try call.optionalString("paragraph")
        draft.line = try call.optionalString("line")
        draft.parent = try call.optionalInt("parent").map { Int64($0) }
        let grant = try call.grant(.comment, store)
        return Self.json(
          try store.addComment(
            to: CommentTargets.target(call, store, orEver: false), draft, grant: grant))
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "comment.list",
      "Lists the comments on a change request, a release candidate or an entry, the oldest first",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + CommentTargets.parameters + Self.comments.parameters,
      result: Self.comments.result("The comments"), errors: [.notFound, .conflict],
      handler: { call in
        let grant = try call.grant(.read, store)
        return try Self.comments.answer(
          call, store.comments(on: CommentTargets.target(call, store), grant: grant), Self.json)
      })
  }

  private static let comments = PagedList<Comment>(
    "comments", schema, "The comments", place: { .number($0.id) })

  private var observe: MethodDeclaration {
    MethodDeclaration(
      "comment.observe", "Records what the secretariat makes of a comment", access: .transition,
      isWrite: true,
      parameters: [Shared.vocabulary] + CommentTargets.parameters + [
        .required("comment", .count, "The comment's number"),
        .required(
          "decision", .choice(of: Comment.Observation.Decision.self), "Whether the comment is followed"),
        .optional("text", .string, "What is to be said about it"),
      ],
      result: ResultDeclaration("The comment", Self.schema),
      errors: [.notFound, .conflict, .forbidden, .invalidState],
      handler: { call in
        Self.json(
          try store.observe(
            Int64(call.int("comment")), on: CommentTargets.target(call, store), call.choice("decision"),
            text: call.optionalString("text") ?? "", grant: call.grant(.read, store)))
      })
  }

  // MARK: The template

  private var importTable: MethodDeclaration {
    MethodDeclaration(
      "comment.import", "Takes in the comments of the ISO commenting template, all or none of them",
      access: .permission(.comment, vocabulary: "vocabulary"), isWrite: true,
      parameters: [Shared.vocabulary] + CommentTargets.parameters + [
        .required("upload", .name, "The upload that has the table: a Word document (.docx) or a sheet (CSV)"),
        .optional("memberBody", .name, "Whose the comments are that do not say it"),
      ],
      result: ResultDeclaration(
        "What was taken in",
        .object([
          .required("added", .count, "How many comments were added"),
          .required("known", .count, "How many were there already"),
          .required("observed", .count, "How many observations were taken"),
          .required("remarks", .array(of: .string, countMax: Int.max), "What was passed over"),
        ])), errors: [.notFound, .conflict, .invalidState, .syntaxError],
      handler: { call in
        let grant = try call.grant(.comment, store)
        let target = try CommentTargets.target(call, store, orEver: false)
        let file = try call.upload("upload")
        guard file.byteCount <= Self.byteCountMax else {
          throw RPCError(
            .limitExceeded,
            "A table of comments has at most \(Self.byteCountMax) bytes; this has \(file.byteCount).",
            details: ["limit": "commentTableByteCountMax"])
        }
        let bytes = try file.bytes()
        let sender = try call.optionalString("memberBody").map { text in
          do throws(MemberBody.Malformed) {
            return TemplateComment.Author.memberBody(try MemberBody(text))
          } catch {
            throw RPCError.parameter("memberBody", "The parameter \"memberBody\": \(error).")
          }
        }
        let reading: TemplateReading
        do throws(TemplateFault) {
          reading = try CommentTemplate.reading(bytes, from: sender)
        } catch {
          throw RPCError(.syntaxError, "The table of comments cannot be read: \(error).")
        }
        guard reading.faults.isEmpty else {
          throw RPCError(
            .syntaxError, "The table of comments has \(reading.faults.count) faults; nothing was taken in.",
            details: ["details": .array(reading.faults.prefix(1000).map { .string($0.description) })])
        }
        let report = try store.importComments(reading.template, on: target, grant: grant)
        return [
          "added": .int(report.added), "known": .int(report.known), "observed": .int(report.observed),
          "remarks": .array(reading.remarks.map(JSON.string)),
        ]
      })
  }

  /// The largest table that is read: 64 MiB, a hundred times what the longest has.
  private static let byteCountMax = 64 << 20

  private var exportTable: MethodDeclaration {
    MethodDeclaration(
      "comment.export",
      "Writes the comments on a change request, a release candidate or an entry as the ISO commenting template, as a download",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary] + CommentTargets.parameters + [
        .required("format", .choice(["docx", "csv"]), "A Word document or a sheet")
      ],
      result: ResultDeclaration(
        "The download",
        .object([
          .required("download", .name, "What download.read takes"),
          .required("byteCount", .count, "Its bytes"), .required("mediaType", .name, "What it is"),
          .required("fileName", .name, "What to call it"),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let target = try CommentTargets.target(call, store)
        let template = try store.commentTemplate(on: target, grant: call.grant(.read, store))
        let isWord = try call.string("format") == "docx"
        let bytes: [UInt8]
        do {
          bytes = isWord ? try template.docx() : template.csv()
        } catch {
          throw RPCError(.validationFailed, "The comments cannot be written: \(error).")
        }
        let name =
          "\(try call.string("vocabulary"))-\(CommentTargets.fileName(target))-comments.\(isWord ? "docx" : "csv")"
        let type =
          isWord ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "text/csv"
        let (download, file) = try call.requireTransfers().makeDownload(
          name: name, mediaType: type
        ) { append in try append(bytes) }
        return [
          "download": .string(download), "byteCount": .int(file.byteCount), "mediaType": .string(type),
          "fileName": .string(name),
        ]
      })
  }
}
