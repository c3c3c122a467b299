import RDF
import SKOS
import SKOSStore

/// The methods that ask where statements came from, and undo revisions.
struct HistoryMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [blame, revert] }

  private var blame: MethodDeclaration {
    MethodDeclaration(
      "concept.blame", "Tells for each statement of an entry which revision and request it came from",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [Shared.vocabulary, Shared.concept, Shared.at, Shared.languages],
      result: ResultDeclaration(
        "The statements with their origin",
        .object([
          .required("iri", .iri, "The entry"),
          .required(
            "statements",
            .array(
              of: .object([
                .required("text", .string, "What it says, as people say it"),
                .required(
                  "triples", .array(of: .string, countMax: Int.max),
                  "The statement in N-Triples; several where blank nodes hang together"),
                .required(
                  "revision", RevisionJSON.schema,
                  "The revision since which it has been there without a break"),
                .required(
                  "change", .nullable(ChangeSummaryJSON.schema), "The change request that it came from"),
              ]), countMax: Int.max), "The statements, as an entry is read: labels, notes, relations, others"
          ),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let languages = try call.preferredLanguages()
        let grant = try call.grant(.read, store)
        let moment = try call.moment()
        let iri = try store.snapshot(at: moment, grant: grant) { try $0.find(call.string("concept")) }
        let blamed = try store.blame(of: iri, at: moment, grant: grant)
        var requests: [Int64: JSON] = [:]
        for number in Set(blamed.compactMap(\.revision.changeRequest)) {
          requests[number] = ChangeSummaryJSON.json(try store.changeRequest(number, grant: grant))
        }
        let statements = try store.snapshot(at: moment, grant: grant) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, languages: languages)
          return try blamed.map { part -> JSON in
            [
              "text": .string(try Self.text(part, of: iri, naming)),
              "triples": .array(part.triples.map { .string($0.nTriples) }),
              "revision": RevisionJSON.json(part.revision),
              "change": part.revision.changeRequest.flatMap { requests[$0] } ?? .null,
            ]
          }
        }
        return ["iri": .string(iri.string), "statements": .array(statements)]
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
        .object([
          .required(
            "revision", .nullable(RevisionJSON.schema), "The revision it made; null if nothing changed"),
          .required("trial", .boolean, "Whether it was only tried"),
          .required("entries", .array(of: EntryChangeJSON.schema, countMax: Int.max), "What changed"),
        ])), errors: [.notFound, .conflict, .importRefused, .staleRevision],
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
        let entries = try store.snapshot(grant: call.grant(.read, store)) { snapshot in
          let naming = EntryNaming(snapshot: snapshot, languages: languages)
          return try report.changes.compactMap {
            try EntryChangeJSON.json(from: $0.old, to: $0.new, naming: naming)
          }
        }
        return [
          "revision": report.revision.map(RevisionJSON.json) ?? .null, "trial": .bool(isTrial),
          "entries": .array(entries),
        ]
      })
  }
}
