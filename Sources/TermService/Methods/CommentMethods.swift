import RDF
import SKOSStore

/// The methods about comments on change requests.
struct CommentMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [add, list] }

  private static let schema = Schema.object([
    .required("id", .count, "The number"),
    .required("author", .name, "The account that made it"),
    .required("organisation", .nullable(.string), "The member body that its author acts for"),
    .required("at", .timestamp, "When"),
    .required("type", .choice(of: Comment.Kind.self), "general, technical or editorial"),
    .required("clause", .nullable(.string), "The entry number or part that it is about"),
    .required("text", .string, "What is said"),
    .required("proposedChange", .nullable(.string), "What its author would have instead"),
  ])

  private static func json(_ comment: Comment) -> JSON {
    [
      "id": .int(Int(comment.id)), "author": .string(comment.author),
      "organisation": .optional(comment.organisation),
      "at": .string(comment.at.iso8601), "type": .string(comment.type.rawValue),
      "clause": .optional(comment.clause),
      "text": .string(comment.text), "proposedChange": .optional(comment.proposedChange),
    ]
  }

  private var add: MethodDeclaration {
    MethodDeclaration(
      "comment.add", "Comments on a change request", access: .permission(.comment, vocabulary: "vocabulary"),
      isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.change, .required("text", .string, "What is to be said"),
        .optional(
          "type", .choice(of: Comment.Kind.self),
          "general (ge), technical (te) or editorial (ed); ge if not given"),
        .optional("clause", .name, "The entry number or part that it is about"),
        .optional("proposedChange", .string, "What should be there instead"),
      ],
      result: ResultDeclaration("The comment", Self.schema), errors: [.notFound, .invalidState],
      handler: { call in
        Self.json(
          try store.addComment(
            to: Int64(call.int("change")), type: call.optionalChoice("type") ?? .general,
            clause: call.optionalString("clause"), text: call.string("text"),
            proposedChange: call.optionalString("proposedChange"), grant: call.grant(.comment, store)))
      })
  }

  private var list: MethodDeclaration {
    MethodDeclaration(
      "comment.list", "Lists the comments on a change request, the oldest first",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary, Shared.change],
      result: ResultDeclaration("The comments", .array(of: Self.schema, countMax: Int.max)),
      errors: [.notFound],
      handler: { call in
        .array(
          try store.comments(on: Int64(call.int("change")), grant: call.grant(.read, store)).map(Self.json))
      })
  }
}
