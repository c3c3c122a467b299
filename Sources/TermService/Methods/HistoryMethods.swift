import RDF
import SKOS
import SKOSStore

/// The methods that ask where statements came from, and undo revisions.
struct HistoryMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [blame, revert] }

  private static let statements = PagedList<OrdinalRow<BlamedStatements>>(
    "statements",
    .object([
      .required("text", .string, "What it says, as people say it"),
      .required(
        "triples", .array(of: .string, countMax: Int.max),
        "The statement in N-Triples; several where blank nodes hang together"),
      .required(
        "revision", RevisionJSON.schema, "The revision since which it has been there without a break"),
      .required(
        "change", .nullable(ChangeSummaryJSON.schema), "The change request that it came from"),
    ]), "The statements, as an entry is read: labels, notes, relations, others",
    limit: (default: 1000, max: 1000), place: { $0.place })

  private var blame: MethodDeclaration {
    MethodDeclaration(
      "concept.blame", "Tells for each statement of an entry which revision and request it came from",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.languages]
        + Self.statements.parametersWithMoment,
      result: ResultDeclaration(
        "The statements with their origin",
        .object(
          [
            .required("iri", .iri, "The entry"),
            .required("revision", .count, "The revision that was read"),
          ] + Self.statements.members)), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let (iri, revision) = try store.snapshot(at: Self.statements.moment(call), grant: grant) {
          (try $0.find(call.string("concept")), $0.revision)
        }
        let moment = Moment.revision(revision)
        let blamed = try store.blame(of: iri, at: moment, grant: grant)
        var requests: [Int64: JSON] = [:]
        func request(_ number: Int64) throws -> JSON {
          if let known = requests[number] { return known }
          let found = ChangeSummaryJSON.json(try store.changeRequest(number, grant: grant))
          requests[number] = found
          return found
        }
        let page = try store.snapshot(at: moment, grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, languages: languages)
          return try Self.statements.page(
            call, { OrdinalRow.rows(blamed, at: revision, $0) },
            { row in
              let part = row.value
              return [
                "text": .string(try Self.text(part, of: iri, naming)),
                "triples": .array(part.triples.map { .string($0.nTriples) }),
                "revision": RevisionJSON.json(part.revision),
                "change": try part.revision.changeRequest.map(request) ?? .null,
              ]
            })
        }
        return .object(
          JSON.Object([("iri", .string(iri.string)), ("revision", .int(Int(revision)))] + page))
      })
  }

  /// What a part of an entry says, as the report on a new entry would say it.
  private static func text(_ part: BlamedStatements, of iri: IRI, _ naming: EntryNaming) throws -> String {
    let lines = try EntryDiff(old: nil, new: Entry(iri: iri, triples: part.triples))?.lines(name: naming.name)
    if let lines, !lines.isEmpty { return lines.joined(separator: "; ") }
    let types = part.triples.compactMap { $0.predicate == .RDF.type ? $0.object.iri?.localName : nil }
    return "type: \(types.joined(separator: ", "))"
  }

  private var revert: MethodDeclaration {
    MethodDeclaration(
      "revision.revert", "Undoes what one revision changed, as a new revision; what came later stays",
      access: .permission(.importContent, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, .required("revision", .integer(1...Int.max), "The revision to undo"),
        .optional("message", .string, "Why, for the history; names the revision if not given"),
        .optional("trial", .boolean, "Whether only to say what would change"),
        .optional("allowRemovingPublished", .boolean, "Whether entries of a release may end"),
        Shared.expectedHead, Shared.languages,
      ],
      result: ResultDeclaration(
        "What changed, or would change",
        .object(
          [
            .required(
              "revision", .nullable(RevisionJSON.schema), "The revision it made; null if nothing changed"),
            .required("trial", .boolean, "Whether it was only tried"),
          ] + EntryChangeJSON.members("What changed"))),
      errors: [.notFound, .conflict, .importRefused, .staleRevision],
      handler: { call in
        let languages = try call.preferredLanguages()
        let number = Int64(try call.int("revision"))
        let isTrial = try call.bool("trial", default: false)
        let grant = try call.grant(.importContent, store)
        let report = try call.expectingHead(grant, store) {
          try store.revert(
            number, message: call.optionalString("message") ?? "Revert revision \(number)", isTrial: isTrial,
            allowsRemovingPublished: call.bool("allowRemovingPublished", default: false), grant: grant)
        }
        let told = try store.snapshot(grant: call.grant(.read, store)) { snapshot in
          try EntryChangeJSON.told(
            report.changes, naming: EntryNaming(snapshot: snapshot, languages: languages))
        }
        return .object(
          JSON.Object(
            [("revision", report.revision.map(RevisionJSON.json) ?? .null), ("trial", .bool(isTrial))] + told)
        )
      })
  }
}
